// Decides where in the text a node stands: the nodes keep one byte each, the tokens give the rest.
#include <algorithm>

#include "engine/feel/checker.h"
#include "engine/feel/names.h"

namespace bihuan::feel {

/// The index of the token that begins at this byte, or of the first one after it.
std::size_t Checker::token_at(std::size_t offset) const {
  const auto found = std::lower_bound(tokens_.begin(), tokens_.end(), offset,
                                      [](const Token& token, std::size_t at) { return token.begin < at; });
  return std::min(static_cast<std::size_t>(found - tokens_.begin()), tokens_.size() - 1);
}

/// Nodes with an operand in front keep the place of their operator.
std::size_t Checker::begin_of(NodeId id) const {
  std::size_t least = program_.nodes[id].offset;
  while (program_.nodes[id].child_count > 0) {
    id = program_.children_of(program_.nodes[id])[0];
    least = std::min<std::size_t>(least, program_.nodes[id].offset);
  }
  return least;
}

/// The end with the bracket that closes the node, if it has one.
std::size_t Checker::closed_end(const Node& node, std::size_t end) const {
  const bool bracketed = node.kind == NodeKind::Call || node.kind == NodeKind::NamedCall ||
                         node.kind == NodeKind::Filter || node.kind == NodeKind::List ||
                         node.kind == NodeKind::ContextLiteral || node.kind == NodeKind::Range;
  if (!bracketed) return end;
  const bool no_arguments = node.kind == NodeKind::Call && node.child_count == 1;
  const std::size_t next = token_at(end) + (no_arguments ? 1 : 0);
  return next < tokens_.size() && tokens_[next].kind == TokenKind::Symbol ? tokens_[next].end : end;
}

std::size_t Checker::end_of(NodeId id) const {
  const Node& node = program_.nodes[id];
  const bool names = node.kind == NodeKind::Name || node.kind == NodeKind::Path;
  const std::size_t first = token_at(node.offset) + (node.kind == NodeKind::Path ? 1 : 0);
  std::size_t end = tokens_[std::min(first, tokens_.size() - 1)].end;
  if (names) {
    const std::string_view name = name_of(node.value);
    for (std::size_t last = first + 1; last < tokens_.size() && last <= first + name.size(); ++last)
      if (joined(program_.source, tokens_, first, last) == name) end = tokens_[last - 1].end;
  }
  const bool at_literal = node.kind == NodeKind::Constant && program_.source[node.offset] == '@';
  if (at_literal) end = tokens_[std::min(first + 1, tokens_.size() - 1)].end;
  if (node.child_count > 0) end = std::max(end, end_of(program_.children_of(node).back()));
  return closed_end(node, end);
}

std::string_view Checker::text_of(NodeId id) const {
  const std::size_t begin = begin_of(id);
  return std::string_view(program_.source).substr(begin, end_of(id) - begin);
}

void Checker::report(std::size_t begin, std::size_t end, std::string zh, std::string en, std::string suggestion) {
  constexpr std::size_t enough = 100;
  if (findings.size() < enough)
    findings.push_back({begin, end - begin, std::move(zh), std::move(en), std::move(suggestion), Weight::Error});
}

void Checker::report(NodeId id, std::string zh, std::string en, std::string suggestion) {
  report(begin_of(id), end_of(id), std::move(zh), std::move(en), std::move(suggestion));
}

void Checker::warn(NodeId id, std::string zh, std::string en) {
  const std::size_t before = findings.size();
  report(id, std::move(zh), std::move(en));
  if (findings.size() > before) findings.back().weight = Weight::Warning;
}

std::string_view Checker::argument_name(const Node& node, std::size_t i) const {
  return name_of(program_.argument_names[node.value + i]);
}

}  // namespace bihuan::feel
