// Decides names of several tokens. Matching costs one look-up per word, plus the known names that begin with it.
#include "engine/feel/names.h"

#include <algorithm>
#include <array>

namespace bihuan::feel {
namespace {

constexpr std::array<std::string_view, 8> ending = {"and",  "or",   "in",     "between",
                                                    "then", "else", "return", "satisfies"};
constexpr std::array<std::string_view, 9> starting = {"if",   "for",   "some", "every", "function",
                                                      "true", "false", "null", "not"};

std::string_view text_of(std::string_view source, const Token& token) {
  return source.substr(token.begin, token.end - token.begin);
}

bool all_digits(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool keyword(std::string_view word) {
  return std::find(ending.begin(), ending.end(), word) != ending.end() ||
         std::find(starting.begin(), starting.end(), word) != starting.end();
}

bool matches(const std::vector<std::string>& name, std::string_view source, std::span<const Token> tokens,
             std::size_t at) {
  if (at + name.size() > tokens.size()) return false;
  for (std::size_t i = 0; i < name.size(); ++i)
    if (tokens[at + i].kind == TokenKind::End || text_of(source, tokens[at + i]) != name[i]) return false;
  return true;
}

}  // namespace

bool ends_name(std::string_view source, std::span<const Token> tokens, std::size_t at) {
  const std::string_view word = text_of(source, tokens[at]);
  if (word == "instance") return at + 1 < tokens.size() && text_of(source, tokens[at + 1]) == "of";
  return std::find(ending.begin(), ending.end(), word) != ending.end();
}

void KnownNames::add(std::string_view name) {
  const auto tokens = tokens_of(name);
  if (!tokens || tokens->size() < 2 || tokens->front().kind != TokenKind::Word) return;
  if (tokens->size() == 2 && !keyword(name)) return;
  Entry entry{std::string(name), {}};
  for (std::size_t i = 0; i + 1 < tokens->size(); ++i) entry.tokens.emplace_back(text_of(name, (*tokens)[i]));
  by_first_token_[entry.tokens.front()].push_back(std::move(entry));
}

NameMatch KnownNames::longest(std::string_view source, std::span<const Token> tokens, std::size_t at) const {
  NameMatch best;
  if (tokens[at].kind != TokenKind::Word) return best;
  const auto found = by_first_token_.find(text_of(source, tokens[at]));
  if (found == by_first_token_.end()) return best;
  for (const Entry& entry : found->second)
    if (entry.tokens.size() > best.count && matches(entry.tokens, source, tokens, at))
      best = {entry.name, entry.tokens.size()};
  return best;
}

std::string joined(std::string_view source, std::span<const Token> tokens, std::size_t from, std::size_t to) {
  std::string out;
  for (std::size_t i = from; i < to; ++i) {
    if (i > from && tokens[i].spaced) out += ' ';
    out += text_of(source, tokens[i]);
  }
  return out;
}

NameMatch adjacent_words(std::string_view source, std::span<const Token> tokens, std::size_t at) {
  if (tokens[at].kind != TokenKind::Word) return {};
  std::size_t end = at + 1;
  while (tokens[end].kind == TokenKind::Word || tokens[end].kind == TokenKind::Number) {
    if (tokens[end].kind == TokenKind::Number && !all_digits(text_of(source, tokens[end]))) break;
    if (tokens[end].kind == TokenKind::Word && ends_name(source, tokens, end)) break;
    ++end;
  }
  return {joined(source, tokens, at, end), end - at};
}

}  // namespace bihuan::feel
