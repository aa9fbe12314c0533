// Decides whether values fit a form, as the browser would, so that what comes past the browser is refused too.
// It does not decide who may see the form, nor whether a stored attachment exists.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "adapters/definitions/form_schema.h"
#include "engine/definition/model.h"

namespace bihuan::definitions {

/// Codes: "required", "wrong-type", "out-of-range", "wrong-length", "wrong-pattern", "no-option", "not-editable",
/// "unknown-field". `pointer` is the JSON pointer of the value, "/person/name", "/people/0/name".
struct FieldError {
  std::string key, pointer, code;
  std::string message_zh, message_en;
  bool operator==(const FieldError&) const = default;
};

/// Compares the submitted values with the schema and with how this step sees it (bihuan:field; a field that is not
/// listed is as the schema says). Null and absent are the same. Hidden and read-only fields may not be submitted;
/// conditions (conditional.hide) are evaluated over the values with `env`. Options that come from data are not
/// compared.
std::vector<FieldError> check_values(const FormSchema& schema, std::span<const definition::FieldAccess> access,
                                     const ContextEntries& values, const feel::Environment& env);

}  // namespace bihuan::definitions
