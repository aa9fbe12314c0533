// Decides how the texts of several attributes become one expression (expression.h, operand_of).
#include "engine/juel/expression.h"
#include "engine/juel/lexer.h"

namespace bihuan::juel {
namespace {

/// One part of a text: a literal in quotes, or the inside of ${…} in brackets.
struct Piece {
  std::string text;
  bool is_expression = false;
};

/// Requires a text that parses.
std::vector<Piece> pieces_of(std::string_view text) {
  std::vector<Piece> pieces;
  for (std::size_t from = 0; from < text.size();) {
    LiteralText literal = literal_text(text, from);
    from = literal.end;
    if (!literal.text.empty()) pieces.push_back({quoted(literal.text)});
    if (from >= text.size()) break;
    const auto tokens = tokens_of(text, from + 2);
    const Token& end = tokens->back();
    pieces.push_back({"(" + std::string(text.substr(from + 2, end.begin - from - 2)) + ")", true});
    from = end.end;
  }
  return pieces;
}

}  // namespace

std::string quoted(std::string_view text) {
  std::string out = "'";
  for (const char c : text) {
    if (c == '\'' || c == '\\') out += '\\';
    out += c;
  }
  return out + "'";
}

std::expected<std::string, SyntaxError> operand_of(std::string_view text) {
  if (auto parsed = parse_expression(text); !parsed) return std::unexpected(std::move(parsed.error()));
  const std::vector<Piece> pieces = pieces_of(text);
  if (pieces.empty()) return "''";
  if (pieces.size() == 1) return pieces[0].text;
  std::string out = "''";
  for (const Piece& piece : pieces) out += ".concat(" + piece.text + ")";
  return out;
}

}  // namespace bihuan::juel
