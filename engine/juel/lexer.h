// Decides how a text is cut into literal text and expressions, and an expression into tokens (Expression Language 2.2,
// 1.2.3 and 1.19). It does not know precedence or names.
#pragma once

#include <cstdint>
#include <expected>
#include <string>
#include <string_view>
#include <vector>

#include "engine/juel/expression.h"

namespace bihuan::juel {

enum class TokenKind : std::uint8_t { Word, Number, String, Symbol, End };

/// Bytes [begin, end) of the source.
struct Token {
  TokenKind kind = TokenKind::End;
  std::uint32_t begin = 0, end = 0;
};

/// Literal text with its escapes resolved, and where it ended: at a "${", a "#{" or the end.
struct LiteralText {
  std::string text;
  std::size_t end = 0;
};
LiteralText literal_text(std::string_view source, std::size_t from);

/// The tokens from `from`, which stands behind "${", to the closing brace, which is the End token. Rejects characters
/// that the language does not know, strings and expressions without an end, and what later versions brought: lambdas,
/// assignments, `;`, `+=`.
std::expected<std::vector<Token>, SyntaxError> tokens_of(std::string_view source, std::size_t from);

/// The value of a string token, quotes included; its escapes (\\ \" \') were checked by tokens_of.
std::string unescaped(std::string_view quoted_text);

}  // namespace bihuan::juel
