// Decides conditional events (condition.h).
#include "engine/behaviour/condition.h"

#include <algorithm>
#include <set>

#include "engine/behaviour/expressions.h"
#include "engine/behaviour/trigger.h"

namespace bihuan::behaviour {
namespace {

using definition::EventRule;

/// A name that the event at this position of the step wrote or removed.
struct Change {
  Place where;
  std::string_view name;
  std::size_t event;
  bool removed;
};

struct Changes {
  std::vector<Change> written;
  std::set<WorkId> opened;
};

/// Views into the step's events: valid until the next emit.
Changes changes_since(const Step& step, std::size_t begin) {
  Changes changes;
  for (std::size_t i = begin; i < step.events.size(); ++i) {
    if (const auto* set = std::get_if<event::VariablesSet>(&step.events[i]))
      for (const auto& [name, value] : set->variables)
        changes.written.push_back({{set->scope, set->token}, name, i, false});
    if (const auto* removed = std::get_if<event::VariablesRemoved>(&step.events[i]))
      for (const std::string& name : removed->names)
        changes.written.push_back({{removed->scope, removed->token}, name, i, true});
    if (const auto* opened = std::get_if<event::ConditionOpened>(&step.events[i])) changes.opened.insert(opened->work);
  }
  return changes;
}

bool names(const state::Variables& variables, std::string_view name) {
  return state::find(variables, name) != nullptr;
}

bool was_there_before_the_step(const Step& step, const Change& change) {
  const state::Scope* before = step.state().scope_before(change.where.scope);
  if (before == nullptr) return false;
  if (!change.where.token) return names(before->variables, change.name);
  const state::Token* token = state::find_token(*before, change.where.token);
  return token != nullptr && names(token->locals, change.name);
}

/// Whether the variable was there already, by what the step said of it earlier, else by the state before the step.
bool was_there(const Step& step, const Change& change) {
  for (std::size_t i = change.event; i-- > 0;) {
    if (const auto* set = std::get_if<event::VariablesSet>(&step.events[i]))
      if (Place{set->scope, set->token} == change.where && names(set->variables, change.name)) return true;
    if (const auto* removed = std::get_if<event::VariablesRemoved>(&step.events[i]))
      if (Place{removed->scope, removed->token} == change.where &&
          std::find(removed->names.begin(), removed->names.end(), change.name) != removed->names.end())
        return false;
  }
  return was_there_before_the_step(step, change);
}

/// A dialect may want to hear of some kinds of change only.
bool is_wanted(const Step& step, const EventRule& rule, const Change& change) {
  if (rule.condition_changes.empty()) return true;
  const std::string_view kind = change.removed ? "delete" : was_there(step, change) ? "update" : "create";
  return std::find(rule.condition_changes.begin(), rule.condition_changes.end(), kind) != rule.condition_changes.end();
}

/// What a script reads, or JUEL by names that it computes, is not known: it may be anything.
bool reads(const EventRule& rule, std::string_view name) {
  if (rule.condition_reads.empty()) return rule.condition.juel() || !rule.condition.script_language().empty();
  return std::find(rule.condition_reads.begin(), rule.condition_reads.end(), name) != rule.condition_reads.end();
}

bool is_concerned(const Step& step, const state::Work& work, const EventRule& rule, const Changes& changes) {
  if (changes.opened.contains(work.id)) return true;
  return std::any_of(changes.written.begin(), changes.written.end(),
                     [&](const Change& change) { return reads(rule, change.name) && is_wanted(step, rule, change); });
}

const EventRule& rule_of(const Step& step, const state::Work& work) {
  return step.definition.at(work.element).events[work.definition];
}

std::vector<WorkId> concerned(const Step& step, const Changes& changes) {
  std::vector<WorkId> found;
  for (WorkId id : step.state().conditions()) {
    const state::Work& work = *step.state().work(id);
    if (is_concerned(step, work, rule_of(step, work), changes)) found.push_back(id);
  }
  return found;
}

bool look_at(Step& step, WorkId id) {
  const state::Work work = *step.state().work(id);
  const ScopeId scope = step.state().scope_of(id);
  const bool holds =
      evaluate_condition(step, View(step.state(), {scope, work.token}), rule_of(step, work).condition).value_or(false);
  if (holds == std::get<state::Condition>(work.detail).value) return false;
  if (!holds) {
    step.emit(event::ConditionChanged{id, false});
    return false;
  }
  step.emit(event::ConditionMet{id, goes_on(step, work)});
  occurred(step, scope, work, {});
  return true;
}

}  // namespace

bool look_at_conditions(Step& step, Looked& looked) {
  if (step.state().conditions().empty()) {
    looked.events = step.events.size();
    return false;
  }
  const std::vector<WorkId> those = concerned(step, changes_since(step, looked.events));
  looked.events = step.events.size();
  bool went = false;
  for (WorkId id : those)
    if (step.state().work(id) != nullptr) went = look_at(step, id) || went;
  return went;
}

}  // namespace bihuan::behaviour
