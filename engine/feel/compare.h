// Decides what equal and less mean in FEEL (DMN 1.5, 10.3.2.13, tables 50 to 53). Each has three values.
// It does not evaluate expressions. Zones are needed because times in different zones compare as moments.
#pragma once

#include <optional>

#include "engine/base/value.h"
#include "engine/base/zone.h"

namespace bihuan::feel {

/// FEEL's `=`: nullopt (null) when the kinds differ; null equals only null.
std::optional<bool> equal(const Value& a, const Value& b, const ZoneOffset* zones = nullptr);
/// FEEL's `<` on numbers, strings, dates, times, date-times and durations of one kind; nullopt otherwise.
std::optional<bool> less(const Value& a, const Value& b, const ZoneOffset* zones = nullptr);
/// Does the range contain the value? nullopt when they do not compare. An end that is null is open without bound.
std::optional<bool> contains(const Range& range, const Value& value, const ZoneOffset* zones = nullptr);

struct Evaluation;

/// The same within an evaluation: with its zones, and at the cost of its steps. Throws BudgetStop.
std::optional<bool> equal(const Value& a, const Value& b, Evaluation& evaluation);
std::optional<bool> less(const Value& a, const Value& b, Evaluation& evaluation);
std::optional<bool> contains(const Range& range, const Value& value, Evaluation& evaluation);
/// `a <= b` in three values.
std::optional<bool> less_or_equal(const Value& a, const Value& b, Evaluation& evaluation);

}  // namespace bihuan::feel
