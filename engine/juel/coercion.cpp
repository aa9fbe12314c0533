// Decides coercions and operators, in the order in which the standard tries them. Numbers are decimals throughout: 1/3
// has 34 digits, and what is whole is written without a point, where Java would say 2.0.
#include "engine/juel/coercion.h"

#include <algorithm>

#include "engine/base/check.h"
#include "engine/feel/compare.h"
#include "engine/feel/text.h"
#include "engine/feel/utf8.h"
#include "engine/juel/json_text.h"
#include "engine/juel/moment.h"

namespace bihuan::juel {
namespace {

struct KindNames {
  KindName operator()(const Null&) const { return {"空值", "null"}; }
  KindName operator()(bool) const { return {"真假值", "a boolean"}; }
  KindName operator()(const Decimal&) const { return {"数字", "a number"}; }
  KindName operator()(const std::string&) const { return {"文字", "a text"}; }
  KindName operator()(const Date&) const { return {"日期", "a date"}; }
  KindName operator()(const Time&) const { return {"时间", "a time"}; }
  KindName operator()(const DateTime&) const { return {"日期时间", "a date and time"}; }
  KindName operator()(const DaysDuration&) const { return {"时长", "a duration"}; }
  KindName operator()(const MonthsDuration&) const { return {"时长", "a duration"}; }
  KindName operator()(const Value::ListPtr&) const { return {"列表", "a list"}; }
  KindName operator()(const Value::ContextPtr&) const { return {"对象", "a map"}; }
  KindName operator()(const Value::RangePtr&) const { return {"区间", "a range"}; }
  KindName operator()(const Value::FunctionPtr&) const { return {"函数", "a function"}; }
};

/// A text in a message, cut.
std::string shown(const Value& value) {
  constexpr std::size_t enough = 60;
  const std::string* text = value.string();
  if (text == nullptr) return kind_of(value).en;
  return "\"" + text->substr(0, feel::byte_of(*text, enough)) + "\"";
}

[[noreturn]] void no_coercion(const Value& value, const char* zh, const char* en, const Place& place) {
  const std::string what_zh = value.string() != nullptr ? shown(value) : kind_of(value).zh;
  place.fault(what_zh + " 不能当作" + zh, "Cannot take " + shown(value) + " as " + en);
}

int sign(std::strong_ordering order) {
  return order < 0 ? -1 : order > 0 ? 1 : 0;
}

bool is_temporal(const Value& value) {
  return value.get<Date>() != nullptr || value.get<DateTime>() != nullptr;
}

Decimal or_fault(std::optional<Decimal> result, const Place& place) {
  if (!result) place.fault("计算结果超出数字范围", "The result is no number that can be held");
  return *result;
}

Decimal remainder(const Decimal& a, const Decimal& b, const Place& place) {
  if (b.is_zero()) place.fault("取余时除数是 0", "The divisor of % is zero");
  const Decimal quotient = or_fault(or_fault(a.divide(b), place).round(0, Rounding::Down), place);
  return or_fault(a.subtract(or_fault(quotient.multiply(b), place)), place);
}

}  // namespace

KindName kind_of(const Value& value) {
  return std::visit(KindNames{}, value.variant());
}

std::string text_of(const Value& value, const Place& place) {
  place.evaluation.step();
  if (value.is_null()) return "";
  if (const std::string* text = value.string()) {
    place.evaluation.charge(text->size());
    return *text;
  }
  if (value.list() != nullptr || value.context() != nullptr) return json_text(value, place);
  std::string text = feel::to_string(value);
  place.evaluation.charge(text.size());
  return text;
}

Decimal number_of(const Value& value, const Place& place) {
  if (const Decimal* number = value.number()) return *number;
  if (value.is_null()) return Decimal();
  if (const std::string* text = value.string()) {
    if (text->empty()) return Decimal();
    if (const auto number = Decimal::parse(*text)) return *number;
  }
  no_coercion(value, "数字", "a number", place);
}

bool truth_of(const Value& value, const Place& place) {
  if (const bool* truth = value.get<bool>()) return *truth;
  if (value.is_null()) return false;
  if (const std::string* text = value.string()) return feel::lower_case(*text) == "true";
  no_coercion(value, "真假值", "a boolean", place);
}

std::int64_t whole_number_of(const Value& value, const Place& place) {
  const auto whole = number_of(value, place).round(0, Rounding::Down);
  const auto number = whole ? whole->to_int64() : std::nullopt;
  if (!number) place.fault("数字太大", "Expected a number of at most 64 bits");
  return *number;
}

bool is_empty(const Value& value) {
  if (value.is_null()) return true;
  if (const std::string* text = value.string()) return text->empty();
  if (const List* list = value.list()) return list->empty();
  const ContextEntries* entries = value.context();
  return entries != nullptr && entries->empty();
}

bool equal(const Value& a, const Value& b, const Place& place) {
  if (a.is_null() || b.is_null()) return a.is_null() && b.is_null();
  if (a.number() != nullptr || b.number() != nullptr) return number_of(a, place) == number_of(b, place);
  if (a.get<bool>() != nullptr || b.get<bool>() != nullptr) return truth_of(a, place) == truth_of(b, place);
  if (a.string() != nullptr && b.string() != nullptr) return *a.string() == *b.string();
  if (a.string() != nullptr || b.string() != nullptr) return text_of(a, place) == text_of(b, place);
  if (is_temporal(a) && is_temporal(b)) return moment_of(a, place) == moment_of(b, place);
  return feel::equal(a, b, place.evaluation) == true;
}

int compare(const Value& a, const Value& b, const Place& place) {
  if (a.number() != nullptr || b.number() != nullptr) return sign(number_of(a, place) <=> number_of(b, place));
  if (a.string() != nullptr && b.string() != nullptr) return sign(*a.string() <=> *b.string());
  if (a.string() != nullptr || b.string() != nullptr) return sign(text_of(a, place) <=> text_of(b, place));
  if (is_temporal(a) && is_temporal(b)) return sign(moment_of(a, place) <=> moment_of(b, place));
  const auto less = feel::less(a, b, place.evaluation), greater = feel::less(b, a, place.evaluation);
  if (!less || !greater)
    place.fault(
        std::string(kind_of(a).zh) + "与" + kind_of(b).zh + "不能比大小",
        std::string("Expected two values that have an order, but they are ") + kind_of(a).en + " and " + kind_of(b).en);
  return *less ? -1 : *greater ? 1 : 0;
}

bool holds(Operator op, const Value& a, const Value& b, const Place& place) {
  if (op == Operator::Equal) return equal(a, b, place);
  if (op == Operator::NotEqual) return !equal(a, b, place);
  const bool or_equal = op == Operator::LessEqual || op == Operator::GreaterEqual;
  if (a.is_null() || b.is_null()) return or_equal && a.is_null() && b.is_null();
  const int order = compare(a, b, place);
  if (order == 0) return or_equal;
  const bool less = op == Operator::Less || op == Operator::LessEqual;
  return less ? order < 0 : order > 0;
}

Value arithmetic(Operator op, const Value& left, const Value& right, const Place& place) {
  const Decimal a = number_of(left, place), b = number_of(right, place);
  switch (op) {
    case Operator::Add:
      return or_fault(a.add(b), place);
    case Operator::Subtract:
      return or_fault(a.subtract(b), place);
    case Operator::Multiply:
      return or_fault(a.multiply(b), place);
    case Operator::Divide:
      if (b.is_zero()) place.fault("除数是 0", "The divisor is zero");
      return or_fault(a.divide(b), place);
    case Operator::Remainder:
      return remainder(a, b, place);
    case Operator::Equal:
    case Operator::NotEqual:
    case Operator::Less:
    case Operator::LessEqual:
    case Operator::Greater:
    case Operator::GreaterEqual:
      break;
  }
  CHECK(false && "an arithmetic operator");
  return {};
}

}  // namespace bihuan::juel
