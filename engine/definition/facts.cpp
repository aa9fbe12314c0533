// Decides which lists a model's elements and flows belong to.
#include "engine/definition/facts.h"

#include <algorithm>

namespace bihuan::definition {

bool is_task(ElementKind kind) {
  switch (kind) {
    case ElementKind::Task:
    case ElementKind::UserTask:
    case ElementKind::ManualTask:
    case ElementKind::ServiceTask:
    case ElementKind::SendTask:
    case ElementKind::ReceiveTask:
    case ElementKind::ScriptTask:
    case ElementKind::BusinessRuleTask:
      return true;
    case ElementKind::Process:
    case ElementKind::SubProcess:
    case ElementKind::EventSubProcess:
    case ElementKind::Transaction:
    case ElementKind::AdHocSubProcess:
    case ElementKind::CallActivity:
    case ElementKind::ExclusiveGateway:
    case ElementKind::ParallelGateway:
    case ElementKind::InclusiveGateway:
    case ElementKind::ComplexGateway:
    case ElementKind::EventBasedGateway:
    case ElementKind::StartEvent:
    case ElementKind::IntermediateCatchEvent:
    case ElementKind::IntermediateThrowEvent:
    case ElementKind::BoundaryEvent:
    case ElementKind::EndEvent:
      return false;
  }
  return false;
}

bool is_activity(ElementKind kind) {
  return is_task(kind) || is_sub_process(kind) || kind == ElementKind::CallActivity;
}

bool is_gateway(ElementKind kind) {
  return kind == ElementKind::ExclusiveGateway || kind == ElementKind::ParallelGateway ||
         kind == ElementKind::InclusiveGateway || kind == ElementKind::ComplexGateway ||
         kind == ElementKind::EventBasedGateway;
}

bool is_event(ElementKind kind) {
  return is_catch(kind) || kind == ElementKind::IntermediateThrowEvent || kind == ElementKind::EndEvent;
}

bool is_catch(ElementKind kind) {
  return kind == ElementKind::StartEvent || kind == ElementKind::IntermediateCatchEvent ||
         kind == ElementKind::BoundaryEvent;
}

bool is_container(ElementKind kind) {
  return kind == ElementKind::Process || is_sub_process(kind) || kind == ElementKind::EventSubProcess;
}

bool is_sub_process(ElementKind kind) {
  return kind == ElementKind::SubProcess || kind == ElementKind::Transaction || kind == ElementKind::AdHocSubProcess;
}

EventKind event_kind(const ElementModel& event) {
  return event.events.empty() ? EventKind::None : event.events.front().kind;
}

bool is_file_id(std::string_view id) {
  const auto fits = [](char c) {
    const auto u = static_cast<unsigned char>(c);
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' ||
           c == '.' || u >= 0x80;
  };
  return !id.empty() && id.size() <= 200 && std::all_of(id.begin(), id.end(), fits);
}

namespace {

/// What another element brings about does not begin with its scope: boundary events, the far end of a link, handlers of
/// compensation.
bool can_begin(const ElementModel& e) {
  const bool link = e.kind == ElementKind::IntermediateCatchEvent && event_kind(e) == EventKind::Link;
  return e.kind != ElementKind::BoundaryEvent && !link && !e.for_compensation;
}

}  // namespace

Facts::Facts(const ProcessModel& model) : process(model), nodes_(model.elements.size()) {
  for (std::size_t i = 0; i < model.elements.size(); ++i) by_id_.emplace(model.elements[i].id, i);
  for (std::size_t i = 1; i < model.elements.size(); ++i) {
    const ElementModel& e = model.elements[i];
    const std::size_t parent = index(e.parent);
    if (parent == none) continue;
    const bool handler = e.kind == ElementKind::EventSubProcess;
    (handler ? nodes_[parent].event_sub_processes : nodes_[parent].children).push_back(i);
    const std::size_t host = e.kind == ElementKind::BoundaryEvent ? index(e.attached_to) : none;
    if (host != none) nodes_[host].boundary_events.push_back(i);
  }
  for (std::size_t i = 0; i < model.flows.size(); ++i) {
    const std::size_t source = index(model.flows[i].source), target = index(model.flows[i].target);
    if (source == none || target == none) continue;
    nodes_[source].outgoing.push_back(i);
    nodes_[target].incoming.push_back(i);
  }
}

const ElementModel* Facts::element(std::string_view id) const {
  const std::size_t i = index(id);
  return i == none ? nullptr : &process.elements[i];
}

std::size_t Facts::index(std::string_view id) const {
  const auto found = by_id_.find(id);
  return found == by_id_.end() ? none : found->second;
}

std::vector<const FlowModel*> Facts::flows(const std::vector<std::size_t>& positions) const {
  std::vector<const FlowModel*> result;
  for (const std::size_t i : positions) result.push_back(&process.flows[i]);
  return result;
}

std::vector<std::size_t> Facts::starts(std::size_t container) const {
  std::vector<std::size_t> result;
  for (const std::size_t i : nodes_[container].children)
    if (process.elements[i].kind == ElementKind::StartEvent) result.push_back(i);
  return result;
}

std::vector<std::size_t> Facts::entries(std::size_t container) const {
  if (!starts(container).empty()) return {};
  std::vector<std::size_t> result;
  for (const std::size_t i : nodes_[container].children)
    if (nodes_[i].incoming.empty() && can_begin(process.elements[i])) result.push_back(i);
  return result;
}

}  // namespace bihuan::definition
