// Decides candidates by the words before the cursor. Names may hold spaces, so that as many words as a name could have
// are tried, the longest first.
#include "engine/feel/complete.h"

#include <algorithm>
#include <array>
#include <functional>

#include "engine/feel/built_in.h"
#include "engine/feel/built_in_help.h"
#include "engine/feel/check_type.h"
#include "engine/feel/lexer.h"
#include "engine/feel/names.h"

namespace bihuan::feel {
namespace {

constexpr std::array<std::string_view, 17> keywords = {"and",      "between",   "else", "every",       "false", "for",
                                                       "function", "if",        "in",   "instance of", "null",  "or",
                                                       "return",   "satisfies", "some", "then",        "true"};

/// The words that stand before the cursor without anything between, from the first of them on.
struct Typed {
  std::string_view text;
  std::vector<Token> tokens;
  std::size_t first_word = 0;  ///< index in tokens; the number of tokens when there is no word
  bool readable = true;        ///< false inside a string or a comment
  bool behind_dot = false;
  bool spaced = false;  ///< white space stands between the words and the cursor

  std::string words(std::size_t from) const {
    return joined(text, tokens, from, tokens.size()) + (spaced && from < tokens.size() ? " " : "");
  }
  std::size_t bytes(std::size_t from) const { return from < tokens.size() ? text.size() - tokens[from].begin : 0; }
  std::string_view token(std::size_t i) const { return text.substr(tokens[i].begin, tokens[i].end - tokens[i].begin); }
};

Typed typed(std::string_view before) {
  Typed result{.text = before, .tokens = {}};
  auto tokens = tokens_of(before);
  result.readable = tokens.has_value();
  if (!tokens) return result;
  result.spaced = tokens->back().spaced;
  tokens->pop_back();
  result.tokens = std::move(*tokens);
  result.first_word = result.tokens.size();
  const auto is_word = [&](std::size_t i) {
    return result.tokens[i].kind == TokenKind::Word || result.tokens[i].kind == TokenKind::Number;
  };
  while (result.first_word > 0 && is_word(result.first_word - 1)) --result.first_word;
  result.behind_dot = result.first_word > 0 && result.token(result.first_word - 1) == ".";
  return result;
}

/// The type of the longest expression of paths, filters and calls that ends before the dot.
Type type_before_dot(const Typed& at, const CheckScope& scope) {
  constexpr std::size_t farthest = 64;
  const std::size_t dot = at.first_word - 1;
  std::vector<std::string> names;
  for (const TypedName& name : scope.names) names.push_back(name.name);
  Type best;
  for (std::size_t back = 1; back <= std::min(dot, farthest); ++back) {
    const std::uint32_t begin = at.tokens[dot - back].begin;
    const auto parsed = parse_expression(at.text.substr(begin, at.tokens[dot].begin - begin), names);
    if (!parsed) continue;
    const NodeKind kind = parsed->program()->nodes[parsed->program()->root].kind;
    const bool whole = kind == NodeKind::Name || kind == NodeKind::Path || kind == NodeKind::Filter ||
                       kind == NodeKind::Call || kind == NodeKind::NamedCall || kind == NodeKind::Constant ||
                       kind == NodeKind::ContextLiteral || kind == NodeKind::Range;
    if (whole) best = type_of(*parsed, scope);
  }
  return best.kind == TypeKind::List ? element_of(best) : best;
}

struct Collector {
  const Typed& at;
  std::vector<Candidate> found = {};

  /// Offers the name when it goes on from the last words; from all of them first.
  void offer(CandidateKind kind, std::string_view name, std::string detail, std::string_view zh, std::string_view en) {
    constexpr std::size_t enough = 100;
    const bool from_nothing = at.spaced || at.first_word == at.tokens.size();
    for (std::size_t from = at.first_word; from <= at.tokens.size() && found.size() < enough; ++from) {
      if (from == at.tokens.size() && !from_nothing) return;
      if (!name.starts_with(at.words(from))) continue;
      found.push_back({kind, std::string(name), at.bytes(from), std::move(detail), std::string(zh), std::string(en)});
      return;
    }
  }
};

void offer_fields(Collector& collector, const Type& type) {
  for (const auto& [name, field] : type.fields) collector.offer(CandidateKind::Field, name, english(field), "", "");
  for (const auto& [name, property] : properties_of(type))
    collector.offer(CandidateKind::Field, name, english(property), "", "");
}

void offer_all(Collector& collector, const CheckScope& scope) {
  std::vector<const TypedName*> names;
  for (const TypedName& name : scope.names) names.push_back(&name);
  std::ranges::sort(names, {}, [](const TypedName* name) { return name->name; });
  for (const TypedName* name : names)
    collector.offer(CandidateKind::Variable, name->name, english(name->type), chinese(name->type), "");
  for (const BuiltIn& function : built_ins()) {
    const BuiltInHelp* help = help_of(function.name);
    collector.offer(CandidateKind::Function, function.name, forms_of(built_in_index(function.name), " | "),
                    help != nullptr ? help->zh : "", help != nullptr ? help->en : "");
  }
  for (const std::string_view keyword : keywords) collector.offer(CandidateKind::Keyword, keyword, "", "", "");
}

}  // namespace

std::string forms_of(int built_in, std::string_view between) {
  std::string out;
  for (const Signature& signature : signatures_of_built_in(built_in)) {
    if (!out.empty()) out += between;
    out += std::string(built_ins()[static_cast<std::size_t>(built_in)].name) + "(";
    for (std::size_t i = 0; i < signature.parameters.size(); ++i) {
      const Parameter& parameter = signature.parameters[i];
      out += (i > 0 ? ", " : "") + std::string(parameter.name) + (parameter.needed ? "" : "?");
    }
    out += signature.repeats ? ", ...)" : ")";
  }
  return out;
}

std::vector<Candidate> complete(std::string_view text, std::size_t offset, const CheckScope& scope) {
  const Typed at = typed(text.substr(0, std::min({offset, text.size(), max_expression_bytes})));
  Collector collector{at};
  if (!at.readable) return {};
  if (!at.behind_dot) {
    offer_all(collector, scope);
    std::ranges::stable_sort(collector.found, std::greater<>(), &Candidate::replaced);
  } else if (at.first_word > 1) {
    offer_fields(collector, type_before_dot(at, scope));
  }
  return std::move(collector.found);
}

}  // namespace bihuan::feel
