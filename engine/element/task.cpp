// None task and manual task.
// BPMN 2.0.2, 13.3.3: an abstract task does nothing and completes at once; a manual task is done by a person outside of
// any system and is a conceptual model only. Both therefore pass their token on at once, with their mappings.
#include "engine/behaviour/activity.h"
#include "engine/behaviour/leave.h"
#include "engine/element/rule.h"

namespace bihuan::element {
namespace {

void token_arrives(Step& step, Place at) {
  if (behaviour::enter_briefly(step, at, step.element_at(at))) behaviour::leave(step, at);
}

}  // namespace

const Rule task{.token_arrives = token_arrives};

}  // namespace bihuan::element
