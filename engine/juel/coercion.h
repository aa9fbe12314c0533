// Decides how a value of one kind is taken as another, and what the operators mean (Expression Language 2.2, 1.7, 1.8
// and 1.18). Nothing here looks up names. What cannot be taken as asked is a fault.
#pragma once

#include <cstdint>
#include <string>

#include "engine/base/value.h"
#include "engine/juel/fault.h"
#include "engine/juel/program.h"

namespace bihuan::juel {

/// Null is "", lists and contexts are JSON, the rest is as FEEL writes it.
std::string text_of(const Value& value, const Place& place);
/// Null and "" are 0; a text must be a number.
Decimal number_of(const Value& value, const Place& place);
/// Null and "" are false; a text is true when it reads "true", in any case.
bool truth_of(const Value& value, const Place& place);
/// A number without its fraction; faults when it does not fit 64 bits.
std::int64_t whole_number_of(const Value& value, const Place& place);
/// null, "", an empty list, an empty context.
bool is_empty(const Value& value);

/// `a == b`: null only equals null; otherwise the kinds are brought together, numbers first, then booleans, then texts.
bool equal(const Value& a, const Value& b, const Place& place);
/// -1, 0 or 1. Requires two values that are not null; faults when they have no order.
int compare(const Value& a, const Value& b, const Place& place);
/// `a <op> b` of ==, !=, <, <=, >, >=; an order with null is false, but for two nulls, which are equal.
bool holds(Operator op, const Value& a, const Value& b, const Place& place);
/// `a <op> b` of + - * / %.
Value arithmetic(Operator op, const Value& a, const Value& b, const Place& place);

/// A kind in words, for messages.
struct KindName {
  const char* zh;
  const char* en;
};
KindName kind_of(const Value& value);

}  // namespace bihuan::juel
