// Decides the elements of a decision requirements graph (DMN 1.5, chapter 6) and the types (7.3).
#include "adapters/definitions/dmn_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <unordered_map>
#include <unordered_set>

#include "adapters/definitions/bpmn_index.h"
#include "adapters/definitions/bpmn_text.h"
#include "adapters/definitions/dmn_expressions.h"

namespace bihuan::definitions {
namespace {

using namespace dmn;

constexpr auto dmn_namespaces = std::to_array<std::string_view>({
    "http://www.omg.org/spec/DMN/20151101/dmn.xsd",
    "http://www.omg.org/spec/DMN/20151101/dmn11.xsd",
    "http://www.omg.org/spec/DMN/20180521/MODEL/",
    "https://www.omg.org/spec/DMN/20191111/MODEL/",
    "https://www.omg.org/spec/DMN/20211108/MODEL/",
    "https://www.omg.org/spec/DMN/20230324/MODEL/",
});

class DmnFileReader {
 public:
  DmnFileReader(XmlNode root, Findings& findings)
      : root_(root), findings_(findings), expressions_(root.ns(), root.get("expressionLanguage"), findings) {}

  Model read() {
    model_.id = std::string(root_.get("id"));
    model_.name = std::string(root_.get("name"));
    model_.ns = std::string(root_.get("namespace"));
    for (const XmlNode node : root_.children()) {
      collect_id(node);
      if (expressions_.is(node, "import") && is_dmn_namespace(node.get("importType"))) read_import(node);
    }
    for (const XmlNode node : root_.children()) {
      if (node.ns() == root_.ns()) read_root(node);
    }
    return std::move(model_);
  }

 private:
  void collect_id(XmlNode node) {
    if (node.ns() != root_.ns() || !is_referable(node.name())) return;
    const std::string_view id = id_of(node);
    if (id.empty()) {
      findings_.error(node.where(), "", "missing-id",
                      fmt::format("“{}”（{}）没有编号（id）。请给它写一个编号。", label_of(node), node.name()),
                      fmt::format("\"{}\" ({}) has neither id nor name. Give it one.", label_of(node), node.name()));
      return;
    }
    const auto [first, is_new] = ids_.try_emplace(id, node);
    if (is_new) return;
    const int first_line = first->second.where().line;
    findings_.error(node.where(), id, "duplicate-id",
                    fmt::format("编号“{}”用了两次：第 {} 行和第 {} 行。请给其中一个换一个编号。", id, first_line,
                                node.where().line),
                    fmt::format("The id \"{}\" is used twice, in lines {} and {}. Rename one of them.", id, first_line,
                                node.where().line));
  }

  static bool is_referable(std::string_view name) {
    return name == "decision" || name == "inputData" || name == "businessKnowledgeModel" || name == "decisionService";
  }

  /// Ids are optional in DMN, names are not: an element without an id is known by its name.
  static std::string_view id_of(XmlNode node) {
    const std::string_view id = node.get("id");
    return id.empty() ? trimmed(node.get("name")) : id;
  }

  void read_root(XmlNode node) {
    const std::string_view name = node.name();
    if (name == "decision") model_.decisions.push_back(decision(node));
    if (name == "inputData") model_.inputs.push_back(input_data(node));
    if (name == "businessKnowledgeModel") model_.knowledge.push_back(knowledge(node));
    if (name == "itemDefinition") model_.items.push_back(item(node));
    if (name == "decisionService") model_.services.push_back(service(node));
  }

  /// Of DMN models only: schemas and PMML files are named by functions that are not executed.
  void read_import(XmlNode node) {
    const std::string_view ns = node.get("namespace");
    imports_.insert(ns);
    model_.imports.push_back({std::string(trimmed(node.get("name"))), std::string(ns), node.where().line});
  }

  std::string variable_attribute(XmlNode node, std::string_view attribute) {
    const auto variable = expressions_.child(node, "variable");
    return variable ? std::string(variable->get(attribute)) : std::string();
  }

  DecisionModel decision(XmlNode node) {
    DecisionModel result;
    result.id = std::string(id_of(node));
    result.name = std::string(node.get("name"));
    result.variable_name = variable_attribute(node, "name");
    result.type_ref = expressions_.type(variable_attribute(node, "typeRef"));
    result.line = node.where().line;
    for (const XmlNode child : node.children()) {
      if (expressions_.is(child, "informationRequirement")) read_information(child, result);
      if (expressions_.is(child, "knowledgeRequirement"))
        require(child, "requiredKnowledge", result.required_knowledge);
    }
    result.expression = expressions_.expression_in(node);
    return result;
  }

  void read_information(XmlNode node, DecisionModel& decision) {
    require(node, "requiredDecision", decision.required_decisions);
    require(node, "requiredInput", decision.required_inputs);
  }

  void require(XmlNode node, std::string_view name, std::vector<InformationRequirement>& list) {
    for (const XmlNode child : node.children()) {
      if (!expressions_.is(child, name)) continue;
      if (auto id = reference(child)) list.push_back({std::move(*id)});
    }
  }

  /// The id that an href names: "#id", or the same behind this model's own namespace; the whole href when it leads into
  /// an imported model.
  std::optional<std::string> reference(XmlNode node) {
    const std::string_view href = trimmed(node.get("href"));
    const auto hash = href.find('#');
    const std::string_view id = hash == std::string_view::npos ? href : href.substr(hash + 1);
    const std::string_view ns = hash == std::string_view::npos ? std::string_view() : href.substr(0, hash);
    const bool here = ns.empty() || ns == model_.ns;
    if (here && ids_.contains(id)) return std::string(id);
    if (!here && !imports_.empty()) return std::string(href);  // dmn::link finds it, through imports of imports too
    findings_.error(node.where(), node.parent()->get("id"), "dangling-reference",
                    fmt::format("{} 指向“{}”，但文件里没有这个编号。请改正引用。", node.name(), href),
                    fmt::format("{} refers to \"{}\", but the file has no such id.", node.name(), href));
    return std::nullopt;
  }

  InputData input_data(XmlNode node) {
    return {std::string(id_of(node)), std::string(node.get("name")),
            expressions_.type(variable_attribute(node, "typeRef")), node.where().line};
  }

  BusinessKnowledgeModel knowledge(XmlNode node) {
    BusinessKnowledgeModel result;
    result.id = std::string(id_of(node));
    result.name = std::string(node.get("name"));
    result.variable_name = variable_attribute(node, "name");
    result.type_ref = expressions_.type(variable_attribute(node, "typeRef"));
    result.line = node.where().line;
    for (const XmlNode child : node.children()) {
      if (expressions_.is(child, "encapsulatedLogic")) result.function = expressions_.function(child);
      if (expressions_.is(child, "knowledgeRequirement"))
        require(child, "requiredKnowledge", result.required_knowledge);
    }
    return result;
  }

  /// Recursion over itemComponents, bounded by the depth of the XML.
  ItemDefinition item(XmlNode node) {
    ItemDefinition result;
    result.id = std::string(node.get("id"));
    result.name = std::string(node.get("name"));
    result.is_collection = boolean_of(node.get("isCollection")).value_or(false);
    result.allowed_values = expressions_.text_of_child(node, "allowedValues");
    result.type_constraint = expressions_.text_of_child(node, "typeConstraint");
    result.line = node.where().line;
    for (const XmlNode child : node.children()) {
      if (expressions_.is(child, "typeRef")) result.type_ref = expressions_.type(child.text());
      if (expressions_.is(child, "itemComponent")) result.components.push_back(item(child));
      if (expressions_.is(child, "functionItem")) read_function_item(child, result);
    }
    return result;
  }

  void read_function_item(XmlNode node, ItemDefinition& item) {
    item.is_function = true;
    item.return_type = expressions_.type(node.get("outputTypeRef"));
    for (const XmlNode child : node.children()) {
      if (!expressions_.is(child, "parameters")) continue;
      item.parameters.push_back({std::string(child.get("name")), expressions_.type(child.get("typeRef"))});
    }
  }

  DecisionService service(XmlNode node) {
    DecisionService result;
    result.id = std::string(id_of(node));
    result.name = std::string(node.get("name"));
    result.type_ref = expressions_.type(variable_attribute(node, "typeRef"));
    result.line = node.where().line;
    require(node, "outputDecision", result.output_decisions);
    require(node, "encapsulatedDecision", result.encapsulated_decisions);
    require(node, "inputDecision", result.input_decisions);
    require(node, "inputData", result.input_data);
    return result;
  }

  XmlNode root_;
  Findings& findings_;
  DmnExpressions expressions_;
  std::unordered_map<std::string_view, XmlNode> ids_;
  std::unordered_set<std::string_view> imports_;
  Model model_;
};

bool check_root(XmlNode root, Findings& findings) {
  if (root.name() == "definitions" && is_dmn_namespace(root.ns())) return true;
  const bool is_definitions = root.name() == "definitions";
  findings.error(root.where(), "", is_definitions ? "wrong-namespace" : "not-dmn",
                 is_definitions ? fmt::format("这不是 DMN 1.1–1.5 文件：命名空间是“{}”。", root.ns())
                                : fmt::format("这不是 DMN 文件：最外层是 {}，应是 definitions。", root.name()),
                 is_definitions
                     ? fmt::format("This is no DMN 1.1-1.5 file: its namespace is \"{}\".", root.ns())
                     : fmt::format("This is no DMN file: its root is {}, it should be definitions.", root.name()));
  return false;
}

}  // namespace

bool is_dmn_namespace(std::string_view ns) {
  return std::find(dmn_namespaces.begin(), dmn_namespaces.end(), ns) != dmn_namespaces.end();
}

std::expected<Model, std::vector<Diagnostic>> read_dmn(std::string_view bytes, std::string_view file_name) {
  const auto document = read_xml(bytes);
  if (!document) return std::unexpected(std::vector{diagnostic_of(document.error(), file_name)});
  Findings findings(file_name);
  if (!check_root(document->root(), findings)) return std::unexpected(findings.take());
  Model model = DmnFileReader(document->root(), findings).read();
  if (findings.has_errors()) return std::unexpected(findings.take());
  return model;
}

}  // namespace bihuan::definitions
