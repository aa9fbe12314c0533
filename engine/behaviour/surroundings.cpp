// Decides the facts of `execution` and `task` (surroundings.h). Ids are numbers of this engine as text.
#include "engine/behaviour/surroundings.h"

#include "engine/behaviour/timer.h"

namespace bihuan::behaviour {
namespace {

Value text_or_null(const std::string& text) {
  return text.empty() ? Value() : Value(text);
}

std::string instance_text(const Step& step) {
  return std::to_string(step.state().header().id.n);
}

/// The definition by name and number; in plain tests it has no number.
std::string definition_text(const Step& step) {
  return step.definition.process_id + ":" + std::to_string(step.definition.id.n);
}

ElementIndex element_here(const state::Scope& scope, Place at) {
  const state::Token* token = at.token ? state::find_token(scope, at.token) : nullptr;
  return token != nullptr ? token->element : scope.element;
}

std::string id_of(const Step& step, Place at) {
  return instance_text(step) + ":" + std::to_string(at.token ? at.token.n : at.scope.n);
}

Value execution_facts(const Step& step, const View& view, std::string_view moment) {
  const Place at = view.place();
  const state::Header& header = step.state().header();
  const state::Scope& scope = step.scope(at.scope);
  const definition::Element& element = step.definition.at(element_here(scope, at));
  const std::string id = id_of(step, at);
  ContextEntries facts{
      {"id", id},
      {"processInstanceId", instance_text(step)},
      {"processDefinitionId", definition_text(step)},
      {"processDefinitionKey", step.definition.process_id},
      {"processBusinessKey", text_or_null(header.business_key)},
      {"businessKey", text_or_null(header.business_key)},
      {"currentActivityId", element.id},
      {"currentActivityName", text_or_null(element.name)},
      {"activityInstanceId", id},
      {"parentId", scope.parent ? Value(id_of(step, {scope.parent, scope.owner})) : Value()},
      {"tenantId", Value()},
      {"eventName", moment.empty() ? Value() : Value(moment)},
  };
  const state::Token* token = at.token ? state::find_token(scope, at.token) : nullptr;
  facts.emplace_back("variablesLocal", Value(ContextEntries(token ? token->locals : scope.variables)));
  return Value(std::move(facts));
}

Value moment_or_null(const Step& step, const std::optional<Instant>& at) {
  return at ? moment_value(step.context, *at) : Value();
}

}  // namespace

Value task_facts(const Step& step, const state::Work& work) {
  const state::Task& task = std::get<state::Task>(work.detail);
  const Place at{step.state().scope_of(work.id), work.token};
  return Value(ContextEntries{
      {"id", instance_text(step) + ":" + std::to_string(work.id.n)},
      {"name", task.name},
      {"description", text_or_null(task.description)},
      {"assignee", text_or_null(task.assignee)},
      {"owner", text_or_null(task.owner)},
      {"priority", Value(std::int64_t{task.priority})},
      {"dueDate", moment_or_null(step, task.due)},
      {"followUpDate", moment_or_null(step, task.follow_up)},
      {"createTime", moment_value(step.context, task.created)},
      {"taskDefinitionKey", step.definition.at(work.element).id},
      {"processInstanceId", instance_text(step)},
      {"processDefinitionId", definition_text(step)},
      {"executionId", id_of(step, at)},
      {"tenantId", Value()},
  });
}

juel::Surroundings surroundings(const Step& step, const View& view, const Occasion& occasion) {
  juel::Surroundings found{execution_facts(step, view, occasion.moment), {}};
  if (occasion.task == nullptr) return found;
  ContextEntries task = *task_facts(step, *occasion.task).context();
  task.emplace_back("eventName", Value(occasion.moment));
  found.task = Value(std::move(task));
  return found;
}

}  // namespace bihuan::behaviour
