// Decides how a form-js schema (JSON) becomes a FormSchema. It does not check values (form_check.h).
#pragma once

#include <expected>
#include <string_view>
#include <vector>

#include "adapters/definitions/form_schema.h"
#include "engine/definition/model.h"

namespace bihuan::definitions {

/// Components that only show something (text, image, button, …) are left out; groups add their path to the keys.
/// Rejects with every error found: wrong JSON, no id, component types that do not exist, fields without a key, keys
/// used twice, patterns that RE2 does not take (look-around, back-references), conditions that are no FEEL.
std::expected<FormSchema, std::vector<definition::Diagnostic>> read_form(std::string_view bytes,
                                                                         std::string_view file_name);

}  // namespace bihuan::definitions
