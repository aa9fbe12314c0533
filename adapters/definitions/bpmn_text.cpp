// Decides the forms of texts in attributes and element bodies (docs/extensions.md, model.h).
#include "adapters/definitions/bpmn_text.h"

#include <algorithm>
#include <charconv>

namespace bihuan::definitions {

using definition::ExpressionText;

ExpressionText text_or_feel(std::string_view text, Where where) {
  ExpressionText result;
  result.is_expression = text.starts_with('=');
  if (result.is_expression) text = trimmed(text.substr(1));
  result.text = std::string(text);
  result.where = where;
  return result;
}

ExpressionText text_or_feel(XmlNode node, std::string_view attribute, std::string_view ns) {
  return text_or_feel(node.get(attribute, ns), node.where());
}

namespace {

bool names_feel(std::string_view language) {
  return language == "feel" || language == "FEEL" || language.find("/FEEL") != std::string_view::npos ||
         language == "application/feel" || language == "text/feel";
}

}  // namespace

ExpressionText always_feel(std::string_view text, std::string_view language, Where where) {
  ExpressionText result;
  result.where = where;
  text = trimmed(text);
  if (text.empty()) return result;
  if (text.starts_with('=')) text = trimmed(text.substr(1));
  result.text = std::string(text);
  result.is_expression = true;
  if (!names_feel(language)) result.language = std::string(language);
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
