// Decides what `zeebe:` elements mean (Camunda 8). Their expressions are FEEL behind "=".
#include <fmt/format.h>

#include <array>
#include <span>

#include "adapters/definitions/bpmn_mapping.h"
#include "adapters/definitions/bpmn_text.h"
#include "adapters/definitions/names.h"
#include "adapters/definitions/vendors.h"
#include "adapters/definitions/zeebe_mappings.h"

namespace bihuan::definitions {
namespace {

using namespace definition;

ExpressionText text_of(XmlNode node, std::string_view attribute) {
  return vendor_text(node.get(attribute), node.where());
}

bool flag(XmlNode node, std::string_view attribute, bool otherwise) {
  return boolean_of(node.get(attribute)).value_or(otherwise);
}

void take_task_definition(Translation& t, XmlNode child) {
  t.element.job.topic = text_of(child, "type");
  t.element.job.retries = text_of(child, "retries");
}

void take_headers(Translation& t, XmlNode child) {
  for (const XmlNode one : child.children())
    if (one.is(t.ns, "header")) t.element.job.headers.emplace_back(std::string(one.get("key")), text_of(one, "value"));
}

void take_mappings(Translation& t, XmlNode child) {
  std::vector<MappingText> inputs, outputs;
  for (const XmlNode one : child.children()) {
    MappingText mapping{text_of(one, "source"), std::string(trimmed(one.get("target"))), one.where()};
    if (one.is(t.ns, "input")) inputs.push_back(std::move(mapping));
    if (one.is(t.ns, "output")) outputs.push_back(std::move(mapping));
  }
  // Camunda 8 reads no other mappings: those of the standard for the same target give way.
  replace_mappings(t.element.inputs, zeebe::with_whole_targets(t, std::move(inputs), false));
  replace_mappings(t.element.outputs, zeebe::with_whole_targets(t, std::move(outputs), true));
}

void take_assignment(Translation& t, XmlNode child) {
  add_people(t, "assignee", trimmed(child.get("assignee")));
  add_people(t, "users", trimmed(child.get("candidateUsers")));
  add_people(t, "groups", trimmed(child.get("candidateGroups")));
}

void take_form(Translation& t, XmlNode child) {
  const std::string_view key = trimmed(child.get("formKey"));
  if (!key.empty()) keep_property(t, "formKey", key);
  t.element.form.ref = std::string(trimmed(child.get("formId")));
  const std::string_view binding = trimmed(child.get("bindingType"));
  if (binding == "versionTag")
    t.warn("form-binding", t.label() + "的表单按版本标签绑定，这里用同一次部署的表单。",
           "The form of \"" + t.element.id + "\" is bound by version tag; that of the same deployment is used.");
  // Camunda 8 takes the latest form where nothing is said.
  t.element.form.binding = t.element.form.ref.empty()                           ? ""
                           : binding == "deployment" || binding == "versionTag" ? "deployment"
                                                                                : "latest";
}

void take_schedule(Translation& t, XmlNode child) {
  if (!child.get("dueDate").empty()) {
    if (!t.element.deadline) t.element.deadline.emplace();
    t.element.deadline->due = text_of(child, "dueDate");
    t.element.deadline->where = child.where();
  }
  t.element.work.follow_up = text_of(child, "followUpDate");
}

void take_priority(Translation& t, XmlNode child) {
  t.element.work.priority = text_of(child, "priority");
}

void take_called_element(Translation& t, XmlNode child) {
  CallModel& call = t.element.call;
  call.process = text_of(child, "processId");
  call.propagate_inputs = flag(child, "propagateAllParentVariables", true);
  call.propagate_outputs = flag(child, "propagateAllChildVariables", true);
  call.binding = std::string(trimmed(child.get("bindingType")));
  call.version_tag = std::string(trimmed(child.get("versionTag")));
}

void take_called_decision(Translation& t, XmlNode child) {
  DecisionCallModel& decision = t.element.decision;
  decision.decision = text_of(child, "decisionId");
  const std::string_view binding = trimmed(child.get("bindingType"));
  decision.binding = binding.empty() ? "latest" : std::string(binding);
  decision.version_tag = std::string(trimmed(child.get("versionTag")));
  t.element.result_variable = std::string(trimmed(child.get("resultVariable")));
}

void take_script(Translation& t, XmlNode child) {
  t.element.script = text_of(child, "expression");
  t.element.result_variable = std::string(trimmed(child.get("resultVariable")));
}

void take_ad_hoc(Translation& t, XmlNode child) {
  if (!t.element.ad_hoc) t.element.ad_hoc.emplace();
  t.element.ad_hoc->activate = text_of(child, "activeElementsCollection");
  t.element.ad_hoc->output_collection = std::string(trimmed(child.get("outputCollection")));
  t.element.ad_hoc->output_element = text_of(child, "outputElement");
}

void take_message(Translation& t, XmlNode child) {
  const auto fill = [&](EventDefinitionModel& event) {
    event.correlation_key = text_of(child, "correlationKey");
    event.time_to_live = text_of(child, "timeToLive");
  };
  if (t.event != nullptr) return fill(*t.event);
  if (t.element.kind == ElementKind::SendTask) return fill(t.element.message);
  for (EventDefinitionModel& event : t.element.events)
    if (event.kind == EventKind::Message) fill(event);
}

void say_listeners(Translation& t, XmlNode child) {
  for (const XmlNode one : child.children()) {
    const std::string event(one.get("eventType")), type(one.get("type"));
    keep_property(t, "listener." + event, type);
    t.warn("listener-not-run", fmt::format("{}的监听作业（{}：{}）在这里不会运行。", t.label(), event, type),
           fmt::format("The listener job {} of \"{}\" at {} does not run here.", type, t.element.id, event));
  }
}

void take_version_tag(Translation& t, XmlNode child) {
  if (t.process.version_tag.empty()) t.process.version_tag = std::string(trimmed(child.get("value")));
}

void take_properties(Translation& t, XmlNode child) {
  for (const XmlNode one : child.children())
    if (one.is(t.ns, "property")) keep_property(t, one.get("name"), one.get("value"));
}

void take_loop(Translation& t, XmlNode child) {
  if (!t.element.multi_instance) return;
  MultiInstanceModel& loop = *t.element.multi_instance;
  loop.collection = text_of(child, "inputCollection");
  loop.element_variable = std::string(trimmed(child.get("inputElement")));
  loop.output_collection = std::string(trimmed(child.get("outputCollection")));
  loop.output_element = text_of(child, "outputElement");
}

void take_conditional_filter(Translation& t, XmlNode child) {
  if (t.event == nullptr) return;
  const std::vector<std::string> names = comma_list(child.get("variableNames"));
  t.event->condition_changes = comma_list(child.get("variableEvents"));
  if (names.size() == 1) t.event->condition_variable = names.front();
  if (names.size() > 1)
    t.warn("several-variable-names", "条件事件只能按一个变量名过滤，这里写了几个，因此条件用到的变量一变就会检查。",
           "A conditional event is filtered by one variable name; with several it is checked whenever what it reads "
           "changes.");
}

/// In the process, so that forms may point to it; here forms are files of their own.
void say_embedded_form(Translation& t, XmlNode child) {
  t.warn("embedded-form",
         fmt::format("流程里嵌入的表单“{}”在这里不会显示，请另存为表单文件一起部署。", child.get("id")),
         fmt::format("The form \"{}\" in the process is not shown; deploy it as a file.", child.get("id")));
}

constexpr std::array attributes = {AttributeRule{"modelerTemplate"}, AttributeRule{"modelerTemplateVersion"},
                                   AttributeRule{"modelerTemplateIcon"}};

constexpr std::array process_children = {
    ChildRule{"versionTag", take_version_tag},
    ChildRule{"properties", take_properties},
    ChildRule{"userTaskForm", say_embedded_form},
    ChildRule{"executionListeners", say_listeners},
};

constexpr std::array flow_node_children = {
    ChildRule{"taskDefinition", take_task_definition},
    ChildRule{"taskHeaders", take_headers},
    ChildRule{"ioMapping", take_mappings},
    ChildRule{"assignmentDefinition", take_assignment},
    ChildRule{"formDefinition", take_form},
    ChildRule{"taskSchedule", take_schedule},
    ChildRule{"priorityDefinition", take_priority},
    ChildRule{"calledElement", take_called_element},
    ChildRule{"calledDecision", take_called_decision},
    ChildRule{"script", take_script},
    ChildRule{"adHoc", take_ad_hoc},
    ChildRule{"publishMessage", take_message},
    ChildRule{"executionListeners", say_listeners},
    ChildRule{"taskListeners", say_listeners},
    ChildRule{"properties", take_properties},
    ChildRule{"userTask"},  // the task is one for people in any case
};

constexpr std::array event_children = {ChildRule{"conditionalFilter", take_conditional_filter},
                                       ChildRule{"publishMessage", take_message}};
constexpr std::array flow_children = {ChildRule{"properties", take_properties}};
constexpr std::array loop_children = {ChildRule{"loopCharacteristics", take_loop}};
constexpr std::span<const AttributeRule> no_attributes;

}  // namespace

void zeebe_process(Translation& t) {
  take_all(t, attributes, process_children);
}

void zeebe_flow_node(Translation& t) {
  take_all(t, attributes, flow_node_children);
}

void zeebe_loop(Translation& t) {
  take_all(t, no_attributes, loop_children);
}

void zeebe_event_definition(Translation& t) {
  take_all(t, no_attributes, event_children);
}

void zeebe_flow(Translation& t) {
  take_all(t, no_attributes, flow_children);
}

void zeebe_root(XmlNode root, EventDefinitionModel& event) {
  const auto extensions = root.child(bpmn_ns, "extensionElements");
  const auto subscription = extensions ? extensions->child(zeebe_ns, "subscription") : std::nullopt;
  if (subscription && event.correlation_key.empty()) event.correlation_key = text_of(*subscription, "correlationKey");
}

}  // namespace bihuan::definitions
