// Decides how the parser moves over tokens, makes nodes, names and errors, and finishes a program.
#include <algorithm>

#include "engine/feel/built_in.h"
#include "engine/feel/parser.h"
#include "engine/feel/slots.h"

namespace bihuan::feel {

namespace {

const KnownNames& names_of_built_ins() {
  static const KnownNames names = [] {
    KnownNames all;
    for (const BuiltIn& function : built_ins()) all.add(function.name);
    all.add("days and time duration");  // a type only
    return all;
  }();
  return names;
}

}  // namespace

Parser::Parser(std::string_view text, const KnownNames& known) : program_(std::make_shared<Program>()), outer_(known) {
  program_->source = std::string(text);
  if (text.size() > max_expression_bytes) {
    lexed_ = std::unexpected(SyntaxError{max_expression_bytes, 0, "表达式太长", "the expression is too long"});
  } else if (auto tokens = tokens_of(program_->source)) {
    tokens_ = std::move(*tokens);
  } else {
    lexed_ = std::unexpected(tokens.error());
  }
}

bool Parser::is_symbol(std::string_view symbol, std::size_t ahead) const {
  const Token& t = token(ahead);
  return t.kind == TokenKind::Symbol && text_of(t) == symbol;
}

bool Parser::is_word(std::string_view word, std::size_t ahead) const {
  const Token& t = token(ahead);
  return t.kind == TokenKind::Word && text_of(t) == word;
}

bool Parser::take_symbol(std::string_view symbol) {
  if (!is_symbol(symbol)) return false;
  ++at_;
  return true;
}

bool Parser::take_word(std::string_view word) {
  if (!is_word(word)) return false;
  ++at_;
  return true;
}

std::expected<void, SyntaxError> Parser::expect_symbol(std::string_view symbol) {
  if (take_symbol(symbol)) return {};
  return unexpected_token(symbol);
}

std::expected<void, SyntaxError> Parser::expect_word(std::string_view word) {
  if (take_word(word)) return {};
  return unexpected_token(word);
}

std::unexpected<SyntaxError> Parser::error(std::string zh, std::string en) const {
  const Token& t = token();
  return std::unexpected(SyntaxError{t.begin, t.end - t.begin, std::move(zh), std::move(en)});
}

std::unexpected<SyntaxError> Parser::unexpected_token(std::string_view wanted) const {
  const bool ended = token().kind == TokenKind::End;
  const std::string found(text_of(token()).substr(0, 40));
  const std::string expected(wanted);
  return error("此处应为“" + expected + "”,但" + (ended ? "表达式已结束" : "出现了“" + found + "”"),
               "expected " + expected + ", but " + (ended ? "the text ends" : "found '" + found + "'"));
}

std::unexpected<SyntaxError> Parser::deep() const {
  return error("表达式嵌套超过 200 层", "the expression is nested deeper than 200 levels");
}

Parsed Parser::add(NodeKind kind, std::uint32_t offset, std::span<const NodeId> children, std::uint32_t value,
                   std::uint8_t op) {
  Node node{.kind = kind, .op = op, .offset = offset, .value = value};
  node.first_child = static_cast<std::uint32_t>(program_->children.size());
  node.child_count = static_cast<std::uint32_t>(children.size());
  for (const NodeId child : children) {
    const Node& below = program_->nodes[child];
    node.reads_input = node.reads_input || below.reads_input;
    node.height = std::max<std::uint16_t>(node.height, below.height + 1);
  }
  if (node.height > max_height) return deep();
  program_->children.insert(program_->children.end(), children.begin(), children.end());
  program_->nodes.push_back(node);
  return static_cast<NodeId>(program_->nodes.size() - 1);
}

Parsed Parser::add(NodeKind kind, std::uint32_t offset, std::initializer_list<NodeId> children, std::uint32_t value,
                   std::uint8_t op) {
  return add(kind, offset, std::span<const NodeId>(children.begin(), children.size()), value, op);
}

NodeId Parser::constant(Value value, std::uint32_t offset) {
  program_->constants.push_back(std::move(value));
  program_->nodes.push_back({.kind = NodeKind::Constant,
                             .offset = offset,
                             .value = static_cast<std::uint32_t>(program_->constants.size() - 1)});
  return static_cast<NodeId>(program_->nodes.size() - 1);
}

const Value* Parser::constant_of(NodeId id) const {
  const Node& node = program_->nodes[id];
  return node.kind == NodeKind::Constant ? &program_->constants[node.value] : nullptr;
}

std::uint32_t Parser::intern(std::string_view name) {
  if (const auto found = interned_.find(name); found != interned_.end()) return found->second;
  const auto id = static_cast<std::uint32_t>(program_->names.size());
  program_->names.emplace_back(name);
  program_->built_ins.push_back(built_in_index(name));
  interned_.emplace(name, id);
  return id;
}

std::uint32_t Parser::argument_names(const std::vector<std::uint32_t>& names) {
  const auto first = static_cast<std::uint32_t>(program_->argument_names.size());
  program_->argument_names.insert(program_->argument_names.end(), names.begin(), names.end());
  return first;
}

NameMatch Parser::known_here() const {
  NameMatch best = names_of_built_ins().longest(source(), tokens_, at_);
  for (const KnownNames* names : {&outer_, &own_})
    if (NameMatch match = names->longest(source(), tokens_, at_); match.count > best.count) best = std::move(match);
  return best;
}

NameMatch Parser::name_here() const {
  NameMatch known = known_here();
  NameMatch words = adjacent_words(source(), tokens_, at_);
  return known.count >= words.count ? known : words;
}

std::expected<std::uint32_t, SyntaxError> Parser::declared_name(std::initializer_list<std::string_view> closing) {
  const std::size_t from = at_;
  const auto closes = [&] {
    const Token& t = token();
    if (t.kind == TokenKind::End || t.kind == TokenKind::String) return true;
    return std::find(closing.begin(), closing.end(), text_of(t)) != closing.end();
  };
  while (!closes()) ++at_;
  if (at_ == from || tokens_[from].kind != TokenKind::Word) {
    at_ = from;
    return unexpected_token("name");
  }
  const std::string name = joined(source(), tokens_, from, at_);
  own_.add(name);
  const std::uint32_t id = intern(name);
  bound_.push_back(id);
  return id;
}

void Parser::note_read(std::uint32_t name) {
  if (std::find(bound_.begin(), bound_.end(), name) != bound_.end()) return;
  const std::string& text = program_->names[name];
  std::vector<std::string>& reads = program_->reads;
  if (text != "?" && std::find(reads.begin(), reads.end(), text) == reads.end()) reads.push_back(text);
}

bool Parser::reads(std::uint32_t name, std::size_t first_node) const {
  const auto here = [&](const Node& node) { return node.kind == NodeKind::Name && node.value == name; };
  return std::any_of(program_->nodes.begin() + static_cast<std::ptrdiff_t>(first_node), program_->nodes.end(), here);
}

void Parser::collect_free_names(FunctionShape& shape, std::size_t first_node) const {
  for (std::size_t i = first_node; i < program_->nodes.size(); ++i) {
    const Node& node = program_->nodes[i];
    if (node.kind != NodeKind::Name) continue;
    if (std::find(shape.free_names.begin(), shape.free_names.end(), node.value) == shape.free_names.end())
      shape.free_names.push_back(node.value);
  }
}

std::expected<std::shared_ptr<const Program>, SyntaxError> Parser::finished(NodeId root) {
  if (token().kind != TokenKind::End) return unexpected_token("operator");
  program_->root = root;
  assign_slots(*program_);
  return std::move(program_);
}

std::expected<std::shared_ptr<const Program>, SyntaxError> Parser::expression_only() {
  if (!lexed_) return std::unexpected(lexed_.error());
  const Parsed root = expression();
  if (!root) return std::unexpected(root.error());
  return finished(*root);
}

std::expected<std::shared_ptr<const Program>, SyntaxError> Parser::unary_tests_only() {
  if (!lexed_) return std::unexpected(lexed_.error());
  const Parsed root = tests_root();
  if (!root) return std::unexpected(root.error());
  program_->unary_tests = true;
  return finished(*root);
}

}  // namespace bihuan::feel
