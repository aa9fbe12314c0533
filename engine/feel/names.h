// Decides which tokens form one name (DMN 1.5, 10.3.1.2 rules 27 to 30 and the note on ambiguous names).
// A name that is known wins, the longest first, whatever operators or keywords stand in it; else the words that stand
// side by side are one name, since FEEL has no expression in which two names touch. It does not decide what a name is
// bound to.
#pragma once

#include <cstddef>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/feel/lexer.h"

namespace bihuan::feel {

/// A name found at a token: its canonical spelling and how many tokens it takes; none when count is 0.
struct NameMatch {
  std::string name;
  std::size_t count = 0;
};

/// A word that ends a name when it is not its first: and, or, in, between, then, else, return, satisfies, instance of.
bool ends_name(std::string_view source, std::span<const Token> tokens, std::size_t at);

class KnownNames {
 public:
  KnownNames() = default;
  explicit KnownNames(std::span<const std::string> names) {
    for (const std::string& name : names) add(name);
  }
  /// Names of a single word that is no keyword need no entry, and get none.
  void add(std::string_view name);
  /// The longest known name at tokens[at].
  NameMatch longest(std::string_view source, std::span<const Token> tokens, std::size_t at) const;

 private:
  struct Entry {
    std::string name;
    std::vector<std::string> tokens;
  };
  std::map<std::string, std::vector<Entry>, std::less<>> by_first_token_;
};

/// As the parsers in expression.h, for callers that parse many texts in one scope.
std::expected<Expression, SyntaxError> parse_expression(std::string_view text, const KnownNames& known);
std::expected<Expression, SyntaxError> parse_unary_tests(std::string_view text, const KnownNames& known);

/// The words and digits that stand side by side from tokens[at] on, joined as they were written, with single spaces.
NameMatch adjacent_words(std::string_view source, std::span<const Token> tokens, std::size_t at);
/// All of tokens [from, to) as one name, joined likewise.
std::string joined(std::string_view source, std::span<const Token> tokens, std::size_t from, std::size_t to);

}  // namespace bihuan::feel
