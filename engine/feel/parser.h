// Decides which program a FEEL text means (DMN 1.5, 10.3.1.2). Recursive descent with two bounds, on its own nesting
// and on the height of the tree, so that no text can exhaust a stack. It does not check types and does not evaluate.
#pragma once

#include <expected>
#include <initializer_list>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/feel/expression.h"
#include "engine/feel/lexer.h"
#include "engine/feel/names.h"
#include "engine/feel/program.h"

namespace bihuan::feel {

using Parsed = std::expected<NodeId, SyntaxError>;

/// Builds one Program; used once. The member functions are grouped as in the standard's grammar, one file per group.
class Parser {
 public:
  /// Requires that `known` outlives the parser.
  Parser(std::string_view text, const KnownNames& known);
  std::expected<std::shared_ptr<const Program>, SyntaxError> expression_only();
  std::expected<std::shared_ptr<const Program>, SyntaxError> unary_tests_only();

 private:
  // parser.cpp: operators, by precedence
  Parsed expression();
  Parsed disjunction();
  Parsed conjunction();
  Parsed comparison();
  Parsed between(NodeId value);
  Parsed in_tests(NodeId value);
  Parsed additive();
  Parsed multiplicative();
  Parsed power();
  Parsed negation();
  Parsed arithmetic_chain(Parsed (Parser::*operand)(),
                          std::span<const std::pair<std::string_view, Operator>> operators);
  Parsed instance_of();
  Parsed postfix();
  Parsed path_step(NodeId operand);
  Parsed filter_step(NodeId operand);
  Parsed call_step(NodeId callee);
  Parsed named_arguments(NodeId callee, std::uint32_t offset);

  // parser_primary.cpp: literals, lists, contexts, ranges, names
  Parsed primary();
  Parsed keyword_or_name();
  Parsed parenthesis();
  Parsed bracket();
  Parsed open_range();
  Parsed range_after(NodeId low, bool low_closed, std::uint32_t offset);
  Parsed list_after(NodeId first, std::uint32_t offset);
  Parsed context();
  std::expected<std::uint32_t, SyntaxError> context_key();
  Parsed number();
  Parsed at_literal();
  Parsed unary_comparison();
  Parsed name();
  bool closes_range() const;

  // parser_special.cpp: if, for, quantifiers, function literals, types, unary tests
  Parsed if_expression();
  Parsed for_expression();
  Parsed quantified(NodeKind kind);
  Parsed iteration();
  Parsed function_literal();
  std::expected<void, SyntaxError> formal_parameter(FunctionShape& shape);
  std::expected<Type, SyntaxError> type();
  std::expected<Type, SyntaxError> type_arguments(Type base);
  std::expected<Type, SyntaxError> context_type(Type base);
  std::expected<Type, SyntaxError> function_type(Type base);
  Parsed tests_root();
  bool begins_test() const;
  Parsed positive_test();
  std::expected<std::vector<NodeId>, SyntaxError> positive_tests(std::string_view closing);

  // parser_support.cpp: tokens, nodes, errors, the finished program
  const Token& token(std::size_t ahead = 0) const { return tokens_[std::min(at_ + ahead, tokens_.size() - 1)]; }
  std::string_view text_of(const Token& t) const { return source().substr(t.begin, t.end - t.begin); }
  std::string_view source() const { return program_->source; }
  bool is_symbol(std::string_view symbol, std::size_t ahead = 0) const;
  bool is_word(std::string_view word, std::size_t ahead = 0) const;
  bool take_symbol(std::string_view symbol);
  bool take_word(std::string_view word);
  std::expected<void, SyntaxError> expect_symbol(std::string_view symbol);
  std::expected<void, SyntaxError> expect_word(std::string_view word);
  std::unexpected<SyntaxError> error(std::string zh, std::string en) const;
  std::unexpected<SyntaxError> unexpected_token(std::string_view wanted) const;
  Parsed add(NodeKind kind, std::uint32_t offset, std::span<const NodeId> children, std::uint32_t value = 0,
             std::uint8_t op = 0);
  Parsed add(NodeKind kind, std::uint32_t offset, std::initializer_list<NodeId> children, std::uint32_t value = 0,
             std::uint8_t op = 0);
  NodeId constant(Value value, std::uint32_t offset);
  const Value* constant_of(NodeId id) const;
  std::uint32_t intern(std::string_view name);
  std::uint32_t argument_names(const std::vector<std::uint32_t>& names);
  NameMatch known_here() const;
  NameMatch name_here() const;
  /// A name in a place where it is made, not read: all tokens up to one of the closing symbols or words. From here on
  /// it is known, and bound until the caller restores `bound_`.
  std::expected<std::uint32_t, SyntaxError> declared_name(std::initializer_list<std::string_view> closing);
  std::expected<std::shared_ptr<const Program>, SyntaxError> finished(NodeId root);
  void note_read(std::uint32_t name);
  /// Does a node from `first_node` on read this name?
  bool reads(std::uint32_t name, std::size_t first_node) const;
  void collect_free_names(FunctionShape& shape, std::size_t first_node) const;

  /// Counts nesting of the parser itself; `deep()` is the error beyond it.
  struct Nesting {
    explicit Nesting(std::uint32_t& depth) : depth_(depth) { ++depth_; }
    ~Nesting() { --depth_; }
    std::uint32_t& depth_;
  };
  bool too_deep() const { return nesting_ > max_height; }
  std::unexpected<SyntaxError> deep() const;

  std::shared_ptr<Program> program_;
  std::vector<Token> tokens_;
  std::expected<void, SyntaxError> lexed_;
  std::size_t at_ = 0;
  std::uint32_t nesting_ = 0;
  const KnownNames& outer_;  ///< the caller's
  KnownNames own_;           ///< declared by the text itself
  std::map<std::string, std::uint32_t, std::less<>> interned_;
  std::vector<std::uint32_t> bound_;  ///< names that the text around this place binds, innermost last
};

}  // namespace bihuan::feel
