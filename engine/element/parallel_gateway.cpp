// Parallel gateway.
// BPMN 2.0.2, 13.4.1: it is activated when each incoming flow has at least one token, consumes exactly one from each,
// and puts exactly one on each outgoing flow. Excess tokens stay for the next round.
#include "engine/behaviour/activity.h"
#include "engine/behaviour/join.h"
#include "engine/behaviour/leave.h"
#include "engine/element/rule.h"

namespace bihuan::element {
namespace {

void token_arrives(Step& step, Place at) {
  const definition::Element& gateway = step.element_at(at);
  if (gateway.incoming.size() <= 1) {
    behaviour::activate(step, at);
    return behaviour::depart(step, at);
  }
  const std::vector<TokenId> tokens = behaviour::ready_for_parallel(step, at.scope, gateway);
  if (!tokens.empty()) behaviour::depart(step, behaviour::join(step, at.scope, gateway, tokens));
}

}  // namespace

const Rule parallel_gateway{.token_arrives = token_arrives};

}  // namespace bihuan::element
