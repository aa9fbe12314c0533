// Decides how a parsed expression is offered to others: source, reads, constant, evaluation within budgets.
#include "engine/feel/expression.h"

#include <algorithm>

#include "engine/feel/evaluation.h"
#include "engine/feel/evaluator.h"
#include "engine/feel/names.h"
#include "engine/feel/parser.h"
#include "engine/feel/program.h"

namespace bihuan::feel {
namespace {

const Value null_value;

std::expected<Expression, SyntaxError> wrapped(std::expected<std::shared_ptr<const Program>, SyntaxError> program) {
  if (!program) return std::unexpected(std::move(program.error()));
  return Expression(std::move(*program));
}

/// Counts the levels and parts of a value, and stops at the bounds.
struct Measure {
  std::uint32_t levels;
  std::uint64_t parts;

  bool fits(const Value& value) {
    if (parts == 0) return false;
    --parts;
    if (value.string() != nullptr || value.number() != nullptr) return true;
    if (levels == 0) return false;
    --levels;
    bool all = true;
    if (const List* items = value.list())
      for (const Value& item : *items) all = all && fits(item);
    if (const ContextEntries* entries = value.context())
      for (const auto& entry : *entries) all = all && fits(entry.second);
    if (const Range* range = value.range()) all = fits(range->low) && fits(range->high);
    ++levels;
    return all;
  }
};

}  // namespace

bool is_scalar(const Value& value) {
  return value.list() == nullptr && value.context() == nullptr && value.range() == nullptr &&
         value.get<Value::FunctionPtr>() == nullptr;
}

bool is_bounded(const Value& value, std::uint32_t levels, std::uint64_t parts) {
  return Measure{levels, parts}.fits(value);
}

namespace {

bool contains_function(const Value& value) {
  if (value.get<Value::FunctionPtr>() != nullptr) return true;
  if (const List* items = value.list()) return std::any_of(items->begin(), items->end(), contains_function);
  if (const ContextEntries* entries = value.context())
    return std::any_of(entries->begin(), entries->end(),
                       [](const auto& entry) { return contains_function(entry.second); });
  return false;
}

}  // namespace

Value without_functions(const Value& value) {
  if (is_scalar(value)) return value;
  if (value.get<Value::FunctionPtr>() != nullptr) return {};
  if (!contains_function(value)) return value;
  if (const List* items = value.list()) {
    List result;
    for (const Value& item : *items) result.push_back(without_functions(item));
    return result;
  }
  ContextEntries result;
  for (const auto& [key, entry] : *value.context()) result.emplace_back(key, without_functions(entry));
  return result;
}

void Evaluation::note(std::size_t offset, std::string_view message) {
  constexpr std::size_t enough = 100;
  if (diagnostics.size() < enough) diagnostics.push_back({offset, std::string(message)});
}

Variables variables_of(const ContextEntries& entries) {
  const auto find = [](void* self, std::string_view name) -> const Value* {
    for (const auto& [key, value] : *static_cast<const ContextEntries*>(self))
      if (key == name) return &value;
    return nullptr;
  };
  return {find, const_cast<ContextEntries*>(&entries)};
}

const std::string& Expression::source() const {
  static const std::string none = "null";
  return program_ ? program_->source : none;
}

const std::vector<std::string>& Expression::reads() const {
  static const std::vector<std::string> none;
  return program_ ? program_->reads : none;
}

const Value* Expression::constant() const {
  if (!program_) return &null_value;
  const Node& root = program_->nodes[program_->root];
  return root.kind == NodeKind::Constant ? &program_->constants[root.value] : nullptr;
}

bool Expression::operator==(const Expression& other) const {
  if (program_ == other.program_) return true;
  const bool tests = program_ && program_->unary_tests;
  const bool other_tests = other.program_ && other.program_->unary_tests;
  return source() == other.source() && tests == other_tests;
}

std::expected<Outcome, BudgetExceeded> Expression::evaluate(const Variables& variables, const Environment& env) const {
  Evaluation evaluation(env);
  try {
    Outcome outcome{feel::evaluate(*this, variables, evaluation), {}};
    outcome.diagnostics = std::move(evaluation.diagnostics);
    if (is_scalar(outcome.value)) return outcome;
    if (!is_bounded(outcome.value, max_value_levels, env.limits.steps))
      return std::unexpected(BudgetExceeded{"memory"});
    outcome.value = without_functions(outcome.value);
    return outcome;
  } catch (const BudgetStop& stop) {
    return std::unexpected(BudgetExceeded{stop.which});
  }
}

Value evaluate(const Expression& expression, const Variables& variables, Evaluation& evaluation) {
  if (!expression.program()) return {};
  return Evaluator(expression.program(), variables, evaluation).evaluate(expression.program()->root);
}

bool satisfies(const Expression& tests, const Value& input, const Variables& variables, Evaluation& evaluation) {
  if (!tests.program()) return input.is_null();
  const Node& root = tests.program()->nodes[tests.program()->root];
  return Evaluator(tests.program(), variables, evaluation, &input).tests(root, input) == true;
}

std::expected<Expression, SyntaxError> parse_expression(std::string_view text, const KnownNames& known) {
  return wrapped(Parser(text, known).expression_only());
}

std::expected<Expression, SyntaxError> parse_unary_tests(std::string_view text, const KnownNames& known) {
  return wrapped(Parser(text, known).unary_tests_only());
}

std::expected<Expression, SyntaxError> parse_expression(std::string_view text,
                                                        std::span<const std::string> known_names) {
  return parse_expression(text, KnownNames(known_names));
}

std::expected<Expression, SyntaxError> parse_unary_tests(std::string_view text,
                                                         std::span<const std::string> known_names) {
  return parse_unary_tests(text, KnownNames(known_names));
}

}  // namespace bihuan::feel
