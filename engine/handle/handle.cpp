// Decides which commands an instance takes at all, by its status, and what remains of one that ran too long.
#include "engine/handle/handle.h"

#include <type_traits>

#include "engine/base/check.h"
#include "engine/base/limits.h"
#include "engine/behaviour/incident.h"
#include "engine/definition/starts.h"
#include "engine/handle/rejections.h"

namespace bihuan::handle {
namespace {

template <class C, class... Allowed>
constexpr bool is_one_of = (std::is_same_v<C, Allowed> || ...);

/// Commands that name the instance rather than something in it.
template <class C>
constexpr bool on_instance = is_one_of<C, command::SetVariables, command::SuspendInstance, command::ResumeInstance,
                                       command::CancelInstance, command::RemoveVariables, command::ModifyInstance>;

template <class C>
constexpr bool while_suspended =
    is_one_of<C, command::ResumeInstance, command::CancelInstance, command::ClaimTask, command::UnclaimTask>;

std::unexpected<Rejection> ended() {
  return refuse(RejectionCode::WrongState, "流程已经结束", "Expected a running instance, but it has ended");
}

template <class C>
Handled check_status(const Step& step) {
  const bool exists = bool(step.state().header().id);
  if constexpr (is_one_of<C, command::StartInstance>) {
    if (exists)
      return refuse(RejectionCode::AlreadyDone, "流程已经启动", "Expected a new instance, but it has started");
    return {};
  }
  if (!exists) return refuse(RejectionCode::NotFound, "没有这个流程实例", "Expected an instance, but there is none");
  switch (step.state().header().status) {
    case state::Status::Active:
      return {};
    case state::Status::Suspended:
      if (while_suspended<C>) return {};
      return refuse(RejectionCode::WrongState, "流程已挂起，请先恢复",
                    "Expected a running instance, but it is suspended");
    case state::Status::Completed:
    case state::Status::Cancelled:
    case state::Status::Failed:
      if (on_instance<C>) return ended();
      return {};  // what the command names is gone: not found
  }
  return {};
}

/// The work that a command names; none when it names none.
struct WorkOf {
  WorkId operator()(const command::CompleteTask& c) const { return c.task; }
  WorkId operator()(const command::CompleteJob& c) const { return c.job; }
  WorkId operator()(const command::FailJob& c) const { return c.job; }
  WorkId operator()(const command::ThrowJobError& c) const { return c.job; }
  WorkId operator()(const command::FireTimer& c) const { return c.timer; }
  WorkId operator()(const command::Trigger& c) const { return c.subscription; }
  WorkId operator()(const command::CompleteCall& c) const { return c.call; }
  WorkId operator()(const command::FailCall& c) const { return c.call; }
  WorkId operator()(const command::EscalateCall& c) const { return c.call; }
  WorkId operator()(const command::RunContinuation& c) const { return c.work; }
  WorkId operator()(const command::ThrowTaskError& c) const { return c.task; }
  WorkId operator()(const command::ThrowTaskEscalation& c) const { return c.task; }
  WorkId operator()(const auto&) const { return {}; }
};

Fault step_limit() {
  const std::string limit = std::to_string(max_steps_per_command);
  return {
      "step-limit",
      "一次操作超过 " + limit + " 步，流程可能陷入死循环；状态保持操作之前的样子",
      "Expected at most " + limit +
          " moves in one command, but there were more: probably an endless loop. The state is as before the command",
      {},
      {}};
}

void on_work(Step& step, WorkId id) {
  const state::Work& work = *step.state().work(id);
  behaviour::raise(step, {step.state().scope_of(id), work.token}, work.element, step_limit(), state::Stage::Enter, id);
}

void on_incident(Step& step, IncidentId id) {
  const state::Incident old = *step.state().incident(id);
  const ScopeId scope = step.state().scope_of(id);
  state::Incident next = old;
  const Fault fault = step_limit();
  next.id = step.new_id<IncidentId>();
  next.code = fault.code;
  next.message_zh = fault.message_zh;
  next.message_en = fault.message_en;
  next.since = step.context.now;
  step.emit(event::IncidentRaised{scope, std::move(next)});
  step.emit(event::IncidentResolved{scope, id});
}

}  // namespace

Handled handle_command(Step& step, const Command& command) {
  return std::visit(
      [&](const auto& one) -> Handled {
        const Handled allowed = check_status<std::decay_t<decltype(one)>>(step);
        return allowed ? handle(step, one) : allowed;
      },
      command);
}

void handle_step_limit(Step& step, const Command& command) {
  if (const auto* start = std::get_if<command::StartInstance>(&command)) {
    CHECK(open_without_beginning(step, *start));  // it was accepted a moment ago
    const auto at = definition::find_start(step.definition, start->start);
    return behaviour::raise(step, {ScopeId{1}, {}}, at ? at->element : ElementIndex{}, step_limit(),
                            state::Stage::Start);
  }
  if (const auto* retry = std::get_if<command::RetryIncident>(&command)) return on_incident(step, retry->incident);
  if (const WorkId work = std::visit(WorkOf{}, command)) on_work(step, work);
}

}  // namespace bihuan::handle
