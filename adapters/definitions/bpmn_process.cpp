// Decides the content of a process in one pass in document order, which is why it needs no recursion: each element
// finds its parent, a sub-process or the process, already read.
#include "adapters/definitions/bpmn_process.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "adapters/definitions/bpmn_events.h"
#include "adapters/definitions/bpmn_extensions.h"
#include "adapters/definitions/bpmn_text.h"
#include "adapters/definitions/bpmn_unsupported.h"
#include "adapters/definitions/names.h"

namespace bihuan::definitions {
namespace {

using namespace definition;

constexpr auto flow_nodes = std::to_array<std::pair<std::string_view, ElementKind>>({
    {"task", ElementKind::Task},
    {"userTask", ElementKind::UserTask},
    {"manualTask", ElementKind::ManualTask},
    {"serviceTask", ElementKind::ServiceTask},
    {"sendTask", ElementKind::SendTask},
    {"receiveTask", ElementKind::ReceiveTask},
    {"scriptTask", ElementKind::ScriptTask},
    {"businessRuleTask", ElementKind::BusinessRuleTask},
    {"subProcess", ElementKind::SubProcess},
    {"callActivity", ElementKind::CallActivity},
    {"exclusiveGateway", ElementKind::ExclusiveGateway},
    {"parallelGateway", ElementKind::ParallelGateway},
    {"inclusiveGateway", ElementKind::InclusiveGateway},
    {"eventBasedGateway", ElementKind::EventBasedGateway},
    {"startEvent", ElementKind::StartEvent},
    {"intermediateCatchEvent", ElementKind::IntermediateCatchEvent},
    {"intermediateThrowEvent", ElementKind::IntermediateThrowEvent},
    {"boundaryEvent", ElementKind::BoundaryEvent},
    {"endEvent", ElementKind::EndEvent},
});

constexpr auto unsupported_flow_nodes = std::to_array<std::string_view>(
    {"complexGateway", "transaction", "adHocSubProcess", "subChoreography", "choreographyTask", "callChoreography"});

std::optional<ElementKind> element_kind(XmlNode node) {
  for (const auto& [name, kind] : flow_nodes) {
    if (node.name() != name) continue;
    const bool by_event = kind == ElementKind::SubProcess && boolean_of(node.get("triggeredByEvent")) == true;
    return by_event ? ElementKind::EventSubProcess : kind;
  }
  return std::nullopt;
}

bool is_event(ElementKind kind) {
  return kind == ElementKind::StartEvent || kind == ElementKind::IntermediateCatchEvent ||
         kind == ElementKind::IntermediateThrowEvent || kind == ElementKind::BoundaryEvent ||
         kind == ElementKind::EndEvent;
}

/// Elements whose children are flow elements.
bool is_scope(std::string_view name) {
  return name == "process" || name == "subProcess" || name == "transaction" || name == "adHocSubProcess";
}

/// Children of flow nodes and flows that the reading of their owner has taken in.
bool is_part(XmlNode node) {
  static constexpr auto parts =
      std::to_array<std::string_view>({"conditionExpression", "script", "multiInstanceLoopCharacteristics"});
  return std::find(parts.begin(), parts.end(), node.name()) != parts.end() || is_event_definition(node);
}

/// What xsd:boolean must hold; anything else would quietly count as the default.
constexpr auto yes_no_attributes =
    std::to_array<std::string_view>({"isExecutable", "cancelActivity", "isInterrupting", "triggeredByEvent",
                                     "isSequential", "isForCompensation", "instantiate"});

class ProcessReader {
 public:
  ProcessReader(BpmnIndex& index, const XmlDocument& document, XmlNode node, std::string_view language)
      : index_(index), document_(document), node_(node), language_(language) {}

  ProcessModel read() {
    read_head();
    for (std::uint32_t i = node_.index() + 1; i < node_.end();) i = read_next(document_.node(i));
    return std::move(process_);
  }

 private:
  void check_yes_no(XmlNode node) {
    for (const std::string_view name : yes_no_attributes) {
      const auto value = node.find(name);
      if (!value || boolean_of(*value)) continue;
      index_.findings().error(
          node.where(), node.get("id"), "bad-value",
          fmt::format("“{}”的 {} 写的是“{}”，应是 true 或 false。", label_of(node), name, *value),
          fmt::format("{} of \"{}\" is \"{}\"; it should be true or false.", name, label_of(node), *value));
    }
  }

  void read_head() {
    check_yes_no(node_);
    process_.id = required_id(node_);
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
    note_foreign(node_, node_);
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
    if (is_silent(node.name()) || is_part(node)) return node.end();
    note(node, node.name());
    return node.end();
  }

  std::uint32_t read_stranger(XmlNode node) {
    if (is_flow_node(node.name()) || node.name() == "sequenceFlow") {
      index_.findings().error(node.where(), node.get("id"), "wrong-namespace",
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
    check_yes_no(node);
    note_foreign(node, node);
    for (Unsupported& u : unsupported_attributes(node, node)) note_unsupported(process_, std::move(u));
    check_operation(node, node);
    const auto kind = element_kind(node);
    if (!kind) {
      required_id(node);
      note_on(node, node.name(), node.where());
    } else {
      ElementModel element = new_element(node, *kind);
      if (read_details(node, element)) process_.elements.push_back(std::move(element));
    }
    return node.index() + 1;
  }

  ElementModel new_element(XmlNode node, ElementKind kind) {
    ElementModel element;
    element.id = kind == ElementKind::Process ? process_.id : required_id(node);
    element.name = std::string(node.get("name"));
    element.kind = kind;
    if (kind != ElementKind::Process) element.parent = std::string(node.parent()->get("id"));
    element.where = node.where();
    if (const auto documentation = node.child(bpmn_ns, "documentation"))
      element.documentation = std::string(trimmed(documentation->text()));
    return element;
  }

  /// False for an event whose only definitions cannot be executed: without them it would be another event.
  bool read_details(XmlNode node, ElementModel& element) {
    read_extensions(node, element);
    element.default_flow = std::string(trimmed(node.get("default")));
    if (!element.default_flow.empty()) index_.resolve(node, "default", element.default_flow, "sequenceFlow");
    read_loop(node, element);
    if (is_event(element.kind)) return read_event(node, element);
    read_activity(node, element);
    return true;
  }

  void read_activity(XmlNode node, ElementModel& element) {
    if (element.kind == ElementKind::ScriptTask) {
      if (const auto script = node.child(bpmn_ns, "script")) {
        element.script = feel(*script, script->text(), node.get("scriptFormat"), node);
      }
      element.result_variable = std::string(node.get("resultVariable", bihuan_ns));
    }
    if (element.kind == ElementKind::SendTask || element.kind == ElementKind::ReceiveTask) {
      element.message = read_task_message(index_, node);
    }
    if (element.kind == ElementKind::CallActivity) read_called_element(node, element);
  }

  void read_called_element(XmlNode node, ElementModel& element) {
    const std::string_view called = trimmed(node.get("calledElement"));
    element.call.process = text_or_feel(called.starts_with('=') ? called : local_part(called), node.where());
    const auto target = called.empty() || called.starts_with('=') ? std::nullopt : index_.find(called);
    if (target && target->name().starts_with("global")) note_on(node, "globalTask", node.where());
  }

  bool read_event(XmlNode node, ElementModel& element) {
    if (element.kind == ElementKind::BoundaryEvent) {
      element.interrupting = boolean_of(node.get("cancelActivity")).value_or(true);
      element.attached_to = std::string(trimmed(node.get("attachedToRef")));
      if (!element.attached_to.empty()) index_.resolve(node, "attachedToRef", element.attached_to, "");
    }
    if (element.kind == ElementKind::StartEvent) {
      element.interrupting = boolean_of(node.get("isInterrupting")).value_or(true);
    }
    int definitions = 0;
    for (const XmlNode child : node.children()) {
      if (is_event_definition(child)) read_event_definition_of(node, child, element), ++definitions;
    }
    if (definitions > 1) note_on(node, "multipleEventDefinitions", node.where());
    return definitions == 0 || !element.events.empty();
  }

  void read_event_definition_of(XmlNode event, XmlNode child, ElementModel& element) {
    const auto definition = event_definition(index_, event, child);
    if (!definition) return;
    note_foreign(*definition, event);
    check_operation(*definition, event);
    auto read = read_event_definition(index_, event, *definition, process_.calendar);
    if (read) element.events.push_back(std::move(*read));
    if (!read) note_on(event, definition->name(), child.where());
  }

  void read_loop(XmlNode node, ElementModel& element) {
    const auto loop = node.child(bpmn_ns, "multiInstanceLoopCharacteristics");
    const auto vote = extension(node, "vote");
    if (!loop) {
      if (vote) refuse_vote(node, *vote);
      return;
    }
    MultiInstanceModel result;
    result.sequential = boolean_of(loop->get("isSequential")).value_or(false);
    result.collection = text_or_feel(*loop, "collection", bihuan_ns);
    result.element_variable = std::string(loop->get("elementVariable", bihuan_ns));
    result.output_collection = std::string(loop->get("outputCollection", bihuan_ns));
    result.output_element = text_or_feel(*loop, "outputElement", bihuan_ns);
    result.cardinality = child_feel(*loop, "loopCardinality", node);
    result.completion_condition = child_feel(*loop, "completionCondition", node);
    result.where = loop->where();
    const auto inner = extension(*loop, "vote");
    if (inner) result.vote = read_vote(*inner);
    if (vote) result.vote = read_vote(*vote);
    if (inner && vote) refuse_second_vote(node, *inner);
    element.multi_instance = std::move(result);
    note_loop(node, *loop);
  }

  void note_loop(XmlNode node, XmlNode loop) {
    check_yes_no(loop);
    note_foreign(loop, node);
    for (Unsupported& u : unsupported_attributes(loop, node)) note_unsupported(process_, std::move(u));
    for (const XmlNode child : loop.children()) {
      if (child.ns() == bpmn_ns && is_unsupported(child.name())) note_on(node, child.name(), child.where());
    }
  }

  void refuse_second_vote(XmlNode node, XmlNode vote) {
    index_.findings().error(
        vote.where(), node.get("id"), "repeated-bihuan-element",
        fmt::format("“{}”的会签（bihuan:vote）写了两次：任务上一次，多实例上一次。请删除一个。", label_of(node)),
        fmt::format("\"{}\" has bihuan:vote twice: on the task and on its loop. Delete one.", label_of(node)));
  }

  void refuse_vote(XmlNode node, XmlNode vote) {
    index_.findings().error(
        vote.where(), node.get("id"), "vote-without-multi-instance",
        fmt::format("“{}”写了会签（bihuan:vote），但不是多实例。请把它设为多实例，或删除会签。", label_of(node)),
        fmt::format("\"{}\" has bihuan:vote but is not multi-instance.", label_of(node)));
  }

  ExpressionText child_feel(XmlNode node, std::string_view name, XmlNode owner) {
    const auto child = node.child(bpmn_ns, name);
    return child ? feel(*child, child->text(), child->get("language"), owner) : ExpressionText{};
  }

  /// FEEL, whose language the element itself or the file may name; another language is kept and said.
  ExpressionText feel(XmlNode node, std::string_view text, std::string_view language, XmlNode owner) {
    ExpressionText result = always_feel(text, language.empty() ? language_ : language, node.where());
    if (!result.language.empty()) note_on(owner, "expressionLanguage", node.where());
    return result;
  }

  std::uint32_t read_flow(XmlNode node) {
    FlowModel flow;
    flow.id = required_id(node);
    flow.name = std::string(node.get("name"));
    flow.source = flow_end(node, "sourceRef");
    flow.target = flow_end(node, "targetRef");
    flow.parent = std::string(node.parent()->get("id"));
    flow.where = node.where();
    flow.condition = child_feel(node, "conditionExpression", node);
    if (flow.condition.empty() && node.child(bpmn_ns, "conditionExpression")) warn_empty_condition(node);
    note_foreign(node, node);
    process_.flows.push_back(std::move(flow));
    return node.end();
  }

  std::string flow_end(XmlNode flow, std::string_view attribute) {
    const std::string_view reference = trimmed(flow.get(attribute));
    if (!reference.empty()) {
      const auto target = index_.resolve(flow, attribute, reference, "");
      if (!target) return std::string(reference);
      if (target->ns() == bpmn_ns && is_flow_node(target->name())) return std::string(target->get("id"));
      refuse_flow_end(flow, attribute, *target);
      return std::string(reference);
    }
    index_.findings().error(
        flow.where(), flow.get("id"), "missing-flow-end",
        fmt::format("连线“{}”没有写 {}（从哪里来、到哪里去）。请把连线两头都接上。", label_of(flow), attribute),
        fmt::format("The sequence flow \"{}\" has no {}. Connect both ends.", label_of(flow), attribute));
    return {};
  }

  void refuse_flow_end(XmlNode flow, std::string_view attribute, XmlNode target) {
    index_.findings().error(
        flow.where(), flow.get("id"), "wrong-reference",
        fmt::format("连线“{}”的 {} 应是步骤、事件或网关，但第 {} 行的“{}”是 {}。", label_of(flow), attribute,
                    target.where().line, target.get("id"), target.name()),
        fmt::format("{} of \"{}\" must be an activity, an event or a gateway, but \"{}\" in line {} is a {}.",
                    attribute, label_of(flow), target.get("id"), target.where().line, target.name()));
  }

  void warn_empty_condition(XmlNode flow) {
    index_.findings().warning(
        flow.where(), flow.get("id"), "empty-condition",
        fmt::format("连线“{}”的条件是空的，按没有条件处理。请填写条件，或删除空条件。", label_of(flow)),
        fmt::format("The condition of \"{}\" is empty and counts as none. Write it or delete it.", label_of(flow)));
  }

  std::string required_id(XmlNode node) {
    const std::string_view id = node.get("id");
    if (id.empty()) {
      index_.findings().error(node.where(), "", "missing-id",
                              fmt::format("“{}”（{}）没有编号（id）。请给它写一个编号。", label_of(node), node.name()),
                              fmt::format("\"{}\" ({}) has no id. Give it one.", label_of(node), node.name()));
    }
    return std::string(id);
  }

  /// A web service operation is not called; a bihuan:job in its place is.
  void check_operation(XmlNode node, XmlNode owner) {
    const bool named = node.find("operationRef") || node.child(bpmn_ns, "operationRef");
    if (named && !extension(owner, "job")) note_on(owner, "operationRef", node.where());
  }

  void note_foreign(XmlNode node, XmlNode owner) {
    if (auto found = foreign_semantics(node, owner)) note_unsupported(process_, std::move(*found));
  }

  void note_on(XmlNode owner, std::string_view what, Where where) {
    note_unsupported(process_, unsupported(owner, what, where));
  }

  /// Something below a flow node, a flow or the process.
  void note(XmlNode node, std::string_view what) {
    if (what == "operationRef") return;  // check_operation
    XmlNode owner = *node.parent();
    while (!is_scope(owner.name()) && !is_flow_node(owner.name()) && owner.name() != "sequenceFlow")
      owner = *owner.parent();
    note_on(owner, what, node.where());
  }

  BpmnIndex& index_;
  const XmlDocument& document_;
  XmlNode node_;
  std::string_view language_;
  ProcessModel process_;
};

}  // namespace

bool is_flow_node(std::string_view name) {
  return std::any_of(flow_nodes.begin(), flow_nodes.end(), [&](const auto& entry) { return entry.first == name; }) ||
         std::find(unsupported_flow_nodes.begin(), unsupported_flow_nodes.end(), name) != unsupported_flow_nodes.end();
}

void note_unsupported(ProcessModel& process, Unsupported found) {
  constexpr std::size_t most = 200;
  if (process.unsupported.size() > most) return;
  if (process.unsupported.size() == most) {
    found = {process.id, process.name, found.where, "还有更多不能执行的内容没有列出，请先改正以上问题。",
             "There is more that is not executed; mend these first."};
  }
  process.unsupported.push_back(std::move(found));
}

ProcessModel read_process(BpmnIndex& index, const XmlDocument& document, XmlNode process,
                          std::string_view default_language) {
  return ProcessReader(index, document, process, default_language).read();
}

}  // namespace bihuan::definitions
