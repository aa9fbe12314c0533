// Decides the forms of texts in attributes and element bodies (docs/extensions.md, model.h).
#include "adapters/definitions/bpmn_text.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace bihuan::definitions {

using definition::ExpressionText;

bool holds_juel(std::string_view text) {
  const auto begin = std::min(text.find("${"), text.find("#{"));
  return begin != std::string_view::npos && text.find('}', begin) != std::string_view::npos;
}

ExpressionText text_or_feel(std::string_view text, Where where) {
  ExpressionText result;
  result.where = where;
  result.is_expression = text.starts_with('=');
  if (result.is_expression) {
    text = trimmed(text.substr(1));
  } else if (holds_juel(text)) {
    result.is_expression = true;
    result.language = "juel";
  }
  result.text = std::string(text);
  return result;
}

ExpressionText text_or_feel(XmlNode node, std::string_view attribute, std::string_view ns) {
  return text_or_feel(node.get(attribute, ns), node.where());
}

namespace {

std::string in_lower_case(std::string_view text) {
  std::string lower(text);
  for (char& c : lower)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return lower;
}

/// Words that mark a language inside a name or URI: https://www.omg.org/spec/DMN/20191111/FEEL/, the JSR of the
/// expression language, text/javascript.
struct LanguageMark {
  std::string_view mark, language;
};
constexpr auto language_marks = std::to_array<LanguageMark>({
    {"feel", ""},
    {"juel", "juel"},
    {"jsr/detail?id=245", "juel"},
    {"javascript", "javascript"},
    {"ecmascript", "javascript"},
});

}  // namespace

std::string language_of(std::string_view written) {
  const std::string lower = in_lower_case(trimmed(written));
  if (lower == "uel" || lower == "el") return "juel";
  if (lower == "js") return "javascript";
  for (const LanguageMark& known : language_marks)
    if (lower.find(known.mark) != std::string::npos) return std::string(known.language);
  return std::string(trimmed(written));
}

bool is_executed_language(std::string_view language) {
  return language.empty() || language == "juel" || language == "javascript";
}

ExpressionText formal_expression(std::string_view text, std::string_view language, Where where) {
  ExpressionText result;
  result.where = where;
  text = trimmed(text);
  if (text.empty()) return result;
  result.is_expression = true;
  result.language = language_of(language);
  if (text.starts_with('=')) {
    text = trimmed(text.substr(1));
    result.language.clear();
  } else if ((text.starts_with("${") || text.starts_with("#{")) && is_executed_language(result.language)) {
    result.language = "juel";
  }
  result.text = std::string(text);
  return result;
}

std::optional<bool> boolean_of(std::string_view text) {
  text = trimmed(text);
  if (text == "true" || text == "1") return true;
  if (text == "false" || text == "0") return false;
  return std::nullopt;
}

std::optional<int> integer_of(std::string_view text) {
  text = trimmed(text);
  if (text.empty() || text.size() > 9) return std::nullopt;
  int number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

std::vector<std::string> comma_list(std::string_view text) {
  constexpr std::string_view chinese_comma = "，";
  std::vector<std::string> parts;
  while (!text.empty()) {
    const auto ascii = text.find(','), chinese = text.find(chinese_comma);
    const auto end = std::min({ascii, chinese, text.size()});
    const std::string_view part = trimmed(text.substr(0, end));
    if (!part.empty()) parts.emplace_back(part);
    if (end == text.size()) break;
    text.remove_prefix(end + (end == ascii ? 1 : chinese_comma.size()));
  }
  return parts;
}

}  // namespace bihuan::definitions
