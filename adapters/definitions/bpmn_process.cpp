// Decides the content of a process in one pass in document order, which is why it needs no recursion: each element
// finds its parent, a sub-process or the process, already read.
#include "adapters/definitions/bpmn_process.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include "adapters/definitions/bpmn_activity.h"
#include "adapters/definitions/bpmn_data.h"
#include "adapters/definitions/bpmn_events.h"
#include "adapters/definitions/bpmn_extensions.h"
#include "adapters/definitions/bpmn_kinds.h"
#include "adapters/definitions/bpmn_loop.h"
#include "adapters/definitions/bpmn_reading.h"
#include "adapters/definitions/bpmn_resources.h"
#include "adapters/definitions/bpmn_text.h"
#include "adapters/definitions/bpmn_unsupported.h"
#include "adapters/definitions/dialects.h"
#include "adapters/definitions/names.h"
#include "engine/definition/facts.h"

namespace bihuan::definitions {
namespace {

using namespace definition;

/// Children of flow nodes and flows that the reading of their owner has taken in.
bool is_part(XmlNode node) {
  static constexpr auto parts = std::to_array<std::string_view>({
      "conditionExpression",
      "script",
      "multiInstanceLoopCharacteristics",
      "standardLoopCharacteristics",
      "activationCondition",
      "completionCondition",
      "dataInputAssociation",
      "dataOutputAssociation",
      "performer",
      "humanPerformer",
      "potentialOwner",
      "resourceRole",
      "correlationSubscription",
  });
  return std::find(parts.begin(), parts.end(), node.name()) != parts.end() || is_event_definition(node);
}

class ProcessReader {
 public:
  ProcessReader(BpmnIndex& index, const XmlDocument& document, XmlNode node, std::string_view language)
      : document_(document), node_(node), names_(document, node), reading_{index, process_, language} {}

  ProcessModel read() {
    read_head();
    translate_process(reading_.index, document_, node_, process_);
    for (std::uint32_t i = node_.index() + 1; i < node_.end();) i = read_next(document_.node(i));
    join_compensation_handlers();
    Lanes(document_, node_).assign(reading_);
    complete_dialect(document_, node_, process_);
    return std::move(process_);
  }

  /// A process with the global task as its one activity.
  ProcessModel read_global_task(ElementKind kind) {
    read_head();
    process_.global_task = true;
    ElementModel element = new_element(node_, kind);
    element.id += "_task";
    element.parent = process_.id;
    translate_process(reading_.index, document_, node_, process_);
    read_details(node_, element);
    process_.elements.push_back(std::move(element));
    for (std::uint32_t i = node_.index() + 1; i < node_.end();) i = read_next(document_.node(i));
    return std::move(process_);
  }

 private:
  void read_head() {
    reading_.check_yes_no(node_);
    process_.id = reading_.required_id(node_);
    process_.name = std::string(node_.get("name"));
    process_.executable = boolean_of(node_.get("isExecutable")).value_or(false);
    process_.version_tag = std::string(node_.get("versionTag", bihuan_ns));
    process_.category = std::string(node_.get("category", bihuan_ns));
    process_.withdraw_message = std::string(trimmed(node_.get("withdraw", bihuan_ns)));
    process_.withdraw_by = std::string(trimmed(node_.get("withdrawBy", bihuan_ns)));
    process_.initiator_messages = comma_list(node_.get("initiatorMessages", bihuan_ns));
    process_.calendar = std::string(trimmed(node_.get("calendar", bihuan_ns)));
    process_.business_key = text_or_feel(node_, "businessKey", bihuan_ns);
    process_.case_title = text_or_feel(node_, "title", bihuan_ns);
    process_.unit = text_or_feel(node_, "unit", bihuan_ns);
    process_.line = text_or_feel(node_, "line", bihuan_ns);
    process_.where = node_.where();
    ElementModel element = new_element(node_, ElementKind::Process);
    read_declared_data(reading_, names_, node_, element);
    process_.elements.push_back(std::move(element));
    const auto extensions = node_.child(bpmn_ns, "extensionElements");
    if (!extensions) return;
    for (const XmlNode child : extensions->children()) {
      if (!child.is(bihuan_ns, "variable")) continue;
      process_.variables.emplace_back(trimmed(child.get("name")));
      if (boolean_of(child.get("protected")).value_or(false)) {
        process_.protected_variables.push_back(process_.variables.back());
      }
    }
  }

  /// Reads one element of the process and answers the index of the next one to look at.
  std::uint32_t read_next(XmlNode node) {
    if (node.ns() != bpmn_ns) return read_stranger(node);
    const bool in_scope = is_scope(node.parent()->name());
    if (in_scope && is_flow_node(node.name())) return read_flow_node(node);
    if (in_scope && node.name() == "sequenceFlow") return read_flow(node);
    if (in_scope && node.name() == "association") return read_association(node);
    if (is_silent(node.name()) || is_part(node)) return node.end();
    note(node, node.name());
    return node.end();
  }

  std::uint32_t read_stranger(XmlNode node) {
    if (is_flow_node(node.name()) || node.name() == "sequenceFlow") {
      reading_.findings().error(node.where(), node.get("id"), "wrong-namespace",
                                fmt::format("“{}”（{}）的命名空间不对：写的是“{}”，应是“{}”。", label_of(node),
                                            node.name(), node.ns(), bpmn_ns),
                                fmt::format("\"{}\" ({}) has the wrong namespace: it is \"{}\", it should be \"{}\".",
                                            label_of(node), node.name(), node.ns(), bpmn_ns));
    } else if (node.ns() != bihuan_ns) {  // bihuan_names.cpp has said that already
      note(node, node.name());
    }
    return node.end();
  }

  std::uint32_t read_flow_node(XmlNode node) {
    reading_.check_yes_no(node);
    const auto kind = element_kind(node);
    if (!kind) {
      reading_.required_id(node);
      reading_.note(node, node.name(), node.where());
      return node.end();
    }
    ElementModel element = new_element(node, *kind);
    if (read_details(node, element)) process_.elements.push_back(std::move(element));
    return node.index() + 1;
  }

  ElementModel new_element(XmlNode node, ElementKind kind) {
    ElementModel element;
    element.id = kind == ElementKind::Process ? process_.id : reading_.required_id(node);
    element.name = std::string(node.get("name"));
    element.kind = kind;
    if (kind != ElementKind::Process) element.parent = std::string(node.parent()->get("id"));
    element.where = node.where();
    if (const auto documentation = node.child(bpmn_ns, "documentation"))
      element.documentation = std::string(trimmed(documentation->text()));
    return element;
  }

  /// False for an event whose only definitions are unknown: without them it would be another event.
  bool read_details(XmlNode node, ElementModel& element) {
    read_extensions(node, element);
    element.default_flow = std::string(trimmed(node.get("default")));
    if (!element.default_flow.empty()) reading_.index.resolve(node, "default", element.default_flow, "sequenceFlow");
    read_loop(reading_, node, element);
    const bool known = !is_event(element.kind) || read_event(reading_, node, element);
    if (is_activity(element.kind)) read_activity(reading_, node, element);
    read_gateway(reading_, node, element);
    read_declared_data(reading_, names_, node, element);
    read_associations(reading_, names_, node, element);
    read_loop_data(reading_, names_, node, element);
    if (element.kind == ElementKind::UserTask && !element.assignment)
      element.assignment = read_resources(reading_, node);
    translate_flow_node(reading_.index, node, element, process_);
    check_operations(reading_, node, element);
    return known;
  }

  /// A compensation boundary event has no flow but an association with what undoes the work (10.6.1).
  std::uint32_t read_association(XmlNode node) {
    const auto source = reading_.index.find(node.get("sourceRef")), target = reading_.index.find(node.get("targetRef"));
    if (source && target && source->is(bpmn_ns, "boundaryEvent"))
      handlers_.emplace_back(source->get("id"), target->get("id"));
    return node.end();
  }

  /// A text annotation may be associated too: only what is an element can be a handler.
  void join_compensation_handlers() {
    if (handlers_.empty()) return;
    std::map<std::string_view, ElementModel*> by_id;
    for (ElementModel& e : process_.elements) by_id.try_emplace(e.id, &e);
    for (const auto& [boundary, handler] : handlers_) {
      const auto event = by_id.find(boundary);
      if (event == by_id.end() || !by_id.contains(handler) || event->second->events.empty()) continue;
      if (event->second->events.front().kind == EventKind::Compensation)
        event->second->compensation_handler = std::string(handler);
    }
  }

  std::uint32_t read_flow(XmlNode node) {
    FlowModel flow;
    flow.id = reading_.given_or_made_id(node);
    flow.name = std::string(node.get("name"));
    flow.source = flow_end(node, "sourceRef");
    flow.target = flow_end(node, "targetRef");
    flow.parent = std::string(node.parent()->get("id"));
    flow.where = node.where();
    flow.condition = reading_.child_expression(node, "conditionExpression", node);
    if (flow.condition.empty() && node.child(bpmn_ns, "conditionExpression")) warn_empty_condition(node);
    translate_flow(reading_.index, node, flow, process_);
    process_.flows.push_back(std::move(flow));
    return node.end();
  }

  std::string flow_end(XmlNode flow, std::string_view attribute) {
    const std::string_view reference = trimmed(flow.get(attribute));
    if (!reference.empty()) {
      const auto target = reading_.index.resolve(flow, attribute, reference, "");
      if (!target) return std::string(reference);
      if (target->ns() == bpmn_ns && is_flow_node(target->name())) return std::string(target->get("id"));
      refuse_flow_end(flow, attribute, *target);
      return std::string(reference);
    }
    reading_.findings().error(
        flow.where(), flow.get("id"), "missing-flow-end",
        fmt::format("连线“{}”没有写 {}（从哪里来、到哪里去）。请把连线两头都接上。", label_of(flow), attribute),
        fmt::format("The sequence flow \"{}\" has no {}. Connect both ends.", label_of(flow), attribute));
    return {};
  }

  void refuse_flow_end(XmlNode flow, std::string_view attribute, XmlNode target) {
    reading_.findings().error(
        flow.where(), flow.get("id"), "wrong-reference",
        fmt::format("连线“{}”的 {} 应是步骤、事件或网关，但第 {} 行的“{}”是 {}。", label_of(flow), attribute,
                    target.where().line, target.get("id"), target.name()),
        fmt::format("{} of \"{}\" must be an activity, an event or a gateway, but \"{}\" in line {} is a {}.",
                    attribute, label_of(flow), target.get("id"), target.where().line, target.name()));
  }

  void warn_empty_condition(XmlNode flow) {
    reading_.findings().warning(
        flow.where(), flow.get("id"), "empty-condition",
        fmt::format("连线“{}”的条件是空的，按没有条件处理。请填写条件，或删除空条件。", label_of(flow)),
        fmt::format("The condition of \"{}\" is empty and counts as none. Write it or delete it.", label_of(flow)));
  }

  /// Something below a flow node, a flow or the process.
  void note(XmlNode node, std::string_view what) {
    if (what == "operationRef") return;  // check_operation
    XmlNode owner = *node.parent();
    while (owner != node_ && !is_flow_node(owner.name()) && owner.name() != "sequenceFlow") owner = *owner.parent();
    reading_.note(owner, what, node.where());
  }

  const XmlDocument& document_;
  XmlNode node_;
  DataNames names_;
  ProcessModel process_;
  Reading reading_;
  std::vector<std::pair<std::string_view, std::string_view>> handlers_;  ///< associations: boundary event, activity
};

}  // namespace

ProcessModel read_process(BpmnIndex& index, const XmlDocument& document, XmlNode process,
                          std::string_view default_language) {
  return ProcessReader(index, document, process, default_language).read();
}

ProcessModel read_global_task(BpmnIndex& index, const XmlDocument& document, XmlNode task, definition::ElementKind kind,
                              std::string_view default_language) {
  return ProcessReader(index, document, task, default_language).read_global_task(kind);
}

}  // namespace bihuan::definitions
