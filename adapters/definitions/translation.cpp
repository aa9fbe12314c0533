// Decides the forms of text and the words for what was not kept.
#include "adapters/definitions/translation.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "adapters/definitions/bpmn_reading.h"
#include "adapters/definitions/names.h"
#include "engine/juel/expression.h"

namespace bihuan::definitions {

using namespace definition;

namespace {

template <class Rule>
const Rule* find_rule(std::span<const Rule> rules, std::string_view name) {
  const auto found = std::find_if(rules.begin(), rules.end(), [&](const Rule& rule) { return rule.name == name; });
  return found == rules.end() ? nullptr : &*found;
}

/// Of one name once, and few enough for one sentence.
void add_name(std::vector<std::string>& names, std::string name) {
  constexpr std::size_t most = 20;
  if (names.size() < most && std::find(names.begin(), names.end(), name) == names.end())
    names.push_back(std::move(name));
}

void say_unknown(const Translation& t, const std::vector<std::string>& names) {
  if (names.empty()) return;
  const std::string list = fmt::format("{}", fmt::join(names, ", "));
  t.warn("extension-not-executed", fmt::format("{} 的扩展（{}）在这里没有作用。", t.label(), list),
         fmt::format("Extensions of {} have no effect here: {}.", t.label(), list));
}

bool holds_juel(std::string_view text) {
  const auto begin = std::min(text.find("${"), text.find("#{"));
  return begin != std::string_view::npos && text.find('}', begin) != std::string_view::npos;
}

}  // namespace

std::string Translation::label() const {
  const std::string& name = element.name.empty() ? element.id : element.name;
  return "“" + name + "”";
}

void Translation::warn(std::string_view code, std::string zh, std::string en) const {
  index.findings().warning(node.where(), element.id, code, std::move(zh), std::move(en));
}

void Translation::refuse(std::string zh, std::string en) const {
  note_unsupported(process, {element.id, element.name, node.where(), label() + zh, "\"" + element.id + "\" " + en});
}

void take_all(Translation& t, std::span<const AttributeRule> attributes, std::span<const ChildRule> children) {
  std::vector<std::string> unknown;
  for (const XmlAttribute& a : t.node.attributes()) {
    if (a.ns != t.ns) continue;
    const AttributeRule* rule = find_rule(attributes, a.name);
    if (rule == nullptr) add_name(unknown, fmt::format("{}:{}", t.prefix, a.name));
    if (rule != nullptr && rule->take != nullptr) rule->take(t, trimmed(a.value));
  }
  if (const auto extensions = t.node.child(bpmn_ns, "extensionElements")) {
    for (const XmlNode child : extensions->children()) {
      if (child.ns() != t.ns) continue;
      const ChildRule* rule = find_rule(children, child.name());
      if (rule == nullptr) add_name(unknown, fmt::format("{}:{}", t.prefix, child.name()));
      if (rule != nullptr && rule->take != nullptr) rule->take(t, child);
    }
  }
  say_unknown(t, unknown);
}

ExpressionText vendor_text(std::string_view text, Where where) {
  ExpressionText result;
  result.where = where;
  text = trimmed(text);
  if (text.starts_with('=')) return feel_text(std::string(trimmed(text.substr(1))), where);
  if (holds_juel(text)) {
    result.is_expression = true;
    result.language = "juel";
  }
  result.text = std::string(text);
  return result;
}

ExpressionText juel_text(std::string inside, Where where) {
  ExpressionText result;
  result.text = "${" + std::move(inside) + "}";
  result.is_expression = true;
  result.language = "juel";
  result.where = where;
  return result;
}

ExpressionText variable_text(std::string_view name, Where where) {
  return juel_text("variables:get(" + juel::quoted(name) + ")", where);
}

ExpressionText feel_text(std::string text, Where where) {
  ExpressionText result;
  result.text = std::move(text);
  result.is_expression = true;
  result.where = where;
  return result;
}

void keep_property(Translation& t, std::string_view name, std::string_view value) {
  t.element.properties.emplace_back(name, value);
}

AssignmentModel& people_of(Translation& t) {
  if (!t.element.assignment) {
    t.element.assignment.emplace();
    t.element.assignment->kind = "users-and-groups";
    t.element.assignment->where = t.node.where();
  }
  return *t.element.assignment;
}

void add_people(Translation& t, std::string_view parameter, std::string_view text) {
  if (text.empty()) return;
  AssignmentModel& people = people_of(t);
  if (people.kind == "users-and-groups") {
    people.parameters.emplace_back(parameter, vendor_text(text, t.node.where()));
    return;
  }
  t.warn("assignment-ignored",
         fmt::format("{}已经指定了由谁办理，{}:{} 的“{}”没有作用。", t.label(), t.prefix, parameter, text),
         fmt::format("Who gets \"{}\" is already said, so \"{}\" of {} has no effect.", t.element.id, text, t.prefix));
}

std::string_view child_text(XmlNode node, std::string_view ns, std::string_view name) {
  const auto child = node.child(ns, name);
  return child ? trimmed(child->text()) : std::string_view();
}

}  // namespace bihuan::definitions
