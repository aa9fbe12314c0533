// Decides which values of a case are shown to the caller: protected variables (bihuan:variable protected="true") only
// to who handles the case, however much others see of it. Who handles it is security/rights.h's.
#pragma once

#include <string>
#include <vector>

#include "api/call.h"
#include "engine/definition/definition.h"
#include "engine/state/state.h"

namespace bihuan::resources {

class Mask {
 public:
  Mask() = default;
  explicit Mask(std::vector<std::string> names) : names_(std::move(names)) {}
  bool empty() const { return names_.empty(); }
  bool hides(std::string_view variable) const;
  /// The variables with "***" for what is hidden.
  state::Variables over(state::Variables variables) const;
  const std::vector<std::string>& names() const { return names_; }

 private:
  std::vector<std::string> names_;
};

/// What is hidden from the caller; nothing where the definition protects nothing, or where they handle the case.
Mask hidden_from(const api::Call& call, const definition::Definition& definition, const store::InstanceRow& row);

/// The same for values that are shown now: that something protected is shown goes into the security journal.
Mask mask_for(const api::Call& call, const definition::Definition& definition, const store::InstanceRow& row);

}  // namespace bihuan::resources
