// Decides which tokens a gateway that joins takes and for which it waits (BPMN 2.0.2, 13.4.1, 13.4.3, 13.4.5), and how
// an activity gathers the tokens that it needs (startQuantity, 13.3.2). When waiting joins look again is look_again.h.
#pragma once

#include <optional>
#include <vector>

#include "engine/step.h"

namespace bihuan::behaviour {

/// The incoming flows of a gateway by their numbers: those that it counts as held, and those that it counts as empty.
struct Doors {
  std::vector<std::size_t> held, empty;
};

/// The oldest token of each incoming flow; empty while one of them has none.
std::vector<TokenId> ready_for_parallel(const Step& step, ScopeId scope, const definition::Element& gateway);

/// The oldest token of each incoming flow that has one, in order of the flows.
std::vector<TokenId> tokens_at_doors(const state::Scope& scope, const definition::Element& gateway);

/// Held is what has a token.
Doors doors_of(const state::Scope& scope, const definition::Element& gateway);

/// Tokens elsewhere in the scope that could still come to an empty door and not to a held one; paths through the
/// gateway itself do not count. While there is one, an inclusive gateway waits (13.4.3) and a complex one is not reset
/// (13.4.5).
std::vector<const state::Token*> awaited(const definition::Definition& definition, const state::Scope& scope,
                                         const definition::Element& gateway, const Doors& doors);

/// The first token stands at the element, the others are consumed. What had failed at them is resolved.
Place join(Step& step, ScopeId scope, const definition::Element& element, const std::vector<TokenId>& tokens);

/// An activity that needs several tokens takes them once they have all come: the oldest goes on for them. None: it
/// waits. Any other token goes on alone.
std::optional<Place> gather(Step& step, Place at);

}  // namespace bihuan::behaviour
