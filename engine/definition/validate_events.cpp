// Decides which events may stand where (BPMN 2.0.2, 10.5.2 to 10.5.5, table 10.93) and what each must say. Positions
// that the standard allows and this release does not execute are refused here, too.
#include <algorithm>

#include "engine/calendar/timer.h"
#include "engine/definition/validate.h"

namespace bihuan::definition {
namespace {

struct Word {
  const char *zh, *en;
};

Word word(EventKind kind) {
  switch (kind) {
    case EventKind::None:
      return {"无触发", "none"};
    case EventKind::Message:
      return {"消息", "message"};
    case EventKind::Timer:
      return {"定时", "timer"};
    case EventKind::Signal:
      return {"信号", "signal"};
    case EventKind::Error:
      return {"错误", "error"};
    case EventKind::Escalation:
      return {"升级", "escalation"};
    case EventKind::Terminate:
      return {"终止", "terminate"};
    case EventKind::Conditional:
      return {"条件", "conditional"};
    case EventKind::Link:
      return {"链接", "link"};
    case EventKind::Compensation:
      return {"补偿", "compensation"};
    case EventKind::Cancel:
      return {"取消", "cancel"};
  }
  return {"", ""};
}

Word position(const Facts& facts, const ElementModel& e) {
  const ElementModel* parent = facts.element(e.parent);
  if (e.kind == ElementKind::BoundaryEvent) return {"边界事件", "boundary event"};
  if (e.kind == ElementKind::IntermediateCatchEvent) return {"中间捕获事件", "intermediate catch event"};
  if (e.kind == ElementKind::IntermediateThrowEvent) return {"中间抛出事件", "intermediate throw event"};
  if (e.kind == ElementKind::EndEvent) return {"结束事件", "end event"};
  if (parent && parent->kind == ElementKind::EventSubProcess)
    return {"事件子流程的开始事件", "start event of an event sub-process"};
  if (parent && parent->kind == ElementKind::SubProcess) return {"子流程的开始事件", "start event of a sub-process"};
  return {"流程的开始事件", "start event of a process"};
}

/// The table of what is executed where.
std::vector<EventKind> allowed(const Facts& facts, const ElementModel& e) {
  using enum EventKind;
  const ElementModel* parent = facts.element(e.parent);
  if (e.kind == ElementKind::BoundaryEvent) return {Message, Timer, Signal, Error, Escalation};
  if (e.kind == ElementKind::IntermediateCatchEvent) return {Message, Timer, Signal};
  if (e.kind == ElementKind::IntermediateThrowEvent) return {None, Message, Signal, Escalation};
  if (e.kind == ElementKind::EndEvent) return {None, Message, Signal, Error, Escalation, Terminate};
  if (parent && parent->kind == ElementKind::EventSubProcess) return {Message, Timer, Signal, Error, Escalation};
  if (parent && parent->kind == ElementKind::SubProcess) return {None};
  return {None, Message, Timer};
}

void an_event_has_one_definition(const ElementModel& e, Findings& findings) {
  if (e.events.size() < 2) return;
  findings.error(e, "several-event-definitions", label_zh(e) + "有多个事件定义，本版本每个事件只能有一个。",
                 label_en(e) + " has several event definitions; this version executes one.");
}

void an_event_stands_where_its_kind_may(const Facts& facts, const ElementModel& e, Findings& findings) {
  const std::vector<EventKind> good = allowed(facts, e);
  const EventKind kind = event_kind(e);
  if (std::find(good.begin(), good.end(), kind) != good.end()) return;
  const Word where = position(facts, e), what = word(kind);
  findings.error(e, "event-position",
                 label_zh(e) + "：" + where.zh + "不能是“" + what.zh + "”类型，请换一种事件类型或位置。",
                 label_en(e) + ": a " + where.en + " cannot be of kind \"" + what.en +
                     "\". Choose another kind or another place.");
}

void an_error_interrupts(const ElementModel& e, Findings& findings) {
  if (!is_catch(e.kind) || event_kind(e) != EventKind::Error || e.interrupting) return;
  findings.error(e, "error-must-interrupt", "错误事件" + label_zh(e) + "必须中断所在的活动，请改为中断型。",
                 "The error event " + label_en(e) + " must interrupt. Make it interrupting.");
}

bool is_named_root(EventKind kind) {
  return kind == EventKind::Message || kind == EventKind::Signal;
}

void a_message_or_signal_has_a_name(const ElementModel& e, Findings& findings) {
  for (const EventDefinitionModel& event : e.events) {
    if (!is_named_root(event.kind) || !event.name.empty()) continue;
    const Word what = word(event.kind);
    findings.error(e, "no-name", label_zh(e) + "没有指定" + what.zh + "名称，请选择或新建一个" + what.zh + "。",
                   label_en(e) + " names no " + what.en + ". Choose or create one.");
  }
}

void a_thrown_error_has_a_code(const ElementModel& e, Findings& findings) {
  if (is_catch(e.kind) || e.events.empty()) return;
  const EventDefinitionModel& event = e.events.front();
  if ((event.kind != EventKind::Error && event.kind != EventKind::Escalation) || !event.code.empty()) return;
  const Word what = word(event.kind);
  findings.error(e, "no-code", label_zh(e) + "没有指定" + what.zh + "代码，无法被捕获。请填写代码。",
                 label_en(e) + " throws an " + what.en + " without a code. Give it one.");
}

/// Reading a timer's text needs some offset for local times; which one does not matter for its shape.
std::optional<calendar::TextFault> timer_fault(const TimerText& timer) {
  const ZoneOffset any = [](std::string_view, std::int64_t, bool) -> std::optional<std::int32_t> { return 0; };
  const calendar::TimerContext context{.zone = "UTC", .working = nullptr, .zones = &any};
  const auto kind = static_cast<calendar::TimerKind>(static_cast<int>(timer.kind));
  const auto spec = calendar::parse_timer(kind, timer.value.text, context);
  return spec ? std::nullopt : std::optional(spec.error());
}
static_assert(static_cast<int>(calendar::TimerKind::Cycle) == static_cast<int>(TimerKind::Cycle) &&
              static_cast<int>(calendar::TimerKind::Date) == static_cast<int>(TimerKind::Date));

void a_timer_says_when(const ElementModel& e, Findings& findings) {
  for (const EventDefinitionModel& event : e.events) {
    if (event.kind != EventKind::Timer || event.timer.value.is_expression) continue;
    if (event.timer.value.empty()) {
      findings.error(e, "no-timer", label_zh(e) + "没有写定时时间，请填写日期、时长或周期。",
                     label_en(e) + " says no time. Give it a date, a duration or a cycle.");
    } else if (const auto fault = timer_fault(event.timer)) {
      const std::string& text = event.timer.value.text;
      findings.error(e, "timer-syntax", label_zh(e) + "的定时“" + text + "”有误：" + fault->message_zh,
                     "The timer \"" + text + "\" of " + label_en(e) + " is wrong: " + fault->message_en);
    }
  }
}

/// An event that happens once cannot come round again: intermediate events, and what interrupts.
void a_cycle_stands_where_it_can_repeat(const Facts& facts, const ElementModel& e, Findings& findings) {
  if (event_kind(e) != EventKind::Timer || e.events.front().timer.kind != TimerKind::Cycle) return;
  const ElementModel* parent = facts.element(e.parent);
  const bool process_start = e.kind == ElementKind::StartEvent && parent && parent->kind == ElementKind::Process;
  const bool catches_once = e.kind == ElementKind::IntermediateCatchEvent;
  if (process_start || (!catches_once && !e.interrupting)) return;
  findings.warning(e, "cycle-fires-once", label_zh(e) + "写的是周期，但这里只会触发一次。",
                   label_en(e) + " has a cycle but fires only once here.");
}

void a_base_belongs_to_a_duration(const ElementModel& e, Findings& findings) {
  for (const EventDefinitionModel& event : e.events)
    if (event.kind == EventKind::Timer && event.timer.kind != TimerKind::Duration && !event.timer.base.empty())
      findings.error(e, "base-without-duration", label_zh(e) + "写了起算时间，但只有时长型定时才能使用起算时间。",
                     label_en(e) + " has a base, which only durations count from.");
}

bool can_hold_boundary_events(const ElementModel* host) {
  return host != nullptr && is_activity(host->kind);
}

void a_boundary_event_is_attached_to_an_activity(const Facts& facts, const ElementModel& e, Findings& findings) {
  if (e.kind != ElementKind::BoundaryEvent) return;
  const ElementModel* host = facts.element(e.attached_to);
  if (!can_hold_boundary_events(host))
    findings.error(e, "boundary-not-attached",
                   "边界事件" + label_zh(e) + "没有附着在任务或子流程上，请拖到活动的边框上。",
                   "The boundary event " + label_en(e) + " is attached to no activity. Put it on the border of one.");
  else if (host->parent != e.parent)
    findings.error(e, "boundary-not-attached", "边界事件" + label_zh(e) + "和它附着的活动不在同一层。",
                   "The boundary event " + label_en(e) + " and its activity are not in one scope.");
}

void a_boundary_event_leads_somewhere(const Facts& facts, const ElementModel& e, Findings& findings) {
  if (e.kind != ElementKind::BoundaryEvent || !facts.node(e).outgoing.empty()) return;
  findings.warning(e, "boundary-without-outgoing", "边界事件" + label_zh(e) + "没有引出的连线，触发后不会有后续步骤。",
                   "The boundary event " + label_en(e) + " has no outgoing flow; nothing follows when it fires.");
}

void an_event_sub_process_has_one_start(const Facts& facts, const ElementModel& e, Findings& findings) {
  if (e.kind != ElementKind::EventSubProcess) return;
  if (facts.starts(facts.index(e.id)).size() == 1) return;
  findings.error(e, "event-sub-process-start", "事件子流程" + label_zh(e) + "必须有且只有一个开始事件。",
                 "The event sub-process " + label_en(e) + " must have exactly one start event.");
}

void a_duration_constant_is_one(const ElementModel& e, const ExpressionText& text, const char* zh, const char* en,
                                Findings& findings) {
  if (text.is_expression || text.empty()) return;
  const auto period = calendar::parse_period(text.text);
  if (period) return;
  findings.error(e, "duration-syntax",
                 label_zh(e) + "的" + zh + "“" + text.text + "”不是时长（如 P1D、PT1H）：" + period.error().message_zh,
                 "The " + std::string(en) + " \"" + text.text + "\" of " + label_en(e) +
                     " is no duration (such as P1D, PT1H): " + period.error().message_en);
}

void messages_are_kept_for_a_duration(const ElementModel& e, Findings& findings) {
  for (const EventDefinitionModel& event : e.events)
    a_duration_constant_is_one(e, event.time_to_live, "消息保留时间", "time to live", findings);
  a_duration_constant_is_one(e, e.message.time_to_live, "消息保留时间", "time to live", findings);
}

void a_calendar_is_named_rightly(const std::string& id, const ElementModel& e, Findings& findings) {
  if (id.empty() || is_file_id(id)) return;
  findings.error(e, "calendar-name", label_zh(e) + "的日历编号“" + id + "”写法有误。",
                 "The calendar id \"" + id + "\" of " + label_en(e) + " is malformed.");
}

void calendars_are_named_rightly(const Facts& facts, const ElementModel& e, Findings& findings) {
  if (e.kind == ElementKind::Process) a_calendar_is_named_rightly(facts.process.calendar, e, findings);
  if (e.deadline) a_calendar_is_named_rightly(e.deadline->calendar, e, findings);
  for (const EventDefinitionModel& event : e.events) a_calendar_is_named_rightly(event.timer.calendar, e, findings);
}

}  // namespace

void check_events(const Facts& facts, Findings& findings) {
  for (const ElementModel& e : facts.process.elements) {
    messages_are_kept_for_a_duration(e, findings);
    calendars_are_named_rightly(facts, e, findings);
    an_event_sub_process_has_one_start(facts, e, findings);
    if (!is_event(e.kind)) continue;
    an_event_has_one_definition(e, findings);
    an_event_stands_where_its_kind_may(facts, e, findings);
    an_error_interrupts(e, findings);
    a_message_or_signal_has_a_name(e, findings);
    a_thrown_error_has_a_code(e, findings);
    a_timer_says_when(e, findings);
    a_cycle_stands_where_it_can_repeat(facts, e, findings);
    a_base_belongs_to_a_duration(e, findings);
    a_boundary_event_is_attached_to_an_activity(facts, e, findings);
    a_boundary_event_leads_somewhere(facts, e, findings);
  }
}

}  // namespace bihuan::definition
