// Decides due moments of timers and deadlines (timer.h).
#include "engine/behaviour/timer.h"

#include "engine/calendar/timer.h"
#include "engine/feel/temporal.h"
#include "engine/feel/text.h"

namespace bihuan::behaviour {
namespace {

using calendar::TimerContext;
using calendar::WorkingCalendar;

constexpr int max_skipped = 100'000;  // occurrences of a cycle that may have passed while nothing ran

Fault not_valid(const View& view, const definition::Expr& expr, const calendar::TextFault& fault) {
  return fault_in(view, expr, "timer-not-valid", "时间“" + expr.source() + "”无法使用：" + fault.message_zh,
                  "Expected a time of \"" + expr.source() + "\", but " + fault.message_en);
}

Fault out_of_range(const View& view, const definition::Expr& expr) {
  return not_valid(view, expr, {"超出日历范围或时区未知", "it is out of range or its zone is unknown"});
}

/// Null when no calendar is named.
Evaluated<const WorkingCalendar*> find_calendar(const Step& step, const std::string& id) {
  if (id.empty()) return nullptr;
  const WorkingCalendar* found = step.context.calendar ? step.context.calendar(id) : nullptr;
  if (found != nullptr) return found;
  return std::unexpected(Fault{"calendar-not-found",
                               "没有名为“" + id + "”的日历",
                               "Expected a calendar \"" + id + "\", but there is none",
                               id,
                               {}});
}

TimerContext timer_context(const Step& step, const WorkingCalendar* working) {
  static const ZoneOffset utc_only = [](std::string_view, std::int64_t, bool) {
    return std::optional<std::int32_t>(0);
  };
  return {step.context.local_zone, working, step.context.zones ? step.context.zones : &utc_only};
}

Evaluated<Instant> moment_of(const Step& step, const View& view, const definition::Expr& expr) {
  Evaluated<std::string> text = evaluate_text(step, view, expr);
  if (!text) return std::unexpected(std::move(text.error()));
  const TimerContext context = timer_context(step, nullptr);
  const auto moment = calendar::parse_instant(*text, context.zone, *context.zones);
  if (moment) return *moment;
  return std::unexpected(not_valid(view, expr, moment.error()));
}

struct Armed {
  calendar::TimerSpec spec;
  std::string text;
  Instant due;
};

Evaluated<Armed> arm(const Step& step, const View& view, calendar::TimerKind kind, const definition::Expr& expr,
                     const std::string& calendar_id, Instant from) {
  Evaluated<std::string> text = evaluate_text(step, view, expr);
  if (!text) return std::unexpected(std::move(text.error()));
  const Evaluated<const WorkingCalendar*> working = find_calendar(step, calendar_id);
  if (!working) return std::unexpected(working.error());
  const TimerContext context = timer_context(step, *working);
  auto spec = calendar::parse_timer(kind, *text, context);
  if (!spec) return std::unexpected(not_valid(view, expr, spec.error()));
  const std::optional<Instant> due = calendar::due(*spec, 1, from, from, context);
  if (!due) return std::unexpected(out_of_range(view, expr));
  return Armed{*spec, std::move(*text), *due};
}

calendar::TimerKind kind_of(definition::TimerKind kind) {
  switch (kind) {
    case definition::TimerKind::Date:
      return calendar::TimerKind::Date;
    case definition::TimerKind::Duration:
      return calendar::TimerKind::Duration;
    case definition::TimerKind::Cycle:
      return calendar::TimerKind::Cycle;
  }
  return calendar::TimerKind::Duration;
}

/// Firings after the first; -1 without end.
std::int64_t remaining_of(const calendar::TimerSpec& spec) {
  const calendar::Cycle* cycle = std::get_if<calendar::Cycle>(&spec.when);
  if (cycle == nullptr || !cycle->repetitions) return -1;
  return *cycle->repetitions > 0 ? *cycle->repetitions - 1 : 0;
}

}  // namespace

Evaluated<state::Timer> arm_timer(const Step& step, const View& view, const definition::TimerRule& rule) {
  Instant from = step.context.now;
  if (rule.base.given()) {
    const Evaluated<Instant> base = moment_of(step, view, rule.base);
    if (!base) return std::unexpected(base.error());
    from = *base;
  }
  Evaluated<Armed> armed = arm(step, view, kind_of(rule.kind), rule.value, rule.calendar, from);
  if (!armed) return std::unexpected(std::move(armed.error()));
  state::Timer timer;
  timer.due = armed->due;
  timer.armed = from;
  if (rule.kind != definition::TimerKind::Cycle) return timer;
  timer.cycle = std::move(armed->text);
  timer.calendar = rule.calendar;
  timer.remaining = remaining_of(armed->spec);
  return timer;
}

std::optional<event::TimerFired> next_firing(const Step& step, const state::Timer& timer) {
  if (timer.cycle.empty() || timer.remaining == 0) return std::nullopt;
  const Evaluated<const WorkingCalendar*> working = find_calendar(step, timer.calendar);
  if (!working) return std::nullopt;
  const TimerContext context = timer_context(step, *working);
  const auto spec = calendar::parse_timer(calendar::TimerKind::Cycle, timer.cycle, context);
  if (!spec) return std::nullopt;
  event::TimerFired fired{WorkId{}, std::nullopt, timer.remaining, timer.fired};
  const Instant previous = std::max(timer.due, step.context.now);
  // What came due while nothing ran fires once: occurrences that have passed count as fired.
  for (int skipped = 0; skipped < max_skipped && fired.remaining != 0; ++skipped) {
    ++fired.fired;
    if (fired.remaining > 0) --fired.remaining;
    fired.next = calendar::due(*spec, fired.fired + 1, timer.armed, previous, context);
    if (!fired.next || *fired.next > step.context.now) break;
  }
  return fired;
}

Evaluated<std::optional<Instant>> due_moment(const Step& step, const View& view, const definition::Deadline& deadline) {
  if (deadline.due.given()) {
    const Evaluated<Instant> due = moment_of(step, view, deadline.due);
    if (!due) return std::unexpected(due.error());
    return std::optional<Instant>(*due);
  }
  if (!deadline.duration.given()) return std::optional<Instant>();
  Evaluated<Armed> armed =
      arm(step, view, calendar::TimerKind::Duration, deadline.duration, deadline.calendar, step.context.now);
  if (!armed) return std::unexpected(std::move(armed.error()));
  return std::optional<Instant>(armed->due);
}

Value moment_value(const Context& context, Instant at) {
  return feel::in_zone(at, context.zones ? context.local_zone : std::string_view(), context.zones);
}

Evaluated<std::int64_t> evaluate_duration_us(const Step& step, const View& view, const definition::Expr& expr,
                                             std::int64_t when_absent) {
  if (!expr.given()) return when_absent;
  const Evaluated<Armed> armed = arm(step, view, calendar::TimerKind::Duration, expr, {}, step.context.now);
  if (!armed) return std::unexpected(armed.error());
  return armed->due.us - step.context.now.us;
}

}  // namespace bihuan::behaviour
