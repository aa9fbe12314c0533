// Decides operators and their precedence, lowest first: ?:, or, and, equality, order, sum, product, prefix. Operands of
// one level are one node, so that the length of a text is not its depth.
#include "engine/juel/parser.h"

#include <algorithm>
#include <array>

#include "engine/base/limits.h"

namespace bihuan::juel {
namespace {

struct Sign {
  std::string_view symbol, word;
  Operator op;
};

constexpr std::array equality = {Sign{"==", "eq", Operator::Equal}, Sign{"!=", "ne", Operator::NotEqual}};
constexpr std::array order = {Sign{"<=", "le", Operator::LessEqual}, Sign{">=", "ge", Operator::GreaterEqual},
                              Sign{"<", "lt", Operator::Less}, Sign{">", "gt", Operator::Greater}};
constexpr std::array sum = {Sign{"+", "", Operator::Add}, Sign{"-", "", Operator::Subtract}};
constexpr std::array product = {Sign{"*", "", Operator::Multiply}, Sign{"/", "div", Operator::Divide},
                                Sign{"%", "mod", Operator::Remainder}};

constexpr std::array<std::span<const Sign>, 4> levels = {equality, order, sum, product};

}  // namespace

std::expected<std::shared_ptr<const Program>, SyntaxError> Parser::program() {
  if (source_.size() > max_expression_bytes)
    return std::unexpected(SyntaxError{0, source_.size(), "表达式太长", "Expected at most 65536 bytes"});
  program_->source = std::string(source_);
  try {
    for (std::size_t from = 0; from < source_.size();) {
      LiteralText literal = literal_text(source_, from);
      from = literal.end;
      if (!literal.text.empty()) program_->parts.push_back({std::move(literal.text), 0, false});
      if (from >= source_.size()) break;
      const NodeId root = whole(from + 2);
      program_->parts.push_back({"", root, true});
      from = tokens_.back().end;
    }
  } catch (Stop& stop) {
    return std::unexpected(std::move(stop.error));
  }
  return std::move(program_);
}

NodeId Parser::whole(std::size_t from) {
  auto tokens = tokens_of(source_, from);
  if (!tokens) throw Stop{std::move(tokens.error())};
  tokens_ = std::move(*tokens);
  next_ = 0;
  if (peek().kind == TokenKind::End) fail(peek(), "花括号里没有表达式", "Expected an expression between the braces");
  const NodeId root = conditional();
  if (peek().kind != TokenKind::End)
    fail(peek(), "这里多出了 “" + std::string(text(peek())) + "”",
         "Expected the expression to end before " + std::string(text(peek())));
  return root;
}

NodeId Parser::conditional() {
  const Token begin = peek();
  enter(begin);
  NodeId result = junction(true);
  if (take("?")) {
    const NodeId yes = conditional();
    expect(":");
    result = add(NodeKind::Conditional, begin, {result, yes, conditional()});
  }
  leave();
  return result;
}

NodeId Parser::junction(bool is_or) {
  const Token begin = peek();
  std::vector<NodeId> operands;
  do operands.push_back(is_or ? junction(false) : chain(0));
  while (is_or ? take_word("||", "or") : take_word("&&", "and"));
  return operands.size() == 1 ? operands[0] : add(is_or ? NodeKind::Or : NodeKind::And, begin, operands);
}

NodeId Parser::chain(std::size_t level) {
  if (level == levels.size()) return unary();
  const Token begin = peek();
  std::vector<NodeId> operands = {chain(level + 1)};
  std::vector<Operator> operators;
  for (;;) {
    const auto sign = std::find_if(levels[level].begin(), levels[level].end(),
                                   [&](const Sign& s) { return take_word(s.symbol, s.word); });
    if (sign == levels[level].end()) break;
    operators.push_back(sign->op);
    operands.push_back(chain(level + 1));
  }
  if (operators.empty()) return operands[0];
  const auto first = static_cast<std::uint32_t>(program_->operators.size());
  program_->operators.insert(program_->operators.end(), operators.begin(), operators.end());
  return add(NodeKind::Chain, begin, operands, first);
}

NodeId Parser::unary() {
  const Token begin = peek();
  const bool minus = take("-");
  const bool negation = !minus && take_word("!", "not");
  const bool empty = !minus && !negation && take_word("", "empty");
  if (!minus && !negation && !empty) return value();
  enter(begin);
  const NodeId operand = unary();
  leave();
  return add(minus ? NodeKind::Negate : negation ? NodeKind::Not : NodeKind::Empty, begin, {operand});
}

}  // namespace bihuan::juel
