// Decides which events may stand where (BPMN 2.0.2, 10.5.2 to 10.5.5, table 10.93), which may stand together in one
// event, what a boundary event is attached to, and what instantiates a process (10.3.3, 10.6.6).
#include <algorithm>

#include "engine/definition/event_words.h"
#include "engine/definition/validate.h"

namespace bihuan::definition {
namespace {

using Kinds = std::vector<EventKind>;

bool holds(const Kinds& kinds, EventKind kind) {
  return std::find(kinds.begin(), kinds.end(), kind) != kinds.end();
}

Kinds allowed_at_boundary(bool interrupting) {
  using enum EventKind;
  if (!interrupting) return {Message, Timer, Signal, Conditional, Escalation, Compensation};
  return {Message, Timer, Signal, Conditional, Error, Escalation, Cancel, Compensation};
}

Kinds allowed_at_start(const ElementModel* parent, bool interrupting) {
  using enum EventKind;
  if (parent && parent->kind == ElementKind::AdHocSubProcess) return {};
  if (parent && is_sub_process(parent->kind)) return {None};
  if (!parent || parent->kind != ElementKind::EventSubProcess) return {None, Message, Timer, Signal, Conditional};
  if (!interrupting) return {Message, Timer, Signal, Conditional, Escalation, Compensation};
  return {Message, Timer, Signal, Conditional, Error, Escalation, Compensation};
}

/// The table, a line a place. A compensation event interrupts nothing, whatever the attribute says: what it belongs to
/// has completed.
Kinds allowed(const Facts& facts, const ElementModel& e) {
  using enum EventKind;
  const ElementModel* parent = facts.element(e.parent);
  switch (e.kind) {
    case ElementKind::BoundaryEvent:
      return allowed_at_boundary(e.interrupting);
    case ElementKind::IntermediateCatchEvent:
      return {Message, Timer, Signal, Conditional, Link};
    case ElementKind::IntermediateThrowEvent:
      return {None, Message, Signal, Escalation, Compensation, Link};
    case ElementKind::EndEvent:
      if (parent && parent->kind == ElementKind::AdHocSubProcess) return {};  // 10.3.5.1
      return {None, Message, Signal, Error, Escalation, Cancel, Compensation, Terminate};
    default:
      return allowed_at_start(parent, e.interrupting);
  }
}

Kinds kinds_of(const ElementModel& e) {
  Kinds kinds;
  for (const EventDefinitionModel& event : e.events) kinds.push_back(event.kind);
  if (kinds.empty()) kinds.push_back(EventKind::None);
  return kinds;
}

/// That it may not interrupt is said by a rule of its own.
bool only_must_interrupt(const Facts& facts, const ElementModel& e, EventKind kind) {
  if (e.interrupting || (kind != EventKind::Error && kind != EventKind::Cancel)) return false;
  ElementModel other;
  other.kind = e.kind;
  other.parent = e.parent;
  return holds(allowed(facts, other), kind);
}

void an_event_stands_where_its_kind_may(const Facts& facts, const ElementModel& e, Findings& findings) {
  const Kinds good = allowed(facts, e);
  const Word where = position(facts, e);
  for (const EventKind kind : kinds_of(e)) {
    if (holds(good, kind) || only_must_interrupt(facts, e, kind)) continue;
    const Word what = word(kind);
    findings.error(e, "event-position",
                   label_zh(e) + "：" + where.zh + "不能是“" + what.zh + "”类型，请换一种事件类型或位置。",
                   label_en(e) + ": a " + where.en + " cannot be of kind \"" + what.en +
                       "\". Choose another kind or another place.");
  }
}

void an_error_interrupts(const ElementModel& e, Findings& findings) {
  const Kinds kinds = kinds_of(e);
  const bool must = holds(kinds, EventKind::Error) || holds(kinds, EventKind::Cancel);
  if (!is_catch(e.kind) || !must || e.interrupting) return;
  findings.error(e, "error-must-interrupt", "错误或取消事件" + label_zh(e) + "必须中断所在的活动，请改为中断型。",
                 "The error or cancel event " + label_en(e) + " must interrupt. Make it interrupting.");
}

/// What cannot be one of several: a link is a way, not an occurrence; compensation and cancel are no occurrences that
/// others could replace; all of several can only be waited for together where each is waited for.
bool can_be_one_of_several(const ElementModel& e, EventKind kind) {
  using enum EventKind;
  if (!is_catch(e.kind)) return kind != Link;
  if (e.parallel_multiple) return holds({Message, Timer, Signal, Conditional}, kind);
  return !holds({Link, Compensation, Cancel}, kind);
}

void several_definitions_can_occur_together(const ElementModel& e, Findings& findings) {
  if (e.events.size() < 2) return;
  for (const EventKind kind : kinds_of(e)) {
    if (can_be_one_of_several(e, kind)) continue;
    const Word what = word(kind);
    findings.error(e, "event-combination",
                   label_zh(e) + "有多个事件定义，其中不能有“" + what.zh + "”。请把它分成单独的事件。",
                   label_en(e) + " has several event definitions, and \"" + what.en +
                       "\" cannot be one of them. Make it an event of its own.");
  }
}

/// Each of these ends what throws it, so there can be one.
void an_event_ends_once(const ElementModel& e, Findings& findings) {
  const Kinds kinds = kinds_of(e);
  const auto ends = std::count_if(kinds.begin(), kinds.end(), [](EventKind kind) {
    return kind == EventKind::Error || kind == EventKind::Cancel || kind == EventKind::Terminate;
  });
  if (is_catch(e.kind) || ends < 2) return;
  findings.error(e, "event-combination", label_zh(e) + "的错误、取消、终止定义只能有一个。",
                 label_en(e) + " can have one definition of error, cancel and terminate.");
}

void a_boundary_event_is_attached_to_an_activity(const Facts& facts, const ElementModel& e, Findings& findings) {
  if (e.kind != ElementKind::BoundaryEvent) return;
  const ElementModel* host = facts.element(e.attached_to);
  if (host == nullptr || !is_activity(host->kind))
    findings.error(e, "boundary-not-attached",
                   "边界事件" + label_zh(e) + "没有附着在任务或子流程上，请拖到活动的边框上。",
                   "The boundary event " + label_en(e) + " is attached to no activity. Put it on the border of one.");
  else if (host->parent != e.parent)
    findings.error(e, "boundary-not-attached", "边界事件" + label_zh(e) + "和它附着的活动不在同一层。",
                   "The boundary event " + label_en(e) + " and its activity are not in one scope.");
}

void a_boundary_event_leads_somewhere(const Facts& facts, const ElementModel& e, Findings& findings) {
  if (e.kind != ElementKind::BoundaryEvent || !facts.node(e).outgoing.empty()) return;
  if (event_kind(e) == EventKind::Compensation) return;  // its way is an association to the handler (10.6.1)
  findings.warning(e, "boundary-without-outgoing", "边界事件" + label_zh(e) + "没有引出的连线，触发后不会有后续步骤。",
                   "The boundary event " + label_en(e) + " has no outgoing flow; nothing follows when it fires.");
}

void an_event_sub_process_has_one_start(const Facts& facts, const ElementModel& e, Findings& findings) {
  if (e.kind != ElementKind::EventSubProcess) return;
  if (facts.starts(facts.index(e.id)).size() == 1) return;
  findings.error(e, "event-sub-process-start", "事件子流程" + label_zh(e) + "必须有且只有一个开始事件。",
                 "The event sub-process " + label_en(e) + " must have exactly one start event.");
}

/// Without incoming flow, or right behind a none start event.
bool stands_at_a_beginning(const Facts& facts, const ElementModel& e) {
  const auto incoming = facts.incoming(e);
  if (incoming.empty()) return true;
  const ElementModel* source = facts.element(incoming.front()->source);
  return incoming.size() == 1 && source->kind == ElementKind::StartEvent && event_kind(*source) == EventKind::None;
}

void what_instantiates_stands_at_the_beginning(const Facts& facts, const ElementModel& e, Findings& findings) {
  const bool may = e.kind == ElementKind::ReceiveTask || e.kind == ElementKind::EventBasedGateway;
  if (!e.instantiate || !may) return;
  const ElementModel* parent = facts.element(e.parent);
  const bool in_process = parent && parent->kind == ElementKind::Process;
  if (!in_process || !stands_at_a_beginning(facts, e))
    findings.error(e, "instantiate-position",
                   label_zh(e) + "用于启动流程：它必须在流程最外层，没有进入的连线，或只接在普通开始事件之后。",
                   label_en(e) +
                       " instantiates: it must stand in the process itself, without incoming flow or right "
                       "behind a none start event.");
  if (e.loop || e.multi_instance)
    findings.error(e, "instantiate-loop", label_zh(e) + "用于启动流程，不能循环或多实例。",
                   label_en(e) + " instantiates the process and cannot loop or be multiplied.");
}

void a_parallel_event_gateway_instantiates(const ElementModel& e, Findings& findings) {
  if (e.kind != ElementKind::EventBasedGateway || !e.parallel_events || e.instantiate) return;
  findings.error(e, "parallel-event-gateway", "并行事件网关" + label_zh(e) + "只能用来启动流程，请设为 instantiate。",
                 "The parallel event-based gateway " + label_en(e) + " must instantiate the process.");
}

}  // namespace

void check_event_places(const Facts& facts, Findings& findings) {
  for (const ElementModel& e : facts.process.elements) {
    an_event_sub_process_has_one_start(facts, e, findings);
    what_instantiates_stands_at_the_beginning(facts, e, findings);
    a_parallel_event_gateway_instantiates(e, findings);
    if (!is_event(e.kind)) continue;
    several_definitions_can_occur_together(e, findings);
    an_event_ends_once(e, findings);
    an_event_stands_where_its_kind_may(facts, e, findings);
    an_error_interrupts(e, findings);
    a_boundary_event_is_attached_to_an_activity(facts, e, findings);
    a_boundary_event_leads_somewhere(facts, e, findings);
  }
}

}  // namespace bihuan::definition
