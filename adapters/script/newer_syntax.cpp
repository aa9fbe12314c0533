// Decides newer syntax by its tokens (newer_syntax.h): a scanner of words, punctuation and what stands before them.
#include "adapters/script/newer_syntax.h"

#include <algorithm>
#include <array>

namespace bihuan::script {
namespace {

bool word_byte(char c) {
  const auto u = static_cast<unsigned char>(c);
  return u >= 0x80 || c == '_' || c == '$' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
         (c >= 'A' && c <= 'Z');
}
bool digit(char c) {
  return c >= '0' && c <= '9';
}

struct Token {
  std::string_view text;  ///< a word, a number, one of the signs below, or one byte; a string is its first quote
  std::size_t at = 0;
};

constexpr std::array<std::string_view, 6> signs = {"=>", "...", "?.", "??", "==", "**="};
/// After these a slash begins a regular expression, as after any sign but a closing one.
constexpr std::array<std::string_view, 8> before_pattern = {"return", "typeof", "case",  "in",
                                                            "delete", "void",   "throw", "else"};

class Scanner {
 public:
  explicit Scanner(std::string_view source) : source_(source) {}

  /// Empty at the end.
  Token next() {
    skip_blank();
    const std::size_t from = at_;
    if (from >= source_.size()) return {{}, from};
    const char c = source_[from];
    if (word_byte(c)) {
      while (at_ < source_.size() && word_byte(source_[at_])) ++at_;
    } else if (c == '"' || c == '\'') {
      skip_string(c);
      return last_ = {source_.substr(from, 1), from};
    } else if (c == '/' && pattern_may_begin()) {
      skip_pattern();
      return last_ = {source_.substr(from, 1), from};
    } else {
      const auto sign = std::ranges::find_if(signs, [&](auto s) { return source_.substr(from).starts_with(s); });
      at_ += sign == signs.end() ? 1 : sign->size();
    }
    return last_ = {source_.substr(from, at_ - from), from};
  }

 private:
  void skip_blank() {
    while (at_ < source_.size()) {
      const std::string_view rest = source_.substr(at_);
      if (rest.starts_with("//")) {
        at_ = std::min(source_.find('\n', at_), source_.size());
      } else if (rest.starts_with("/*")) {
        const std::size_t end = source_.find("*/", at_ + 2);
        at_ = end == std::string_view::npos ? source_.size() : end + 2;
      } else if (rest.front() == ' ' || rest.front() == '\t' || rest.front() == '\n' || rest.front() == '\r') {
        ++at_;
      } else {
        return;
      }
    }
  }
  void skip_string(char quote) {
    for (++at_; at_ < source_.size() && source_[at_] != quote && source_[at_] != '\n'; ++at_)
      if (source_[at_] == '\\') ++at_;
    at_ = std::min(at_ + 1, source_.size());
  }
  bool pattern_may_begin() const {
    if (last_.text.empty()) return true;
    if (word_byte(last_.text.front())) return std::ranges::find(before_pattern, last_.text) != before_pattern.end();
    const char c = last_.text.back();
    return c != ')' && c != ']' && c != '}' && c != '"' && c != '\'';
  }
  void skip_pattern() {
    bool in_class = false;
    for (++at_; at_ < source_.size() && source_[at_] != '\n' && (in_class || source_[at_] != '/'); ++at_) {
      if (source_[at_] == '\\')
        ++at_;
      else if (source_[at_] == '[')
        in_class = true;
      else if (source_[at_] == ']')
        in_class = false;
    }
    at_ = std::min(at_ + 1, source_.size());
  }

  std::string_view source_;
  std::size_t at_ = 0;
  Token last_;
};

bool is_name(const Token& token) {
  return !token.text.empty() && word_byte(token.text.front()) && !digit(token.text.front());
}
bool is(const Token& token, std::string_view text) {
  return token.text == text;
}
bool any_of(const Token& token, std::initializer_list<std::string_view> texts) {
  return std::ranges::find(texts, token.text) != texts.end();
}

/// What is newer about `token` between the one before it and the one after it; empty = nothing.
std::string newer(const Token& before, const Token& token, const Token& after) {
  if (is(token, "`")) return "`…`";
  if (any_of(token, {"=>", "...", "??", "**="})) return std::string(token.text);
  if (is(token, "?.") && !(after.text.size() > 0 && digit(after.text.front()))) return "?.";
  const bool begins = is_name(after) || any_of(after, {"{", "["});
  if (is(before, ".")) return {};  // a property may have any name
  if (is(token, "let") && begins) return "let";
  if (is(token, "class") && (is_name(after) || is(after, "{"))) return "class";
  if (is(token, "async") && (is(after, "function") || is(after, "("))) return "async";
  if (any_of(token, {"await", "yield", "import", "export"}) && !any_of(after, {"", ":", "=", ".", ")", ",", ";"}))
    return std::string(token.text);
  if (is(token, "of") && is_name(before) && (is_name(after) || any_of(after, {"[", "("}))) return "for … of";
  if (any_of(token, {"{", "["}) && any_of(before, {"var", "const"}))
    return std::string(before.text) + " " + std::string(token.text);
  if (digit(token.text.front()) && token.text.find('_') != std::string_view::npos) return std::string(token.text);
  return {};
}

NewerSyntax placed(std::string_view source, std::size_t at, std::string what) {
  NewerSyntax found{std::move(what), 1, 1};
  for (const char c : source.substr(0, at)) {
    if (c == '\n')
      ++found.line, found.column = 1;
    else if ((static_cast<unsigned char>(c) & 0xC0) != 0x80)
      ++found.column;
  }
  return found;
}

/// function f(a = 1): the sign, when `token` is the last of "function", perhaps a name, "(" and a name.
class Parameters {
 public:
  bool has_default(const Token& token) {
    if (is(token, "function")) return depth_ = 0, waiting_ = true, false;
    if (waiting_ && is(token, "(")) return waiting_ = false, depth_ = 1, false;
    if (waiting_ && !is_name(token)) waiting_ = false;
    if (depth_ == 0) return false;
    if (is(token, ")")) depth_ = 0;
    return is(token, "=");
  }

 private:
  bool waiting_ = false;
  int depth_ = 0;
};

}  // namespace

std::optional<NewerSyntax> find_newer_syntax(std::string_view source) {
  Scanner scanner(source);
  Parameters parameters;
  Token before, token = scanner.next();
  while (!token.text.empty()) {
    if (parameters.has_default(token)) return placed(source, token.at, "function (a = …)");
    if (is(token, "`")) return placed(source, token.at, "`…`");
    const Token after = scanner.next();
    if (std::string what = newer(before, token, after); !what.empty()) return placed(source, token.at, std::move(what));
    before = token;
    token = after;
  }
  return std::nullopt;
}

}  // namespace bihuan::script
