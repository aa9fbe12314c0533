// Decides how large anything that a user supplies may become. It does not enforce; each reader and evaluator does.
#pragma once

#include <cstddef>
#include <cstdint>

namespace bihuan {

/// Budgets of one FEEL or DMN evaluation. Exceeding one is an incident that names it.
struct EvaluationLimits {
  std::uint64_t steps = 1'000'000;   ///< AST nodes evaluated
  std::uint32_t depth = 200;         ///< nesting of calls and expressions
  std::uint64_t memory = 64u << 20;  ///< bytes of values made
};

constexpr std::uint32_t max_steps_per_command = 100'000;  ///< element moves; more is an endless loop (semantics.md)
constexpr std::size_t max_expression_bytes = 64u << 10;
constexpr std::uint32_t max_iterations = 100'000;  ///< of one multi-instance body

}  // namespace bihuan
