// Decides what tasks, calls, loops and mappings must say (BPMN 2.0.2, 10.3.3, 10.3.6, 10.3.8; docs/extensions.md).
#include <algorithm>
#include <set>

#include "engine/base/decimal.h"
#include "engine/base/limits.h"
#include "engine/calendar/period.h"
#include "engine/definition/validate.h"

namespace bihuan::definition {
namespace {

/// Something that does the work: a worker outside, or what a dialect puts in its place.
bool has_work(const ElementModel& e) {
  return !e.job.topic.empty() || !e.script.empty() || !e.decision.decision.empty();
}

void a_service_task_has_a_topic(const ElementModel& e, Findings& findings) {
  if (e.kind != ElementKind::ServiceTask || has_work(e)) return;
  findings.error(e, "no-topic", "服务任务" + label_zh(e) + "没有写作业主题（topic），没有程序会来执行它。",
                 "The service task " + label_en(e) + " has no topic, so no worker would take it.");
}

void a_send_task_sends_one_thing(const ElementModel& e, Findings& findings) {
  if (e.kind != ElementKind::SendTask || has_work(e) == e.message.name.empty()) return;
  const bool both = has_work(e);
  findings.error(
      e, both ? "send-twice" : "no-topic",
      "发送任务" + label_zh(e) +
          (both ? "同时写了消息和作业主题，只能保留一个。" : "既没有消息也没有作业主题，请写一个。"),
      "The send task " + label_en(e) +
          (both ? " has a message and a topic; keep one." : " has neither a message nor a topic; give it one."));
}

void a_receive_task_waits_for_a_message(const ElementModel& e, Findings& findings) {
  if (e.kind != ElementKind::ReceiveTask || !e.message.name.empty()) return;
  findings.error(e, "no-name", "接收任务" + label_zh(e) + "没有指定消息，请选择或新建一个消息。",
                 "The receive task " + label_en(e) + " names no message. Choose or create one.");
}

/// A constant, when it is a whole number within the bounds or no number at all (that is said elsewhere).
bool within(const ExpressionText& text, std::int64_t low, std::int64_t high) {
  const auto number = Decimal::parse(text.text);
  if (!number) return true;
  const auto n = number->to_int64();
  return n && *n >= low && *n <= high;
}

void a_job_is_tried_within_reason(const ElementModel& e, Findings& findings) {
  if (e.job.topic.empty()) return;
  if (!e.job.retries.is_expression && !within(e.job.retries, 0, 100))
    findings.error(e, "retries", label_zh(e) + "的重试次数应为 0 到 100 的整数。",
                   "The retries of " + label_en(e) + " must be an integer from 0 to 100.");
  if (e.job.backoff.is_expression || e.job.backoff.empty()) return;
  const auto period = calendar::parse_period(e.job.backoff.text);
  if (!period || period->months != 0 || period->days < 0 || period->us < 0)
    findings.error(
        e, "duration-syntax", label_zh(e) + "的重试间隔“" + e.job.backoff.text + "”应为时长，如 PT10S。",
        "The back-off \"" + e.job.backoff.text + "\" of " + label_en(e) + " must be a duration such as PT10S.");
}

void header_names_differ(const ElementModel& e, Findings& findings) {
  std::set<std::string_view> seen;
  for (const auto& [name, text] : e.job.headers)
    if (name.empty() || !seen.insert(name).second)
      findings.error(e, "header", label_zh(e) + "的作业参数“" + name + "”为空或重复。",
                     "The header \"" + name + "\" of " + label_en(e) + " is empty or given twice.");
}

void a_script_task_has_a_script(const ElementModel& e, Findings& findings) {
  if (e.kind != ElementKind::ScriptTask) return;
  if (e.script.text.empty())
    findings.error(e, "no-script", "脚本任务" + label_zh(e) + "没有脚本。",
                   "The script task " + label_en(e) + " has no script.");
  else if (e.result_variable.empty() && e.outputs.empty())
    findings.warning(e, "no-result", "脚本任务" + label_zh(e) + "的结果没有存入任何变量，请写 resultVariable。",
                     "The result of the script task " + label_en(e) + " goes nowhere. Give it a resultVariable.");
}

void a_rule_task_names_its_decision(const ElementModel& e, Findings& findings) {
  constexpr std::string_view bindings[] = {"", "deployment", "latest", "version"};
  if (e.kind != ElementKind::BusinessRuleTask) return;
  if (e.decision.decision.empty() && has_work(e)) return;
  if (e.decision.decision.empty())
    findings.error(e, "no-decision", "业务规则任务" + label_zh(e) + "没有指定决策（bihuan:decision ref）。",
                   "The business rule task " + label_en(e) + " names no decision (bihuan:decision ref).");
  else if (e.result_variable.empty() && e.outputs.empty())
    findings.warning(
        e, "no-result", "业务规则任务" + label_zh(e) + "的结果没有存入任何变量，请写 resultVariable。",
        "The result of the business rule task " + label_en(e) + " goes nowhere. Give it a resultVariable.");
  if (std::find(std::begin(bindings), std::end(bindings), e.decision.binding) == std::end(bindings))
    findings.error(e, "decision-binding",
                   label_zh(e) + "的决策绑定“" + e.decision.binding + "”不存在，可用：deployment、latest、version。",
                   "The decision binding \"" + e.decision.binding + "\" of " + label_en(e) +
                       " does not exist; there are deployment, latest, version.");
}

void a_call_names_its_process(const ElementModel& e, Findings& findings) {
  constexpr std::string_view bindings[] = {"", "latest", "deployment", "version", "versionTag"};
  if (e.kind != ElementKind::CallActivity) return;
  if (e.call.process.empty())
    findings.error(e, "no-called-process", "调用活动" + label_zh(e) + "没有指定要调用的流程（calledElement）。",
                   "The call activity " + label_en(e) + " names no process (calledElement).");
  else if (!e.call.process.is_expression && !is_file_id(e.call.process.text))
    findings.error(e, "no-called-process", label_zh(e) + "要调用的流程编号“" + e.call.process.text + "”写法有误。",
                   "The process id \"" + e.call.process.text + "\" that " + label_en(e) + " calls is malformed.");
  if (std::find(std::begin(bindings), std::end(bindings), e.call.binding) == std::end(bindings))
    findings.error(
        e, "call-binding",
        label_zh(e) + "的绑定方式“" + e.call.binding + "”不存在，可用：latest、deployment、version、versionTag。",
        "The binding \"" + e.call.binding + "\" of " + label_en(e) +
            " does not exist; there are latest, deployment, version, versionTag.");
  if ((e.call.binding == "versionTag") == e.call.version_tag.empty())
    findings.error(e, "call-binding", label_zh(e) + "：绑定方式为 versionTag 时才写、也必须写版本标签。",
                   label_en(e) + ": a version tag belongs to the binding versionTag, and must then be given.");
  if ((e.call.binding == "version") == e.call.version.empty())
    findings.error(e, "call-binding", label_zh(e) + "：绑定方式为 version 时才写、也必须写版本号。",
                   label_en(e) + ": a version belongs to the binding version, and must then be given.");
}

void only_activities_repeat(const ElementModel& e, Findings& findings) {
  if (!e.multi_instance || is_activity(e.kind)) return;
  findings.error(e, "loop-position", label_zh(e) + "不是任务或子流程，不能设置多实例。",
                 label_en(e) + " is no activity and cannot have several instances.");
}

void a_loop_knows_how_often(const ElementModel& e, Findings& findings) {
  if (!e.multi_instance) return;
  const MultiInstanceModel& loop = *e.multi_instance;
  if (loop.cardinality.empty() == loop.collection.empty())
    findings.error(e, "loop-count", label_zh(e) + "的多实例要么写次数，要么写集合，二选一。",
                   "The loop of " + label_en(e) + " has a cardinality or a collection, one of the two.");
  if (!within(loop.cardinality, 0, max_iterations))
    findings.error(e, "loop-count", label_zh(e) + "的循环次数应为 0 到 100000 的整数。",
                   "The cardinality of " + label_en(e) + " must be an integer from 0 to 100,000.");
  if (!loop.collection.empty() && !loop.collection.is_expression)
    findings.error(e, "loop-count", label_zh(e) + "的集合“" + loop.collection.text + "”应为表达式，如 =people。",
                   "The collection \"" + loop.collection.text + "\" of " + label_en(e) +
                       " must be an expression such as =people.");
}

void a_loop_names_what_it_collects(const ElementModel& e, Findings& findings) {
  if (!e.multi_instance) return;
  const MultiInstanceModel& loop = *e.multi_instance;
  if (!loop.element_variable.empty() && loop.collection.empty())
    findings.error(e, "loop-variable", label_zh(e) + "写了集合项变量，但没有集合。",
                   label_en(e) + " has an element variable but no collection.");
  if (loop.output_collection.empty() != loop.output_element.empty())
    findings.error(e, "loop-variable", label_zh(e) + "的输出集合和输出项必须同时填写。",
                   label_en(e) + " needs both an output collection and an output element.");
}

bool can_map(ElementKind kind) {
  return is_activity(kind) || is_event(kind);
}

void mappings_have_a_place(const ElementModel& e, Findings& findings) {
  if (can_map(e.kind) || (e.inputs.empty() && e.outputs.empty())) return;
  findings.error(e, "mapping-position", label_zh(e) + "不能设置输入输出映射。", label_en(e) + " cannot have mappings.");
}

void a_mapping_has_a_source_and_a_target(const ElementModel& e, Findings& findings) {
  for (const auto* list : {&e.inputs, &e.outputs}) {
    std::set<std::string_view> seen;
    for (const MappingText& m : *list) {
      const Where where = m.where.line > 0 ? m.where : e.where;
      if (m.source.empty() || m.target.empty())
        findings.error(e.id, where, "mapping-incomplete", label_zh(e) + "的映射缺少来源或目标。",
                       "A mapping of " + label_en(e) + " lacks its source or its target.");
      else if (!seen.insert(m.target).second)
        findings.error(e.id, where, "mapping-target-twice", label_zh(e) + "的映射目标“" + m.target + "”重复。",
                       "The mapping target \"" + m.target + "\" of " + label_en(e) + " is given twice.");
    }
  }
}

bool is_variable_name(const std::string& name) {
  const auto control = [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == '"' || c == '.'; };
  const bool digit_first = !name.empty() && name.front() >= '0' && name.front() <= '9';
  return name.size() <= 200 && !digit_first && std::none_of(name.begin(), name.end(), control);
}

void variables_have_good_names(const ElementModel& e, Findings& findings) {
  std::vector<std::string> names{e.result_variable, e.work.outcome_variable};
  for (const MappingText& m : e.inputs) names.push_back(m.target);
  for (const MappingText& m : e.outputs) names.push_back(m.target);
  for (const EventDefinitionModel& event : e.events) {
    names.push_back(event.code_variable);
    names.push_back(event.message_variable);
  }
  if (e.multi_instance) {
    names.push_back(e.multi_instance->element_variable);
    names.push_back(e.multi_instance->output_collection);
    if (e.multi_instance->vote) names.push_back(e.multi_instance->vote->variable);
  }
  for (const std::string& name : names)
    if (!is_variable_name(name))
      findings.error(e, "variable-name",
                     label_zh(e) + "的变量名“" + name + "”不能使用：不能以数字开头，不能含点或引号。",
                     "The variable name \"" + name + "\" of " + label_en(e) +
                         " cannot be used: it must not begin with a digit nor contain a dot or a quote.");
}

}  // namespace

void check_activities(const Facts& facts, Findings& findings) {
  for (const ElementModel& e : facts.process.elements) {
    a_service_task_has_a_topic(e, findings);
    a_send_task_sends_one_thing(e, findings);
    a_receive_task_waits_for_a_message(e, findings);
    a_job_is_tried_within_reason(e, findings);
    header_names_differ(e, findings);
    a_script_task_has_a_script(e, findings);
    a_rule_task_names_its_decision(e, findings);
    a_call_names_its_process(e, findings);
    only_activities_repeat(e, findings);
    a_loop_knows_how_often(e, findings);
    a_loop_names_what_it_collects(e, findings);
    mappings_have_a_place(e, findings);
    a_mapping_has_a_source_and_a_target(e, findings);
    variables_have_good_names(e, findings);
  }
}

}  // namespace bihuan::definition
