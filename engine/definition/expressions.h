// Decides how a text of the model becomes an expression of the definition: FEEL parsed once, or a constant.
// It evaluates nothing.
#pragma once

#include <string>

#include "engine/definition/definition.h"
#include "engine/definition/findings.h"
#include "engine/feel/names.h"

namespace bihuan::definition {

/// Every name that an expression of this process may read: declared variables, targets of mappings and results, fields
/// of forms, and what the engine itself provides. FEEL needs to know those with spaces or operators in them.
feel::KnownNames known_names(const ProcessModel& process);

/// Turns texts into expressions and reports those that do not parse, with the place in the text.
class ExpressionReader {
 public:
  ExpressionReader(const ProcessModel& process, Findings& findings)
      : known_(known_names(process)), findings_(findings) {}

  /// `what_zh`/`what_en` name the text in the sentence: "条件", "condition".
  Expr read(const ExpressionText& text, const std::string& element_id, Where where, std::string_view what_zh,
            std::string_view what_en);
  Expr read(const ExpressionText& text, const ElementModel& e, std::string_view what_zh, std::string_view what_en) {
    return read(text, e.id, e.where, what_zh, what_en);
  }
  /// As `read`, and a constant that is a number becomes one.
  Expr read_number(const ExpressionText& text, const ElementModel& e, std::string_view what_zh,
                   std::string_view what_en);

 private:
  Expr read_juel(Expr::Text expr, const std::string& element_id, Where at, std::string_view what_zh,
                 std::string_view what_en);

  feel::KnownNames known_;
  Findings& findings_;
};

/// A constant, as if it had been written.
Expr constant(Value value);

/// Names that the expression reads from outside; of a script none are known.
std::vector<std::string> names_read(const Expr& expr);

}  // namespace bihuan::definition
