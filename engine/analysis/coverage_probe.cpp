// Makes the probes (coverage_probe.h).
#include "engine/analysis/coverage_probe.h"

#include <algorithm>

#include "engine/definition/compile.h"

namespace bihuan::analysis {

using namespace definition;

Probe::Probe() {
  process_.id = process_.name = "probe";
  process_.executable = true;
  add("probe", ElementKind::Process, "");
}

ElementModel& Probe::add(const std::string& id, ElementKind kind, const std::string& parent) {
  process_.elements.push_back({.id = id, .name = id, .kind = kind, .parent = parent});
  return process_.elements.back();
}

void Probe::flow(const std::string& source, const std::string& target, const std::string& parent) {
  process_.flows.push_back({.id = source + "-" + target, .source = source, .target = target, .parent = parent});
}

void Probe::frame(const std::string& parent, const std::string& prefix) {
  add(prefix + "start", ElementKind::StartEvent, parent);
  add(prefix + "task", ElementKind::Task, parent);
  add(prefix + "end", ElementKind::EndEvent, parent);
  flow(prefix + "start", prefix + "task", parent);
  flow(prefix + "task", prefix + "end", parent);
}

ElementModel& Probe::element(std::string_view id) {
  return *std::ranges::find(process_.elements, id, &ElementModel::id);
}

void Probe::become(const std::string& id, ElementKind kind) {
  ElementModel& e = element(id);
  e.kind = kind;
  e.job.topic.text = kind == ElementKind::ServiceTask ? "topic" : "";
  if (kind == ElementKind::UserTask) e.assignment = AssignmentModel{"person", {{"person", {.text = "ann"}}}, {}, {}};
  if (kind == ElementKind::SendTask || kind == ElementKind::ReceiveTask) {
    e.message.kind = EventKind::Message;
    e.message.name.text = "message";
  }
  if (kind == ElementKind::ScriptTask) e.script = {.text = "1", .is_expression = true}, e.result_variable = "x";
  if (kind == ElementKind::BusinessRuleTask) e.decision.decision.text = "decision", e.result_variable = "x";
  if (kind == ElementKind::CallActivity) e.call.process.text = "called";
  if (kind == ElementKind::ComplexGateway)
    e.activation_condition = {.text = "activationCount >= 1", .is_expression = true};
  if (kind == ElementKind::AdHocSubProcess) {
    e.ad_hoc = AdHocModel{};
    add(id + "-inner", ElementKind::Task, id);
  }
  if (kind == ElementKind::SubProcess || kind == ElementKind::Transaction) frame(id, "inner-");
  if (kind != ElementKind::EventBasedGateway) return;
  std::erase_if(process_.flows, [&](const FlowModel& f) { return f.source == id; });
  for (const char* caught : {"first", "second"}) {
    set_event(add(caught, ElementKind::IntermediateCatchEvent, "probe"), EventKind::Message);
    flow(id, caught, "probe");
    flow(caught, "end", "probe");
  }
}

bool Probe::is_accepted() const {
  return compile(process_, "probe.bpmn").has_value();
}

void set_event(ElementModel& element, EventKind kind) {
  if (kind == EventKind::None) return;
  EventDefinitionModel event{.kind = kind};
  event.name.text = event.code.text = "x";
  event.timer = {.kind = TimerKind::Duration, .value = {.text = "PT1H"}};
  event.condition = {.text = "x > 1", .is_expression = true};
  element.events = {event};
}

}  // namespace bihuan::analysis
