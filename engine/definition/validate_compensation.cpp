// Decides where compensation and cancellation may stand and what they must name (BPMN 2.0.2, 10.3.5, 10.5.5, 10.6): the
// handler of a compensation boundary event, the activity that a throw can see, the transaction that a cancel ends.
#include <algorithm>
#include <set>

#include "engine/definition/validate.h"

namespace bihuan::definition {
namespace {

bool has(const ElementModel& e, EventKind kind) {
  return std::any_of(e.events.begin(), e.events.end(),
                     [&](const EventDefinitionModel& one) { return one.kind == kind; });
}

bool is_boundary(const ElementModel& e, EventKind kind) {
  return e.kind == ElementKind::BoundaryEvent && has(e, kind);
}

/// The innermost element of this kind around it; null if there is none. Parents stand in a tree (check_frame).
const ElementModel* around(const Facts& facts, const ElementModel& e, ElementKind kind) {
  const ElementModel* at = facts.element(e.parent);
  for (std::size_t depth = 0; at != nullptr && depth <= max_scope_depth; ++depth) {
    if (at->kind == kind) return at;
    at = facts.element(at->parent);
  }
  return nullptr;
}

void a_compensation_event_has_a_handler(const Facts& facts, const ElementModel& e, Findings& findings) {
  if (!is_boundary(e, EventKind::Compensation)) return;
  const ElementModel* handler = facts.element(e.compensation_handler);
  if (handler == nullptr)
    findings.error(e, "no-compensation-handler",
                   "补偿边界事件" + label_zh(e) + "没有用关联线连到补偿活动，请从它画一条关联到撤销所做工作的活动。",
                   "The compensation boundary event " + label_en(e) +
                       " has no association to a handler. Connect it to the activity that undoes the work.");
  else if (!is_activity(handler->kind) || handler->parent != e.parent || handler->id == e.attached_to)
    findings.error(e, "compensation-handler", "补偿边界事件" + label_zh(e) + "的补偿活动必须是同一层的另一个活动。",
                   "The handler of the compensation boundary event " + label_en(e) +
                       " must be another activity of the same level.");
  else if (!handler->for_compensation)
    findings.error(
        *handler, "compensation-handler",
        label_zh(*handler) + "由补偿边界事件" + label_zh(e) + "引用，必须标记为补偿活动（isForCompensation）。",
        label_en(*handler) + " is the handler of " + label_en(e) + " and must be marked isForCompensation.");
  if (!facts.node(e).outgoing.empty())
    findings.error(
        e, "compensation-with-flow", "补偿边界事件" + label_zh(e) + "不能引出顺序流，请改用关联线。",
        "The compensation boundary event " + label_en(e) + " cannot have outgoing flows. Use an association.");
}

void an_activity_has_one_handler(const Facts& facts, const ElementModel& e, Findings& findings) {
  std::size_t handlers = 0, cancels = 0;
  for (const std::size_t i : facts.node(e).boundary_events) {
    handlers += has(facts.process.elements[i], EventKind::Compensation);
    cancels += has(facts.process.elements[i], EventKind::Cancel);
  }
  if (handlers > 1)
    findings.error(e, "two-compensation-handlers", label_zh(e) + "有多个补偿边界事件，只能保留一个。",
                   label_en(e) + " has several compensation boundary events; keep one.");
  if (cancels > 1)
    findings.error(e, "two-cancel-events", label_zh(e) + "有多个取消边界事件，只能保留一个。",
                   label_en(e) + " has several cancel boundary events; keep one.");
  if (handlers > 0 && e.for_compensation)
    findings.error(e, "compensated-handler", "补偿活动" + label_zh(e) + "自身不能再被补偿。",
                   "The compensation activity " + label_en(e) + " cannot be compensated itself.");
}

void a_handler_stands_outside_the_flow(const Facts& facts, const ElementModel& e, Findings& findings) {
  if (!e.for_compensation) return;
  if (!is_activity(e.kind))
    findings.error(e, "compensation-handler", label_zh(e) + "不是活动，不能标记为补偿活动。",
                   label_en(e) + " is no activity and cannot be marked isForCompensation.");
  if (!facts.node(e).incoming.empty() || !facts.node(e).outgoing.empty())
    findings.error(e, "handler-with-flow", "补偿活动" + label_zh(e) + "不能有顺序流，它只由补偿触发。",
                   "The compensation activity " + label_en(e) + " cannot have flows; only compensation starts it.");
}

void a_compensation_start_stands_in_a_sub_process(const Facts& facts, const ElementModel& e, Findings& findings) {
  if (e.kind != ElementKind::StartEvent || !has(e, EventKind::Compensation)) return;
  const ElementModel* handler = facts.element(e.parent);
  const ElementModel* host = handler == nullptr ? nullptr : facts.element(handler->parent);
  if (handler == nullptr || handler->kind != ElementKind::EventSubProcess || host == nullptr) return;
  if (host->kind == ElementKind::Process)
    findings.error(e, "compensation-start-position",
                   "补偿事件子流程" + label_zh(*handler) + "必须位于子流程之内：已结束的流程整体不能被补偿。",
                   "The compensation event sub-process " + label_en(*handler) +
                       " must lie in a sub-process: a process that has ended is not compensated.");
}

void a_sub_process_has_one_compensation_event_sub_process(const Facts& facts, const ElementModel& e,
                                                          Findings& findings) {
  std::size_t count = 0;
  for (const std::size_t one : facts.node(e).event_sub_processes)
    for (const std::size_t start : facts.starts(one))
      count += has(facts.process.elements[start], EventKind::Compensation);
  if (count > 1)
    findings.error(e, "two-compensation-handlers", label_zh(e) + "有多个补偿事件子流程，只能保留一个。",
                   label_en(e) + " has several compensation event sub-processes; keep one.");
}

/// A throw sees the activities of its own level; in an event sub-process also those of the level around it (10.5.5).
bool sees(const Facts& facts, const ElementModel& thrower, const ElementModel& activity) {
  const ElementModel* level = facts.element(thrower.parent);
  for (std::size_t depth = 0; level != nullptr && depth <= max_scope_depth; ++depth) {
    if (activity.parent == level->id) return true;
    if (level->kind != ElementKind::EventSubProcess) return false;
    level = facts.element(level->parent);
  }
  return false;
}

void a_throw_sees_its_activity(const Facts& facts, const ElementModel& e, Findings& findings) {
  if (is_catch(e.kind)) return;
  for (const EventDefinitionModel& event : e.events) {
    if (event.kind != EventKind::Compensation || event.activity_ref.empty()) continue;
    const ElementModel* activity = facts.element(event.activity_ref);
    const bool can = activity != nullptr && is_activity(activity->kind) && !activity->for_compensation;
    if (!can)
      findings.error(e, "compensated-activity",
                     label_zh(e) + "要补偿的活动“" + event.activity_ref + "”不存在或不是活动。",
                     "The activity \"" + event.activity_ref + "\" that " + label_en(e) +
                         " compensates does not exist or is no activity.");
    else if (!sees(facts, e, *activity))
      findings.error(e, "compensated-activity",
                     label_zh(e) + "要补偿的活动" + label_zh(*activity) +
                         "不在同一层。补偿只能针对同一层的活动；在事件子流程中也可以针对外面一层。",
                     label_en(e) + " compensates " + label_en(*activity) +
                         ", which it cannot see: it must be on the same level, or around an event sub-process.");
  }
}

void a_cancel_ends_a_transaction(const Facts& facts, const ElementModel& e, Findings& findings) {
  if (e.kind != ElementKind::EndEvent || !has(e, EventKind::Cancel)) return;
  const ElementModel* transaction = around(facts, e, ElementKind::Transaction);
  if (transaction == nullptr)
    return findings.error(e, "cancel-without-transaction", "取消结束事件" + label_zh(e) + "只能用在事务子流程之内。",
                          "The cancel end event " + label_en(e) + " can only stand in a transaction.");
  const std::vector<std::size_t>& boundary = facts.node(*transaction).boundary_events;
  const bool caught = std::any_of(boundary.begin(), boundary.end(),
                                  [&](std::size_t i) { return has(facts.process.elements[i], EventKind::Cancel); });
  if (!caught)
    findings.error(
        e, "cancel-without-boundary",
        "事务子流程" + label_zh(*transaction) + "会被取消，但没有取消边界事件，取消之后无路可走。请添加一个。",
        "The transaction " + label_en(*transaction) +
            " can be cancelled but has no cancel boundary event to go on by. Add one.");
}

void a_cancel_boundary_is_on_a_transaction(const Facts& facts, const ElementModel& e, Findings& findings) {
  if (!is_boundary(e, EventKind::Cancel)) return;
  const ElementModel* host = facts.element(e.attached_to);
  if (host != nullptr && host->kind != ElementKind::Transaction)
    findings.error(e, "cancel-without-transaction", "取消边界事件" + label_zh(e) + "只能附着在事务子流程上。",
                   "The cancel boundary event " + label_en(e) + " can only be attached to a transaction.");
}

}  // namespace

void check_compensation(const Facts& facts, Findings& findings) {
  for (const ElementModel& e : facts.process.elements) {
    a_compensation_event_has_a_handler(facts, e, findings);
    an_activity_has_one_handler(facts, e, findings);
    a_handler_stands_outside_the_flow(facts, e, findings);
    a_compensation_start_stands_in_a_sub_process(facts, e, findings);
    a_sub_process_has_one_compensation_event_sub_process(facts, e, findings);
    a_throw_sees_its_activity(facts, e, findings);
    a_cancel_ends_a_transaction(facts, e, findings);
    a_cancel_boundary_is_on_a_transaction(facts, e, findings);
  }
}

}  // namespace bihuan::definition
