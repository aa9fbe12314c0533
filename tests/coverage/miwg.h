// Decides what docs/miwg.md says: for each model of the BPMN Model Interchange Working Group, what of it can be
// executed and why not, in the words of the reader and of the compiler.
#pragma once

#include <string>

namespace bihuan::coverage {

/// The page; empty where the models are not there.
std::string miwg_page(const std::string& folder);

}  // namespace bihuan::coverage
