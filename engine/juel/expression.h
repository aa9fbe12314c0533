// Decides what the rest of the program can do with the expression language of ${…} and #{…} (Jakarta Expression
// Language 2.2, chapter 1, as the JUEL of Camunda 7, Flowable and Activiti reads it): parse once, evaluate often.
// It does not know elements or dialects; variables come in through a look-up, execution and task as contexts.
#pragma once

#include <cstddef>
#include <expected>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/value.h"
#include "engine/feel/expression.h"

namespace bihuan::juel {

struct Program;

/// Why a text is no expression. Offset and length are bytes in the text.
struct SyntaxError {
  std::size_t offset = 0;
  std::size_t length = 0;
  std::string message_zh, message_en;
};

/// What `execution` and `task` mean at the place of evaluation; null where there is none. Contexts whose names are
/// those of the getters (id, processInstanceId, currentActivityId …; id, name, assignee, priority …), so that getX() is
/// entry x. `execution.variables` as a whole is the entry "variables", when it is given; getVariableLocal reads the
/// entry "variablesLocal" when it is given, otherwise the variables in sight.
struct Surroundings {
  Value execution, task;
};

/// What an evaluation came to. A fault is null with one diagnostic, and nothing is written.
struct Outcome {
  Value value;
  ContextEntries writes;                      ///< execution.setVariable and its like, in order
  std::vector<feel::Diagnostic> diagnostics;  ///< empty, or the one fault, in English
  ContextEntries local_writes = {};           ///< setVariableLocal, in order
  std::vector<std::string> removed = {};      ///< removeVariable, in order
  ContextEntries task_changes = {};           ///< task.setAssignee(x): {"assignee": x}; addCandidateUser by its name
  std::string fault_zh = {}, fault_en = {};   ///< both empty: it ran
};

/// A parsed text: immutable, shared, compared by its text. The default one is the empty text.
class Expression {
 public:
  Expression() = default;
  explicit Expression(std::shared_ptr<const Program> program) : program_(std::move(program)) {}

  /// The text that was parsed.
  const std::string& source() const;
  /// Evaluates within env.limits.
  std::expected<Outcome, feel::BudgetExceeded> evaluate(const feel::Variables& variables,
                                                        const Surroundings& surroundings,
                                                        const feel::Environment& env) const;
  /// Names read from outside, in order of first appearance: of a path its first segment, without execution and task;
  /// and the names in execution.getVariable('literal') and variables:get('literal').
  const std::vector<std::string>& reads() const;
  /// Is it more, or less, than a single ${…}? Then it evaluates to text: "a ${b} c", "abc".
  bool is_composite() const;
  /// Is there no ${…} in it at all?
  bool is_plain_text() const;

  /// The first name on which a method is called that no value here has: a bean of a Java program, which does not run
  /// here, so that evaluating it is a fault. Empty when there is none.
  const std::string& bean() const;

  bool operator==(const Expression& other) const;

 private:
  std::shared_ptr<const Program> program_;
};

/// The whole text of an attribute: literal text and any number of ${…} and #{…}. "\${" is a literal "${". Rejects texts
/// over max_expression_bytes, nesting over 200 levels, functions that do not exist, lambdas, streams and assignments.
std::expected<Expression, SyntaxError> parse_expression(std::string_view text);

/// A text of an attribute as one operand between `${` and `}`, to build an expression of several texts: a constant in
/// quotes, `${e}` as `(e)`, and text around expressions as their concatenation. Rejects as parse_expression.
std::expected<std::string, SyntaxError> operand_of(std::string_view text);
/// A text in single quotes with its escapes.
std::string quoted(std::string_view text);

}  // namespace bihuan::juel
