// Decides what the end, the failure or an escalation of a called process means to its caller (BPMN 2.0.2, 10.3.6).
#include "engine/behaviour/incident.h"
#include "engine/behaviour/throw.h"
#include "engine/element/dispatch.h"
#include "engine/handle/rejections.h"

namespace bihuan::handle {
namespace {

Fault call_failed(const definition::Element& element, const state::Call& call, const std::string& message) {
  return {"call-failed",
          "“" + element.id + "”调用的流程“" + call.process + "”没有正常结束：" + message,
          "Expected the process \"" + call.process + "\" that \"" + element.id +
              "\" called to complete, but it did not: " + message,
          {},
          {}};
}

}  // namespace

Handled handle(Step& step, const command::CompleteCall& command) {
  const auto found = find_work<state::Call>(step, command.call, "调用", "call");
  if (!found) return std::unexpected(found.error());
  step.emit(event::CallCompleted{command.call});
  element::work_completed(step, found->at, command.outputs);
  return {};
}

Handled handle(Step& step, const command::FailCall& command) {
  const auto found = find_work<state::Call>(step, command.call, "调用", "call");
  if (!found) return std::unexpected(found.error());
  step.emit(event::CallCompleted{command.call});
  if (command.error) {
    behaviour::throw_error(step, found->at, command.code, command.message, {});
    return {};
  }
  const definition::Element& element = step.definition.at(found->element);
  behaviour::raise(step, found->at, element.index, call_failed(element, found->detail, command.message),
                   state::Stage::Enter);
  return {};
}

Handled handle(Step& step, const command::EscalateCall& command) {
  const auto found = find_work<state::Call>(step, command.call, "调用", "call");
  if (!found) return std::unexpected(found.error());
  behaviour::throw_escalation(step, found->at, command.code, command.variables);
  return {};
}

}  // namespace bihuan::handle
