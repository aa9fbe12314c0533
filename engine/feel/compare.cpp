// Decides equality and order. Differing kinds answer null; comparing large shared values is paid for in steps.
#include "engine/feel/compare.h"

#include "engine/feel/evaluation.h"
#include "engine/feel/temporal.h"

namespace bihuan::feel {
namespace {

using Truth = std::optional<bool>;

struct Comparer {
  const ZoneOffset* zones;
  Evaluation* evaluation;

  void step() const {
    if (evaluation != nullptr) evaluation->step();
  }
  Truth equal(const Value& a, const Value& b) const;
  Truth equal_lists(const List& a, const List& b) const;
  Truth equal_contexts(const ContextEntries& a, const ContextEntries& b) const;
  Truth equal_ranges(const Range& a, const Range& b) const;
  Truth less(const Value& a, const Value& b) const;
  Truth less_or_equal(const Value& a, const Value& b) const;
  std::optional<std::strong_ordering> order(const DateTime& a, const DateTime& b) const;
  std::optional<std::strong_ordering> order(const Time& a, const Time& b) const;
  Truth before(const DateTime& a, const DateTime& b) const;
  Truth before(const Time& a, const Time& b) const;
};

/// Times are compared to the millisecond, as the DMN TCK has it (0068-feel-equality); text keeps every digit.
constexpr std::int64_t ns_per_ms = 1'000'000;
std::pair<std::int64_t, std::int64_t> to_milliseconds(const Seconds& at) {
  return {at.seconds, at.ns / ns_per_ms};
}
std::int64_t to_milliseconds(std::int64_t ns) {
  return ns / ns_per_ms;
}

/// Both with offset or zone: as moments. Both without: as they stand. One of each: not comparable.
std::optional<std::strong_ordering> Comparer::order(const DateTime& a, const DateTime& b) const {
  if (has_offset(a.time) != has_offset(b.time)) return std::nullopt;
  if (!has_offset(a.time)) return to_milliseconds(local_seconds(a)) <=> to_milliseconds(local_seconds(b));
  const auto x = utc_seconds(a, zones);
  const auto y = utc_seconds(b, zones);
  if (!x || !y) return a.time.zone == b.time.zone ? std::optional(local_seconds(a) <=> local_seconds(b)) : std::nullopt;
  return to_milliseconds(*x) <=> to_milliseconds(*y);
}

std::optional<std::strong_ordering> Comparer::order(const Time& a, const Time& b) const {
  if (has_offset(a) != has_offset(b)) return std::nullopt;
  if (!has_offset(a)) return to_milliseconds(a.ns) <=> to_milliseconds(b.ns);
  const auto x = offset_of(a, zones);
  const auto y = offset_of(b, zones);
  if (!x || !y) return a.zone == b.zone ? std::optional(a.ns <=> b.ns) : std::nullopt;
  return to_milliseconds(a.ns - *x * ns_per_second) <=> to_milliseconds(b.ns - *y * ns_per_second);
}

/// "Less than" takes an offset that one side lacks from the other (DMN 1.5, table 54), so that the clocks compare.
Truth Comparer::before(const DateTime& a, const DateTime& b) const {
  if (has_offset(a.time) != has_offset(b.time))
    return to_milliseconds(local_seconds(a)) < to_milliseconds(local_seconds(b));
  const auto ordered = order(a, b);
  return ordered ? Truth(*ordered < 0) : std::nullopt;
}

Truth Comparer::before(const Time& a, const Time& b) const {
  if (has_offset(a) != has_offset(b)) return to_milliseconds(a.ns) < to_milliseconds(b.ns);
  const auto ordered = order(a, b);
  return ordered ? Truth(*ordered < 0) : std::nullopt;
}

/// One element that is not equal settles it; else one that does not compare leaves it open.
Truth Comparer::equal_lists(const List& a, const List& b) const {
  if (a.size() != b.size()) return false;
  Truth all = true;
  for (std::size_t i = 0; i < a.size(); ++i) {
    const Truth one = equal(a[i], b[i]);
    if (!one) all = std::nullopt;
    if (one == false) return false;
  }
  return all;
}

Truth Comparer::equal_contexts(const ContextEntries& a, const ContextEntries& b) const {
  if (a.size() != b.size()) return false;
  Truth all = true;
  for (std::size_t i = 0; i < a.size(); ++i) {
    const Value* other = b[i].first == a[i].first ? &b[i].second : nullptr;
    for (std::size_t k = 0; other == nullptr && k < b.size(); ++k) {
      step();
      if (b[k].first == a[i].first) other = &b[k].second;
    }
    if (other == nullptr) return false;
    const Truth one = equal(a[i].second, *other);
    if (!one) all = std::nullopt;
    if (one == false) return false;
  }
  return all;
}

Truth Comparer::equal_ranges(const Range& a, const Range& b) const {
  if (a.low_closed != b.low_closed || a.high_closed != b.high_closed || a.form != b.form) return false;
  const Truth low = equal(a.low, b.low);
  const Truth high = equal(a.high, b.high);
  if (low == false || high == false) return false;
  return low && high ? Truth(true) : std::nullopt;
}

Truth Comparer::equal(const Value& a, const Value& b) const {
  step();
  if (a.is_null() || b.is_null()) return a.is_null() && b.is_null();
  if (a.variant().index() != b.variant().index()) return std::nullopt;
  if (const Decimal* x = a.number()) return *x == *b.number();
  if (const std::string* x = a.string()) return *x == *b.string();
  if (const bool* x = a.get<bool>()) return *x == *b.get<bool>();
  if (const List* x = a.list()) return x == b.list() ? Truth(true) : equal_lists(*x, *b.list());
  if (const ContextEntries* x = a.context()) return x == b.context() ? Truth(true) : equal_contexts(*x, *b.context());
  if (const Range* x = a.range()) return equal_ranges(*x, *b.range());
  if (const Time* x = a.get<Time>()) {
    const auto ordered = order(*x, *b.get<Time>());
    return ordered ? *ordered == 0 : false;
  }
  if (const DateTime* x = a.get<DateTime>()) {
    const auto ordered = order(*x, *b.get<DateTime>());
    return ordered ? *ordered == 0 : false;
  }
  return a == b;
}

Truth Comparer::less(const Value& a, const Value& b) const {
  step();
  if (a.variant().index() != b.variant().index()) return std::nullopt;
  if (const Decimal* x = a.number()) return *x < *b.number();
  if (const std::string* x = a.string()) return *x < *b.string();
  if (const Date* x = a.get<Date>()) return *x < *b.get<Date>();
  if (const DaysDuration* x = a.get<DaysDuration>()) return *x < *b.get<DaysDuration>();
  if (const MonthsDuration* x = a.get<MonthsDuration>()) return *x < *b.get<MonthsDuration>();
  if (const Time* x = a.get<Time>()) return before(*x, *b.get<Time>());
  if (const DateTime* x = a.get<DateTime>()) return before(*x, *b.get<DateTime>());
  return std::nullopt;
}

/// "Less or equal" is "less, or equal" by definition; only times of which one lacks an offset tell the difference.
Truth Comparer::less_or_equal(const Value& a, const Value& b) const {
  const Truth above = less(b, a);
  if (above == false && (a.get<Time>() != nullptr || a.get<DateTime>() != nullptr))
    return less(a, b) == true || equal(a, b) == true;
  return above ? Truth(!*above) : std::nullopt;
}

Truth contains_with(const Comparer& comparer, const Range& range, const Value& value) {
  if (range.form != RangeForm::Interval) {
    const Truth same = comparer.equal(value, range.low);
    return same ? Truth(*same == (range.form == RangeForm::Equal)) : std::nullopt;
  }
  Truth low = true;
  if (!range.low.is_null())
    low = range.low_closed ? comparer.less_or_equal(range.low, value) : comparer.less(range.low, value);
  if (low == false) return false;
  Truth high = true;
  if (!range.high.is_null())
    high = range.high_closed ? comparer.less_or_equal(value, range.high) : comparer.less(value, range.high);
  if (high == false) return false;
  return low && high ? Truth(true) : std::nullopt;
}

Comparer within(Evaluation& evaluation) {
  return {evaluation.env.zones, &evaluation};
}

}  // namespace

Truth equal(const Value& a, const Value& b, const ZoneOffset* zones) {
  return Comparer{zones, nullptr}.equal(a, b);
}
Truth less(const Value& a, const Value& b, const ZoneOffset* zones) {
  return Comparer{zones, nullptr}.less(a, b);
}
Truth contains(const Range& range, const Value& value, const ZoneOffset* zones) {
  return contains_with(Comparer{zones, nullptr}, range, value);
}

Truth equal(const Value& a, const Value& b, Evaluation& evaluation) {
  return within(evaluation).equal(a, b);
}
Truth less(const Value& a, const Value& b, Evaluation& evaluation) {
  return within(evaluation).less(a, b);
}
Truth less_or_equal(const Value& a, const Value& b, Evaluation& evaluation) {
  return within(evaluation).less_or_equal(a, b);
}
Truth contains(const Range& range, const Value& value, Evaluation& evaluation) {
  return contains_with(within(evaluation), range, value);
}

}  // namespace bihuan::feel
