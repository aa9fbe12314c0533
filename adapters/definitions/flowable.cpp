// Decides what `flowable:` and `activiti:` attributes and elements mean; the two write alike.
#include <fmt/format.h>

#include <array>
#include <nlohmann/json.hpp>
#include <span>

#include "adapters/definitions/activiti_family.h"
#include "adapters/definitions/bpmn_text.h"
#include "adapters/definitions/names.h"
#include "adapters/definitions/vendors.h"
#include "engine/juel/expression.h"

namespace bihuan::definitions {
namespace {

using namespace definition;

// --- attributes -----------------------------------------------------------------------------------------------------

void take_category(Translation& t, std::string_view value) {
  keep_property(t, "category", value);
}

void take_owner(Translation& t, std::string_view value) {
  keep_property(t, "owner", value);
}

/// Flowable skips only where a variable of the case allows it.
void take_skip(Translation& t, std::string_view value) {
  const auto condition = juel::operand_of(value);
  const std::string allowed =
      t.prefix == "activiti" ? "_ACTIVITI_SKIP_EXPRESSION_ENABLED" : "_FLOWABLE_SKIP_EXPRESSION_ENABLED";
  if (!condition) {
    t.element.skip = vendor_text(value, t.node.where());
    return;
  }
  t.element.skip = juel_text("variables:equals('" + allowed + "', true) && " + *condition, t.node.where());
}

void take_inherit_variables(Translation& t, std::string_view value) {
  t.element.call.propagate_inputs = boolean_of(value).value_or(false);
}

void take_business_key(Translation& t, std::string_view value) {
  t.element.call.business_key = vendor_text(value, t.node.where());
}

void take_inherit_business_key(Translation& t, std::string_view value) {
  if (boolean_of(value).value_or(false))
    t.element.call.business_key = juel_text("execution.processBusinessKey", t.node.where());
}

void take_same_deployment(Translation& t, std::string_view value) {
  if (boolean_of(value).value_or(false)) t.element.call.binding = "deployment";
}

/// "key" is what a called element is anyway; "id" names one version by the other product's number.
void take_called_type(Translation& t, std::string_view value) {
  if (value == "id")
    t.refuse("按内部编号（calledElementType=id）调用流程，换了系统编号就不同。请改用流程的 key。",
             "calls a process by its internal id, which differs in another product. Call it by its key.");
}

void take_index_variable(Translation& t, std::string_view value) {
  if (t.element.multi_instance) t.element.multi_instance->index_variable = std::string(value);
}

void refuse_event_type(Translation& t, std::string_view) {
  t.refuse("由事件登记表（eventType）触发，这里没有。请改用消息事件。",
           "is driven by the event registry (eventType), which there is not here. Use a message event.");
}

/// A job waits for its worker in any case; an expression that runs here does not wait.
void take_triggerable(Translation& t, std::string_view value) {
  if (!boolean_of(value).value_or(false) || t.node.find("expression", t.ns) == std::nullopt) return;
  t.refuse("运行表达式之后还要等待触发（triggerable），这里不支持。请在后面加一个接收任务。",
           "waits for a trigger behind its expression, which is not supported. Add a receive task behind it.");
}

constexpr std::array process_attributes = {
    AttributeRule{"candidateStarterUsers", family::take_starter_users},
    AttributeRule{"candidateStarterGroups", family::take_starter_groups},
    AttributeRule{"isEagerExecutionFetching"},
    AttributeRule{"historyLevel"},
    AttributeRule{"modelversion"},
    AttributeRule{"modelid"},
};

constexpr std::array flow_node_attributes = {
    AttributeRule{"assignee", family::take_assignee},
    AttributeRule{"owner", take_owner},
    AttributeRule{"candidateUsers", family::take_candidate_users},
    AttributeRule{"candidateGroups", family::take_candidate_groups},
    AttributeRule{"dueDate", family::take_due_date},
    AttributeRule{"priority", family::take_priority},
    AttributeRule{"formKey", family::take_form_key},
    AttributeRule{"formFieldValidation"},
    AttributeRule{"category", take_category},
    AttributeRule{"skipExpression", take_skip},
    AttributeRule{"initiator", family::take_initiator},
    AttributeRule{"async", family::take_async_before},
    AttributeRule{"asyncLeave", family::take_async_after},
    AttributeRule{"exclusive"},  // steps of one case never run side by side here
    AttributeRule{"asyncLeaveExclusive"},
    AttributeRule{"triggerable", take_triggerable},
    AttributeRule{"class", family::take_class},
    AttributeRule{"delegateExpression", family::take_delegate_expression},
    AttributeRule{"expression", family::take_expression},
    AttributeRule{"resultVariable", family::take_result_variable},
    AttributeRule{"resultVariableName", family::take_result_variable},
    AttributeRule{"type"},  // take_type, when everything else is known
    AttributeRule{"topic", family::take_topic},
    AttributeRule{"calledElementType", take_called_type},
    AttributeRule{"inheritVariables", take_inherit_variables},
    AttributeRule{"businessKey", take_business_key},
    AttributeRule{"inheritBusinessKey", take_inherit_business_key},
    AttributeRule{"sameDeployment", take_same_deployment},
    AttributeRule{"autoStoreVariables"},
};

constexpr std::array loop_attributes = {
    AttributeRule{"collection", family::take_collection},
    AttributeRule{"elementVariable", family::take_element_variable},
    AttributeRule{"elementIndexVariable", take_index_variable},
};

// --- event definitions ----------------------------------------------------------------------------------------------

void take_name_expression(Translation& t, std::string_view value) {
  t.event->name = vendor_text(value, t.node.where());
}

void take_error_variable(Translation& t, std::string_view value) {
  t.event->code_variable = std::string(value);
}

void take_calendar(Translation& t, std::string_view value) {
  t.warn("business-calendar", t.label() + "的业务日历“" + std::string(value) + "”在这里没有作用。",
         "The business calendar \"" + std::string(value) + "\" of \"" + t.element.id + "\" has no effect here.");
}

constexpr std::array event_attributes = {
    AttributeRule{"messageExpression", take_name_expression},
    AttributeRule{"signalExpression", take_name_expression},
    AttributeRule{"errorVariableName", take_error_variable},
    AttributeRule{"businessCalendarName", take_calendar},
};

// --- children of extensionElements ----------------------------------------------------------------------------------

void refuse_event_type_child(Translation& t, XmlNode) {
  refuse_event_type(t, "");
}

void take_form_property(Translation& t, XmlNode child) {
  const std::string id(trimmed(child.get("id")));
  nlohmann::ordered_json described = {{"id", id}, {"label", child.get("name")}, {"type", child.get("type")}};
  for (const char* name : {"required", "readable", "writable", "default", "variable", "expression"})
    if (const auto value = child.find(name)) described[name] = *value;
  keep_property(t, "formField." + id, described.dump());
  if (!id.empty()) t.process.variables.push_back(id);
}

/// "user(a), group(b), c": a bare name is a group.
void take_potential_starter(Translation& t, XmlNode child) {
  for (const XmlNode assigned : child.children())
    for (const XmlNode expression : assigned.children())
      for (const std::string& one : comma_list(expression.text())) {
        const bool user = one.starts_with("user(") && one.ends_with(')');
        const bool group = one.starts_with("group(") && one.ends_with(')');
        const std::size_t prefix = user ? 5 : group ? 6 : 0;
        (user ? t.process.starter_users : t.process.starter_groups)
            .push_back(one.substr(prefix, one.size() - prefix - (user || group ? 1 : 0)));
      }
}

void refuse_collection_parser(Translation& t, XmlNode) {
  t.refuse("的集合要由 Java 程序读出，这里不能执行。请写成 collection=\"${…}\"。",
           "has a collection that a Java program reads. Write collection=\"${…}\".");
}

void refuse_aggregation(Translation& t, XmlNode) {
  t.refuse("汇总各次的变量（variableAggregation），这里请改用 bihuan:outputCollection。",
           "aggregates variables of its iterations; use bihuan:outputCollection.");
}

constexpr std::array process_children = {
    ChildRule{"executionListener", family::take_execution_listener},
    ChildRule{"potentialStarter", take_potential_starter},
    ChildRule{"eventListener"},
    ChildRule{"localization"},
};

constexpr std::array flow_node_children = {
    ChildRule{"executionListener", family::take_execution_listener},
    ChildRule{"taskListener", family::take_task_listener},
    ChildRule{"failedJobRetryTimeCycle", family::take_retry_cycle},
    ChildRule{"field", family::take_field},
    ChildRule{"in", family::take_in},
    ChildRule{"out", family::take_out},
    ChildRule{"formProperty", take_form_property},
    ChildRule{"eventType", refuse_event_type_child},
    ChildRule{"localization"},
};

constexpr std::array loop_children = {
    ChildRule{"collection", refuse_collection_parser},
    ChildRule{"variableAggregation", refuse_aggregation},
};
constexpr std::array event_children = {
    ChildRule{"field", family::take_field},
    ChildRule{"in", family::take_payload},
};
constexpr std::array flow_children = {ChildRule{"executionListener", family::take_execution_listener}};
void refuse_flow_skip(Translation& t, std::string_view) {
  t.refuse("的连线上写了 skipExpression，这里只有步骤可以跳过。",
           "is a flow with a skipExpression; only activities can be skipped here.");
}

constexpr std::array flow_attributes = {AttributeRule{"skipExpression", refuse_flow_skip}};

/// A value that the fields of a task name.
std::string take_header(Translation& t, std::string_view name) {
  auto& headers = t.element.job.headers;
  for (auto one = headers.begin(); one != headers.end(); ++one) {
    if (one->first != name) continue;
    std::string text = one->second.text;
    headers.erase(one);
    return text;
  }
  return "";
}

/// mail, http, shell … are programs outside; a decision is called here.
void take_type(Translation& t) {
  const std::string_view type = trimmed(t.node.get("type", t.ns));
  if (type.empty() || type == "external-worker") return;
  const std::string decision = type == "dmn" ? take_header(t, "decisionTableReferenceKey") : "";
  if (!decision.empty()) {
    t.element.decision.decision = vendor_text(decision, t.node.where());
    t.element.decision.binding = "latest";
    if (t.element.result_variable.empty()) t.element.result_variable = decision;
    t.warn("decision-result",
           fmt::format("{}的决策结果放在变量“{}”里，不会逐项写成变量。", t.label(), t.element.result_variable),
           fmt::format("The result of the decision of \"{}\" is in the variable \"{}\", not in one variable each.",
                       t.element.id, t.element.result_variable));
    return;
  }
  t.element.job.topic = vendor_text(type, t.node.where());
  t.warn("runs-outside",
         fmt::format("{}的类型是“{}”，已改为外部作业，主题是“{}”，需要有程序来领取。", t.label(), type, type),
         fmt::format("\"{}\" is of type \"{}\"; it became an external job of that topic.", t.element.id, type));
}

}  // namespace

void flowable_process(Translation& t) {
  take_all(t, process_attributes, process_children);
}

void flowable_flow_node(Translation& t) {
  take_all(t, flow_node_attributes, flow_node_children);
  take_type(t);
  if (t.element.kind == ElementKind::CallActivity) t.element.call.has_own_mappings = true;
}

void flowable_loop(Translation& t) {
  take_all(t, loop_attributes, loop_children);
}

void flowable_event_definition(Translation& t) {
  take_all(t, event_attributes, event_children);
}

void flowable_flow(Translation& t) {
  take_all(t, flow_attributes, flow_children);
  family::check_condition(t, t.node);
}

}  // namespace bihuan::definitions
