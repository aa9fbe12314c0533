// Exclusive gateway.
// BPMN 2.0.2, 13.4.2: each arriving token goes to exactly one outgoing flow: the first in order whose condition is
// true, the default only if none is. None and no default: an incident here, where the standard throws an exception. The
// choice is behaviour/leave.cpp.
#include "engine/behaviour/activity.h"
#include "engine/behaviour/leave.h"
#include "engine/element/rule.h"

namespace bihuan::element {
namespace {

void token_arrives(Step& step, Place at) {
  behaviour::activate(step, at);
  behaviour::depart(step, at);
}

}  // namespace

const Rule exclusive_gateway{.token_arrives = token_arrives};

}  // namespace bihuan::element
