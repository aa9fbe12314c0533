// Decides what may be deployed: turns a ProcessModel into a Definition or says, element by element, why not.
// One validation rule per function in validate.cpp. It reads no file.
#pragma once

#include <expected>
#include <memory>
#include <vector>

#include "engine/definition/definition.h"
#include "engine/definition/model.h"

namespace bihuan::definition {

struct Compiled {
  std::shared_ptr<Definition> definition;  ///< `id` still to be set by whoever stores it
  std::vector<Diagnostic> warnings;
};

/// Rejects with every error found (never only the first): unsupported elements, dangling or cross-scope flows, no way
/// to begin, an expression that does not parse (with its position), a form, decision or calendar that is named wrongly
/// (names are checked for shape here; for existence by the deployment), duplicate ids, illegal event positions.
std::expected<Compiled, std::vector<Diagnostic>> compile(const ProcessModel& process, const std::string& file);

}  // namespace bihuan::definition
