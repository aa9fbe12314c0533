// Decides which file's rule an element follows: one exhaustive switch. Decides nothing else, but what comes before an
// element's own rule: tokens are gathered, asynchronous elements cut, skipped ones passed over, others multiplied or
// looped; then start listeners run.
#include "engine/element/dispatch.h"

#include "engine/base/check.h"
#include "engine/behaviour/activity.h"
#include "engine/behaviour/continuation.h"
#include "engine/behaviour/join.h"
#include "engine/behaviour/listeners.h"
#include "engine/behaviour/multi_instance.h"
#include "engine/behaviour/standard_loop.h"

namespace bihuan::element {

const Rule* rule_of(definition::ElementKind kind) {
  using definition::ElementKind;
  switch (kind) {
    case ElementKind::Process:
      return nullptr;
    case ElementKind::Task:
      return &task;
    case ElementKind::UserTask:
      return &user_task;
    case ElementKind::ManualTask:
      return &task;
    case ElementKind::ServiceTask:
      return &service_task;
    case ElementKind::SendTask:
      return &send_task;
    case ElementKind::ReceiveTask:
      return &receive_task;
    case ElementKind::ScriptTask:
      return &script_task;
    case ElementKind::BusinessRuleTask:
      return &business_rule_task;
    case ElementKind::SubProcess:
      return &sub_process;
    case ElementKind::Transaction:
      return &transaction;
    case ElementKind::AdHocSubProcess:
      return &ad_hoc_sub_process;
    case ElementKind::ComplexGateway:
      return &complex_gateway;
    case ElementKind::EventSubProcess:
      return &event_sub_process;
    case ElementKind::CallActivity:
      return &call_activity;
    case ElementKind::ExclusiveGateway:
      return &exclusive_gateway;
    case ElementKind::ParallelGateway:
      return &parallel_gateway;
    case ElementKind::InclusiveGateway:
      return &inclusive_gateway;
    case ElementKind::EventBasedGateway:
      return &event_based_gateway;
    case ElementKind::StartEvent:
      return &start_event;
    case ElementKind::IntermediateCatchEvent:
      return &intermediate_catch_event;
    case ElementKind::IntermediateThrowEvent:
      return &intermediate_throw_event;
    case ElementKind::BoundaryEvent:
      return &boundary_event;
    case ElementKind::EndEvent:
      return &end_event;
  }
  return nullptr;
}

namespace {

const Rule& rule_at(const Step& step, Place at) {
  const Rule* rule = rule_of(step.element_at(at).kind);
  CHECK(rule != nullptr);
  return *rule;
}

void follow_own_rule(Step& step, Place at) {
  const Rule& rule = rule_at(step, at);
  CHECK(rule.token_arrives != nullptr);
  rule.token_arrives(step, at);
}

}  // namespace

void token_arrives(Step& step, Place arrived) {
  if (step.element_at(arrived).begins_plainly) return follow_own_rule(step, arrived);
  const std::optional<Place> at = behaviour::gather(step, arrived);
  if (at && !behaviour::cut_before(step, *at)) begin(step, *at);
}

void begin(Step& step, Place at) {
  if (behaviour::passed_over(step, at)) return;
  if (behaviour::is_to_multiply(step, at)) return behaviour::begin_body(step, at);
  if (behaviour::is_to_loop(step, at)) return behaviour::begin_loop(step, at);
  if (behaviour::begin_with_listeners(step, at)) follow_own_rule(step, at);
}

void work_completed(Step& step, Place at, const Variables& results) {
  const Rule& rule = rule_at(step, at);
  CHECK(rule.work_completed != nullptr);
  rule.work_completed(step, at, results);
}

void trigger_fired(Step& step, Place at, ElementIndex event, const Variables& payload) {
  const definition::Element& element = step.definition.at(event);
  const Rule* rule = rule_of(element.kind);
  CHECK(rule != nullptr && rule->trigger_fired != nullptr);
  rule->trigger_fired(step, at, element, payload);
}

void child_completed(Step& step, Place at) {
  const Rule& rule = rule_at(step, at);
  CHECK(rule.child_completed != nullptr);
  rule.child_completed(step, at);
}

void cancelled(Step& step, Place at) {
  rule_at(step, at).cancelled(step, at);
}

}  // namespace bihuan::element
