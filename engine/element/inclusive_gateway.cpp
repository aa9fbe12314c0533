// Inclusive gateway.
// BPMN 2.0.2, 13.4.3: it is activated when an incoming flow has a token and no token elsewhere could still come to an
// empty one (behaviour/join.h has the exact rule). It takes one token of each flow that has one, and puts one on each
// outgoing flow whose condition is true, or on the default if none is.
//
// A token that arrives at a joining gateway waits: engine.cpp looks again once no other token can move, so that what
// has just become impossible is taken into account.
#include "engine/behaviour/activity.h"
#include "engine/behaviour/leave.h"
#include "engine/element/rule.h"

namespace bihuan::element {
namespace {

void token_arrives(Step& step, Place at) {
  const bool joins = step.element_at(at).incoming.size() > 1 && step.token(at).flow;
  if (joins) return step.touch(at.scope);
  behaviour::activate(step, at);
  behaviour::depart(step, at);
}

}  // namespace

const Rule inclusive_gateway{.token_arrives = token_arrives};

}  // namespace bihuan::element
