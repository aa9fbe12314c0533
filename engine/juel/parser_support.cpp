// Decides tokens, nodes and errors of the parser.
#include <algorithm>
#include <array>

#include "engine/juel/parser.h"

namespace bihuan::juel {

bool is_keyword(std::string_view word) {
  constexpr std::array<std::string_view, 16> words = {"and",        "or",    "not", "eq",   "ne",    "lt",
                                                      "gt",         "le",    "ge",  "true", "false", "null",
                                                      "instanceof", "empty", "div", "mod"};
  return std::find(words.begin(), words.end(), word) != words.end();
}

const Token& Parser::peek(std::size_t ahead) const {
  return tokens_[std::min(next_ + ahead, tokens_.size() - 1)];
}

bool Parser::at(std::string_view symbol) const {
  return peek().kind == TokenKind::Symbol && text(peek()) == symbol;
}

bool Parser::take(std::string_view symbol) {
  if (!at(symbol)) return false;
  ++next_;
  return true;
}

bool Parser::take_word(std::string_view symbol, std::string_view word) {
  if (take(symbol)) return true;
  if (peek().kind != TokenKind::Word || text(peek()) != word) return false;
  ++next_;
  return true;
}

void Parser::expect(std::string_view symbol) {
  if (!take(symbol)) fail(peek(), "这里应当是 “" + std::string(symbol) + "”", "Expected " + std::string(symbol));
}

void Parser::fail(const Token& token, std::string zh, std::string en) const {
  throw Stop{{token.begin, token.end - token.begin, std::move(zh), std::move(en)}};
}

void Parser::enter(const Token& token) {
  if (++depth_ > max_height) fail(token, "表达式嵌套太深", "Expected at most 200 levels of nesting");
}

NodeId Parser::add(NodeKind kind, const Token& token, const std::vector<NodeId>& children, std::uint32_t value) {
  std::uint16_t height = 1;
  for (const NodeId child : children)
    height = std::max(height, static_cast<std::uint16_t>(program_->nodes[child].height + 1));
  if (height > max_height) fail(token, "表达式嵌套太深", "Expected at most 200 levels of nesting");
  const auto first = static_cast<std::uint32_t>(program_->children.size());
  program_->children.insert(program_->children.end(), children.begin(), children.end());
  program_->nodes.push_back({kind, height, token.begin, first, static_cast<std::uint32_t>(children.size()), value});
  return static_cast<NodeId>(program_->nodes.size() - 1);
}

NodeId Parser::constant(const Token& token, Value value) {
  program_->constants.push_back(std::move(value));
  return add(NodeKind::Constant, token, {}, static_cast<std::uint32_t>(program_->constants.size() - 1));
}

std::uint32_t Parser::name_index(std::string_view name) {
  const auto found = std::find(program_->names.begin(), program_->names.end(), name);
  if (found != program_->names.end()) return static_cast<std::uint32_t>(found - program_->names.begin());
  program_->names.emplace_back(name);
  return static_cast<std::uint32_t>(program_->names.size() - 1);
}

void Parser::add_read(std::string_view name) {
  if (std::find(program_->reads.begin(), program_->reads.end(), name) == program_->reads.end())
    program_->reads.emplace_back(name);
}

}  // namespace bihuan::juel
