// Commands whose rules are being written; each leaves this file for its own.
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
Handled handle(Step&, const command::RunContinuation&) {
  return not_yet();
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
