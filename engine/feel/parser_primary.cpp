// Decides literals, names, parentheses, lists, ranges and contexts. What FEEL spells with the same bracket (list,
// range, filter, an open range's end) is told apart here, without ever going back.
#include <algorithm>

#include "engine/feel/parser.h"
#include "engine/feel/text.h"

namespace bihuan::feel {
namespace {

bool is_comparison(std::string_view symbol) {
  return symbol == "<" || symbol == "<=" || symbol == ">" || symbol == ">=" || symbol == "=" || symbol == "!=" ||
         symbol == "==";
}

}  // namespace

Parsed Parser::primary() {
  const Nesting nesting(nesting_);
  if (too_deep()) return deep();
  const std::uint32_t offset = token().begin;
  switch (token().kind) {
    case TokenKind::Number:
      return number();
    case TokenKind::String: {
      std::string value = unescaped(text_of(token()));
      ++at_;
      return constant(std::move(value), offset);
    }
    case TokenKind::Word:
      return keyword_or_name();
    case TokenKind::End:
      return unexpected_token("expression");
    case TokenKind::Symbol:
      break;
  }
  if (is_symbol("(")) return parenthesis();
  if (is_symbol("[")) return bracket();
  if (is_symbol("]")) return open_range();
  if (is_symbol("{")) return context();
  if (is_symbol("@")) return at_literal();
  return unexpected_token("expression");
}

Parsed Parser::keyword_or_name() {
  const NameMatch known = known_here();
  if (known.count > 0) return name();
  const std::uint32_t offset = token().begin;
  if (is_word("if")) return if_expression();
  if (is_word("for")) return for_expression();
  if (is_word("some")) return quantified(NodeKind::Some);
  if (is_word("every")) return quantified(NodeKind::Every);
  if (is_word("function") && is_symbol("(", 1)) return function_literal();
  if (take_word("true")) return constant(true, offset);
  if (take_word("false")) return constant(false, offset);
  if (take_word("null")) return constant(Value(), offset);
  return name();
}

Parsed Parser::name() {
  const std::uint32_t offset = token().begin;
  if (ends_name(source(), tokens_, at_) && known_here().count == 0) return unexpected_token("expression");
  const NameMatch match = name_here();
  if (match.count == 0) return unexpected_token("expression");
  at_ += match.count;
  const std::uint32_t id = intern(match.name);
  if (program_->built_ins[id] < 0 || !is_symbol("(")) note_read(id);
  const Parsed node = add(NodeKind::Name, offset, std::initializer_list<NodeId>{}, id);
  if (node && match.name == "?") program_->nodes[*node].reads_input = true;
  return node;
}

Parsed Parser::number() {
  const std::uint32_t offset = token().begin;
  const std::optional<Decimal> value = Decimal::parse(text_of(token()));
  if (!value) return error("数字超出范围", "the number is out of range");
  ++at_;
  return constant(*value, offset);
}

Parsed Parser::at_literal() {
  const std::uint32_t offset = token().begin;
  ++at_;
  if (token().kind != TokenKind::String) return unexpected_token("string");
  const std::string text = unescaped(text_of(token()));
  ++at_;
  return constant(parse_temporal(text), offset);
}

Parsed Parser::parenthesis() {
  const std::uint32_t offset = token().begin;
  ++at_;
  if (token().kind == TokenKind::Symbol && is_comparison(text_of(token()))) {
    const Parsed test = unary_comparison();
    if (!test) return test;
    if (const auto end = expect_symbol(")"); !end) return std::unexpected(end.error());
    return test;
  }
  const Parsed inner = expression();
  if (!inner) return inner;
  if (take_symbol("..")) return range_after(*inner, false, offset);
  if (const auto end = expect_symbol(")"); !end) return std::unexpected(end.error());
  return inner;
}

Parsed Parser::bracket() {
  const std::uint32_t offset = token().begin;
  ++at_;
  if (take_symbol("]")) return constant(List{}, offset);
  const Parsed first = positive_test();
  if (!first) return first;
  if (take_symbol("..")) return range_after(*first, true, offset);
  return list_after(*first, offset);
}

Parsed Parser::list_after(NodeId first, std::uint32_t offset) {
  std::vector<NodeId> items = {first};
  while (take_symbol(",")) {
    const Parsed item = positive_test();
    if (!item) return item;
    items.push_back(*item);
  }
  if (const auto end = expect_symbol("]"); !end) return std::unexpected(end.error());
  const bool fixed = std::all_of(items.begin(), items.end(), [&](NodeId id) { return constant_of(id) != nullptr; });
  if (!fixed) return add(NodeKind::List, offset, items);
  List values;
  for (const NodeId id : items) values.push_back(*constant_of(id));
  return constant(std::move(values), offset);
}

Parsed Parser::open_range() {
  const std::uint32_t offset = token().begin;
  ++at_;
  const Parsed low = expression();
  if (!low) return low;
  if (const auto dots = expect_symbol(".."); !dots) return std::unexpected(dots.error());
  return range_after(*low, false, offset);
}

Parsed Parser::range_after(NodeId low, bool low_closed, std::uint32_t offset) {
  const Parsed high = expression();
  if (!high) return high;
  std::uint8_t ends = low_closed ? low_closed_bit : 0;
  if (take_symbol("]")) {
    ends |= high_closed_bit;
  } else if (!take_symbol(")") && !take_symbol("[")) {
    return unexpected_token("] or )");
  }
  return add(NodeKind::Range, offset, {low, *high}, 0, ends);
}

/// Behind an end point "[" closes an open range when what follows cannot begin a filter's condition.
bool Parser::closes_range() const {
  const Token& next = token(1);
  switch (next.kind) {
    case TokenKind::Number:
    case TokenKind::String:
      return false;
    case TokenKind::End:
      return true;
    case TokenKind::Word:
      return ends_name(source(), tokens_, std::min(at_ + 1, tokens_.size() - 1));
    case TokenKind::Symbol: {
      const std::string_view symbol = text_of(next);
      return symbol != "(" && symbol != "[" && symbol != "{" && symbol != "@" && symbol != "-";
    }
  }
  return false;
}

Parsed Parser::context() {
  const std::uint32_t offset = token().begin;
  const std::size_t bound_before = bound_.size();
  ++at_;
  std::vector<std::uint32_t> names;
  std::vector<NodeId> values;
  if (!take_symbol("}")) {
    do {
      const auto key = context_key();
      if (!key) return std::unexpected(key.error());
      if (std::find(names.begin(), names.end(), *key) != names.end())
        return error("上下文中有重复的键“" + program_->names[*key] + "”",
                     "the context has the key '" + program_->names[*key] + "' twice");
      if (const auto colon = expect_symbol(":"); !colon) return std::unexpected(colon.error());
      const Parsed value = expression();
      if (!value) return value;
      names.push_back(*key);
      values.push_back(*value);
      bound_.push_back(*key);
    } while (take_symbol(","));
    if (const auto end = expect_symbol("}"); !end) return std::unexpected(end.error());
  }
  bound_.resize(bound_before);
  return add(NodeKind::ContextLiteral, offset, values, argument_names(names));
}

std::expected<std::uint32_t, SyntaxError> Parser::context_key() {
  if (token().kind == TokenKind::String) {
    const std::string key = unescaped(text_of(token()));
    ++at_;
    own_.add(key);
    return intern(key);
  }
  const auto key = declared_name({":", ",", "}", "{", "(", ")", "[", "]"});
  if (key) bound_.pop_back();  // visible to the entries after it, not to its own
  return key;
}

}  // namespace bihuan::feel
