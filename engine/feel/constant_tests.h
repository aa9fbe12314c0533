// Decides which unary tests say all that they say in constants: values, lists of values and intervals. Whoever wants to
// look a value up among many tests, or to compare tests with one another, needs no evaluation for these.
#pragma once

#include <optional>
#include <vector>

#include "engine/base/value.h"
#include "engine/feel/expression.h"

namespace bihuan::feel {

/// What the tests accept: a value of the kind of `accepted`'s ends that lies in one of the ranges, or, when `negated`,
/// in none. A single value is a range whose ends are equal and closed; an end that is null is open without bound; a
/// range without ends ("-") accepts everything. Ends are booleans (single values only), numbers, strings, dates or
/// durations, low before high.
struct ConstantTests {
  std::vector<Range> accepted;
  bool negated = false;
};

/// nullopt when a test reads a variable or "?", calls a function, is null or `!=`, has an end of another kind, or could
/// leave a diagnostic.
std::optional<ConstantTests> constant_tests(const Expression& tests);

}  // namespace bihuan::feel
