// Decides what each event must say: names, codes, times, conditions, links (BPMN 2.0.2, 10.5.5). Where it may stand is
// validate_event_places.cpp.
#include <algorithm>

#include "engine/calendar/timer.h"
#include "engine/definition/event_words.h"
#include "engine/definition/validate.h"

namespace bihuan::definition {
namespace {

bool is_named_root(EventKind kind) {
  return kind == EventKind::Message || kind == EventKind::Signal;
}

/// A job or a script stands for a thrown message, which then needs no name.
bool is_done_otherwise(const ElementModel& e, EventKind kind) {
  return !is_catch(e.kind) && kind == EventKind::Message && (!e.job.topic.empty() || !e.script.empty());
}

void a_message_or_signal_has_a_name(const ElementModel& e, Findings& findings) {
  for (const EventDefinitionModel& event : e.events) {
    if (!is_named_root(event.kind) || !event.name.empty() || is_done_otherwise(e, event.kind)) continue;
    const Word what = word(event.kind);
    findings.error(e, "no-name", label_zh(e) + "没有指定" + what.zh + "名称，请选择或新建一个" + what.zh + "。",
                   label_en(e) + " names no " + what.en + ". Choose or create one.");
  }
}

void a_thrown_error_has_a_code(const ElementModel& e, Findings& findings) {
  if (is_catch(e.kind)) return;
  for (const EventDefinitionModel& event : e.events) {
    if ((event.kind != EventKind::Error && event.kind != EventKind::Escalation) || !event.code.empty()) continue;
    const Word what = word(event.kind);
    findings.error(e, "no-code", label_zh(e) + "没有指定" + what.zh + "代码，无法被捕获。请填写代码。",
                   label_en(e) + " throws an " + what.en + " without a code. Give it one.");
  }
}

void a_condition_is_written(const ElementModel& e, Findings& findings) {
  for (const EventDefinitionModel& event : e.events)
    if (event.kind == EventKind::Conditional && event.condition.empty())
      findings.error(e, "no-condition", label_zh(e) + "没有写条件，请填写一个得出 true 或 false 的表达式。",
                     label_en(e) + " has no condition. Give it an expression that is true or false.");
}

const EventDefinitionModel* link_of(const ElementModel& e) {
  for (const EventDefinitionModel& event : e.events)
    if (event.kind == EventKind::Link) return &event;
  return nullptr;
}

/// How many ends of this kind (catch or throw) the link has in the scope of `e`.
std::size_t ends_of_link(const Facts& facts, const ElementModel& e, ElementKind kind) {
  const std::string& name = link_of(e)->name.text;
  return static_cast<std::size_t>(
      std::count_if(facts.process.elements.begin(), facts.process.elements.end(), [&](const ElementModel& other) {
        const EventDefinitionModel* link = other.kind == kind ? link_of(other) : nullptr;
        return link != nullptr && other.parent == e.parent && link->name.text == name;
      }));
}

void a_link_has_a_name(const ElementModel& e, const EventDefinitionModel& link, Findings& findings) {
  if (link.name.text.empty())
    findings.error(e, "no-name", "链接事件" + label_zh(e) + "没有名称，请填写。",
                   "The link event " + label_en(e) + " has no name. Give it one.");
  else if (link.name.is_expression)
    findings.error(e, "link-name", "链接事件" + label_zh(e) + "的名称必须是固定文字。",
                   "The name of the link event " + label_en(e) + " must be a constant.");
}

void a_link_leads_to_one_place(const Facts& facts, const ElementModel& e, Findings& findings) {
  const std::size_t targets = ends_of_link(facts, e, ElementKind::IntermediateCatchEvent);
  const std::string name = link_of(e)->name.text;
  const bool throws = e.kind == ElementKind::IntermediateThrowEvent;
  if (throws && targets == 0)
    findings.error(e, "link-without-target", label_zh(e) + "：同一层没有名为“" + name + "”的链接捕获事件。",
                   label_en(e) + ": there is no link catch event \"" + name + "\" on its level.");
  if (!throws && targets > 1)
    findings.error(e, "link-twice", label_zh(e) + "：名为“" + name + "”的链接捕获事件在同一层只能有一个。",
                   label_en(e) + ": there can be one link catch event \"" + name + "\" on a level.");
}

/// No flow leads out of its throw event nor into its catch event (10.5.5).
void a_link_stands_for_its_flow(const Facts& facts, const ElementModel& e, Findings& findings) {
  const bool throws = e.kind == ElementKind::IntermediateThrowEvent;
  const Node& node = facts.node(e);
  if (throws ? node.outgoing.empty() : node.incoming.empty()) return;
  findings.error(e, "link-with-flow",
                 throws ? "链接抛出事件" + label_zh(e) + "不能有引出的连线。"
                        : "链接捕获事件" + label_zh(e) + "不能有进入的连线。",
                 throws ? "The link throw event " + label_en(e) + " cannot have outgoing flows."
                        : "The link catch event " + label_en(e) + " cannot have incoming flows.");
}

void links_lead_on(const Facts& facts, const ElementModel& e, Findings& findings) {
  const bool may = e.kind == ElementKind::IntermediateThrowEvent || e.kind == ElementKind::IntermediateCatchEvent;
  const EventDefinitionModel* link = may ? link_of(e) : nullptr;
  if (link == nullptr) return;
  a_link_has_a_name(e, *link, findings);
  a_link_leads_to_one_place(facts, e, findings);
  a_link_stands_for_its_flow(facts, e, findings);
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
  const bool has_cycle = std::any_of(e.events.begin(), e.events.end(), [](const EventDefinitionModel& event) {
    return event.kind == EventKind::Timer && event.timer.kind == TimerKind::Cycle;
  });
  if (!has_cycle) return;
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
    if (!is_event(e.kind)) continue;
    a_condition_is_written(e, findings);
    links_lead_on(facts, e, findings);
    a_message_or_signal_has_a_name(e, findings);
    a_thrown_error_has_a_code(e, findings);
    a_timer_says_when(e, findings);
    a_cycle_stands_where_it_can_repeat(facts, e, findings);
    a_base_belongs_to_a_duration(e, findings);
  }
}

}  // namespace bihuan::definition
