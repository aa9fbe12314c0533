// Decides the defaults of docs/extensions.md and which texts are numbers.
#include "engine/definition/compile_element.h"

#include "engine/definition/facts.h"

namespace bihuan::definition {
namespace {

std::string or_else(const std::string& text, const char* otherwise) {
  return text.empty() ? otherwise : text;
}

std::vector<Mapping> mappings(const std::vector<MappingText>& texts, const ElementModel& e, ExpressionReader& read) {
  std::vector<Mapping> result;
  for (const MappingText& m : texts)
    result.push_back({read.read(m.source, e.id, m.where.line > 0 ? m.where : e.where, "映射", "mapping"), m.target});
  return result;
}

EventRule event_rule(const EventDefinitionModel& event, const ElementModel& e, ExpressionReader& read) {
  EventRule rule;
  rule.kind = event.kind;
  rule.name = read.read(event.name, e, "消息或信号名称", "message or signal name");
  rule.code = read.read(event.code, e, "代码", "code");
  rule.correlation_key = read.read(event.correlation_key, e, "关联键", "correlation key");
  rule.time_to_live = read.read(event.time_to_live, e, "保留时间", "time to live");
  rule.timer.kind = event.timer.kind;
  rule.timer.value = read.read(event.timer.value, e, "定时", "timer");
  rule.timer.calendar = event.timer.calendar;
  rule.timer.base = read.read(event.timer.base, e, "起算时间", "base");
  rule.code_variable = event.code_variable;
  rule.message_variable = event.message_variable;
  rule.wait_for_completion = event.wait_for_completion;
  rule.condition = read.read(event.condition, e, "条件", "condition");
  rule.condition_reads = names_read(rule.condition);
  if (!event.condition_variable.empty()) rule.condition_reads = {event.condition_variable};
  rule.condition_changes = event.condition_changes;
  rule.message_key = read.read(event.message_key, e, "消息的关联键", "message key");
  rule.conversation = event.conversation;
  rule.payload = mappings(event.payload, e, read);
  return rule;
}

Assignment assignment(const AssignmentModel& model, const ElementModel& e, ExpressionReader& read) {
  // A list of users and groups may well name nobody: then the task waits for whoever is given it.
  const char* when_empty = model.kind == "users-and-groups" ? "nobody" : "incident";
  Assignment result{model.kind, {}, or_else(model.when_empty, when_empty)};
  for (const auto& [name, text] : model.parameters)
    result.parameters.emplace_back(name, read.read(text, e, "办理人参数", "assignment parameter"));
  return result;
}

UserTaskRule user_task(const ProcessModel& process, const ElementModel& e, ExpressionReader& read) {
  UserTaskRule rule;
  if (e.assignment) rule.assignment = assignment(*e.assignment, e, read);
  if (e.deadline)
    rule.deadline = Deadline{read.read(e.deadline->duration, e, "办理期限", "deadline"),
                             read.read(e.deadline->due, e, "到期时间", "due moment"),
                             e.deadline->calendar.empty() ? process.calendar : e.deadline->calendar};
  rule.form = e.form;
  rule.form.binding = or_else(e.form.binding, "deployment");
  for (FieldAccess& field : rule.form.fields) field.access = or_else(field.access, "editable");
  rule.outcomes = e.work.outcomes;
  rule.outcome_variable = e.work.outcome_variable;
  rule.opinion = or_else(e.work.opinion, "optional");
  rule.attachments_min = e.work.attachments_min;
  rule.priority = read.read_number(e.work.priority, e, "优先级", "priority");
  rule.claim = e.work.claim;
  rule.starter_roles = e.starter_roles;
  rule.name = read.read(e.work.name, e, "任务名称", "task name");
  rule.follow_up = read.read(e.work.follow_up, e, "跟进时间", "follow-up moment");
  return rule;
}

Vote vote(const VoteModel& model, const ElementModel& e, ExpressionReader& read) {
  Vote result{read.read(vote_rule(model), e, "表决规则", "vote rule"), model.pass_outcomes, model.abstain_outcomes,
              model.early, model.variable};
  if (result.pass_outcomes.empty() && !e.work.outcomes.empty()) result.pass_outcomes = {e.work.outcomes.front()};
  return result;
}

MultiInstanceRule multi_instance(const MultiInstanceModel& model, const ElementModel& e, ExpressionReader& read) {
  MultiInstanceRule rule;
  rule.sequential = model.sequential;
  rule.cardinality = read.read_number(model.cardinality, e, "循环次数", "loop cardinality");
  rule.collection = read.read(model.collection, e, "集合", "collection");
  rule.output_element = read.read(model.output_element, e, "输出项", "output element");
  rule.completion_condition = read.read(model.completion_condition, e, "完成条件", "completion condition");
  rule.element_variable = model.element_variable;
  rule.output_collection = model.output_collection;
  if (model.vote) rule.vote = vote(*model.vote, e, read);
  rule.index_variable = model.index_variable;
  rule.behavior = model.behavior;
  if (model.event) rule.event = event_rule(*model.event, e, read);
  for (const ComplexBehaviorModel& one : model.complex)
    rule.complex.push_back(
        {read.read(one.condition, e, "抛出条件", "behaviour condition"), event_rule(one.event, e, read)});
  return rule;
}

JobRule job(const JobModel& model, const ElementModel& e, ExpressionReader& read) {
  JobRule rule;
  rule.topic = read.read(model.topic, e, "作业主题", "topic");
  rule.retries = model.retries.empty() ? constant(3) : read.read_number(model.retries, e, "重试次数", "retries");
  rule.backoff = model.backoff.empty() ? constant("PT10S") : read.read(model.backoff, e, "重试间隔", "back-off");
  for (const auto& [name, text] : model.headers)
    rule.headers.emplace_back(name, read.read(text, e, "作业参数", "header"));
  rule.priority = read.read_number(model.priority, e, "作业优先级", "job priority");
  for (const ErrorRuleModel& one : model.errors)
    rule.errors.push_back({read.read(one.condition, e, "错误条件", "error condition"),
                           read.read(one.code, e, "错误代码", "error code"),
                           read.read(one.message, e, "错误说明", "error message")});
  return rule;
}

LoopRule loop(const LoopModel& model, const ElementModel& e, ExpressionReader& read) {
  return {model.test_before, read.read(model.condition, e, "循环条件", "loop condition"),
          read.read_number(model.maximum, e, "循环上限", "loop maximum")};
}

AdHocRule ad_hoc(const AdHocModel& model, const ElementModel& e, ExpressionReader& read) {
  return {.sequential = model.sequential,
          .cancel_remaining = model.cancel_remaining,
          .completion_condition = read.read(model.completion_condition, e, "完成条件", "completion condition"),
          .activate = read.read(model.activate, e, "启动的活动", "activities to start"),
          .output_element = read.read(model.output_element, e, "输出项", "output element"),
          .output_collection = model.output_collection};
}

AsyncRule async(const AsyncModel& model, const ElementModel& e, ExpressionReader& read) {
  return {.before = model.before,
          .after = model.after,
          .retries = model.retries.empty() ? constant(3) : read.read_number(model.retries, e, "重试次数", "retries"),
          .backoff = model.backoff.empty() ? constant("PT10S") : read.read(model.backoff, e, "重试间隔", "back-off"),
          .priority = read.read_number(model.priority, e, "作业优先级", "job priority")};
}

/// What stands beside the element's own work: data, listeners, quantities, markers.
void fill_marks(const ElementModel& model, Element& e, ExpressionReader& read) {
  e.parallel_multiple = model.parallel_multiple;
  e.for_compensation = model.for_compensation;
  e.instantiate = model.instantiate;
  e.parallel_events = model.parallel_events;
  e.start_quantity = static_cast<std::uint32_t>(model.start_quantity);
  e.completion_quantity = static_cast<std::uint32_t>(model.completion_quantity);
  e.initiator_variable = model.initiator_variable;
  e.lane = model.lane;
  e.properties = model.properties;
  e.activation_condition = read.read(model.activation_condition, model, "激活条件", "activation condition");
  e.skip = read.read(model.skip, model, "跳过条件", "skip condition");
  if (model.loop) e.loop = loop(*model.loop, model, read);
  if (model.ad_hoc) e.ad_hoc = ad_hoc(*model.ad_hoc, model, read);
  if (model.async.before || model.async.after) e.async = async(model.async, model, read);
  for (const DataModel& one : model.data)
    e.data.push_back({one.name, read.read(one.initial, model, "初始值", "initial value"), one.collection, one.store});
  for (const ListenerModel& one : model.listeners)
    e.listeners.push_back({one.moment, read.read(one.expression, model, "监听器", "listener")});
}

CallRule call(const CallModel& model, const ElementModel& e, ExpressionReader& read) {
  return {.process = read.read(model.process, e, "被调流程", "called process"),
          .business_key = read.read(model.business_key, e, "业务编号", "business key"),
          .binding = or_else(model.binding, "latest"),
          .version_tag = model.version_tag,
          .propagate_inputs = model.propagate_inputs,
          .propagate_outputs = model.propagate_outputs,
          .version = read.read_number(model.version, e, "被调版本", "called version"),
          .has_own_mappings = model.has_own_mappings,
          .in = mappings(model.in, e, read),
          .out = mappings(model.out, e, read)};
}

DecisionRule decision(const DecisionCallModel& model, const ElementModel& e, ExpressionReader& read) {
  return {.decision = read.read(model.decision, e, "决策编号", "decision"),
          .binding = or_else(model.binding, "deployment"),
          .version = read.read_number(model.version, e, "决策版本", "decision version"),
          .version_tag = model.version_tag,
          .map_result = model.map_result};
}

void fill_event(const ElementModel& model, Element& e, ExpressionReader& read) {
  for (const EventDefinitionModel& one : model.events) e.events.push_back(event_rule(one, model, read));
  const bool by_message = model.kind == ElementKind::ReceiveTask || model.kind == ElementKind::SendTask;
  if (!by_message || model.message.name.empty()) return;
  e.events.push_back(event_rule(model.message, model, read));
  e.events.back().kind = EventKind::Message;
}

void fill_work(const ProcessModel& process, const ElementModel& model, Element& e, ExpressionReader& read) {
  const bool start_form =
      model.kind == ElementKind::StartEvent && (!model.form.ref.empty() || !model.starter_roles.empty());
  if (model.kind == ElementKind::UserTask || start_form) e.user_task = user_task(process, model, read);
  if (!model.job.topic.empty()) e.job = job(model.job, model, read);
  if (model.kind == ElementKind::CallActivity) e.call = call(model.call, model, read);
  if (!model.decision.decision.empty()) e.decision = decision(model.decision, model, read);
  e.script = read.read(model.script, model, "脚本", "script");
  e.result_variable = model.result_variable;
}

}  // namespace

ExpressionText vote_rule(const VoteModel& vote) {
  ExpressionText text = vote.pass;
  if (text.is_expression) return text;
  text.is_expression = true;
  if (vote.pass.text == "all")
    text.text = "pass = all";
  else if (vote.pass.text == "majority")
    text.text = "pass * 2 > all";
  else if (vote.pass.text == "any")
    text.text = "pass >= 1";
  else
    text = ExpressionText{};
  return text;
}

Element compile_element(const ProcessModel& process, const ElementModel& model, ExpressionReader& read) {
  Element e;
  e.id = model.id;
  e.name = model.name;
  e.kind = model.kind;
  e.where = model.where;
  e.interrupting = model.interrupting;
  e.inputs = mappings(model.inputs, model, read);
  e.outputs = mappings(model.outputs, model, read);
  if (model.multi_instance) e.multi_instance = multi_instance(*model.multi_instance, model, read);
  fill_event(model, e, read);
  fill_work(process, model, e, read);
  fill_marks(model, e, read);
  return e;
}

}  // namespace bihuan::definition
