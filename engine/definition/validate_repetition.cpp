// Decides what complex gateways, loops, multi-instance behaviour, ad-hoc sub-processes and quantities must say
// (BPMN 2.0.2, 10.3.2, 10.3.5, 10.3.7, 10.3.8, 10.6.5).
#include "engine/base/decimal.h"
#include "engine/definition/validate.h"

namespace bihuan::definition {
namespace {

constexpr int max_quantity = 1000;

void a_complex_gateway_says_when_it_goes(const Facts& facts, const ElementModel& e, Findings& findings) {
  if (e.kind != ElementKind::ComplexGateway || !e.activation_condition.empty()) return;
  if (facts.node(e).incoming.size() < 2) return;
  findings.error(e, "no-activation-condition",
                 "复杂网关" + label_zh(e) + "有多条进入的连线，但没有激活条件（activationCondition）。",
                 "The complex gateway " + label_en(e) + " has several incoming flows but no activationCondition.");
}

void a_loop_knows_when_it_ends(const ElementModel& e, Findings& findings) {
  if (!e.loop) return;
  if (!is_activity(e.kind))
    findings.error(e, "loop-position", label_zh(e) + "不是任务或子流程，不能设置循环。",
                   label_en(e) + " is no activity and cannot loop.");
  if (e.multi_instance)
    findings.error(e, "loop-twice", label_zh(e) + "不能同时设置循环和多实例。",
                   label_en(e) + " cannot be a loop and have several instances at once.");
  if (e.loop->condition.empty() && e.loop->maximum.empty())
    findings.error(e, "loop-condition", label_zh(e) + "的循环既没有条件也没有上限，永远不会结束。",
                   "The loop of " + label_en(e) + " has neither a condition nor a maximum; it would never end.");
  const auto most = Decimal::parse(e.loop->maximum.text);
  if (most && !(most->to_int64() && *most->to_int64() >= 0))
    findings.error(e, "loop-condition", label_zh(e) + "的循环上限应为不小于 0 的整数。",
                   "The loop maximum of " + label_en(e) + " must be an integer from 0.");
}

bool can_be_implicit(EventKind kind) {
  return kind == EventKind::Message || kind == EventKind::Signal || kind == EventKind::Escalation;
}

void an_implicit_event_can_be_thrown(const ElementModel& e, const EventDefinitionModel& event, Findings& findings) {
  const bool named = event.kind == EventKind::Escalation || !event.name.empty();
  if (can_be_implicit(event.kind) && named) return;
  findings.error(e, "loop-event", label_zh(e) + "的多实例行为只能抛出有名称的消息、信号或升级事件。",
                 "The behavior of the instances of " + label_en(e) +
                     " can throw a message or signal with a name, or an escalation.");
}

void a_behavior_has_its_events(const ElementModel& e, Findings& findings) {
  if (!e.multi_instance) return;
  const MultiInstanceModel& many = *e.multi_instance;
  const bool one_event = many.behavior == MultiInstanceBehavior::None || many.behavior == MultiInstanceBehavior::One;
  if (one_event && !many.event)
    findings.error(e, "loop-event", label_zh(e) + "的多实例行为为 None 或 One 时，要指明抛出的事件。",
                   "The behavior None or One of the instances of " + label_en(e) + " needs the event that is thrown.");
  if (one_event && many.event) an_implicit_event_can_be_thrown(e, *many.event, findings);
  if (many.behavior != MultiInstanceBehavior::Complex) return;
  if (many.complex.empty())
    findings.error(e, "loop-event", label_zh(e) + "的多实例行为为 Complex 时，至少要有一条行为定义。",
                   "The behavior Complex of the instances of " + label_en(e) + " needs a complexBehaviorDefinition.");
  for (const ComplexBehaviorModel& one : many.complex) {
    an_implicit_event_can_be_thrown(e, one.event, findings);
    if (one.condition.empty())
      findings.error(e, "loop-event", label_zh(e) + "的行为定义缺少条件。",
                     "A complexBehaviorDefinition of " + label_en(e) + " has no condition.");
  }
}

void an_ad_hoc_sub_process_has_activities(const Facts& facts, const ElementModel& e, Findings& findings) {
  if (e.kind != ElementKind::AdHocSubProcess) return;
  for (const std::size_t child : facts.node(e).children)
    if (is_activity(facts.process.elements[child].kind) && facts.node(child).incoming.empty()) return;
  findings.error(e, "ad-hoc-content", "自由子流程" + label_zh(e) + "中没有可以启动的活动。",
                 "The ad-hoc sub-process " + label_en(e) + " contains no activity that could be started.");
}

void ad_hoc_output_is_whole(const ElementModel& e, Findings& findings) {
  if (!e.ad_hoc || e.ad_hoc->output_collection.empty() == e.ad_hoc->output_element.empty()) return;
  findings.error(e, "loop-variable", label_zh(e) + "的输出集合和输出项必须同时填写。",
                 label_en(e) + " needs both an output collection and an output element.");
}

void quantities_are_possible(const ElementModel& e, Findings& findings) {
  const auto possible = [](int n) { return n >= 1 && n <= max_quantity; };
  if (possible(e.start_quantity) && possible(e.completion_quantity)) return;
  findings.error(e, "quantity", label_zh(e) + "的启动数量和完成数量应为 1 到 1000 的整数。",
                 "The startQuantity and completionQuantity of " + label_en(e) + " must be integers from 1 to 1,000.");
}

}  // namespace

void check_repetition(const Facts& facts, Findings& findings) {
  for (const ElementModel& e : facts.process.elements) {
    a_complex_gateway_says_when_it_goes(facts, e, findings);
    a_loop_knows_when_it_ends(e, findings);
    a_behavior_has_its_events(e, findings);
    an_ad_hoc_sub_process_has_activities(facts, e, findings);
    ad_hoc_output_is_whole(e, findings);
    quantities_are_possible(e, findings);
  }
}

}  // namespace bihuan::definition
