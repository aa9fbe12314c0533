// Commands whose rules are being written; each leaves this file for its own.
#include "engine/behaviour/multi_instance.h"
#include "engine/handle/rejections.h"

namespace bihuan::handle {
namespace {
Handled not_yet() {
  return refuse(RejectionCode::WrongState, "暂不支持", "Expected a command that is executed, but this one is not yet");
}
}  // namespace

Handled handle(Step&, const command::RemoveVariables&) {
  return not_yet();
}
Handled handle(Step& step, const command::RunContinuation& command) {
  const auto found = find_work<state::Continuation>(step, command.work, "后续步骤", "continuation");
  if (!found) return std::unexpected(found.error());
  if (found->detail.kind != state::ContinuationKind::MoreIterations) return not_yet();
  step.emit(event::ContinuationRun{command.work});
  behaviour::begin_more(step, found->at);
  return {};
}
Handled handle(Step&, const command::ChangeJob&) {
  return not_yet();
}
Handled handle(Step&, const command::ChangeTask&) {
  return not_yet();
}
Handled handle(Step&, const command::ThrowTaskError&) {
  return not_yet();
}
Handled handle(Step&, const command::ThrowTaskEscalation&) {
  return not_yet();
}
Handled handle(Step&, const command::ContinueToken&) {
  return not_yet();
}
Handled handle(Step&, const command::ModifyInstance&) {
  return not_yet();
}

}  // namespace bihuan::handle
