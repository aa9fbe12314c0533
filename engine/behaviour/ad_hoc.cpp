// Decides ad-hoc sub-processes (ad_hoc.h).
//
// The output collection is a variable of the scope while it is open, and is written outwards at its end. The list of an
// ad-hoc sub-process that works one after another stands in the scope's multi-instance record: `items` are the ids to
// begin, `completed` is how many of them have ended.
#include "engine/behaviour/ad_hoc.h"

#include <algorithm>

#include "engine/behaviour/cancel.h"
#include "engine/behaviour/expressions.h"
#include "engine/behaviour/scope.h"
#include "engine/definition/facts.h"

namespace bihuan::behaviour {
namespace {

using definition::AdHocRule;
using definition::Element;
using definition::ElementKind;

const AdHocRule& rule_of(const Element& element) {
  static const AdHocRule none;
  return element.ad_hoc ? *element.ad_hoc : none;
}

Fault bad_list(const View& view, const AdHocRule& rule) {
  return fault_in(view, rule.activate, "ad-hoc-activate", "“" + rule.activate.source() + "”应当是活动编号的列表",
                  "Expected a list of activity ids of \"" + rule.activate.source() + "\", but it is none");
}

Fault not_startable(const View& view, const AdHocRule& rule, const std::string& id) {
  return fault_in(view, rule.activate, "ad-hoc-activate", "“" + id + "”不是这个自由子流程中可以直接启动的活动",
                  "Expected an activity of this ad-hoc sub-process without incoming flows, but \"" + id + "\" is none");
}

Evaluated<bool> is_enough(const Step& step, ScopeId scope, const AdHocRule& rule, const state::Variables* extra) {
  if (!rule.completion_condition.given()) return false;
  return evaluate_condition(step, View(step.state(), {scope, {}}, extra), rule.completion_condition);
}

void begin_activity(Step& step, ScopeId scope, ElementIndex element) {
  step.push(MoveKind::Arrive, place_token(step, scope, element));
}

/// The list so far and this activity's result.
Evaluated<Value> collect(const Step& step, Place at, const AdHocRule& rule) {
  Evaluated<Value> one = evaluate(step, View(step.state(), at), rule.output_element);
  if (!one) return one;
  const Value* so_far = state::find(step.scope(at.scope).variables, rule.output_collection);
  List all = so_far != nullptr && so_far->list() != nullptr ? *so_far->list() : List{};
  all.push_back(std::move(*one));
  return Value(std::move(all));
}

bool begin_next_of_list(Step& step, ScopeId id) {
  const std::optional<state::MultiInstance>& list = step.scope(id).multi_instance;
  if (!list || list->completed >= list->planned) return false;
  const std::uint32_t next = list->completed + 1;
  step.emit(event::IterationCompleted{id, next, {}, event::Vote::None});
  if (next >= list->planned) return false;
  begin_activity(step, id, step.definition.find(*list->items[next].string()));
  return true;
}

}  // namespace

bool is_ad_hoc(const Step& step, ScopeId id) {
  const state::Scope& scope = step.scope(id);
  return scope.kind == state::ScopeKind::SubProcess &&
         step.definition.at(scope.element).kind == ElementKind::AdHocSubProcess;
}

bool can_be_started(const definition::Definition& definition, ElementIndex ad_hoc, const Element& element) {
  return element.parent == ad_hoc && definition.at(ad_hoc).kind == ElementKind::AdHocSubProcess &&
         definition::is_activity(element.kind) && element.incoming.empty() && !element.for_compensation;
}

Evaluated<std::vector<ElementIndex>> to_activate(const Step& step, Place owner, const state::Variables& locals) {
  const Element& element = step.element_at(owner);
  const AdHocRule& rule = rule_of(element);
  std::vector<ElementIndex> first;
  if (!rule.activate.given()) return first;
  const View view(step.state(), owner, &locals);
  const Evaluated<Value> list = evaluate(step, view, rule.activate);
  if (!list) return std::unexpected(list.error());
  if (list->list() == nullptr) return std::unexpected(bad_list(view, rule));
  for (const Value& one : *list->list()) {
    if (one.string() == nullptr) return std::unexpected(bad_list(view, rule));
    const ElementIndex found = step.definition.find(*one.string());
    if (!found || !can_be_started(step.definition, element.index, step.definition.at(found)))
      return std::unexpected(not_startable(view, rule, *one.string()));
    first.push_back(found);
  }
  return first;
}

void begin_ad_hoc(Step& step, Place owner, const std::vector<ElementIndex>& first) {
  const AdHocRule& rule = rule_of(step.element_at(owner));
  const ScopeId scope = open_sub_process(step, owner);
  if (!scope) return;
  if (!rule.output_collection.empty())
    step.emit(event::VariablesSet{scope, {}, {{rule.output_collection, Value(List{})}}});
  const bool one_by_one = rule.sequential && first.size() > 1;
  if (one_by_one) {
    std::vector<Value> ids;
    for (ElementIndex element : first) ids.push_back(Value(step.definition.at(element).id));
    step.emit(event::MultiInstanceStarted{scope, static_cast<std::uint32_t>(ids.size()), std::move(ids), 0, {}});
  }
  for (std::size_t i = 0; i < (one_by_one ? 1 : first.size()); ++i) begin_activity(step, scope, first[i]);
  if (first.empty()) step.push(MoveKind::CloseIfDone, {scope, {}});
}

void start_ad_hoc_activity(Step& step, ScopeId scope, ElementIndex element) {
  begin_activity(step, scope, element);
}

Evaluated<InnerEnd> judge_inner_end(const Step& step, Place at, const Element& inner) {
  InnerEnd end;
  if (!is_ad_hoc(step, at.scope) || !definition::is_activity(inner.kind)) return end;
  const AdHocRule& rule = rule_of(step.element_of(at.scope));
  state::Variables extra;
  if (!rule.output_collection.empty()) {
    Evaluated<Value> all = collect(step, at, rule);
    if (!all) return std::unexpected(std::move(all.error()));
    extra.emplace_back(rule.output_collection, *all);
    end.collected = std::move(*all);
  }
  const Evaluated<bool> enough = is_enough(step, at.scope, rule, &extra);
  if (!enough) return std::unexpected(enough.error());
  end.ends = *enough && rule.cancel_remaining;
  return end;
}

void inner_ended(Step& step, ScopeId scope, InnerEnd end) {
  if (end.collected)
    step.emit(event::VariablesSet{
        scope, {}, {{rule_of(step.element_of(scope)).output_collection, std::move(*end.collected)}}});
  if (end.ends) complete_ad_hoc(step, scope);
}

void ad_hoc_is_idle(Step& step, ScopeId scope) {
  const AdHocRule& rule = rule_of(step.element_of(scope));
  // A fault here was an incident when the activity ended; a person can still complete the whole.
  const Evaluated<bool> enough = is_enough(step, scope, rule, nullptr);
  if (enough && *enough) return complete_ad_hoc(step, scope);
  if (begin_next_of_list(step, scope)) return;
  if (rule.activate.given() && !rule.completion_condition.given()) complete_ad_hoc(step, scope);
}

void complete_ad_hoc(Step& step, ScopeId scope) {
  clear_scope(step, scope);
  const AdHocRule& rule = rule_of(step.element_of(scope));
  const Value* all = state::find(step.scope(scope).variables, rule.output_collection);
  if (all != nullptr) write(step, step.scope(scope).parent, {{rule.output_collection, *all}});
  complete_sub_process(step, scope);
}

}  // namespace bihuan::behaviour

namespace bihuan {

std::vector<ElementIndex> enabled_elements(const definition::Definition& definition, const state::State& state,
                                           ScopeId id) {
  std::vector<ElementIndex> enabled;
  const state::Scope* scope = state.scope(id);
  if (scope == nullptr || scope->kind != state::ScopeKind::SubProcess) return enabled;
  const definition::Element& element = definition.at(scope->element);
  if (element.kind != definition::ElementKind::AdHocSubProcess) return enabled;
  const bool busy = !scope->tokens.empty() || scope->children != 0;
  if (element.ad_hoc && element.ad_hoc->sequential && busy) return enabled;
  for (ElementIndex child : element.children)
    if (behaviour::can_be_started(definition, element.index, definition.at(child))) enabled.push_back(child);
  return enabled;
}

}  // namespace bihuan
