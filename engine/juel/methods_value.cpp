// Decides the methods of Java's numbers, and those that every kind has: equals, toString, and what a node of Spin's
// JSON answers about itself.
#include <array>

#include "engine/juel/call.h"

namespace bihuan::juel {
namespace {

Value with(Operator op, Call& call) {
  return arithmetic(op, call.receiver, call.arguments[0], call.place);
}

Value whole(Call& call) {
  return whole_number_of(call.receiver, call.place);
}

Value itself(Call& call) {
  return call.receiver;
}

Value add(Call& call) {
  return with(Operator::Add, call);
}

Value subtract(Call& call) {
  return with(Operator::Subtract, call);
}

Value multiply(Call& call) {
  return with(Operator::Multiply, call);
}

Value divide(Call& call) {
  return with(Operator::Divide, call);
}

Value remainder(Call& call) {
  return with(Operator::Remainder, call);
}

Value negate(Call& call) {
  return call.receiver.number()->negate();
}

Value absolute(Call& call) {
  return call.receiver.number()->abs();
}

Value larger(Call& call) {
  return compare(call.receiver, call.arguments[0], call.place) >= 0 ? call.receiver : call.arguments[0];
}

Value smaller(Call& call) {
  return compare(call.receiver, call.arguments[0], call.place) <= 0 ? call.receiver : call.arguments[0];
}

Value signum(Call& call) {
  return call.receiver.number()->is_zero() ? 0 : call.receiver.number()->is_negative() ? -1 : 1;
}

constexpr std::array<Method, 17> of_numbers = {{
    {"intValue", 0, 0, whole},
    {"longValue", 0, 0, whole},
    {"shortValue", 0, 0, whole},
    {"doubleValue", 0, 0, itself},
    {"floatValue", 0, 0, itself},
    {"add", 1, 1, add},
    {"subtract", 1, 1, subtract},
    {"multiply", 1, 1, multiply},
    {"divide", 1, 1, divide},
    {"remainder", 1, 1, remainder},
    {"mod", 1, 1, remainder},
    {"negate", 0, 0, negate},
    {"abs", 0, 0, absolute},
    {"max", 1, 1, larger},
    {"min", 1, 1, smaller},
    {"signum", 0, 0, signum},
    {"toBigInteger", 0, 0, whole},
}};

/// Java's equals, but that one number equals another of the same value.
Value equals(Call& call) {
  const Value& other = call.arguments[0];
  const List* items = other.list();
  call.place.evaluation.step(items != nullptr ? items->size() : 1);
  return call.receiver.variant().index() == other.variant().index() && equal(call.receiver, other, call.place);
}

Value compare_to(Call& call) {
  if (call.arguments[0].is_null())
    call.place.fault("不能与空值比大小", "Expected a value to compare with, but it is null");
  return compare(call.receiver, call.arguments[0], call.place);
}

Value to_text(Call& call) {
  return text_of(call.receiver, call.place);
}

/// A node of another kind than asked for is a fault, as in Spin.
template <class Kind>
Value of_kind(Call& call) {
  if (call.receiver.get<Kind>() != nullptr) return call.receiver;
  call.place.fault(
      std::string("JSON 里的值是") + kind_of(call.receiver).zh + "，不是 " + std::string(call.name) + " 要的",
      std::string(call.name) + " does not fit: the JSON value is " + kind_of(call.receiver).en);
}

template <class Kind>
Value is_kind(Call& call) {
  return call.receiver.get<Kind>() != nullptr;
}

Value is_value(Call& call) {
  return call.receiver.list() == nullptr && call.receiver.context() == nullptr;
}

constexpr std::array<Method, 17> of_all = {{
    {"equals", 1, 1, equals},
    {"compareTo", 1, 1, compare_to},
    {"toString", 0, 0, to_text},
    {"toPlainString", 0, 0, to_text},
    {"booleanValue", 0, 0, of_kind<bool>},
    {"value", 0, 0, itself},
    {"unwrap", 0, 0, itself},
    {"stringValue", 0, 0, of_kind<std::string>},
    {"numberValue", 0, 0, of_kind<Decimal>},
    {"boolValue", 0, 0, of_kind<bool>},
    {"isString", 0, 0, is_kind<std::string>},
    {"isNumber", 0, 0, is_kind<Decimal>},
    {"isBoolean", 0, 0, is_kind<bool>},
    {"isArray", 0, 0, is_kind<Value::ListPtr>},
    {"isObject", 0, 0, is_kind<Value::ContextPtr>},
    {"isValue", 0, 0, is_value},
    {"isNull", 0, 0, is_kind<Null>},
}};

}  // namespace

std::span<const Method> number_methods() {
  return of_numbers;
}

std::span<const Method> common_methods() {
  return of_all;
}

}  // namespace bihuan::juel
