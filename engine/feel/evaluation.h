// Decides what one evaluation carries along: its budgets, its diagnostics, its environment. Shared by FEEL and DMN, so
// that a decision with many expressions has one budget. It does not evaluate (evaluate.h).
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/feel/expression.h"
#include "engine/feel/function.h"
#include "engine/feel/type.h"

namespace bihuan::feel {

/// Thrown when a budget is used up; caught by Expression::evaluate and dmn::evaluate. Never on the normal path.
struct BudgetStop {
  const char* which;
};

/// The budgets and notes of one evaluation.
struct Evaluation {
  explicit Evaluation(const Environment& environment)
      : env(environment),
        steps_left(environment.limits.steps),
        memory_left(environment.limits.memory),
        depth_left(environment.limits.depth) {}

  const Environment& env;
  TypeNames type_names = {};
  std::vector<Diagnostic> diagnostics = {};
  std::uint64_t steps_left;
  std::uint64_t memory_left;
  std::uint32_t depth_left;
  void* host = nullptr;  ///< what host functions work on: the run of engine/dmn; null in plain FEEL

  void step(std::uint64_t count = 1) {
    if (steps_left < count) throw BudgetStop{"steps"};
    steps_left -= count;
  }
  void charge(std::uint64_t bytes) {
    if (memory_left < bytes) throw BudgetStop{"memory"};
    memory_left -= bytes;
  }
  /// Bytes of values in a list or context, so that every collection is paid for.
  void charge_values(std::size_t count) { charge(count * sizeof(Value)); }
  void enter() {
    if (depth_left == 0) throw BudgetStop{"depth"};
    --depth_left;
  }
  void leave() { ++depth_left; }
  /// Keeps a diagnostic; the first hundred are enough to find a fault.
  void note(std::size_t offset, std::string_view message);
};

/// Has the value no parts: no list, context, range nor function?
bool is_scalar(const Value& value);
/// Are the value's levels of lists and contexts at most `levels`, and its parts, counted as often as they are reached,
/// at most `parts`? So that whoever stores, prints or destroys it may recurse. Takes time in proportion to `parts` at
/// most.
bool is_bounded(const Value& value, std::uint32_t levels, std::uint64_t parts);
constexpr std::uint32_t max_value_levels = 400;
/// The value with null for every function in it: functions do not outlive their evaluation. Requires is_bounded.
Value without_functions(const Value& value);

/// Evaluates within an evaluation that is already running. Throws BudgetStop.
Value evaluate(const Expression& expression, const Variables& variables, Evaluation& evaluation);
/// Unary tests against a value, without a look-up of "?". Throws BudgetStop.
bool satisfies(const Expression& tests, const Value& input, const Variables& variables, Evaluation& evaluation);
/// Calls a function value. Arguments are checked against its parameters' types. Throws BudgetStop.
Value invoke(Evaluation& evaluation, const Function& function, std::vector<Value> arguments, std::uint32_t offset);

/// The same with arguments by name. Null with a diagnostic when the names do not fit the parameters.
Value invoke_named(Evaluation& evaluation, const Function& function, std::span<const std::string_view> names,
                   std::vector<Value> arguments, std::uint32_t offset);

}  // namespace bihuan::feel
