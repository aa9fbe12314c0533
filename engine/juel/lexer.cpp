// Decides tokens. A backslash in literal text escapes "${", "#{" and itself; before anything else it stands for itself.
#include "engine/juel/lexer.h"

#include <array>
#include <optional>

#include "engine/feel/utf8.h"

namespace bihuan::juel {
namespace {

bool opens(std::string_view source, std::size_t at) {
  return (source[at] == '$' || source[at] == '#') && at + 1 < source.size() && source[at + 1] == '{';
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/// Java's identifiers: letters, `_`, `$`, anything outside ASCII; digits not first.
bool begins_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '$' ||
         static_cast<unsigned char>(c) >= 0x80;
}

bool is_space(char32_t c) {
  constexpr char32_t no_break = 0xA0, ideographic = 0x3000;
  return c == ' ' || (c >= '\t' && c <= '\r') || c == no_break || c == ideographic;
}

SyntaxError error(std::size_t offset, std::size_t length, std::string zh, std::string en) {
  return {offset, length, std::move(zh), std::move(en)};
}

struct Refused {
  std::string_view symbol, zh, en;
};
/// What later versions of the language brought.
constexpr std::array<Refused, 5> refused = {{
    {"->", "不支持 lambda 表达式（->）", "Lambda expressions (->) are not supported"},
    {"+=", "不支持文字连接 +=；请写成 ${a}${b}，或用 a.concat(b)",
     "The operator += is not supported; write ${a}${b}, or a.concat(b)"},
    {";", "一个 ${…} 里只能写一个表达式，不能用分号", "One ${…} holds one expression; a semicolon is not supported"},
    {"=", "不支持赋值（=）；比较请用 ==", "Assignments (=) are not supported; compare with =="},
    {"::", "不支持方法引用（::）", "Method references (::) are not supported"},
}};
constexpr std::array<std::string_view, 6> double_symbols = {"==", "!=", "<=", ">=", "&&", "||"};
constexpr std::string_view single_symbols = "+-*/%<>!?:.,()[]{}";

class Lexer {
 public:
  Lexer(std::string_view source, std::size_t from) : source_(source), at_(from), from_(from) {}

  std::expected<std::vector<Token>, SyntaxError> tokens() {
    for (;;) {
      skip_space();
      if (at_ >= source_.size())
        return std::unexpected(error(from_ - 2, 2,
                                     "缺少与 “" + std::string(source_.substr(from_ - 2, 2)) + "” 对应的 “}”",
                                     "Expected a closing }, but the text ends"));
      if (source_[at_] == '}' && open_braces_ == 0) {
        add(TokenKind::End, 1);
        return std::move(tokens_);
      }
      if (source_[at_] == '{') ++open_braces_;
      if (source_[at_] == '}') --open_braces_;
      if (std::optional<SyntaxError> fault = token()) return std::unexpected(std::move(*fault));
    }
  }

 private:
  void add(TokenKind kind, std::size_t length) {
    tokens_.push_back({kind, static_cast<std::uint32_t>(at_), static_cast<std::uint32_t>(at_ + length)});
    at_ += length;
  }
  char peek(std::size_t ahead) const { return at_ + ahead < source_.size() ? source_[at_ + ahead] : '\0'; }

  void skip_space() {
    while (at_ < source_.size()) {
      const feel::CodePoint c = feel::code_point_at(source_, at_);
      if (!is_space(c.value)) return;
      at_ += c.bytes;
    }
  }

  std::optional<SyntaxError> token() {
    const char c = source_[at_];
    if (is_digit(c) || (c == '.' && is_digit(peek(1)))) return number();
    if (begins_word(c)) return word();
    if (c == '\'' || c == '"') return string();
    return symbol();
  }

  std::optional<SyntaxError> word() {
    std::size_t length = 1;
    if (static_cast<unsigned char>(source_[at_]) >= 0x80) length = feel::code_point_at(source_, at_).bytes;
    while (at_ + length < source_.size() && (begins_word(peek(length)) || is_digit(peek(length)))) {
      const feel::CodePoint c = feel::code_point_at(source_, at_ + length);
      if (is_space(c.value)) break;
      length += c.bytes;
    }
    add(TokenKind::Word, length);
    return {};
  }

  std::optional<SyntaxError> number() {
    std::size_t length = digits(0);
    if (peek(length) == '.' && !begins_word(peek(length + 1))) length = digits(length + 1);
    if (peek(length) == 'e' || peek(length) == 'E') {
      const std::size_t sign = peek(length + 1) == '+' || peek(length + 1) == '-' ? 1 : 0;
      if (is_digit(peek(length + 1 + sign))) length = digits(length + 1 + sign);
    }
    if (begins_word(peek(length)))
      return error(at_, length + 1, "数字后面不能直接跟字母", "Expected the number to end here, but a letter follows");
    add(TokenKind::Number, length);
    return {};
  }
  std::size_t digits(std::size_t length) const {
    while (is_digit(peek(length))) ++length;
    return length;
  }

  std::optional<SyntaxError> string() {
    const char quote = source_[at_];
    std::size_t length = 1;
    while (at_ + length < source_.size() && peek(length) != quote) {
      if (peek(length) == '\\') {
        if (at_ + length + 1 >= source_.size()) break;
        const char escaped = peek(length + 1);
        if (escaped != '\\' && escaped != '"' && escaped != '\'')
          return error(at_ + length, 2, "引号里的 \\ 只能写成 \\\\、\\\" 或 \\'",
                       "Expected \\\\, \\\" or \\' in a quoted text");
        ++length;
      }
      ++length;
    }
    if (at_ + length >= source_.size() || peek(length) != quote)
      return error(at_, 1, "引号没有配对", "Expected a closing quote, but the text ends");
    add(TokenKind::String, length + 1);
    return {};
  }

  std::optional<SyntaxError> symbol() {
    const std::string_view rest = source_.substr(at_);
    for (const std::string_view two : double_symbols)
      if (rest.starts_with(two)) return add(TokenKind::Symbol, 2), std::nullopt;
    for (const Refused& r : refused)
      if (rest.starts_with(r.symbol)) return error(at_, r.symbol.size(), std::string(r.zh), std::string(r.en));
    if (single_symbols.find(rest[0]) != std::string_view::npos) return add(TokenKind::Symbol, 1), std::nullopt;
    return error(at_, 1, "这里不能出现字符 “" + std::string(1, rest[0]) + "”",
                 "The character " + std::string(1, rest[0]) + " is not expected here");
  }

  std::string_view source_;
  std::size_t at_, from_;
  std::size_t open_braces_ = 0;
  std::vector<Token> tokens_;
};

}  // namespace

LiteralText literal_text(std::string_view source, std::size_t from) {
  LiteralText result;
  bool escaped = false;
  std::size_t at = from;
  for (; at < source.size(); ++at) {
    const char c = source[at];
    if (c == '\\' && !escaped) {
      escaped = true;
      continue;
    }
    if (opens(source, at) && !escaped) break;
    if (escaped && c != '\\' && !opens(source, at)) result.text += '\\';
    result.text += c;
    escaped = false;
  }
  if (escaped) result.text += '\\';
  result.end = at;
  return result;
}

std::expected<std::vector<Token>, SyntaxError> tokens_of(std::string_view source, std::size_t from) {
  return Lexer(source, from).tokens();
}

std::string unescaped(std::string_view quoted_text) {
  std::string out;
  for (std::size_t i = 1; i + 1 < quoted_text.size(); ++i) {
    if (quoted_text[i] == '\\') ++i;
    out += quoted_text[i];
  }
  return out;
}

}  // namespace bihuan::juel
