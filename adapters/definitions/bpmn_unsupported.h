// Decides what of BPMN executes by the standard but not here, and the sentence that says so: to a district clerk in
// Chinese, in English to whoever maintains the file. What executes is in bpmn_process.cpp, what never does is silent.
#pragma once

#include <optional>
#include <string_view>

#include "adapters/definitions/xml.h"
#include "engine/definition/model.h"

namespace bihuan::definitions {

/// The sentence for `what` (the standard's element or attribute name, or a foreign name) on `owner`.
definition::Unsupported unsupported(XmlNode owner, std::string_view what, Where where);

/// True for an element of the BPMN namespace that executes by the standard and is not executed here.
bool is_unsupported(std::string_view bpmn_name);

/// True for an element of the BPMN namespace without execution semantics: kept out of the model without a word.
bool is_silent(std::string_view bpmn_name);

}  // namespace bihuan::definitions
