// Decides input and output parameters as one expression each: lists and maps of texts and expressions become one JUEL
// expression. Nesting is bounded.
#include "adapters/definitions/camunda_parts.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <optional>

#include "adapters/definitions/activiti_family.h"
#include "engine/juel/expression.h"

namespace bihuan::definitions::camunda {

using namespace definition;

namespace {

constexpr int max_nesting = 20;

std::optional<XmlNode> value_child(const Translation& t, XmlNode parameter) {
  for (const char* name : {"script", "list", "map"})
    if (const auto child = parameter.child(t.ns, name)) return child;
  return std::nullopt;
}

std::optional<std::string> operand(const Translation& t, XmlNode value, int depth);

/// "[a, b]" of <list><value>a</value><value>b</value></list>; a list or map may stand in it directly.
std::optional<std::string> list_operand(const Translation& t, XmlNode list, int depth) {
  std::string out = "[";
  for (const XmlNode item : list.children()) {
    const auto one = operand(t, item, depth + 1);
    if (!one) return std::nullopt;
    out += (out.size() > 1 ? ", " : "") + *one;
  }
  return out + "]";
}

std::optional<std::string> map_operand(const Translation& t, XmlNode map, int depth) {
  std::string out = "{";
  for (const XmlNode entry : map.children()) {
    if (!entry.is(t.ns, "entry")) return std::nullopt;
    const auto one = operand(t, entry, depth + 1);
    if (!one) return std::nullopt;
    out += (out.size() > 1 ? ", " : "") + juel::quoted(entry.get("key")) + ": " + *one;
  }
  return out + "}";
}

/// A list, a map, or what holds a text, a list or a map. nullopt for a script in it, and for what does not parse.
std::optional<std::string> operand(const Translation& t, XmlNode value, int depth) {
  if (depth > max_nesting) return std::nullopt;
  if (value.name() == "list") return list_operand(t, value, depth);
  if (value.name() == "map") return map_operand(t, value, depth);
  if (value.name() == "null") return "null";
  if (const auto inner = value_child(t, value)) return operand(t, *inner, depth);
  if (value.name() == "script") return std::nullopt;
  auto text = juel::operand_of(trimmed(value.text()));
  return text ? std::optional(std::move(*text)) : std::nullopt;
}

std::optional<ExpressionText> script_text(const Translation& t, XmlNode script) {
  if (script.find("resource")) {
    t.refuse("的脚本写在另一个文件里，这里只执行写在流程图里的脚本。",
             "has a script in another file; only scripts in the diagram are executed.");
    return std::nullopt;
  }
  ExpressionText text;
  text.text = std::string(trimmed(script.text()));
  text.language = family::script_language(script.get("scriptFormat"));
  text.is_expression = true;
  text.where = script.where();
  return text;
}

std::optional<ExpressionText> parameter_text(const Translation& t, XmlNode parameter) {
  const auto child = value_child(t, parameter);
  if (!child) return vendor_text(trimmed(parameter.text()), parameter.where());
  if (child->name() == "script") return script_text(t, *child);
  auto composed = operand(t, *child, 0);
  if (composed) return juel_text(std::move(*composed), parameter.where());
  t.refuse(fmt::format("的参数“{}”里有这里不能执行的内容（嵌套的脚本，或写错的表达式）。", parameter.get("name")),
           fmt::format("has in its parameter \"{}\" a nested script or an expression that cannot be read.",
                       parameter.get("name")));
  return std::nullopt;
}

void take_parameter(Translation& t, XmlNode parameter, std::vector<MappingText>& mappings) {
  auto text = parameter_text(t, parameter);
  if (text) mappings.push_back({std::move(*text), std::string(trimmed(parameter.get("name"))), parameter.where()});
}

}  // namespace

void take_input_output(Translation& t, XmlNode child) {
  for (const XmlNode one : child.children()) {
    if (one.is(t.ns, "inputParameter")) take_parameter(t, one, t.element.inputs);
    if (one.is(t.ns, "outputParameter")) take_parameter(t, one, t.element.outputs);
  }
}

void take_connector(Translation& t, XmlNode child) {
  const std::string id(child_text(child, t.ns, "connectorId"));
  t.element.job.topic.text = id;
  t.element.job.topic.where = child.where();
  t.warn("runs-outside",
         fmt::format("{}要调用连接器“{}”，已改为外部作业，主题是“{}”，需要有程序来领取。", t.label(), id, id),
         fmt::format("The connector \"{}\" of \"{}\" became an external job of that topic.", id, t.element.id));
  const auto parameters = child.child(t.ns, "inputOutput");
  if (!parameters) return;
  std::vector<MappingText> inputs;
  for (const XmlNode one : parameters->children()) {
    if (one.is(t.ns, "inputParameter")) take_parameter(t, one, inputs);
    if (one.is(t.ns, "outputParameter")) take_parameter(t, one, t.element.outputs);
  }
  for (MappingText& input : inputs)
    t.element.job.headers.emplace_back(std::move(input.target), std::move(input.source));
}

void take_form_data(Translation& t, XmlNode child) {
  const std::string_view key = trimmed(child.get("businessKey"));
  if (!key.empty() && t.process.business_key.empty()) t.process.business_key = variable_text(key, child.where());
  for (const XmlNode field : child.children()) {
    if (!field.is(t.ns, "formField")) continue;
    const std::string id(trimmed(field.get("id")));
    nlohmann::ordered_json described = {{"id", id}, {"label", field.get("label")}, {"type", field.get("type")}};
    if (const auto value = field.find("defaultValue")) described["default"] = *value;
    for (const XmlNode part : field.children()) {
      if (part.is(t.ns, "validation"))
        for (const XmlNode rule : part.children()) described[std::string(rule.get("name"))] = rule.get("config");
      if (part.is(t.ns, "value")) described["values"].push_back({{"id", part.get("id")}, {"name", part.get("name")}});
    }
    keep_property(t, "formField." + id, described.dump());
    if (!id.empty()) t.process.variables.push_back(id);
  }
}

void take_error_rule(Translation& t, XmlNode child) {
  ErrorRuleModel rule;
  rule.condition = vendor_text(child.get("expression"), child.where());
  const std::string_view reference = trimmed(child.get("errorRef"));
  if (const auto error = reference.empty() ? std::nullopt : t.index.resolve(child, "errorRef", reference, "error")) {
    rule.code = vendor_text(error->get("errorCode"), error->where());
    rule.message = vendor_text(error->get("errorMessage", t.ns), error->where());
  }
  t.element.job.errors.push_back(std::move(rule));
}

}  // namespace bihuan::definitions::camunda
