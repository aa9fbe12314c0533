#include "adapters/host/start_timer.h"

#include "engine/behaviour/outside.h"
#include "engine/calendar/timer.h"
#include "engine/definition/starts.h"

namespace bihuan::host {
namespace {

using Calendars = std::map<std::string, KnownCalendar, std::less<>>;

calendar::TimerKind kind_of(definition::TimerKind kind) {
  switch (kind) {
    case definition::TimerKind::Date:
      return calendar::TimerKind::Date;
    case definition::TimerKind::Duration:
      return calendar::TimerKind::Duration;
    case definition::TimerKind::Cycle:
      return calendar::TimerKind::Cycle;
  }
  return calendar::TimerKind::Date;
}

/// Start timers have no instance and so no variables: their text is a constant, or FEEL or JUEL over
/// nothing.
std::optional<std::string> text_of(const definition::Expr& value, Instant at, const ZoneOffset& zones) {
  static const ContextEntries nothing;
  const auto text = behaviour::evaluate_outside(value, feel::variables_of(nothing), {at, &zones, "Asia/Shanghai"});
  return text && text->string() ? std::optional(*text->string()) : std::nullopt;
}

std::optional<Instant> due(const definition::Definition& definition, const definition::EventRule& start, std::int64_t n,
                           Instant previous, const ZoneOffset& zones, const Calendars& calendars) {
  const definition::TimerRule& rule = start.timer;
  const auto text = text_of(rule.value, previous, zones);
  if (!text) return std::nullopt;
  calendar::TimerContext context{.zone = "Asia/Shanghai", .zones = &zones};
  const std::string& name = rule.calendar.empty() ? definition.calendar : rule.calendar;
  if (auto it = calendars.find(name); !rule.calendar.empty() && it != calendars.end()) {
    context.working = it->second.calendar.get();
  }
  const auto spec = calendar::parse_timer(kind_of(rule.kind), *text, context);
  if (!spec) return std::nullopt;
  return calendar::due(*spec, n, previous, previous, context);
}

}  // namespace

std::optional<Instant> first_start(const definition::Definition& definition, const definition::EventRule& start,
                                   Instant at, const ZoneOffset& zones, const Calendars& calendars) {
  return due(definition, start, 1, at, zones, calendars);
}

std::optional<Instant> next_start(const definition::Definition& definition, const store::StartRow& row,
                                  const ZoneOffset& zones, const Calendars& calendars) {
  const auto point = definition::find_start(definition, row.element);
  if (!point) return std::nullopt;
  const definition::EventRule& start = definition::rule_at(definition, *point);
  if (start.timer.kind != definition::TimerKind::Cycle || !row.due) return std::nullopt;
  // Counted from the firing before, so one that slept through many fires once and goes on from there.
  const auto text = text_of(start.timer.value, *row.due, zones);
  if (!text) return std::nullopt;
  const auto cycle = calendar::parse_cycle(*text, "Asia/Shanghai", zones);
  if (cycle && cycle->repetitions && row.fired + 1 >= *cycle->repetitions) return std::nullopt;
  if (cycle && cycle->start) return calendar::occurrence(*cycle, row.fired + 2, *row.due, "Asia/Shanghai", zones);
  return due(definition, start, 1, *row.due, zones, calendars);
}

}  // namespace bihuan::host
