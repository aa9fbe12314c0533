// Decides which texts are expressions and what tree they make (Expression Language 2.2, 1.19, and its precedence in
// 1.14). Recursive descent without backtracking, bounded to 200 levels. It does not evaluate.
#pragma once

#include <expected>
#include <memory>
#include <string_view>
#include <vector>

#include "engine/juel/call.h"
#include "engine/juel/expression.h"
#include "engine/juel/lexer.h"
#include "engine/juel/program.h"

namespace bihuan::juel {

class Parser {
 public:
  explicit Parser(std::string_view source) : source_(source) {}

  std::expected<std::shared_ptr<const Program>, SyntaxError> program();

 private:
  /// Thrown inside the parser only.
  struct Stop {
    SyntaxError error;
  };
  struct Level;

  // parser.cpp: operators
  NodeId whole(std::size_t from);
  NodeId conditional();
  NodeId junction(bool is_or);
  NodeId chain(std::size_t level);
  NodeId unary();

  // parser_value.cpp: literals, names, paths, calls
  NodeId value();
  NodeId primary();
  NodeId word();
  NodeId name(const Token& token);
  NodeId number(const Token& token);
  NodeId list(const Token& begin);
  NodeId map(const Token& begin);
  NodeId suffix(NodeId operand);
  NodeId member(NodeId operand);
  NodeId method(NodeId receiver, const Token& name);
  NodeId function(std::string_view space, const Token& name);
  std::vector<NodeId> arguments(std::vector<NodeId> first);
  bool at_function_space() const;
  void note_variable(std::string_view method, NodeId receiver, const std::vector<NodeId>& children);

  // parser_support.cpp: tokens, nodes, errors
  const Token& peek(std::size_t ahead = 0) const;
  std::string_view text(const Token& token) const { return source_.substr(token.begin, token.end - token.begin); }
  bool at(std::string_view symbol) const;
  bool take(std::string_view symbol);
  bool take_word(std::string_view symbol, std::string_view word);
  void expect(std::string_view symbol);
  [[noreturn]] void fail(const Token& token, std::string zh, std::string en) const;
  void enter(const Token& token);
  void leave() { --depth_; }
  NodeId add(NodeKind kind, const Token& token, const std::vector<NodeId>& children, std::uint32_t value = 0);
  NodeId constant(const Token& token, Value value);
  std::uint32_t name_index(std::string_view name);
  void add_read(std::string_view name);

  std::string_view source_;
  std::shared_ptr<Program> program_ = std::make_shared<Program>();
  std::vector<Token> tokens_;
  std::size_t next_ = 0;
  int depth_ = 0;
};

/// Is the word one of the operators, literals or reserved words, so that it names nothing?
bool is_keyword(std::string_view word);

}  // namespace bihuan::juel
