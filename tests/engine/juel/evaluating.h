// Decides how tests of ${…} evaluate: a fixed clock in Shanghai, an execution and a task, and answers as FEEL text.
#pragma once

#include <string>
#include <string_view>

#include "engine/feel/text.h"
#include "engine/juel/expression.h"
#include "tests/engine/feel/evaluating.h"

namespace bihuan::juel {

inline Surroundings test_surroundings() {
  return {ContextEntries{
              {"id", "t1"}, {"processInstanceId", "c1"}, {"processBusinessKey", "BK-7"}, {"currentActivityId", "A"}},
          ContextEntries{{"id", "k1"}, {"name", "审核"}, {"assignee", "li"}}};
}

inline Outcome outcome_of(std::string_view text, const ContextEntries& variables = {}) {
  const auto parsed = parse_expression(text);
  if (!parsed) return {.fault_en = "SyntaxError: " + parsed.error().message_en};
  auto outcome = parsed->evaluate(feel::variables_of(variables), test_surroundings(), feel::test_environment());
  return outcome ? std::move(*outcome) : Outcome{.fault_en = "BudgetExceeded " + outcome.error().which};
}

/// The value as FEEL text, or the fault in English.
inline std::string answer(std::string_view text, const ContextEntries& variables = {}) {
  const Outcome outcome = outcome_of(text, variables);
  return outcome.fault_en.empty() ? feel::literal(outcome.value) : outcome.fault_en;
}

/// Of the inside of ${…}.
inline std::string inside(const std::string& text, const ContextEntries& variables = {}) {
  return answer("${" + text + "}", variables);
}

/// Where the text stops being an expression; npos when it is one.
inline std::size_t error_at(std::string_view text) {
  const auto parsed = parse_expression(text);
  return parsed ? std::string::npos : parsed.error().offset;
}

}  // namespace bihuan::juel
