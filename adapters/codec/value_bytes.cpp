// Decides the tag and the parts of each FEEL type. Numbers are the 16 bytes of decimal128 as they are, so that what was
// computed comes back bit for bit.
#include "adapters/codec/value_bytes.h"

#include <algorithm>
#include <chrono>

#include "engine/base/check.h"

namespace bihuan::codec {
namespace {

enum class Tag : std::uint8_t {  // Stored. Never change or reuse.
  Null = 0,
  False = 1,
  True = 2,
  Number = 3,
  String = 4,
  Date = 5,
  Time = 6,
  DateTime = 7,
  DaysDuration = 8,
  MonthsDuration = 9,
  List = 10,
  Context = 11,
  Range = 12,
};

constexpr std::int64_t ns_per_day = 86'400'000'000'000;
constexpr std::int32_t ns_per_second = 1'000'000'000;

// --- writing --------------------------------------------------------------------------------------------------------

void write_at(Writer& out, const Value& value, int depth);

void tag(Writer& out, Tag t) {
  out.byte(static_cast<std::uint8_t>(t));
}

void parts(Writer& out, const Date& d) {
  out.signed_varint(d.year);
  out.byte(d.month);
  out.byte(d.day);
}

/// The flags say whether there is an offset (1) and a zone (2).
void parts(Writer& out, const Time& t) {
  out.varint(static_cast<std::uint64_t>(t.ns));
  out.byte(static_cast<std::uint8_t>((t.offset_s ? 1 : 0) | (t.zone.empty() ? 0 : 2)));
  if (t.offset_s) out.signed_varint(*t.offset_s);
  if (!t.zone.empty()) out.text(t.zone);
}

void write(Writer& out, Null, int) {
  tag(out, Tag::Null);
}
void write(Writer& out, bool b, int) {
  tag(out, b ? Tag::True : Tag::False);
}
void write(Writer& out, const Decimal& d, int) {
  tag(out, Tag::Number);
  out.fixed64(d.low());
  out.fixed64(d.high());
}
void write(Writer& out, const std::string& s, int) {
  tag(out, Tag::String);
  out.text(s);
}
void write(Writer& out, const Date& d, int) {
  tag(out, Tag::Date);
  parts(out, d);
}
void write(Writer& out, const Time& t, int) {
  tag(out, Tag::Time);
  parts(out, t);
}
void write(Writer& out, const DateTime& t, int) {
  tag(out, Tag::DateTime);
  parts(out, t.date);
  parts(out, t.time);
}
void write(Writer& out, const DaysDuration& d, int) {
  tag(out, Tag::DaysDuration);
  out.signed_varint(d.seconds);
  out.signed_varint(d.ns);
}
void write(Writer& out, const MonthsDuration& d, int) {
  tag(out, Tag::MonthsDuration);
  out.signed_varint(d.months);
}
void write(Writer& out, const Value::ListPtr& list, int depth) {
  tag(out, Tag::List);
  out.varint(list->size());
  for (const Value& item : *list) write_at(out, item, depth + 1);
}
void write(Writer& out, const Value::ContextPtr& context, int depth) {
  tag(out, Tag::Context);
  out.varint(context->size());
  for (const auto& [name, value] : *context) {
    out.text(name);
    write_at(out, value, depth + 1);
  }
}
void write(Writer& out, const Value::RangePtr& range, int depth) {
  tag(out, Tag::Range);
  const int ends = (range->low_closed ? 1 : 0) | (range->high_closed ? 2 : 0);
  out.byte(static_cast<std::uint8_t>(ends | static_cast<int>(range->form) << 2));
  write_at(out, range->low, depth + 1);
  write_at(out, range->high, depth + 1);
}
void write(Writer&, const Value::FunctionPtr&, int) {
  CHECK(!"a function was to be stored");
}

void write_at(Writer& out, const Value& value, int depth) {
  CHECK(depth <= max_value_depth);
  std::visit([&](const auto& v) { write(out, v, depth); }, value.variant());
}

// --- reading --------------------------------------------------------------------------------------------------------

Value read_at(Reader& in, int depth);

Date date(Reader& in) {
  const std::int64_t year = in.signed_varint();
  const unsigned month = in.byte(), day = in.byte();
  if (in.failed()) return {};
  const bool in_range = year >= -999'999'999 && year <= 999'999'999;
  // Leap years repeat every 400 years, and the calendar of the library knows fewer years than FEEL.
  const int like = static_cast<int>(year % 400) + 400;
  const std::chrono::year_month_day ymd{std::chrono::year{like}, std::chrono::month{month}, std::chrono::day{day}};
  if (!in_range || !ymd.ok()) in.fail("no such date");
  return {static_cast<std::int32_t>(year), static_cast<std::uint8_t>(month), static_cast<std::uint8_t>(day)};
}

Time time(Reader& in) {
  Time t;
  const std::uint64_t ns = in.varint();
  const std::uint8_t flags = in.byte();
  if (ns >= static_cast<std::uint64_t>(ns_per_day) || flags > 3) in.fail("no such time of day");
  t.ns = static_cast<std::int64_t>(ns);
  if (flags & 1) {
    const std::int64_t offset = in.signed_varint();
    if (offset < -86'400 || offset > 86'400) in.fail("no such offset from UTC");
    t.offset_s = static_cast<std::int32_t>(offset);
  }
  if (flags & 2) {
    t.zone = in.text();
    if (t.zone.empty()) in.fail("a zone without a name");
  }
  return t;
}

DaysDuration days_duration(Reader& in) {
  const std::int64_t seconds = in.signed_varint();
  const std::int64_t ns = in.signed_varint();
  const bool same_sign = seconds == 0 || ns == 0 || (seconds > 0) == (ns > 0);
  if (ns <= -ns_per_second || ns >= ns_per_second || !same_sign) in.fail("no such duration");
  return {seconds, static_cast<std::int32_t>(ns)};
}

/// Only the canonical encodings of finite numbers: the coefficient has at most 34 digits.
Decimal number(Reader& in) {
  const std::uint64_t low = in.fixed64();
  const std::uint64_t high = in.fixed64();
  constexpr std::uint64_t special = 0x6000000000000000ull;
  constexpr std::uint64_t top = 0x0001ed09bead87c0ull, bottom = 0x378d8e63ffffffffull;  // 10^34 - 1
  const std::uint64_t coefficient = high & 0x0001ffffffffffffull;
  const bool fits = coefficient < top || (coefficient == top && low <= bottom);
  if ((high & special) == special || !fits) in.fail("not a finite number");
  return in.failed() ? Decimal() : Decimal::from_bits(low, high);
}

Value list(Reader& in, int depth) {
  List items;
  for (std::size_t n = in.count(); n > 0 && !in.failed(); --n) items.push_back(read_at(in, depth + 1));
  return Value(std::move(items));
}

Value context(Reader& in, int depth) {
  ContextEntries entries;
  for (std::size_t n = in.count(); n > 0 && !in.failed(); --n) {
    std::string name = in.text();
    entries.emplace_back(std::move(name), read_at(in, depth + 1));
  }
  return Value(std::move(entries));
}

Value range(Reader& in, int depth) {
  Range r;
  const std::uint8_t ends = in.byte();
  if (ends >> 2 > static_cast<int>(RangeForm::NotEqual)) in.fail("no such range");
  r.form = static_cast<RangeForm>(ends >> 2);
  r.low_closed = (ends & 1) != 0;
  r.high_closed = (ends & 2) != 0;
  r.low = read_at(in, depth + 1);
  r.high = read_at(in, depth + 1);
  return Value(std::make_shared<const Range>(std::move(r)));
}

Value date_time(Reader& in) {
  DateTime moment;
  moment.date = date(in);
  moment.time = time(in);
  return Value(std::move(moment));
}

Value read_at(Reader& in, int depth) {
  if (depth > max_value_depth) in.fail("a value is nested too deeply");
  const std::uint8_t which = in.byte();
  if (in.failed()) return {};
  switch (static_cast<Tag>(which)) {
    case Tag::Null:
      return {};
    case Tag::False:
      return Value(false);
    case Tag::True:
      return Value(true);
    case Tag::Number:
      return Value(number(in));
    case Tag::String:
      return Value(in.text());
    case Tag::Date:
      return Value(date(in));
    case Tag::Time:
      return Value(time(in));
    case Tag::DateTime:
      return date_time(in);
    case Tag::DaysDuration:
      return Value(days_duration(in));
    case Tag::MonthsDuration:
      return Value(MonthsDuration{in.signed_varint()});
    case Tag::List:
      return list(in, depth);
    case Tag::Context:
      return context(in, depth);
    case Tag::Range:
      return range(in, depth);
  }
  in.fail("no such type of value");
  return {};
}

bool storable_at(const Value& value, int depth) {
  if (depth > max_value_depth || value.get<Value::FunctionPtr>() != nullptr) return false;
  const auto inside = [&](const Value& v) { return storable_at(v, depth + 1); };
  if (const List* items = value.list()) return std::all_of(items->begin(), items->end(), inside);
  if (const Range* r = value.range()) return inside(r->low) && inside(r->high);
  const ContextEntries* entries = value.context();
  return entries == nullptr ||
         std::all_of(entries->begin(), entries->end(), [&](const auto& e) { return inside(e.second); });
}

}  // namespace

void write_value(Writer& out, const Value& value) {
  write_at(out, value, 0);
}

Value read_value(Reader& in) {
  return read_at(in, 0);
}

bool storable(const Value& value) {
  return storable_at(value, 0);
}

}  // namespace bihuan::codec
