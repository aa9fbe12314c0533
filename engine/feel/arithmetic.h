// Decides what + - * / ** and negation mean for each pair of kinds (DMN 1.5, tables 54 to 60).
// It does not evaluate operands. What has no meaning becomes null with a diagnostic.
#pragma once

#include <cstdint>

#include "engine/base/value.h"
#include "engine/feel/evaluation.h"
#include "engine/feel/program.h"

namespace bihuan::feel {

/// Requires an arithmetic operator.
Value arithmetic(Operator op, const Value& a, const Value& b, Evaluation& evaluation, std::uint32_t offset);
Value negated(const Value& value, Evaluation& evaluation, std::uint32_t offset);

}  // namespace bihuan::feel
