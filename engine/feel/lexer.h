// Decides how FEEL text is cut into tokens (DMN 1.5, 10.3.1.2, rules 27 to 37 and 62 to 64).
// It does not join words into names: that needs the names that are known (names.h).
#pragma once

#include <cstdint>
#include <expected>
#include <string>
#include <string_view>
#include <vector>

#include "engine/feel/expression.h"

namespace bihuan::feel {

enum class TokenKind : std::uint8_t { Word, Number, String, Symbol, End };

/// Bytes [begin, end) of the source. `spaced`: white space or a comment stood before it.
struct Token {
  TokenKind kind = TokenKind::End;
  bool spaced = false;
  std::uint32_t begin = 0, end = 0;
};

/// All tokens, with End last. Rejects characters that FEEL does not know, and strings or comments without an end.
std::expected<std::vector<Token>, SyntaxError> tokens_of(std::string_view text);

/// The value of a string token, quotes included, with its escapes resolved: \n \r \t \" \' \\ \uXXXX \UXXXXXX.
std::string unescaped(std::string_view quoted_text);

}  // namespace bihuan::feel
