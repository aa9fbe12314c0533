// Decides what `camunda:` attributes and elements mean (Camunda 7). Mappings, forms and error rules, which have parts
// of their own, are in camunda_parts.cpp.
#include <array>
#include <span>

#include "adapters/definitions/activiti_family.h"
#include "adapters/definitions/bpmn_text.h"
#include "adapters/definitions/camunda_parts.h"
#include "adapters/definitions/names.h"
#include "adapters/definitions/vendors.h"

namespace bihuan::definitions {
namespace {

using namespace definition;

// --- attributes -----------------------------------------------------------------------------------------------------

void take_version_tag(Translation& t, std::string_view value) {
  if (t.process.version_tag.empty()) t.process.version_tag = std::string(value);
}

void take_history_time_to_live(Translation& t, std::string_view value) {
  t.process.history_time_to_live = std::string(value);
}

void take_startable(Translation& t, std::string_view value) {
  keep_property(t, "isStartableInTasklist", value);
}

void take_form_ref(Translation& t, std::string_view value) {
  keep_property(t, "formRef", value);
  t.element.form.ref = std::string(value);
  t.element.form.binding = "latest";
}

void take_form_ref_binding(Translation& t, std::string_view value) {
  keep_property(t, "formRefBinding", value);
  if (value == "deployment") t.element.form.binding = "deployment";
  if (value == "version")
    t.warn("form-binding", t.label() + "的表单按版本号绑定，这里用最新的表单。",
           "The form of \"" + t.element.id + "\" is bound by its version; the latest is used.");
}

void take_form_ref_version(Translation& t, std::string_view value) {
  keep_property(t, "formRefVersion", value);
}

void take_decision(Translation& t, std::string_view value) {
  t.element.decision.decision = vendor_text(value, t.node.where());
}

/// Camunda's default is the latest, ours is that of the deployment.
void take_decision_binding(Translation& t, std::string_view value) {
  t.element.decision.binding = std::string(value);
}

void take_decision_version(Translation& t, std::string_view value) {
  t.element.decision.version = vendor_text(value, t.node.where());
}

void take_decision_version_tag(Translation& t, std::string_view value) {
  t.element.decision.version_tag = std::string(value);
}

void take_map_result(Translation& t, std::string_view value) {
  t.element.decision.map_result = std::string(value);
}

void take_call_binding(Translation& t, std::string_view value) {
  t.element.call.binding = std::string(value);
}

void take_call_version(Translation& t, std::string_view value) {
  t.element.call.version = vendor_text(value, t.node.where());
}

void take_call_version_tag(Translation& t, std::string_view value) {
  t.element.call.version_tag = std::string(value);
}

void refuse_case(Translation& t, std::string_view) {
  t.refuse("要启动案例（CMMN），这里不能执行。", "starts a case (CMMN), which is not executed here.");
}

void refuse_variable_mapping(Translation& t, std::string_view value) {
  t.refuse("用 Java 程序（" + std::string(value) + "）传递变量，这里不能执行。请改用 camunda:in 和 camunda:out。",
           "maps its variables by a Java program, which cannot run here. Use camunda:in and camunda:out.");
}

void refuse_resource(Translation& t, std::string_view value) {
  t.refuse("的脚本写在另一个文件（" + std::string(value) + "）里，这里只执行写在流程图里的脚本。",
           "has its script in another file; only scripts in the diagram are executed.");
}

constexpr std::array process_attributes = {
    AttributeRule{"candidateStarterUsers", family::take_starter_users},
    AttributeRule{"candidateStarterGroups", family::take_starter_groups},
    AttributeRule{"versionTag", take_version_tag},
    AttributeRule{"historyTimeToLive", take_history_time_to_live},
    AttributeRule{"isStartableInTasklist", take_startable},
    AttributeRule{"jobPriority", family::take_job_priority},
    AttributeRule{"taskPriority", family::take_task_priority},
    AttributeRule{"modelerTemplate"},
    AttributeRule{"modelerTemplateVersion"},
    AttributeRule{"diagramRelationId"},
};

constexpr std::array flow_node_attributes = {
    AttributeRule{"assignee", family::take_assignee},
    AttributeRule{"candidateUsers", family::take_candidate_users},
    AttributeRule{"candidateGroups", family::take_candidate_groups},
    AttributeRule{"dueDate", family::take_due_date},
    AttributeRule{"followUpDate", family::take_follow_up_date},
    AttributeRule{"priority", family::take_priority},
    AttributeRule{"formKey", family::take_form_key},
    AttributeRule{"formRef", take_form_ref},
    AttributeRule{"formRefBinding", take_form_ref_binding},
    AttributeRule{"formRefVersion", take_form_ref_version},
    AttributeRule{"formHandlerClass"},
    AttributeRule{"initiator", family::take_initiator},
    AttributeRule{"asyncBefore", family::take_async_before},
    AttributeRule{"async", family::take_async_before},
    AttributeRule{"asyncAfter", family::take_async_after},
    AttributeRule{"exclusive"},  // steps of one case never run side by side here
    AttributeRule{"jobPriority", family::take_job_priority},
    AttributeRule{"taskPriority", family::take_task_priority},
    AttributeRule{"type"},  // of an external task: its topic says all
    AttributeRule{"topic", family::take_topic},
    AttributeRule{"class", family::take_class},
    AttributeRule{"delegateExpression", family::take_delegate_expression},
    AttributeRule{"expression", family::take_expression},
    AttributeRule{"resultVariable", family::take_result_variable},
    AttributeRule{"resource", refuse_resource},
    AttributeRule{"decisionRef", take_decision},
    AttributeRule{"decisionRefBinding", take_decision_binding},
    AttributeRule{"decisionRefVersion", take_decision_version},
    AttributeRule{"decisionRefVersionTag", take_decision_version_tag},
    AttributeRule{"mapDecisionResult", take_map_result},
    AttributeRule{"calledElementBinding", take_call_binding},
    AttributeRule{"calledElementVersion", take_call_version},
    AttributeRule{"calledElementVersionTag", take_call_version_tag},
    AttributeRule{"caseRef", refuse_case},
    AttributeRule{"variableMappingClass", refuse_variable_mapping},
    AttributeRule{"variableMappingDelegateExpression", refuse_variable_mapping},
    AttributeRule{"modelerTemplate"},
    AttributeRule{"modelerTemplateVersion"},
    AttributeRule{"modelerTemplateIcon"},
};

constexpr std::array loop_attributes = {
    AttributeRule{"collection", family::take_collection},
    AttributeRule{"elementVariable", family::take_element_variable},
    AttributeRule{"exclusive"},
};

// --- event definitions ----------------------------------------------------------------------------------------------

void take_code_variable(Translation& t, std::string_view value) {
  t.event->code_variable = std::string(value);
}

void take_message_variable(Translation& t, std::string_view value) {
  t.event->message_variable = std::string(value);
}

void take_variable_name(Translation& t, std::string_view value) {
  t.event->condition_variable = std::string(value);
}

void take_variable_events(Translation& t, std::string_view value) {
  t.event->condition_changes = comma_list(value);
}

constexpr std::array event_attributes = {
    AttributeRule{"errorCodeVariable", take_code_variable},
    AttributeRule{"errorMessageVariable", take_message_variable},
    AttributeRule{"escalationCodeVariable", take_code_variable},
    AttributeRule{"variableName", take_variable_name},
    AttributeRule{"variableEvents", take_variable_events},
    AttributeRule{"type"},
    AttributeRule{"topic", family::take_topic},
    AttributeRule{"taskPriority", family::take_task_priority},
    AttributeRule{"class", family::take_class},
    AttributeRule{"delegateExpression", family::take_delegate_expression},
    AttributeRule{"expression", family::take_expression},
    AttributeRule{"resultVariable", family::take_result_variable},
};

// --- children of extensionElements ----------------------------------------------------------------------------------

void take_properties(Translation& t, XmlNode child) {
  for (const XmlNode one : child.children())
    if (one.is(t.ns, "property")) keep_property(t, one.get("name"), one.get("value"));
}

constexpr std::array process_children = {
    ChildRule{"properties", take_properties},
    ChildRule{"executionListener", family::take_execution_listener},
};

constexpr std::array flow_node_children = {
    ChildRule{"properties", take_properties},
    ChildRule{"inputOutput", camunda::take_input_output},
    ChildRule{"connector", camunda::take_connector},
    ChildRule{"formData", camunda::take_form_data},
    ChildRule{"errorEventDefinition", camunda::take_error_rule},
    ChildRule{"executionListener", family::take_execution_listener},
    ChildRule{"taskListener", family::take_task_listener},
    ChildRule{"failedJobRetryTimeCycle", family::take_retry_cycle},
    ChildRule{"field", family::take_field},
    ChildRule{"in", family::take_in},
    ChildRule{"out", family::take_out},
};

constexpr std::array event_children = {
    ChildRule{"field", family::take_field},
    ChildRule{"in", family::take_payload},
    ChildRule{"inputOutput", camunda::take_input_output},
};

constexpr std::array flow_children = {
    ChildRule{"properties", take_properties},
    ChildRule{"executionListener", family::take_execution_listener},
};

constexpr std::span<const AttributeRule> no_attributes;
constexpr std::array loop_children = {ChildRule{"failedJobRetryTimeCycle", family::take_retry_cycle}};

/// What the process says of its jobs counts for all of them.
void inherit_priorities(Translation& t) {
  const ElementModel& process = t.process.elements.front();
  if (t.element.async.priority.empty()) t.element.async.priority = process.async.priority;
  if (t.element.job.priority.empty()) t.element.job.priority = process.job.priority;
}

}  // namespace

void camunda_process(Translation& t) {
  take_all(t, process_attributes, process_children);
}

void camunda_flow_node(Translation& t) {
  take_all(t, flow_node_attributes, flow_node_children);
  inherit_priorities(t);
  if (t.element.kind == ElementKind::CallActivity) t.element.call.has_own_mappings = true;
  DecisionCallModel& decision = t.element.decision;
  if (decision.decision.empty()) return;
  if (decision.binding.empty()) decision.binding = "latest";
  if (decision.map_result.empty()) decision.map_result = "resultList";
}

void camunda_loop(Translation& t) {
  take_all(t, loop_attributes, loop_children);
}

void camunda_event_definition(Translation& t) {
  take_all(t, event_attributes, event_children);
}

void camunda_flow(Translation& t) {
  take_all(t, no_attributes, flow_children);
  family::check_condition(t, t.node);
}

}  // namespace bihuan::definitions
