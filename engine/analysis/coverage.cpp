// Tries every element, event and marker (coverage.h).
#include "engine/analysis/coverage.h"

#include <algorithm>
#include <array>

#include "engine/analysis/coverage_probe.h"
#include "engine/element/dispatch.h"

namespace bihuan::analysis {
namespace {

using namespace definition;

struct NamedKind {
  ElementKind kind;
  std::string_view name;
};
constexpr std::array kinds = {
    NamedKind{ElementKind::Task, "task"},
    NamedKind{ElementKind::UserTask, "userTask"},
    NamedKind{ElementKind::ManualTask, "manualTask"},
    NamedKind{ElementKind::ServiceTask, "serviceTask"},
    NamedKind{ElementKind::SendTask, "sendTask"},
    NamedKind{ElementKind::ReceiveTask, "receiveTask"},
    NamedKind{ElementKind::ScriptTask, "scriptTask"},
    NamedKind{ElementKind::BusinessRuleTask, "businessRuleTask"},
    NamedKind{ElementKind::SubProcess, "subProcess"},
    NamedKind{ElementKind::EventSubProcess, "eventSubProcess"},
    NamedKind{ElementKind::Transaction, "transaction"},
    NamedKind{ElementKind::AdHocSubProcess, "adHocSubProcess"},
    NamedKind{ElementKind::CallActivity, "callActivity"},
    NamedKind{ElementKind::ExclusiveGateway, "exclusiveGateway"},
    NamedKind{ElementKind::ParallelGateway, "parallelGateway"},
    NamedKind{ElementKind::InclusiveGateway, "inclusiveGateway"},
    NamedKind{ElementKind::ComplexGateway, "complexGateway"},
    NamedKind{ElementKind::EventBasedGateway, "eventBasedGateway"},
    NamedKind{ElementKind::StartEvent, "startEvent"},
    NamedKind{ElementKind::IntermediateCatchEvent, "intermediateCatchEvent"},
    NamedKind{ElementKind::IntermediateThrowEvent, "intermediateThrowEvent"},
    NamedKind{ElementKind::BoundaryEvent, "boundaryEvent"},
    NamedKind{ElementKind::EndEvent, "endEvent"},
};

struct NamedEvent {
  EventKind kind;
  std::string_view name;
};
constexpr std::array events = {
    NamedEvent{EventKind::None, "none"},
    NamedEvent{EventKind::Message, "message"},
    NamedEvent{EventKind::Timer, "timer"},
    NamedEvent{EventKind::Signal, "signal"},
    NamedEvent{EventKind::Conditional, "conditional"},
    NamedEvent{EventKind::Link, "link"},
    NamedEvent{EventKind::Error, "error"},
    NamedEvent{EventKind::Escalation, "escalation"},
    NamedEvent{EventKind::Compensation, "compensation"},
    NamedEvent{EventKind::Cancel, "cancel"},
    NamedEvent{EventKind::Terminate, "terminate"},
};

bool start_accepted(EventKind event) {
  Probe probe;
  probe.frame("probe", "");
  set_event(probe.element("start"), event);
  return probe.is_accepted();
}

bool event_sub_process_start_accepted(EventKind event, bool interrupting) {
  Probe probe;
  probe.add("outer", ElementKind::SubProcess, "probe");
  probe.frame("outer", "");
  probe.add("handler", ElementKind::EventSubProcess, "outer");
  probe.frame("handler", "handler-");
  set_event(probe.element("handler-start"), event);
  probe.element("handler-start").interrupting = interrupting;
  return probe.is_accepted();
}

/// A link needs its other half: thrown or caught beside it.
bool link_accepted() {
  Probe probe;
  probe.add("start", ElementKind::StartEvent, "probe");
  set_event(probe.add("thrown", ElementKind::IntermediateThrowEvent, "probe"), EventKind::Link);
  set_event(probe.add("caught", ElementKind::IntermediateCatchEvent, "probe"), EventKind::Link);
  probe.add("end", ElementKind::EndEvent, "probe");
  probe.flow("start", "thrown", "probe");
  probe.flow("caught", "end", "probe");
  return probe.is_accepted();
}

bool between_accepted(ElementKind kind, EventKind event) {
  if (event == EventKind::Link) return link_accepted();
  Probe probe;
  probe.frame("probe", "");
  probe.element("task").kind = kind;
  set_event(probe.element("task"), event);
  return probe.is_accepted();
}

/// Cancel stands at transactions alone; compensation has a handler instead of a flow.
bool boundary_accepted(EventKind event, bool interrupting) {
  Probe probe;
  probe.frame("probe", "");
  probe.become("task", event == EventKind::Cancel ? ElementKind::Transaction : ElementKind::SubProcess);
  ElementModel& boundary = probe.add("boundary", ElementKind::BoundaryEvent, "probe");
  boundary.attached_to = "task";
  boundary.interrupting = interrupting;
  set_event(boundary, event);
  if (event == EventKind::Compensation) {
    boundary.compensation_handler = "undo";
    probe.add("undo", ElementKind::Task, "probe").for_compensation = true;
    return probe.is_accepted();
  }
  probe.add("after", ElementKind::EndEvent, "probe");
  probe.flow("boundary", "after", "probe");
  return probe.is_accepted();
}

/// Inside a transaction, where every kind of end may be.
bool end_accepted(EventKind event) {
  Probe probe;
  probe.frame("probe", "");
  probe.become("task", ElementKind::Transaction);
  set_event(probe.element("inner-end"), event);
  if (event == EventKind::Cancel) {  // it leaves by the cancel boundary event
    ElementModel& boundary = probe.add("boundary", ElementKind::BoundaryEvent, "probe");
    boundary.attached_to = "task";
    set_event(boundary, event);
    probe.add("after", ElementKind::EndEvent, "probe");
    probe.flow("boundary", "after", "probe");
  }
  if (probe.is_accepted()) return true;
  Probe plain;
  plain.frame("probe", "");
  set_event(plain.element("end"), event);
  return plain.is_accepted();
}

bool element_accepted(ElementKind kind) {
  switch (kind) {
    case ElementKind::StartEvent:
      return start_accepted(EventKind::None);
    case ElementKind::EndEvent:
      return end_accepted(EventKind::None);
    case ElementKind::BoundaryEvent:
      return boundary_accepted(EventKind::Message, true);
    case ElementKind::EventSubProcess:
      return event_sub_process_start_accepted(EventKind::Message, true);
    case ElementKind::IntermediateCatchEvent:
      return between_accepted(kind, EventKind::Message);
    default:
      break;
  }
  Probe probe;
  probe.frame("probe", "");
  probe.become("task", kind);
  return probe.is_accepted();
}

bool has_rule(ElementKind kind) {
  const element::Rule* rule = element::rule_of(kind);
  if (rule == nullptr) return false;
  return rule->token_arrives != nullptr || rule->trigger_fired != nullptr || kind == ElementKind::EventSubProcess;
}

bool repeated_accepted(bool many, bool sequential) {
  Probe probe;
  probe.frame("probe", "");
  ElementModel& task = probe.element("task");
  if (many) {
    task.multi_instance = MultiInstanceModel{.sequential = sequential};
    task.multi_instance->cardinality = {.text = "2", .is_expression = true};
  } else {
    task.loop = LoopModel{.test_before = true};
    task.loop->condition = {.text = "loopCounter < 3", .is_expression = true};
    task.loop->maximum = {.text = "3", .is_expression = true};
  }
  return probe.is_accepted();
}

}  // namespace

std::string_view name_of(ElementKind kind) {
  const auto* found = std::ranges::find(kinds, kind, &NamedKind::kind);
  return found == kinds.end() ? "process" : found->name;
}

std::string_view name_of(EventKind kind) {
  return std::ranges::find(events, kind, &NamedEvent::kind)->name;
}

std::vector<CoveredElement> covered_elements() {
  std::vector<CoveredElement> all;
  for (const auto& [kind, name] : kinds) all.push_back({kind, name, has_rule(kind) && element_accepted(kind)});
  return all;
}

std::vector<CoveredEvent> covered_events() {
  std::vector<CoveredEvent> all;
  const auto add = [&](ElementKind kind, std::string_view position, const NamedEvent& event, bool executed) {
    all.push_back({kind, position, event.kind, event.name, executed && has_rule(kind)});
  };
  for (const NamedEvent& event : events) {
    const EventKind kind = event.kind;
    add(ElementKind::StartEvent, "startEvent", event, start_accepted(kind));
    add(ElementKind::StartEvent, "startEvent of eventSubProcess, interrupting", event,
        event_sub_process_start_accepted(kind, true));
    add(ElementKind::StartEvent, "startEvent of eventSubProcess, non-interrupting", event,
        event_sub_process_start_accepted(kind, false));
    for (const ElementKind between : {ElementKind::IntermediateCatchEvent, ElementKind::IntermediateThrowEvent})
      add(between, name_of(between), event, between_accepted(between, kind));
    add(ElementKind::BoundaryEvent, "boundaryEvent, interrupting", event, boundary_accepted(kind, true));
    add(ElementKind::BoundaryEvent, "boundaryEvent, non-interrupting", event, boundary_accepted(kind, false));
    add(ElementKind::EndEvent, "endEvent", event, end_accepted(kind));
  }
  return all;
}

std::vector<CoveredMarker> covered_markers() {
  return {{"multiInstanceLoopCharacteristics, parallel", repeated_accepted(true, false)},
          {"multiInstanceLoopCharacteristics, sequential", repeated_accepted(true, true)},
          {"standardLoopCharacteristics", repeated_accepted(false, false)},
          {"isForCompensation", boundary_accepted(EventKind::Compensation, true)}};
}

}  // namespace bihuan::analysis
