// Decides how values are written. Nesting is bounded: values deeper than an evaluation can make are cut with "…".
#include "engine/feel/text.h"

#include <fmt/format.h>

#include "engine/feel/function.h"
#include "engine/feel/lexer.h"
#include "engine/feel/temporal.h"

namespace bihuan::feel {
namespace {

constexpr int max_nesting = 1000;

struct Writer {
  std::string out = {};
  std::uint64_t max_bytes = UINT64_MAX;
  int depth = 0;

  void append(const Value& value);
  void append_list(const List& items);
  void append_context(const ContextEntries& entries);
  void append_range(const Range& range);
  bool full() const { return out.size() > max_bytes; }

  void operator()(const Null&) { out += "null"; }
  void operator()(bool b) { out += b ? "true" : "false"; }
  void operator()(const Decimal& d) { out += d.text(); }
  void operator()(const std::string& s) { out += quoted(s); }
  void operator()(const Value::ListPtr& list) { append_list(*list); }
  void operator()(const Value::ContextPtr& context) { append_context(*context); }
  void operator()(const Value::RangePtr& range) { append_range(*range); }
  void operator()(const Value::FunctionPtr& function) {
    out += "function(";
    for (std::size_t i = 0; i < function->parameters.size(); ++i)
      out += (i > 0 ? ", " : "") + function->parameters[i].name;
    out += ')';
  }
  template <class Temporal>
  void operator()(const Temporal& temporal) {
    out += "@\"" + text(temporal) + "\"";
  }
};

std::string fraction(std::int64_t ns) {
  if (ns == 0) return "";
  std::string digits = fmt::format(".{:09}", ns);
  while (digits.back() == '0') digits.pop_back();
  return digits;
}

std::string offset_text(std::int32_t offset) {
  if (offset == 0) return "Z";
  const std::int32_t size = offset < 0 ? -offset : offset;
  std::string out = fmt::format("{}{:02}:{:02}", offset < 0 ? '-' : '+', size / 3600, size / 60 % 60);
  if (size % 60 != 0) out += fmt::format(":{:02}", size % 60);
  return out;
}

/// A key that reads back as this name without quotes: one word that is no keyword.
bool plain_key(std::string_view key) {
  const auto tokens = tokens_of(key);
  return tokens && tokens->size() == 2 && tokens->front().kind == TokenKind::Word && tokens->front().begin == 0 &&
         tokens->front().end == key.size();
}

void Writer::append_list(const List& items) {
  out += '[';
  for (std::size_t i = 0; i < items.size() && !full(); ++i) {
    if (i > 0) out += ", ";
    append(items[i]);
  }
  out += ']';
}

void Writer::append_context(const ContextEntries& entries) {
  out += '{';
  for (std::size_t i = 0; i < entries.size() && !full(); ++i) {
    if (i > 0) out += ", ";
    out += plain_key(entries[i].first) ? entries[i].first : quoted(entries[i].first);
    out += ": ";
    append(entries[i].second);
  }
  out += '}';
}

void Writer::append_range(const Range& range) {
  if (range.form != RangeForm::Interval) {
    out += range.form == RangeForm::Equal ? "(= " : "(!= ";
    append(range.low);
    out += ')';
    return;
  }
  // An end of null is a unary comparison; FEEL writes it so.
  if (range.low.is_null() != range.high.is_null()) {
    const bool below = range.low.is_null();
    const bool closed = below ? range.high_closed : range.low_closed;
    out += below ? (closed ? "(<= " : "(< ") : (closed ? "(>= " : "(> ");
    append(below ? range.high : range.low);
    out += ')';
    return;
  }
  out += range.low_closed ? '[' : '(';
  append(range.low);
  out += "..";
  append(range.high);
  out += range.high_closed ? ']' : ')';
}

void Writer::append(const Value& value) {
  if (depth > max_nesting) {
    out += "…";
    return;
  }
  ++depth;
  std::visit(*this, value.variant());
  --depth;
}

}  // namespace

std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    switch (c) {
      case '"':
        out += "\\\"";
        break;
      case '\\':
        out += "\\\\";
        break;
      case '\n':
        out += "\\n";
        break;
      case '\r':
        out += "\\r";
        break;
      case '\t':
        out += "\\t";
        break;
      default:
        out += c;
    }
  }
  return out + "\"";
}

std::string literal(const Value& value) {
  Writer writer;
  writer.append(value);
  return std::move(writer.out);
}

std::optional<std::string> literal(const Value& value, std::uint64_t max_bytes) {
  Writer writer{.max_bytes = max_bytes};
  writer.append(value);
  if (writer.full()) return std::nullopt;
  return std::move(writer.out);
}

std::optional<std::string> to_string(const Value& value, std::uint64_t max_bytes) {
  if (value.list() != nullptr || value.context() != nullptr || value.range() != nullptr)
    return literal(value, max_bytes);
  return to_string(value);
}

std::string to_string(const Value& value) {
  if (const std::string* s = value.string()) return *s;
  if (const Date* d = value.get<Date>()) return text(*d);
  if (const Time* t = value.get<Time>()) return text(*t);
  if (const DateTime* t = value.get<DateTime>()) return text(*t);
  if (const DaysDuration* d = value.get<DaysDuration>()) return text(*d);
  if (const MonthsDuration* d = value.get<MonthsDuration>()) return text(*d);
  return literal(value);
}

std::string text(const Date& date) {
  const std::int64_t year = date.year;
  return fmt::format("{}{:04}-{:02}-{:02}", year < 0 ? "-" : "", year < 0 ? -year : year, date.month, date.day);
}

std::string text(const Time& time) {
  const std::int64_t seconds = time.ns / ns_per_second;
  std::string out = fmt::format("{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
  out += fraction(time.ns % ns_per_second);
  if (time.offset_s) return out + offset_text(*time.offset_s);
  return time.zone.empty() ? out : out + "@" + time.zone;
}

std::string text(const DateTime& moment) {
  return text(moment.date) + "T" + text(moment.time);
}

std::string text(const DaysDuration& duration) {
  const bool negative = duration.seconds < 0 || duration.ns < 0;
  const auto seconds = static_cast<std::uint64_t>(negative ? -duration.seconds : duration.seconds);
  const std::int64_t ns = negative ? -duration.ns : duration.ns;
  if (seconds == 0 && ns == 0) return "PT0S";
  std::string out = negative ? "-P" : "P";
  if (seconds >= 86'400) out += fmt::format("{}D", seconds / 86'400);
  const std::uint64_t rest = seconds % 86'400;
  if (rest == 0 && ns == 0) return out;
  out += 'T';
  if (rest >= 3600) out += fmt::format("{}H", rest / 3600);
  if (rest / 60 % 60 != 0) out += fmt::format("{}M", rest / 60 % 60);
  if (rest % 60 != 0 || ns != 0) out += fmt::format("{}{}S", rest % 60, fraction(ns));
  return out;
}

std::string text(const MonthsDuration& duration) {
  const bool negative = duration.months < 0;
  const auto months = static_cast<std::uint64_t>(negative ? -duration.months : duration.months);
  if (months == 0) return "P0M";
  std::string out = negative ? "-P" : "P";
  if (months >= 12) out += fmt::format("{}Y", months / 12);
  if (months % 12 != 0) out += fmt::format("{}M", months % 12);
  return out;
}

}  // namespace bihuan::feel
