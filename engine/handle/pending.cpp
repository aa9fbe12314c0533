// Commands whose rules are being written; each leaves this file for its own.
#include "engine/handle/rejections.h"

namespace bihuan::handle {
namespace {
Handled not_yet() {
  return refuse(RejectionCode::WrongState, "暂不支持", "Expected a command that is executed, but this one is not yet");
}
}  // namespace

Handled handle(Step&, const command::AddIterations&) {
  return not_yet();
}
Handled handle(Step&, const command::RemoveIterations&) {
  return not_yet();
}
Handled handle(Step&, const command::StartAdHoc&) {
  return not_yet();
}
Handled handle(Step&, const command::CompleteAdHoc&) {
  return not_yet();
}

}  // namespace bihuan::handle
