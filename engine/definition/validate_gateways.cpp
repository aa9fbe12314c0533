// Decides what gateways need (BPMN 2.0.2, 10.6): flows that can be chosen, and events behind an event-based gateway.
#include "engine/definition/validate.h"

namespace bihuan::definition {
namespace {

void a_gateway_leads_somewhere(const Facts& facts, const ElementModel& e, Findings& findings) {
  if (!facts.node(e).outgoing.empty()) return;
  findings.warning(e, "gateway-without-outgoing", "网关" + label_zh(e) + "没有引出的连线，流程会在这里结束。",
                   "The gateway " + label_en(e) + " has no outgoing flow; the path ends here.");
}

void each_choice_has_a_condition(const Facts& facts, const ElementModel& e, Findings& findings) {
  if (e.kind != ElementKind::ExclusiveGateway || facts.node(e).outgoing.size() < 2) return;
  for (const FlowModel* f : facts.outgoing(e))
    if (f->condition.empty() && f->id != e.default_flow)
      findings.warning(*f, "flow-without-condition",
                       "排他网关" + label_zh(e) + "的连线“" + f->id + "”既没有条件也不是默认连线，走到它时总会被选中。",
                       "The flow \"" + f->id + "\" of the exclusive gateway " + label_en(e) +
                           " has no condition and is not the default; it is always taken when its turn comes.");
}

void an_event_gateway_has_a_choice(const Facts& facts, const ElementModel& e, Findings& findings) {
  if (facts.node(e).outgoing.size() >= 2) return;
  findings.error(e, "event-gateway-choice", "事件网关" + label_zh(e) + "至少要有两条引出的连线。",
                 "The event-based gateway " + label_en(e) + " needs at least two outgoing flows.");
}

bool waits_for_an_event(const ElementModel& e) {
  return e.kind == ElementKind::IntermediateCatchEvent || e.kind == ElementKind::ReceiveTask;
}

void an_event_gateway_leads_to_events(const Facts& facts, const ElementModel& e, Findings& findings) {
  for (const FlowModel* f : facts.outgoing(e)) {
    const ElementModel& target = *facts.element(f->target);
    if (!waits_for_an_event(target))
      findings.error(*f, "event-gateway-target",
                     "事件网关" + label_zh(e) + "后面只能连接中间捕获事件或接收任务，" + label_zh(target) + "不是。",
                     "Only intermediate catch events and receive tasks may follow the event-based gateway " +
                         label_en(e) + "; " + label_en(target) + " is neither.");
    else if (facts.node(target).incoming.size() > 1)
      findings.error(target, "event-gateway-target", label_zh(target) + "在事件网关之后，只能有一条进入的连线。",
                     label_en(target) + " follows an event-based gateway and may have one incoming flow only.");
    else if (!facts.node(target).boundary_events.empty())
      findings.error(target, "event-gateway-target", label_zh(target) + "在事件网关之后，不能附着边界事件。",
                     label_en(target) + " follows an event-based gateway and cannot have boundary events.");
  }
}

}  // namespace

void check_gateways(const Facts& facts, Findings& findings) {
  for (const ElementModel& e : facts.process.elements) {
    if (!is_gateway(e.kind)) continue;
    each_choice_has_a_condition(facts, e, findings);
    if (e.kind == ElementKind::EventBasedGateway) {
      an_event_gateway_has_a_choice(facts, e, findings);
      an_event_gateway_leads_to_events(facts, e, findings);
    } else {
      a_gateway_leads_somewhere(facts, e, findings);
    }
  }
}

}  // namespace bihuan::definition
