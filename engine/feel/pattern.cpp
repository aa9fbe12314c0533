// Decides the translation of patterns outside of classes: escapes, groups, the dot, and the flags.
#include "engine/feel/pattern.h"

#include <re2/re2.h>

namespace bihuan::feel {
namespace {

using Fault = std::unexpected<PatternFault>;

Fault fault(std::string_view zh, std::string_view en) {
  return Fault(PatternFault{zh, en});
}
using Done = std::expected<void, PatternFault>;

struct Translator {
  std::string_view pattern;
  bool dot_matches_all;
  bool ignores_case;
  std::string out = {};
  std::size_t at = 0;

  Done escape() {
    ++at;
    if (at == pattern.size()) return fault("表达式以反斜杠结尾", "the pattern ends in a backslash");
    if (const auto set = set_of_escape(pattern, at)) {
      out += class_text(*set, false);
      return {};
    }
    if (pattern[at] >= '0' && pattern[at] <= '9')
      return fault("不支持反向引用：它无法在线性时间内匹配",
                   "back references are not supported: they cannot be matched in linear time");
    if (!character_of_escape(pattern, at))
      return fault("表达式中有 XPath 没有的转义", "the pattern has an escape that XPath does not know");
    out += '\\';
    out += pattern[at++];
    return {};
  }

  /// "(" and "(?:" begin groups; what else RE2 has behind "(?" XPath does not.
  Done group() {
    const bool special = pattern.substr(at).starts_with("(?");
    if (special && !pattern.substr(at).starts_with("(?:"))
      return fault("表达式中有 XPath 没有的分组", "the pattern has a group XPath does not know");
    out += special ? "(?:" : "(";
    at += special ? 3 : 1;
    return {};
  }

  Done one_class() {
    auto text = read_class(pattern, at, ignores_case);
    if (!text) return Fault(text.error());
    out += *text;
    return {};
  }

  Done step() {
    const char c = pattern[at];
    if (c == '\\') return escape();
    if (c == '(') return group();
    if (c == '[') return one_class();
    if (c == ']') return fault("方括号没有对应的开头", "a bracket closes nothing");
    if (c == '.' && !dot_matches_all) {
      out += "[^\\n\\r]";
    } else {
      out += c;
    }
    ++at;
    return {};
  }
};

/// Flag x: white space is taken out everywhere but inside classes, before anything else is read.
std::string without_space(std::string_view pattern) {
  std::string out;
  int classes = 0;
  for (const char c : pattern) {
    classes += c == '[' ? 1 : c == ']' && classes > 0 ? -1 : 0;
    if (classes > 0 || (c != ' ' && c != '\t' && c != '\n' && c != '\r')) out += c;
  }
  return out;
}

}  // namespace

std::expected<std::string, PatternFault> re2_pattern(std::string_view pattern, std::string_view flags) {
  if (flags.find_first_not_of("smixq") != std::string_view::npos)
    return fault("没有这样的标志", "there is no such flag");
  const auto flagged = [&](char flag) { return flags.find(flag) != std::string_view::npos; };
  std::string prefix;
  for (const char flag : {'s', 'm', 'i'})
    if (flagged(flag)) prefix += flag;
  if (!prefix.empty()) prefix = "(?" + prefix + ")";
  if (flagged('q')) return prefix + RE2::QuoteMeta(re2::StringPiece(pattern.data(), pattern.size()));
  const std::string spaceless = flagged('x') ? without_space(pattern) : std::string(pattern);
  Translator translator{spaceless, flagged('s'), flagged('i')};
  while (translator.at < spaceless.size())
    if (const Done done = translator.step(); !done) return Fault(done.error());
  return prefix + translator.out;
}

}  // namespace bihuan::feel
