// Decides how a parsed text is offered to others: source, reads, evaluation within budgets.
#include "engine/juel/expression.h"

#include "engine/feel/evaluation.h"
#include "engine/juel/evaluator.h"
#include "engine/juel/parser.h"
#include "engine/juel/program.h"

namespace bihuan::juel {
namespace {

bool all_bounded(const ContextEntries& entries, std::uint64_t parts) {
  for (const auto& entry : entries)
    if (!feel::is_bounded(entry.second, feel::max_value_levels, parts)) return false;
  return true;
}

/// Whoever stores what came out may recurse over it.
bool is_bounded(const Outcome& outcome, std::uint64_t parts) {
  return feel::is_bounded(outcome.value, feel::max_value_levels, parts) && all_bounded(outcome.writes, parts) &&
         all_bounded(outcome.local_writes, parts) && all_bounded(outcome.task_changes, parts);
}

Outcome fault_outcome(Fault fault) {
  Outcome outcome;
  outcome.diagnostics.push_back({fault.offset, fault.en});
  outcome.fault_zh = std::move(fault.zh);
  outcome.fault_en = std::move(fault.en);
  return outcome;
}

}  // namespace

const std::string& Expression::source() const {
  static const std::string none;
  return program_ ? program_->source : none;
}

const std::vector<std::string>& Expression::reads() const {
  static const std::vector<std::string> none;
  return program_ ? program_->reads : none;
}

const std::string& Expression::bean() const {
  static const std::string none;
  return program_ ? program_->bean : none;
}

bool Expression::is_composite() const {
  return !program_ || program_->parts.size() != 1 || !program_->parts[0].is_expression;
}

bool Expression::is_plain_text() const {
  if (!program_) return true;
  for (const Part& part : program_->parts)
    if (part.is_expression) return false;
  return true;
}

bool Expression::operator==(const Expression& other) const {
  return program_ == other.program_ || source() == other.source();
}

std::expected<Outcome, feel::BudgetExceeded> Expression::evaluate(const feel::Variables& variables,
                                                                  const Surroundings& surroundings,
                                                                  const feel::Environment& env) const {
  Outcome outcome;
  if (!program_) {
    outcome.value = "";
    return outcome;
  }
  feel::Evaluation evaluation(env);
  Scope scope(variables, surroundings, evaluation, outcome);
  Evaluator evaluator(*program_, scope, evaluation);
  try {
    outcome.value = is_composite() ? evaluator.composite() : evaluator.evaluate(program_->parts[0].root);
    if (!is_bounded(outcome, env.limits.steps)) return std::unexpected(feel::BudgetExceeded{"memory"});
    return outcome;
  } catch (const feel::BudgetStop& stop) {
    return std::unexpected(feel::BudgetExceeded{stop.which});
  } catch (Fault& fault) {
    return fault_outcome(std::move(fault));
  }
}

std::expected<Expression, SyntaxError> parse_expression(std::string_view text) {
  auto program = Parser(text).program();
  if (!program) return std::unexpected(std::move(program.error()));
  return Expression(std::move(*program));
}

}  // namespace bihuan::juel
