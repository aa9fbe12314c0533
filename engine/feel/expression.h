// Decides what the rest of the program can do with FEEL (DMN 1.5, chapter 10): parse once, evaluate often.
// It does not know decision tables (engine/dmn) nor processes; variables come in through a lookup.
#pragma once

#include <cstddef>
#include <expected>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/instant.h"
#include "engine/base/limits.h"
#include "engine/base/value.h"
#include "engine/base/zone.h"

namespace bihuan::feel {

struct Program;

/// Why a text is no expression. Offset and length are bytes in the text.
struct SyntaxError {
  std::size_t offset = 0;
  std::size_t length = 0;
  std::string message_zh, message_en;
};

/// How an evaluation looks up variables of outside: a plain function and its argument, so that reading costs no
/// allocation. The answer must stay valid during the evaluation; nullptr means that there is no such variable.
struct Variables {
  const Value* (*find)(void* self, std::string_view name) = nullptr;
  void* self = nullptr;
};

/// The entries of a context as variables. Requires that the entries outlive the evaluation.
Variables variables_of(const ContextEntries& entries);

/// What an evaluation may know of the world. `zones` may be null: named zones are then unknown.
struct Environment {
  Instant now;
  const ZoneOffset* zones = nullptr;
  std::string_view local_zone = {};  ///< of now() and today(); UTC when empty
  EvaluationLimits limits = {};
};

/// Why something became null (DMN 1.5, 10.3.2.13: errors become null). `offset` is a byte of the source.
struct Diagnostic {
  std::size_t offset = 0;
  std::string message;
  bool operator==(const Diagnostic&) const = default;
};

struct Outcome {
  Value value;
  std::vector<Diagnostic> diagnostics;
};

/// A hard failure: `which` is "steps", "depth" or "memory".
struct BudgetExceeded {
  std::string which;
};

/// A parsed expression or unary test: immutable, shared, compared by its text. The default one is the constant null.
class Expression {
 public:
  Expression() = default;
  explicit Expression(std::shared_ptr<const Program> program) : program_(std::move(program)) {}

  /// The text that was parsed.
  const std::string& source() const;
  /// Evaluates within env.limits. Unary tests read the tested value as the variable "?" and answer true or false.
  std::expected<Outcome, BudgetExceeded> evaluate(const Variables& variables, const Environment& env) const;
  /// Names read from outside, in order of first appearance; of a path only its first segment. A name that a filter
  /// could take from its item is listed too. "?" and built-in functions are not listed.
  const std::vector<std::string>& reads() const;
  /// The value, when the text is a literal (of numbers, strings, booleans, null, @-literals); else nullptr.
  const Value* constant() const;
  const std::shared_ptr<const Program>& program() const { return program_; }

  bool operator==(const Expression& other) const;

 private:
  std::shared_ptr<const Program> program_;
};

/// Parses one expression. `known_names` are the variables in scope: names with spaces, keywords or operators in them
/// are read as one name when they are known. Rejects texts over max_expression_bytes and nesting over 200 levels.
std::expected<Expression, SyntaxError> parse_expression(std::string_view text,
                                                        std::span<const std::string> known_names = {});
/// Parses unary tests (DMN 1.5, 10.3.1.2 rule 15): "-", "< 5", "[1..3], 7", "not(\"a\")", "? > x".
std::expected<Expression, SyntaxError> parse_unary_tests(std::string_view text,
                                                         std::span<const std::string> known_names = {});

}  // namespace bihuan::feel
