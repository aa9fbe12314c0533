// Decides rejections (rejections.h).
#include "engine/handle/rejections.h"

#include <algorithm>

namespace bihuan::handle {

std::unexpected<Rejection> refuse(RejectionCode code, std::string message_zh, std::string message_en) {
  return std::unexpected(Rejection{code, std::move(message_zh), std::move(message_en), {}});
}

std::unexpected<Rejection> refuse_input(std::string pointer, std::string message_zh, std::string message_en) {
  Rejection rejection{RejectionCode::InvalidInput, message_zh, message_en, {}};
  rejection.faults.push_back({std::move(pointer), std::move(message_zh), std::move(message_en)});
  return std::unexpected(std::move(rejection));
}

const state::Work* find_open_work(const Step& step, WorkId id, bool& held) {
  const state::Work* work = step.state().work(id);
  if (work == nullptr) return nullptr;
  for (const state::Incident& incident : step.scope(step.state().scope_of(id)).incidents)
    held = held || (incident.work == id && incident.code == "step-limit");
  return work;
}

Handled may_act(const state::Task& task, const std::string& person) {
  if (person.empty() || task.assignee == person) return {};
  const bool candidate = std::ranges::find(task.candidates, person) != task.candidates.end();
  if (!task.assignee.empty() && candidate)
    return refuse(RejectionCode::WrongState, "任务已由 " + task.assignee + " 签收",
                  "Expected the task to be free, but " + task.assignee + " has it");
  if (task.assignee.empty() && candidate) return {};
  return refuse(RejectionCode::NotAllowed, "您不是这项任务的办理人或候选人",
                "Expected the assignee or a candidate of the task, but " + person + " is neither");
}

std::unexpected<Rejection> refused_by_listener(const Fault& fault) {
  return refuse(RejectionCode::WrongState, "任务的监听器出错，操作未执行：" + fault.message_zh,
                "Expected the listeners of the task to run, but one failed: " + fault.message_en);
}

std::unexpected<Rejection> no_such_work(WorkId id, const char* what_zh, const char* what_en) {
  const std::string number = std::to_string(id.n);
  return refuse(RejectionCode::NotFound, std::string("没有编号为 ") + number + " 的" + what_zh + "，或者已经结束",
                std::string("Expected an open ") + what_en + " " + number + ", but there is none");
}

std::unexpected<Rejection> held_up(WorkId id) {
  const std::string number = std::to_string(id.n);
  return refuse(RejectionCode::WrongState, "编号 " + number + " 的工作有待处理的故障，请先处理后重试",
                "Expected work " + number + " to be free, but an incident holds it up: resolve that first");
}

}  // namespace bihuan::handle
