// Decides the tokens of FEEL text. One pass, no backtracking; the parser sees only what comes out of here.
#include "engine/feel/lexer.h"

#include <array>

#include "engine/feel/utf8.h"

namespace bihuan::feel {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool in(char32_t c, char32_t low, char32_t high) {
  return c >= low && c <= high;
}

/// Rule 28, name start char.
bool starts_name(char32_t c) {
  if (c < 0x80) return c == '?' || c == '_' || in(c, 'a', 'z') || in(c, 'A', 'Z');
  return in(c, 0xC0, 0xD6) || in(c, 0xD8, 0xF6) || in(c, 0xF8, 0x2FF) || in(c, 0x370, 0x37D) || in(c, 0x37F, 0x1FFF) ||
         in(c, 0x200C, 0x200D) || in(c, 0x2070, 0x218F) || in(c, 0x2C00, 0x2FEF) || in(c, 0x3001, 0xD7FF) ||
         in(c, 0xF900, 0xFDCF) || in(c, 0xFDF0, 0xFFFC) || in(c, 0x10000, 0xEFFFF);
}

/// Rule 29, name part char.
bool continues_name(char32_t c) {
  return starts_name(c) || in(c, '0', '9') || c == 0xB7 || in(c, 0x300, 0x36F) || in(c, 0x203F, 0x2040);
}

/// Rules 62 to 64, white space.
bool is_space(char32_t c) {
  return in(c, 0x09, 0x0D) || c == ' ' || c == 0x85 || c == 0xA0 || c == 0x1680 || c == 0x180E ||
         in(c, 0x2000, 0x200B) || c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000 ||
         c == 0xFEFF;
}

constexpr std::array<std::string_view, 7> two_byte_symbols = {"**", "..", "<=", ">=", "!=", "==", "->"};
constexpr std::string_view one_byte_symbols = "+-*/()[]{},:.<>=@'";
constexpr std::string_view apostrophe = "\u2019";

struct Lexer {
  std::string_view text;
  std::size_t at = 0;
  std::vector<Token> out = {};

  std::string_view rest() const { return text.substr(at); }

  SyntaxError error(std::size_t length, std::string zh, std::string en) const {
    return {at, length, std::move(zh), std::move(en)};
  }

  std::expected<bool, SyntaxError> skip_space() {
    const std::size_t from = at;
    while (at < text.size()) {
      if (rest().starts_with("//")) {
        const std::size_t end = text.find('\n', at);
        at = end == std::string_view::npos ? text.size() : end;
      } else if (rest().starts_with("/*")) {
        const std::size_t end = text.find("*/", at + 2);
        if (end == std::string_view::npos)
          return std::unexpected(error(2, "注释没有结束符 */", "the comment has no end */"));
        at = end + 2;
      } else {
        const CodePoint c = code_point_at(text, at);
        if (!is_space(c.value)) break;
        at += c.bytes;
      }
    }
    return at != from;
  }

  void push(TokenKind kind, std::size_t end, bool spaced) {
    out.push_back({kind, spaced, static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(end)});
    at = end;
  }

  std::size_t digits_from(std::size_t from) const {
    while (from < text.size() && is_digit(text[from])) ++from;
    return from;
  }

  /// "1", "1.5", ".5", "1e3"; in "1..5" the dots are a range.
  std::size_t number_end() const {
    std::size_t end = digits_from(at);
    if (end + 1 < text.size() && text[end] == '.' && is_digit(text[end + 1])) end = digits_from(end + 1);
    if (end < text.size() && (text[end] == 'e' || text[end] == 'E')) {
      const std::size_t sign = end + 1 < text.size() && (text[end + 1] == '-' || text[end + 1] == '+') ? 1 : 0;
      const std::size_t digits = digits_from(end + 1 + sign);
      if (digits > end + 1 + sign) end = digits;
    }
    return end;
  }

  std::size_t word_end() const {
    std::size_t end = at;
    while (end < text.size()) {
      const CodePoint c = code_point_at(text, end);
      if (!continues_name(c.value)) break;
      end += c.bytes;
    }
    return end;
  }

  /// The byte after the closing quote, or npos.
  std::size_t string_end() const {
    for (std::size_t i = at + 1; i < text.size(); ++i) {
      if (text[i] == '\\') {
        ++i;
      } else if (text[i] == '"') {
        return i + 1;
      }
    }
    return std::string_view::npos;
  }

  std::size_t symbol_bytes() const {
    for (const std::string_view symbol : two_byte_symbols)
      if (rest().starts_with(symbol)) return 2;
    if (rest().starts_with(apostrophe)) return apostrophe.size();
    return one_byte_symbols.find(text[at]) != std::string_view::npos ? 1 : 0;
  }

  std::expected<void, SyntaxError> next(bool spaced) {
    const char c = text[at];
    if (is_digit(c) || (c == '.' && at + 1 < text.size() && is_digit(text[at + 1]) && !after_dot())) {
      push(TokenKind::Number, number_end(), spaced);
    } else if (c == '"') {
      const std::size_t end = string_end();
      if (end == std::string_view::npos)
        return std::unexpected(error(1, "字符串没有结束引号", "the string has no closing quote"));
      push(TokenKind::String, end, spaced);
    } else if (const CodePoint point = code_point_at(text, at); starts_name(point.value)) {
      push(TokenKind::Word, word_end(), spaced);
    } else if (const std::size_t bytes = symbol_bytes(); bytes != 0) {
      push(TokenKind::Symbol, at + bytes, spaced);
    } else {
      return std::unexpected(error(point.bytes, "无法识别的字符", "a character that FEEL does not know"));
    }
    return {};
  }

  /// In "1...5" the third dot does not begin a number.
  bool after_dot() const {
    return at > 0 && text[at - 1] == '.' && !out.empty() && out.back().end - out.back().begin == 1;
  }
};

int hex(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

/// The value of `count` hexadecimal digits, or -1.
std::int32_t hex_digits(std::string_view text, std::size_t at, std::size_t count) {
  if (at + count > text.size()) return -1;
  std::int32_t value = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const int digit = hex(text[at + i]);
    if (digit < 0) return -1;
    value = value * 16 + digit;
  }
  return value;
}

bool is_high_surrogate(std::int32_t c) {
  return c >= 0xD800 && c <= 0xDBFF;
}
bool is_low_surrogate(std::int32_t c) {
  return c >= 0xDC00 && c <= 0xDFFF;
}

/// Appends what the escape at `at` (after the backslash) means; answers the bytes it took, 0 when it is none.
std::size_t append_escape(std::string& out, std::string_view text, std::size_t at) {
  constexpr std::string_view letters = "nrt\"'\\";
  constexpr std::string_view means = "\n\r\t\"'\\";
  if (const std::size_t i = letters.find(text[at]); i != std::string_view::npos) {
    out.push_back(means[i]);
    return 1;
  }
  const std::size_t count = text[at] == 'u' ? 4 : text[at] == 'U' ? 6 : 0;
  const std::int32_t value = count == 0 ? -1 : hex_digits(text, at + 1, count);
  if (value < 0) return 0;
  if (is_high_surrogate(value) && text.substr(at + 5).starts_with("\\u")) {
    const std::int32_t low = hex_digits(text, at + 7, 4);
    if (is_low_surrogate(low)) {
      append_code_point(out, static_cast<char32_t>(0x10000 + ((value - 0xD800) << 10) + (low - 0xDC00)));
      return 11;
    }
  }
  append_code_point(out, static_cast<char32_t>(value));
  return 1 + count;
}

}  // namespace

std::expected<std::vector<Token>, SyntaxError> tokens_of(std::string_view text) {
  Lexer lexer{text};
  while (true) {
    const auto spaced = lexer.skip_space();
    if (!spaced) return std::unexpected(spaced.error());
    if (lexer.at >= text.size()) {
      lexer.push(TokenKind::End, text.size(), *spaced);
      return std::move(lexer.out);
    }
    if (auto done = lexer.next(*spaced); !done) return std::unexpected(done.error());
  }
}

std::string unescaped(std::string_view quoted_text) {
  const std::string_view body = quoted_text.substr(1, quoted_text.size() - 2);
  std::string out;
  out.reserve(body.size());
  for (std::size_t at = 0; at < body.size();) {
    const std::size_t taken = body[at] == '\\' && at + 1 < body.size() ? append_escape(out, body, at + 1) : 0;
    if (taken == 0) {
      out.push_back(body[at]);
      ++at;
    } else {
      at += 1 + taken;
    }
  }
  return out;
}

}  // namespace bihuan::feel
