// Decides who may complete a user task and with what: the outcome must be one of those offered, a required opinion and
// the least number of attachments must be there (docs/extensions.md, bihuan:work). Form values are checked against the
// form by the host, which knows forms. An empty `person` means by force: the caller has the right to (an
// administrator).
#include <algorithm>

#include "engine/behaviour/listeners.h"
#include "engine/element/dispatch.h"
#include "engine/handle/rejections.h"

namespace bihuan::handle {
namespace {

using command::CompleteTask;
using definition::UserTaskRule;

template <class List, class T>
bool contains(const List& list, const T& wanted) {
  return std::find(list.begin(), list.end(), wanted) != list.end();
}

void check_outcome(const UserTaskRule& rule, const CompleteTask& command, std::vector<InputFault>& faults) {
  if (rule.outcomes.empty() ? command.outcome.empty() : contains(rule.outcomes, command.outcome)) return;
  std::string offered;
  for (const std::string& one : rule.outcomes) offered += (offered.empty() ? "" : "、") + one;
  faults.push_back({"/outcome", offered.empty() ? "这项任务没有办理结果可选" : "办理结果应当是：" + offered,
                    "Expected an outcome of [" + offered + "], but it is \"" + command.outcome + "\""});
}

void check_opinion(const UserTaskRule& rule, const CompleteTask& command, std::vector<InputFault>& faults) {
  if (rule.opinion != "required" || !command.opinion.empty()) return;
  faults.push_back({"/opinion", "请填写办理意见", "Expected an opinion, but it is empty"});
}

void check_attachments(const UserTaskRule& rule, const CompleteTask& command, std::vector<InputFault>& faults) {
  if (static_cast<int>(command.attachments.size()) >= rule.attachments_min) return;
  const std::string least = std::to_string(rule.attachments_min);
  faults.push_back(
      {"/attachments", "至少需要 " + least + " 个附件",
       "Expected at least " + least + " attachments, but there are " + std::to_string(command.attachments.size())});
}

Handled check_input(const UserTaskRule& rule, const CompleteTask& command) {
  std::vector<InputFault> faults;
  check_outcome(rule, command, faults);
  check_opinion(rule, command, faults);
  check_attachments(rule, command, faults);
  if (faults.empty()) return {};
  return std::unexpected(
      Rejection{RejectionCode::InvalidInput, faults.front().message_zh, faults.front().message_en, std::move(faults)});
}

void add_if_new(state::Variables& variables, const char* name, const std::string& text) {
  if (!text.empty() && state::find(variables, name) == nullptr) variables.emplace_back(name, Value(text));
}

/// What output mappings, outputElement and votes may read of the act: local to the token, never written outwards as
/// such.
void keep_act(Step& step, Place at, const definition::Element& element, const CompleteTask& command,
              const std::string& by) {
  if (element.outputs.empty() && !element.multi_instance && !element.loop) return;
  state::Variables act;
  for (const auto& [name, text] :
       {std::pair{"outcome", &command.outcome}, {"opinion", &command.opinion}, {"completedBy", &by}})
    if (state::find(command.variables, name) == nullptr || std::string_view(name) == "outcome")
      add_if_new(act, name, *text);
  if (!act.empty()) step.emit(event::VariablesSet{at.scope, at.token, std::move(act)});
}

/// The form's values. A field that happens to be called `outcome` does not hide the act's own word, which votes count.
state::Variables results_of(const CompleteTask& command) {
  state::Variables results = command.variables;
  for (auto& [name, value] : results)
    if (name == "outcome" && !command.outcome.empty()) value = Value(command.outcome);
  return results;
}

/// The outcome goes to its variable as a plain text, with or without output mappings.
void write_outcome(Step& step, Place at, const UserTaskRule& rule, const std::string& outcome) {
  if (rule.outcome_variable.empty()) return;
  state::Variables variable{{rule.outcome_variable, Value(outcome)}};
  if (behaviour::keeps_its_writes(step, at.scope))
    step.emit(event::VariablesSet{at.scope, TokenId{}, std::move(variable)});
  else
    behaviour::write(step, at.scope, variable);
}

}  // namespace

Handled handle(Step& step, const CompleteTask& command) {
  const auto found = find_work<state::Task>(step, command.task, "任务", "task");
  if (!found) return std::unexpected(found.error());
  if (Handled may = may_act(found->detail, command.person); !may) return may;
  const definition::Element& element = step.definition.at(found->element);
  if (Handled valid = check_input(*element.user_task, command); !valid) return valid;
  const auto told =
      behaviour::run_task_listeners(step, command.task, definition::ListenerMoment::Complete, &command.variables);
  if (!told) return refused_by_listener(told.error());
  const std::string& by = command.person.empty() ? step.context.actor : command.person;
  step.emit(
      event::TaskCompleted{command.task, element.index, by, command.outcome, command.opinion, command.attachments});
  keep_act(step, found->at, element, command, by);
  write_outcome(step, found->at, *element.user_task, command.outcome);
  element::work_completed(step, found->at, results_of(command));
  return {};
}

}  // namespace bihuan::handle
