// Decides how FEEL tests evaluate: a zone table of their own, a fixed clock, and answers as FEEL text.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "engine/feel/expression.h"
#include "engine/feel/text.h"

namespace bihuan::feel {

/// Asia/Shanghai is +08:00; Test/Summer is +01:00, and +02:00 from 2026-03-29T01:00Z to 2026-10-25T01:00Z, as in
/// Europe.
inline const ZoneOffset& test_zones() {
  static const ZoneOffset zones = [](std::string_view zone, std::int64_t seconds,
                                     bool local) -> std::optional<std::int32_t> {
    if (zone == "Asia/Shanghai") return 8 * 3600;
    if (zone != "Test/Summer") return std::nullopt;
    const std::int64_t begin = 1'774'746'000 + (local ? 2 * 3600 : 0);
    const std::int64_t end = 1'792'890'000 + (local ? 2 * 3600 : 0);
    return seconds >= begin && seconds < end ? 2 * 3600 : 3600;
  };
  return zones;
}

/// 2026-10-01T08:00:00Z.
inline Environment test_environment() {
  return {.now = {1'790'841'600'000'000}, .zones = &test_zones(), .local_zone = "Asia/Shanghai", .limits = {}};
}

/// The value as FEEL text; "SyntaxError at n", or "BudgetExceeded steps", where there is none.
inline std::string answer(std::string_view text, const ContextEntries& variables = {}) {
  std::vector<std::string> names;
  for (const auto& entry : variables) names.push_back(entry.first);
  const auto parsed = parse_expression(text, names);
  if (!parsed) return "SyntaxError at " + std::to_string(parsed.error().offset);
  const auto outcome = parsed->evaluate(variables_of(variables), test_environment());
  return outcome ? literal(outcome->value) : "BudgetExceeded " + outcome.error().which;
}

/// Do these unary tests accept the input?
inline bool accepts_input(std::string_view tests, const Value& input) {
  const auto parsed = parse_unary_tests(tests);
  if (!parsed) return false;
  const ContextEntries variables = {{"?", input}};
  const auto outcome = parsed->evaluate(variables_of(variables), test_environment());
  return outcome && outcome->value.is_true();
}

/// One line of a table of examples.
struct Example {
  std::string_view text, expected;
};

}  // namespace bihuan::feel
