#include "api/resources/mask.h"

#include <algorithm>

#include "adapters/codec/ids.h"
#include "api/security/noted.h"
#include "api/security/rights.h"

namespace bihuan::resources {

bool Mask::hides(std::string_view variable) const {
  return std::ranges::find(names_, variable) != names_.end();
}

state::Variables Mask::over(state::Variables variables) const {
  for (auto& [name, value] : variables) {
    if (hides(name) && !value.is_null()) value = Value("***");
  }
  return variables;
}

Mask hidden_from(const api::Call& call, const definition::Definition& definition, const store::InstanceRow& row) {
  if (definition.protected_variables.empty()) return {};
  if (security::handles(call.services.store, call.caller, row)) return {};
  return Mask(definition.protected_variables);
}

Mask mask_for(const api::Call& call, const definition::Definition& definition, const store::InstanceRow& row) {
  Mask mask = hidden_from(call, definition, row);
  if (mask.empty() && !definition.protected_variables.empty()) {
    security::note(call, security::Noted::ProtectedRead, codec::text(row.id), row.business_key);
  }
  return mask;
}

}  // namespace bihuan::resources
