// Decides the shape of a DMN model as plain values (DMN 1.5, chapters 6 to 10), as a reader delivers it.
// It does not read XML (adapters/definitions) and does not compile (engine/dmn/decision.h).
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace bihuan::dmn {

enum class HitPolicy { Unique, First, Priority, Any, Collect, RuleOrder, OutputOrder };
enum class Aggregator { None, Sum, Count, Min, Max };

/// `line` is the line in the model's file, 0 when unknown; so everywhere below.
struct InputClause {
  std::string id, label, expression, type_ref, allowed_values;
  int line = 0;
  bool operator==(const InputClause&) const = default;
};

struct OutputClause {
  std::string id, name, label, type_ref, allowed_values, default_value;
  int line = 0;
  bool operator==(const OutputClause&) const = default;
};

/// Entries are FEEL text, one per input (unary tests) and one per output (expression).
struct Rule {
  std::string id;
  std::vector<std::string> input_entries, output_entries;
  std::string description;
  int line = 0;
  bool operator==(const Rule&) const = default;
};

struct DecisionTable {
  HitPolicy hit_policy = HitPolicy::Unique;
  Aggregator aggregator = Aggregator::None;
  std::vector<InputClause> inputs;
  std::vector<OutputClause> outputs;
  std::vector<Rule> rules;
};

struct BoxedExpression;
using BoxedPtr = std::shared_ptr<const BoxedExpression>;

struct LiteralExpression {
  std::string text, type_ref;
};

/// An entry without a name is the result of the context.
struct BoxedContextEntry {
  std::string name, type_ref;
  BoxedPtr expression;
};
struct BoxedContext {
  std::vector<BoxedContextEntry> entries;
};

struct InvocationBinding {
  std::string parameter;
  BoxedPtr expression;
};
struct Invocation {
  BoxedPtr function;
  std::vector<InvocationBinding> bindings;
};

struct BoxedList {
  std::vector<BoxedPtr> items;
};

/// `column_types` are type names, one per column or none at all.
struct Relation {
  std::vector<std::string> columns;
  std::vector<std::vector<BoxedPtr>> rows;
  std::vector<std::string> column_types = {};
};

struct Parameter {
  std::string name, type_ref;
};
enum class FunctionKind { Feel, Java, Pmml };
/// Only Feel functions can be executed; the others answer null (DMN 1.5, 10.2.1.7).
struct FunctionDefinition {
  FunctionKind kind = FunctionKind::Feel;
  std::vector<Parameter> parameters;
  BoxedPtr body;
};

struct Conditional {
  BoxedPtr condition, then_branch, else_branch;
};
struct Filter {
  BoxedPtr in, match;
};
enum class IteratorKind { For, Some, Every };
struct Iterator {
  IteratorKind kind = IteratorKind::For;
  std::string variable, type_ref;
  BoxedPtr in, body;
};

/// One boxed expression. `type_ref` names what it must conform to; empty means any.
struct BoxedExpression {
  std::variant<LiteralExpression, DecisionTable, BoxedContext, Invocation, BoxedList, Relation, FunctionDefinition,
               Conditional, Filter, Iterator>
      form;
  std::string id, type_ref;
  int line = 0;
};

/// The id of a required element: of this model, or `namespace#id` of an imported one. `through` are the names of the
/// imports that lead there: the element is read as `a.b.name`; dmn::link fills it in.
struct InformationRequirement {
  std::string id;
  std::vector<std::string> through = {};
};

/// `scope` is an index into Model::scopes, so everywhere below; `through` as in InformationRequirement.
struct InputData {
  std::string id, name, type_ref;
  int line = 0;
  std::size_t scope = 0;
  std::vector<std::string> through = {};
};

/// `name` is the variable's name too when variable_name is empty.
struct DecisionModel {
  std::string id, name, variable_name, type_ref;
  BoxedPtr expression;
  std::vector<InformationRequirement> required_decisions, required_inputs, required_knowledge;
  int line = 0;
  std::size_t scope = 0;
};

struct BusinessKnowledgeModel {
  std::string id, name, variable_name, type_ref;
  FunctionDefinition function;
  std::vector<InformationRequirement> required_knowledge;
  int line = 0;
  std::size_t scope = 0;
};

/// `allowed_values` and `type_constraint` are unary tests; a constraint of a collection is on the list itself,
/// allowed values are on its items. `parameters` and `return_type` describe a function item.
struct ItemDefinition {
  std::string id, name, type_ref, allowed_values, type_constraint;
  bool is_collection = false;
  std::vector<ItemDefinition> components;
  bool is_function = false;
  std::vector<Parameter> parameters;
  std::string return_type;
  int line = 0;
  std::size_t scope = 0;
};

/// Called as a function: its parameters are the input data, then the input decisions, in this order.
struct DecisionService {
  std::string id, name, type_ref;
  std::vector<InformationRequirement> output_decisions, encapsulated_decisions, input_decisions, input_data;
  int line = 0;
  std::size_t scope = 0;
};

/// Another DMN model that this one uses. An empty name imports without a prefix (DMN 1.5, 6.3.3).
struct Import {
  std::string name, ns;
  int line = 0;
};

/// The names of types as one of several linked models writes them, each with the name of the ItemDefinition meant.
struct Scope {
  std::string ns;
  std::vector<std::pair<std::string, std::string>> types;
};

/// As a reader delivers it, a model has `imports` and no `scopes`; a linked one (link.h) has `scopes`, its own first.
struct Model {
  std::string id, name, ns;
  std::vector<Import> imports;
  std::vector<Scope> scopes;
  std::vector<DecisionModel> decisions;
  std::vector<InputData> inputs;
  std::vector<BusinessKnowledgeModel> knowledge;
  std::vector<ItemDefinition> items;
  std::vector<DecisionService> services;
};

}  // namespace bihuan::dmn
