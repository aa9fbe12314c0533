// Stands in until the language itself arrives.
#include "engine/juel/expression.h"

namespace bihuan::juel {

struct Program {
  std::string source;
  std::vector<std::string> reads;
};
const std::string& Expression::source() const {
  return program_->source;
}
std::expected<Outcome, feel::BudgetExceeded> Expression::evaluate(const feel::Variables&, const Surroundings&,
                                                                  const feel::Environment&) const {
  return Outcome{};
}
const std::vector<std::string>& Expression::reads() const {
  return program_->reads;
}
bool Expression::is_composite() const {
  return false;
}
bool Expression::is_plain_text() const {
  return true;
}
bool Expression::operator==(const Expression& other) const {
  return source() == other.source();
}
std::expected<Expression, SyntaxError> parse_expression(std::string_view) {
  return std::unexpected(SyntaxError{});
}

}  // namespace bihuan::juel
