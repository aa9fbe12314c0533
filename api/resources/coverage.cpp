#include "api/resources/coverage.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <vector>

#include "api/json_writer.h"
#include "engine/definition/compile.h"
#include "engine/element/dispatch.h"

namespace bihuan::resources {
namespace {

using api::JsonObject;
using definition::ElementKind;
using definition::ElementModel;
using definition::EventKind;
using definition::ProcessModel;

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
    NamedKind{ElementKind::CallActivity, "callActivity"},
    NamedKind{ElementKind::ExclusiveGateway, "exclusiveGateway"},
    NamedKind{ElementKind::ParallelGateway, "parallelGateway"},
    NamedKind{ElementKind::InclusiveGateway, "inclusiveGateway"},
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
    NamedEvent{EventKind::None, "none"},           NamedEvent{EventKind::Message, "message"},
    NamedEvent{EventKind::Timer, "timer"},         NamedEvent{EventKind::Signal, "signal"},
    NamedEvent{EventKind::Error, "error"},         NamedEvent{EventKind::Escalation, "escalation"},
    NamedEvent{EventKind::Terminate, "terminate"},
};

/// A process of the smallest shape in which an event can stand where it is to be tried.
class Probe {
 public:
  Probe() {
    process_.id = process_.name = "probe";
    process_.executable = true;
    add("probe", ElementKind::Process, "");
  }

  ElementModel& add(std::string id, ElementKind kind, std::string parent) {
    ElementModel element{.id = id, .name = id, .kind = kind, .parent = std::move(parent)};
    process_.elements.push_back(std::move(element));
    return process_.elements.back();
  }
  void flow(const std::string& source, const std::string& target, const std::string& parent) {
    process_.flows.push_back({.id = source + "-" + target, .source = source, .target = target, .parent = parent});
  }
  /// start → task → end, in the process or a sub-process.
  void frame(const std::string& parent, const std::string& prefix) {
    add(prefix + "start", ElementKind::StartEvent, parent);
    add(prefix + "task", ElementKind::Task, parent);
    add(prefix + "end", ElementKind::EndEvent, parent);
    flow(prefix + "start", prefix + "task", parent);
    flow(prefix + "task", prefix + "end", parent);
  }
  ElementModel& element(std::string_view id) { return *std::ranges::find(process_.elements, id, &ElementModel::id); }

  bool is_accepted() const { return definition::compile(process_, "probe.bpmn").has_value(); }

 private:
  ProcessModel process_;
};

/// A definition with everything that an event of this kind must say.
void set_event(ElementModel& element, EventKind kind) {
  if (kind == EventKind::None) return;
  definition::EventDefinitionModel event{.kind = kind};
  event.name.text = event.code.text = "x";
  event.timer = {.kind = definition::TimerKind::Duration, .value = {.text = "PT1H"}};
  element.events = {event};
}

bool start_accepted(EventKind event) {
  Probe probe;
  probe.frame("probe", "");
  set_event(probe.element("start"), event);
  return probe.is_accepted();
}

bool event_sub_process_start_accepted(EventKind event, bool interrupting) {
  Probe probe;
  probe.frame("probe", "");
  probe.add("handler", ElementKind::EventSubProcess, "probe");
  probe.frame("handler", "handler-");
  set_event(probe.element("handler-start"), event);
  probe.element("handler-start").interrupting = interrupting;
  return probe.is_accepted();
}

bool between_accepted(ElementKind kind, EventKind event) {
  Probe probe;
  probe.frame("probe", "");
  probe.element("task").kind = kind;
  set_event(probe.element("task"), event);
  return probe.is_accepted();
}

bool boundary_accepted(EventKind event, bool interrupting) {
  Probe probe;
  probe.frame("probe", "");
  probe.element("task").kind = ElementKind::SubProcess;
  probe.frame("task", "inner-");
  ElementModel& boundary = probe.add("boundary", ElementKind::BoundaryEvent, "probe");
  boundary.attached_to = "task";
  boundary.interrupting = interrupting;
  set_event(boundary, event);
  probe.add("after", ElementKind::EndEvent, "probe");
  probe.flow("boundary", "after", "probe");
  return probe.is_accepted();
}

bool end_accepted(EventKind event) {
  Probe probe;
  probe.frame("probe", "");
  set_event(probe.element("end"), event);
  return probe.is_accepted();
}

std::string events_json() {
  std::string out = "[";
  const auto add = [&](std::string_view position, std::string_view event, bool executed) {
    if (out.size() > 1) out += ',';
    out += JsonObject().text("position", position).text("event", event).flag("executed", executed).done();
  };
  for (const auto& [kind, name] : events) {
    add("startEvent", name, start_accepted(kind));
    add("startEvent of eventSubProcess, interrupting", name, event_sub_process_start_accepted(kind, true));
    add("startEvent of eventSubProcess, non-interrupting", name, event_sub_process_start_accepted(kind, false));
    add("intermediateCatchEvent", name, between_accepted(ElementKind::IntermediateCatchEvent, kind));
    add("intermediateThrowEvent", name, between_accepted(ElementKind::IntermediateThrowEvent, kind));
    add("boundaryEvent, interrupting", name, boundary_accepted(kind, true));
    add("boundaryEvent, non-interrupting", name, boundary_accepted(kind, false));
    add("endEvent", name, end_accepted(kind));
  }
  return out + "]";
}

std::string make() {
  const std::string elements = api::json_list(kinds, [](const NamedKind& one) {
    return JsonObject().text("element", one.name).flag("executed", element::rule_of(one.kind) != nullptr).done();
  });
  return JsonObject().raw("elements", elements).raw("events", events_json()).done();
}

}  // namespace

std::string coverage_json() {
  static const std::string made = make();
  return made;
}

}  // namespace bihuan::resources
