// Decides due times of timers; a switch over what the text said, with or without a working calendar.
#include "engine/calendar/timer.h"

namespace bihuan::calendar {
namespace {

constexpr std::int64_t us_per_minute = 60 * us_per_second;

const ZoneOffset& zones_of(const TimerContext& context) {
  static const ZoneOffset none;
  return context.zones != nullptr ? *context.zones : none;
}

std::string_view zone_of(const TimerContext& context) {
  return context.working != nullptr ? std::string_view(context.working->zone) : context.zone;
}

template <class T>
std::expected<TimerSpec, TextFault> spec(std::expected<T, TextFault> parsed) {
  if (!parsed) return std::unexpected(std::move(parsed.error()));
  return TimerSpec{std::move(*parsed)};
}

/// Months of the calendar, then working days, then working minutes (seconds count as the minute that they begin).
std::optional<Instant> add_working(Instant from, const Period& period, const TimerContext& context) {
  const ZoneOffset& zones = zones_of(context);
  std::optional<Instant> at = add(from, {period.months, 0, 0}, zone_of(context), zones);
  if (at && period.days != 0) at = add_working_days(*context.working, *at, period.days, zones);
  const std::int64_t minutes = period.us / us_per_minute + (period.us % us_per_minute != 0 ? 1 : 0);
  if (at && minutes != 0) at = add_working_duration(*context.working, *at, minutes, zones);
  return at;
}

std::optional<Instant> after_period(Instant from, const Period& period, const TimerContext& context) {
  if (context.working != nullptr) return add_working(from, period, context);
  return add(from, period, zone_of(context), zones_of(context));
}

/// A cycle in working time counts each period from the due time before it, since working periods do not add up.
std::optional<Instant> cycle_due(const Cycle& cycle, std::int64_t n, Instant armed, Instant previous,
                                 const TimerContext& context) {
  if (context.working == nullptr) return occurrence(cycle, n, armed, zone_of(context), zones_of(context));
  if (cycle.repetitions && n > *cycle.repetitions) return std::nullopt;
  if (n == 1 && cycle.start) return cycle.start;
  const auto at = add_working(previous, cycle.period, context);
  return at && cycle.end && *at > *cycle.end ? std::nullopt : at;
}

}  // namespace

std::expected<TimerSpec, TextFault> parse_timer(TimerKind kind, std::string_view text, const TimerContext& context) {
  switch (kind) {
    case TimerKind::Date:
      return spec(parse_instant(text, zone_of(context), zones_of(context)));
    case TimerKind::Duration:
      return spec(parse_period(text));
    case TimerKind::Cycle:
      break;
  }
  if (text.starts_with('R')) return spec(parse_cycle(text, zone_of(context), zones_of(context)));
  return spec(parse_cron(text));
}

std::optional<Instant> due(const TimerSpec& spec, std::int64_t n, Instant armed, Instant previous,
                           const TimerContext& context) {
  if (n < 1) return std::nullopt;
  if (const Instant* date = std::get_if<Instant>(&spec.when)) return n == 1 ? std::optional(*date) : std::nullopt;
  if (const Period* period = std::get_if<Period>(&spec.when))
    return n == 1 ? after_period(armed, *period, context) : std::nullopt;
  if (const Cycle* cycle = std::get_if<Cycle>(&spec.when)) return cycle_due(*cycle, n, armed, previous, context);
  return next(std::get<Cron>(spec.when), previous, zone_of(context), zones_of(context));
}

}  // namespace bihuan::calendar
