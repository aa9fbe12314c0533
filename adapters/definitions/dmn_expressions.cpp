// Decides one function per boxed expression. The recursion follows the nesting of XML, which xml_scan.h bounds.
#include "adapters/definitions/dmn_expressions.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "adapters/definitions/bpmn_index.h"

namespace bihuan::definitions {
namespace {

using namespace dmn;

constexpr auto expression_names = std::to_array<std::string_view>(
    {"literalExpression", "decisionTable", "context", "invocation", "list", "relation", "functionDefinition",
     "conditional", "filter", "for", "every", "some", "expression"});

constexpr auto hit_policies = std::to_array<std::pair<std::string_view, HitPolicy>>({
    {"", HitPolicy::Unique},
    {"UNIQUE", HitPolicy::Unique},
    {"FIRST", HitPolicy::First},
    {"PRIORITY", HitPolicy::Priority},
    {"ANY", HitPolicy::Any},
    {"COLLECT", HitPolicy::Collect},
    {"RULE ORDER", HitPolicy::RuleOrder},
    {"OUTPUT ORDER", HitPolicy::OutputOrder},
});

constexpr auto aggregators = std::to_array<std::pair<std::string_view, Aggregator>>({
    {"", Aggregator::None},
    {"SUM", Aggregator::Sum},
    {"COUNT", Aggregator::Count},
    {"MIN", Aggregator::Min},
    {"MAX", Aggregator::Max},
});

constexpr auto function_kinds = std::to_array<std::pair<std::string_view, FunctionKind>>({
    {"", FunctionKind::Feel},
    {"FEEL", FunctionKind::Feel},
    {"Java", FunctionKind::Java},
    {"PMML", FunctionKind::Pmml},
});

/// The value that the attribute names; a word that is none is an error, answered by the first value.
template <class Table>
auto word(XmlNode node, std::string_view attribute, const Table& table, Findings& findings) {
  const std::string_view text = trimmed(node.get(attribute));
  for (const auto& [name, value] : table) {
    if (name == text) return value;
  }
  findings.error(node.where(), node.get("id"), "bad-value",
                 fmt::format("{} 的 {} 写的是“{}”，没有这个值。", node.name(), attribute, text),
                 fmt::format("{} of {} is \"{}\", which is no value of it.", attribute, node.name(), text));
  return table.front().second;
}

bool names_feel(std::string_view language) {
  return language.empty() || language == "feel" || language == "FEEL" ||
         language.find("/FEEL") != std::string_view::npos || language.find("/feel") != std::string_view::npos;
}

}  // namespace

std::string DmnExpressions::type(std::string_view reference) const {
  reference = trimmed(reference);
  const bool qualified = reference.find(' ') == std::string_view::npos && reference.find('"') == std::string_view::npos;
  return std::string(qualified ? local_part(reference) : reference);
}

std::string DmnExpressions::text_of(XmlNode node) const {
  const auto text = child(node, "text");
  return text ? std::string(trimmed(text->text())) : std::string();
}

std::string DmnExpressions::text_of_child(XmlNode node, std::string_view name) const {
  const auto found = child(node, name);
  return found ? text_of(*found) : std::string();
}

void DmnExpressions::check_language(XmlNode node) {
  const std::string_view own = node.get("expressionLanguage");
  const std::string_view language = own.empty() ? language_ : own;
  if (names_feel(language)) return;
  findings_.error(
      node.where(), node.get("id"), "not-feel",
      fmt::format("表达式语言是“{}”，这里只能用 FEEL。请改写成 FEEL。", language),
      fmt::format("The expression language is \"{}\"; only FEEL is executed. Rewrite it in FEEL.", language));
}

BoxedPtr DmnExpressions::expression_in(XmlNode holder) {
  for (const XmlNode node : holder.children()) {
    if (node.ns() != ns_ ||
        std::find(expression_names.begin(), expression_names.end(), node.name()) == expression_names.end())
      continue;
    auto expression = read(node);
    return expression ? std::make_shared<const BoxedExpression>(std::move(*expression)) : nullptr;
  }
  return nullptr;
}

BoxedPtr DmnExpressions::required_in(XmlNode holder) {
  const std::size_t before = findings_.size();
  BoxedPtr expression = expression_in(holder);
  if (!expression && findings_.size() == before) {
    findings_.error(holder.where(), holder.get("id"), "missing-expression",
                    fmt::format("{} 里没有表达式。请填写。", holder.name()),
                    fmt::format("{} holds no expression. Write one.", holder.name()));
  }
  return expression;
}

std::optional<BoxedExpression> DmnExpressions::read(XmlNode node) {
  BoxedExpression result;
  result.id = std::string(node.get("id"));
  result.type_ref = type(node.get("typeRef"));
  result.line = node.where().line;
  const std::string_view name = node.name();
  if (name == "literalExpression") {
    result.form = literal(node);
  } else if (name == "decisionTable") {
    result.form = table(node);
  } else if (name == "context") {
    result.form = context(node);
  } else if (name == "invocation") {
    result.form = invocation(node);
  } else if (name == "list") {
    result.form = list(node);
  } else if (name == "relation") {
    result.form = relation(node);
  } else if (name == "functionDefinition") {
    result.form = function(node);
  } else if (name == "conditional") {
    result.form = Conditional{part(node, "if"), part(node, "then"), part(node, "else")};
  } else if (name == "filter") {
    result.form = Filter{part(node, "in"), part(node, "match")};
  } else if (name == "for") {
    result.form = iterator(node, IteratorKind::For);
  } else if (name == "every") {
    result.form = iterator(node, IteratorKind::Every);
  } else if (name == "some") {
    result.form = iterator(node, IteratorKind::Some);
  } else {
    findings_.error(node.where(), node.get("id"), "unknown-expression", fmt::format("表达式 {} 不认识。", name),
                    fmt::format("The expression {} is unknown.", name));
    return std::nullopt;
  }
  return result;
}

BoxedPtr DmnExpressions::part(XmlNode node, std::string_view name) {
  if (const auto found = child(node, name)) return required_in(*found);
  findings_.error(node.where(), node.get("id"), "missing-expression", fmt::format("{} 缺少 {}。", node.name(), name),
                  fmt::format("{} lacks {}.", node.name(), name));
  return nullptr;
}

LiteralExpression DmnExpressions::literal(XmlNode node) {
  check_language(node);
  if (const auto imported = child(node, "importedValues")) {
    findings_.error(imported->where(), node.get("id"), "import-not-read",
                    "表达式取自别的文件（importedValues），这里不能读取。请把内容写进来。",
                    "The expression comes from another file (importedValues), which is not read. Write it here.");
  }
  return {text_of(node), type(node.get("typeRef"))};
}

DecisionTable DmnExpressions::table(XmlNode node) {
  DecisionTable result;
  result.hit_policy = word(node, "hitPolicy", hit_policies, findings_);
  result.aggregator = word(node, "aggregation", aggregators, findings_);
  for (const XmlNode child : node.children()) {
    if (is(child, "input")) result.inputs.push_back(input(child));
    if (is(child, "output")) result.outputs.push_back(output(child));
    if (is(child, "rule")) result.rules.push_back(rule(child));
  }
  return result;
}

InputClause DmnExpressions::input(XmlNode node) {
  InputClause result;
  result.id = std::string(node.get("id"));
  result.label = std::string(node.get("label"));
  result.allowed_values = text_of_child(node, "inputValues");
  result.line = node.where().line;
  if (const auto expression = child(node, "inputExpression")) {
    check_language(*expression);
    result.expression = text_of(*expression);
    result.type_ref = type(expression->get("typeRef"));
  }
  return result;
}

OutputClause DmnExpressions::output(XmlNode node) {
  return {std::string(node.get("id")),
          std::string(node.get("name")),
          std::string(node.get("label")),
          type(node.get("typeRef")),
          text_of_child(node, "outputValues"),
          text_of_child(node, "defaultOutputEntry"),
          node.where().line};
}

Rule DmnExpressions::rule(XmlNode node) {
  Rule result;
  result.id = std::string(node.get("id"));
  result.line = node.where().line;
  if (const auto description = child(node, "description"))
    result.description = std::string(trimmed(description->text()));
  for (const XmlNode entry : node.children()) {
    const bool is_input = is(entry, "inputEntry");
    if (!is_input && !is(entry, "outputEntry")) continue;
    check_language(entry);
    (is_input ? result.input_entries : result.output_entries).push_back(text_of(entry));
  }
  return result;
}

BoxedContext DmnExpressions::context(XmlNode node) {
  BoxedContext result;
  for (const XmlNode entry : node.children()) {
    if (!is(entry, "contextEntry")) continue;
    const auto variable = child(entry, "variable");
    result.entries.push_back({variable ? std::string(variable->get("name")) : std::string(),
                              variable ? type(variable->get("typeRef")) : std::string(), required_in(entry)});
  }
  return result;
}

Invocation DmnExpressions::invocation(XmlNode node) {
  Invocation result{required_in(node), {}};
  for (const XmlNode binding : node.children()) {
    if (!is(binding, "binding")) continue;
    const auto parameter = child(binding, "parameter");
    result.bindings.push_back({parameter ? std::string(parameter->get("name")) : std::string(), required_in(binding)});
  }
  return result;
}

BoxedList DmnExpressions::list(XmlNode node) {
  BoxedList result;
  for (const XmlNode item : node.children()) {
    if (item.ns() != ns_ ||
        std::find(expression_names.begin(), expression_names.end(), item.name()) == expression_names.end())
      continue;
    if (auto expression = read(item))
      result.items.push_back(std::make_shared<const BoxedExpression>(std::move(*expression)));
  }
  return result;
}

Relation DmnExpressions::relation(XmlNode node) {
  Relation result;
  for (const XmlNode child : node.children()) {
    if (is(child, "column")) {
      result.columns.emplace_back(child.get("name"));
      result.column_types.push_back(type(child.get("typeRef")));
    }
    if (is(child, "row")) result.rows.push_back(list(child).items);
  }
  return result;
}

FunctionDefinition DmnExpressions::function(XmlNode node) {
  FunctionDefinition result;
  result.kind = word(node, "kind", function_kinds, findings_);
  for (const XmlNode child : node.children()) {
    if (is(child, "formalParameter"))
      result.parameters.push_back({std::string(child.get("name")), type(child.get("typeRef"))});
  }
  result.body = expression_in(node);
  return result;
}

Iterator DmnExpressions::iterator(XmlNode node, IteratorKind kind) {
  const auto in = child(node, "in");
  return {kind, std::string(node.get("iteratorVariable")), in ? type(in->get("typeRef")) : std::string(),
          part(node, "in"), part(node, kind == IteratorKind::For ? "return" : "satisfies")};
}

}  // namespace bihuan::definitions
