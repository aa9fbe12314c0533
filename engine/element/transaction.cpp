// Transaction.
// BPMN 2.0.2, 10.3.5 and 13.3.4: a sub-process that a cancel end event in it cancels: everything in it ends, what had
// completed is compensated, and the cancel boundary event is followed (behaviour/cancel_transaction.h). It completes as
// any sub-process does; an error that leaves it (a hazard) compensates nothing.
#include "engine/behaviour/leave.h"
#include "engine/element/rule.h"

namespace bihuan::element {

namespace {

void token_arrives(Step& step, Place at) {
  sub_process.token_arrives(step, at);
}

}  // namespace

const Rule transaction{.token_arrives = token_arrives, .child_completed = behaviour::leave};

}  // namespace bihuan::element
