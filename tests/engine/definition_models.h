// Decides a short way to write process models in tests. The first character of an id says the kind:
//   s start   e end   t task   u user task   b sub-process   x exclusive   + parallel   o inclusive   * event-based
//   c message catch   d boundary event (timer)   h event sub-process   ! terminate end   % error end   k call activity
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "engine/definition/compile.h"

namespace bihuan::definition::models {

inline ExpressionText feel(std::string text) {
  return {.text = std::move(text), .is_expression = true};
}
inline ExpressionText text(std::string text) {
  return {.text = std::move(text)};
}

inline ElementKind kind_of(char c) {
  switch (c) {
    case 's':
      return ElementKind::StartEvent;
    case 'e':
    case '%':
    case '!':
      return ElementKind::EndEvent;
    case 'u':
      return ElementKind::UserTask;
    case 'b':
      return ElementKind::SubProcess;
    case 'h':
      return ElementKind::EventSubProcess;
    case 'k':
      return ElementKind::CallActivity;
    case 'x':
      return ElementKind::ExclusiveGateway;
    case '+':
      return ElementKind::ParallelGateway;
    case 'o':
      return ElementKind::InclusiveGateway;
    case '*':
      return ElementKind::EventBasedGateway;
    case 'c':
      return ElementKind::IntermediateCatchEvent;
    case 'd':
      return ElementKind::BoundaryEvent;
    default:
      return ElementKind::Task;
  }
}

inline EventDefinitionModel event(EventKind kind) {
  EventDefinitionModel e;
  e.kind = kind;
  if (kind == EventKind::Message || kind == EventKind::Signal) e.name = text("m");
  if (kind == EventKind::Error || kind == EventKind::Escalation) e.code = text("c");
  if (kind == EventKind::Timer) e.timer.value = text("PT1H");
  return e;
}

/// A process "p" that grows by paths such as "s > t1 > x1 > e"; elements are made when they are first named.
class Model {
 public:
  Model() {
    process.id = "p";
    process.executable = true;
    process.elements.push_back({.id = "p", .kind = ElementKind::Process, .where = {1, 1}});
    process.elements.reserve(4000);
  }
  explicit Model(const std::vector<std::string>& paths) : Model() {
    for (const std::string& path : paths) add(path);
  }

  /// Inclusive gateways' outgoing flows get conditions, so that they choose.
  Model& add(const std::string& path, const std::string& parent = "p") {
    std::string before;
    for (std::size_t at = 0; at < path.size();) {
      const std::size_t end = std::min(path.find(" > ", at), path.size());
      const std::string id = path.substr(at, end - at);
      element(id, parent);
      if (!before.empty()) flow(before, id, parent);
      before = id;
      at = end + 3;
    }
    return *this;
  }
  ElementModel& element(const std::string& id, const std::string& parent = "p") {
    for (ElementModel& e : process.elements)
      if (e.id == id) return e;
    ElementModel e{.id = id, .kind = kind_of(id[0]), .parent = parent};
    e.where = {static_cast<int>(process.elements.size()) + 1, 1};
    if (id[0] == 'c') e.events = {event(EventKind::Message)};
    if (id[0] == 'd') e.events = {event(EventKind::Timer)};
    if (id[0] == '!') e.events = {event(EventKind::Terminate)};
    if (id[0] == '%') e.events = {event(EventKind::Error)};
    if (id[0] == 'u') e.assignment = AssignmentModel{.kind = "initiator"};
    if (id[0] == 'k') e.call.process = text("called");
    process.elements.push_back(e);
    return process.elements.back();
  }
  FlowModel& flow(const std::string& source, const std::string& target, const std::string& parent = "p") {
    FlowModel f{.id = source + "-" + target, .source = source, .target = target, .parent = parent};
    if (source[0] == 'o') f.condition = feel("go");
    f.where = {static_cast<int>(process.flows.size()) + 1000, 1};
    process.flows.push_back(f);
    return process.flows.back();
  }
  Model& boundary(const std::string& id, const std::string& host, bool interrupting = true) {
    const std::string parent = element(host).parent;
    ElementModel& e = element(id, parent);
    e.attached_to = host;
    e.interrupting = interrupting;
    return *this;
  }

  ProcessModel process;
};

inline std::string told(const std::vector<Diagnostic>& all) {
  std::string out;
  for (const Diagnostic& d : all) out += d.code + " at " + d.element_id + ": " + d.message_en + "\n";
  return out;
}

inline std::shared_ptr<Definition> compiled(const Model& model) {
  auto result = compile(model.process, "test.bpmn");
  if (!result) throw std::runtime_error(told(result.error()));
  return result->definition;
}

/// "code element" of every error, or of every warning when there is no error, in order.
inline std::vector<std::string> findings(const Model& model) {
  const auto result = compile(model.process, "test.bpmn");
  std::vector<std::string> codes;
  for (const Diagnostic& d : result ? result->warnings : result.error()) {
    EXPECT_FALSE(d.message_zh.empty());
    EXPECT_FALSE(d.message_en.empty());
    EXPECT_EQ(d.file, "test.bpmn");
    if (d.severity == Severity::Error || result) codes.push_back(d.code + " " + d.element_id);
  }
  return codes;
}

}  // namespace bihuan::definition::models
