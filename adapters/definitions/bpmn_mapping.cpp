// Decides the texts of composed mappings (bpmn_mapping.h).
#include "adapters/definitions/bpmn_mapping.h"

#include <algorithm>
#include <iterator>
#include <set>

#include "adapters/definitions/xml.h"
#include "engine/feel/text.h"

namespace bihuan::definitions {
namespace {

using namespace definition;

std::string as_feel(const ExpressionText& text) {
  return text.is_expression ? text.text : feel::quoted(text.text);
}

std::vector<std::string> keys_of(std::string_view path) {
  std::vector<std::string> keys;
  while (!path.empty()) {
    const auto end = std::min(path.find('.'), path.size());
    keys.push_back(feel::quoted(trimmed(path.substr(0, end))));
    path.remove_prefix(std::min(end + 1, path.size()));
  }
  return keys;
}

/// The whole with the value where the keys lead; what is missing on the way is made. Each text stands in it once, so
/// that many parts of one target do not multiply.
std::string with_part(const std::string& whole, const std::vector<std::string>& keys, const std::string& value) {
  std::string before = "(for _whole in [" + whole + "] return ", after;
  for (std::size_t i = 0; i < keys.size(); ++i) {
    before += "context put(if _whole = null then {} else _whole, " + keys[i] + ", ";
    after = ")" + after;
    if (i + 1 == keys.size()) break;
    before += "(for _whole in [if _whole = null then null else get value(_whole, " + keys[i] + ")] return ";
    after = ")[1]" + after;
  }
  return before + value + after + ")[1]";
}

auto with_target(std::vector<MappingText>& mappings, std::string_view target) {
  return std::find_if(mappings.begin(), mappings.end(), [&](const MappingText& m) { return m.target == target; });
}

}  // namespace

void set_mapping(std::vector<MappingText>& mappings, MappingText mapping) {
  std::erase_if(mappings, [&](const MappingText& m) { return m.target == mapping.target; });
  mappings.push_back(std::move(mapping));
}

void replace_mappings(std::vector<MappingText>& mappings, std::vector<MappingText> others) {
  std::set<std::string> targets;
  for (const MappingText& other : others) targets.insert(other.target);
  std::erase_if(mappings, [&](const MappingText& m) { return targets.contains(m.target); });
  std::move(others.begin(), others.end(), std::back_inserter(mappings));
}

bool put_mapping(std::vector<MappingText>& mappings, std::string_view path, const ExpressionText& value, Where where) {
  const std::string target(trimmed(path.substr(0, path.find('.'))));
  const auto before = with_target(mappings, target);
  const bool composed = before != mappings.end();
  if (!value.language.empty() || (composed && !before->source.language.empty())) return false;
  const std::string whole = composed ? as_feel(before->source) : target;
  MappingText result;
  result.target = target;
  result.where = where;
  result.source.is_expression = true;
  result.source.where = where;
  result.source.text = with_part(whole, keys_of(path.substr(path.find('.') + 1)), as_feel(value));
  set_mapping(mappings, std::move(result));
  return true;
}

}  // namespace bihuan::definitions
