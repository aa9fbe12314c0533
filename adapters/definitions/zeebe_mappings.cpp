// Decides the expressions for parts of variables. Parts are gathered in a small tree whose depth is bounded.
#include "adapters/definitions/zeebe_mappings.h"

#include <fmt/format.h>

#include <algorithm>

#include "engine/feel/text.h"

namespace bihuan::definitions::zeebe {

using namespace definition;

namespace {

constexpr std::size_t max_depth = 20;

/// A part of a variable: a source, or parts of its own.
struct Part {
  std::string name;
  std::string source;
  std::vector<Part> parts;
};

std::vector<std::string> segments_of(std::string_view target) {
  std::vector<std::string> segments;
  for (std::size_t from = 0; from <= target.size();) {
    const std::size_t end = std::min(target.find('.', from), target.size());
    segments.emplace_back(target.substr(from, end - from));
    from = end + 1;
  }
  return segments;
}

/// As FEEL, also when it is a constant.
std::string as_feel(const ExpressionText& text) {
  return text.is_expression ? "(" + text.text + ")" : feel::quoted(text.text);
}

Part& part_named(std::vector<Part>& parts, const std::string& name) {
  const auto found = std::find_if(parts.begin(), parts.end(), [&](const Part& part) { return part.name == name; });
  return found != parts.end() ? *found : parts.emplace_back(Part{name, "", {}});
}

void add(Part& variable, const std::vector<std::string>& segments, std::string source) {
  Part* at = &variable;
  for (std::size_t i = 1; i < segments.size(); ++i) at = &part_named(at->parts, segments[i]);
  at->source = std::move(source);
}

/// `before`: FEEL for what the part was; empty when everything is new. The depth is that of the targets, bounded.
std::string written(const Part& part, const std::string& before) {
  if (part.parts.empty()) return part.source;
  std::string entries;
  for (const Part& inner : part.parts) {
    const std::string key = feel::quoted(inner.name);
    const std::string inner_before = before.empty() ? "" : "get value(" + before + ", " + key + ")";
    entries += (entries.empty() ? "" : ", ") + key + ": " + written(inner, inner_before);
  }
  const std::string made = "{" + entries + "}";
  if (!part.source.empty()) return "context merge([" + part.source + ", " + made + "])";
  return before.empty() ? made : "context merge([if " + before + " = null then {} else " + before + ", " + made + "])";
}

struct Group {
  Part variable;
  MappingText first;
  bool in_parts = false;
};

Group& group_of(std::vector<Group>& groups, const std::string& name, const MappingText& mapping) {
  const auto found =
      std::find_if(groups.begin(), groups.end(), [&](const Group& g) { return g.variable.name == name; });
  return found != groups.end() ? *found : groups.emplace_back(Group{{name, "", {}}, mapping, false});
}

bool goes_into_a_part(const MappingText& mapping) {
  return mapping.target.find('.') != std::string::npos;
}

}  // namespace

std::vector<MappingText> with_whole_targets(Translation& t, std::vector<MappingText> mappings, bool outputs) {
  constexpr std::size_t most = 1000;
  if (mappings.size() > most || std::none_of(mappings.begin(), mappings.end(), goes_into_a_part)) return mappings;
  std::vector<Group> groups;
  for (const MappingText& mapping : mappings) {
    const std::vector<std::string> segments = segments_of(mapping.target);
    if (segments.size() > max_depth) {
      t.refuse(fmt::format("的映射目标“{}”层次太深。", mapping.target),
               fmt::format("has the mapping target \"{}\", which is too deep.", mapping.target));
      continue;
    }
    Group& group = group_of(groups, segments.front(), mapping);
    group.in_parts = group.in_parts || segments.size() > 1;
    add(group.variable, segments, as_feel(mapping.source));
  }
  std::vector<MappingText> result;
  for (Group& group : groups) {
    const std::string& name = group.variable.name;
    if (group.in_parts)
      result.push_back(
          {feel_text(written(group.variable, outputs ? name : ""), group.first.where), name, group.first.where});
    else
      result.push_back(std::move(group.first));
  }
  return result;
}

}  // namespace bihuan::definitions::zeebe
