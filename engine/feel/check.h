// Decides what can be said of an expression before it runs: names that do not exist, fields that a context has not,
// kinds that an operator or function does not take. What is not known for certain is silent. It does not evaluate.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "engine/feel/expression.h"
#include "engine/feel/type.h"

namespace bihuan::feel {

/// A variable in scope. A context type with fields has these fields and no others; Any says nothing.
struct TypedName {
  std::string name;
  Type type = {};
};

/// What is known where the expression stands. `closed`: there are no other variables than these, so that a name which
/// is not among them is an error. `input`: the type of "?".
struct CheckScope {
  std::span<const TypedName> names = {};
  bool closed = false;
  Type input = {};
};

/// Error: the place is null whatever the variables hold. Warning: it has a value, but hardly the one that was meant,
/// like a condition that is never true.
enum class Weight { Error, Warning };

/// A place in the text that cannot be as it was meant. Offset and length are bytes. `suggestion` is text to put in its
/// place, empty when there is none.
struct Finding {
  std::size_t offset = 0, length = 0;
  std::string zh, en;
  std::string suggestion;
  Weight weight = Weight::Error;
};

/// The findings in the order of the text. Takes time in proportion to the text, times the names where one is unknown.
std::vector<Finding> check(const Expression& expression, const CheckScope& scope);
/// The type of the expression's value as far as it is known; Any where it is not.
Type type_of(const Expression& expression, const CheckScope& scope);

}  // namespace bihuan::feel
