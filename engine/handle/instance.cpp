// Decides commands on the instance as a whole: incidents, suspension, cancellation.
#include <algorithm>

#include "engine/behaviour/cancel.h"
#include "engine/behaviour/incident.h"
#include "engine/handle/rejections.h"

namespace bihuan::handle {

Handled handle(Step& step, const command::RetryIncident& command) {
  const state::Incident* found = step.state().incident(command.incident);
  if (found == nullptr)
    return refuse(RejectionCode::NotFound, "没有这个故障，或者已经处理",
                  "Expected an open incident " + std::to_string(command.incident.n) + ", but there is none");
  const ScopeId scope = step.state().scope_of(command.incident);
  const state::Work* work = step.state().work(found->work);
  if (work != nullptr && std::holds_alternative<state::Job>(work->detail) && found->code == "job-failed")
    step.emit(event::JobRetried{found->work, std::max(1, command.retries), step.context.now});
  behaviour::retry(step, scope, command.incident);
  return {};
}

Handled handle(Step& step, const command::SuspendInstance& command) {
  step.emit(event::InstanceSuspended{command.reason});
  return {};
}

Handled handle(Step& step, const command::ResumeInstance&) {
  if (step.state().header().status != state::Status::Suspended)
    return refuse(RejectionCode::WrongState, "流程没有挂起", "Expected a suspended instance, but it is active");
  step.emit(event::InstanceResumed{});
  return {};
}

Handled handle(Step& step, const command::CancelInstance& command) {
  behaviour::terminate_scope(step, ScopeId{1});
  step.emit(event::InstanceCancelled{command.reason, step.context.now});
  return {};
}

}  // namespace bihuan::handle
