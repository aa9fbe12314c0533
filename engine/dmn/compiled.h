// Decides the shape of a compiled model: FEEL parsed, references resolved to indices, names known. Only engine/dmn
// reads it. It does not compile (compile.cpp) nor evaluate (evaluate.cpp).
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "engine/dmn/decision.h"
#include "engine/dmn/model.h"
#include "engine/feel/expression.h"
#include "engine/feel/type.h"

namespace bihuan::dmn {

/// Boxed expressions nested deeper are refused.
constexpr int max_boxed_depth = 60;

struct CompiledInput {
  feel::Expression expression;
  std::string name;  ///< label, or the expression's text: for messages
  feel::Type type;
  std::optional<feel::Expression> allowed;  ///< unary tests
};

struct CompiledOutput {
  std::string name;
  feel::Type type;
  std::optional<feel::Expression> allowed;     ///< unary tests
  std::optional<feel::Expression> priorities;  ///< the allowed values as a list, highest first
  std::optional<feel::Expression> fallback;    ///< the default
};

/// A test that accepts everything is nullopt.
struct CompiledRule {
  std::string id;
  std::vector<std::optional<feel::Expression>> tests;
  std::vector<feel::Expression> outputs;
};

struct TableIndex;

struct CompiledTable {
  HitPolicy hit_policy = HitPolicy::Unique;
  Aggregator aggregator = Aggregator::None;
  std::vector<CompiledInput> inputs;
  std::vector<CompiledOutput> outputs;
  std::vector<CompiledRule> rules;
  std::shared_ptr<const TableIndex> index = nullptr;  ///< which rules can match (table_index.h); may be null
};

struct CompiledBoxed;
using CompiledPtr = std::shared_ptr<const CompiledBoxed>;

struct CompiledEntry {
  std::string name;
  CompiledPtr expression;
};
struct CompiledContext {
  std::vector<CompiledEntry> entries;
};
struct CompiledInvocation {
  CompiledPtr function;
  std::vector<CompiledEntry> bindings;
};
struct CompiledList {
  std::vector<CompiledPtr> items;
};
struct CompiledRelation {
  std::vector<std::string> columns;
  std::vector<std::vector<CompiledPtr>> rows;
};
struct CompiledParameter {
  std::string name;
  feel::Type type;
};
struct CompiledFunction {
  bool external = false;
  std::vector<CompiledParameter> parameters;
  CompiledPtr body;
  feel::Type result = {};
};
struct CompiledConditional {
  CompiledPtr condition, then_branch, else_branch;
};
struct CompiledFilter {
  CompiledPtr in, match;
};
struct CompiledIterator {
  IteratorKind kind = IteratorKind::For;
  std::string variable;
  CompiledPtr in, body;
};

struct CompiledBoxed {
  std::variant<feel::Expression, CompiledTable, CompiledContext, CompiledInvocation, CompiledList, CompiledRelation,
               CompiledFunction, CompiledConditional, CompiledFilter, CompiledIterator>
      form;
  feel::Type type;
};

/// A requirement resolved: where it is, and by which name it is read.
struct Required {
  std::size_t index = 0;
  std::string name;
  std::vector<std::string> through;  ///< names of imports
};

/// `scope` is an index into CompiledModel::scopes, so everywhere below.
struct CompiledInputData {
  std::string id, name;
  feel::Type type;
  std::size_t scope = 0;
  std::vector<std::string> through = {};
};

struct CompiledDecision {
  std::string id, name, variable;
  feel::Type type;
  CompiledPtr expression;  ///< may be null: a decision without logic is null
  std::vector<Required> decisions, inputs, knowledge, services;
  std::size_t scope = 0;
};

struct CompiledKnowledge {
  std::string id, name;
  feel::Type result;
  CompiledFunction function;
  std::vector<Required> knowledge, services;
  std::size_t scope = 0;
};

struct CompiledService {
  std::string id, name;
  feel::Type type;
  std::vector<Required> outputs, input_decisions, input_data;
  std::size_t scope = 0;
};

struct CompiledItem {
  std::string name;
  bool is_collection = false, is_function = false;
  std::optional<feel::Type> base;  ///< what it refers to; of the elements when it is a collection
  std::vector<CompiledItem> components;
  std::optional<feel::Expression> allowed, constraint;
};

struct CompiledModel;

/// What type names mean in the texts of one model. For feel::TypeNames, whose `self` it is.
struct TypeScope {
  const CompiledModel* model = nullptr;
  std::string ns;
  std::map<std::string, std::string, std::less<>> names;  ///< as written → name of the item
};

/// `scopes` has at least one element; they refer to the model that holds them, so that it is never copied.
struct CompiledModel {
  std::string name;
  std::vector<CompiledDecision> decisions;
  std::vector<CompiledInputData> inputs;
  std::vector<CompiledKnowledge> knowledge;
  std::vector<CompiledService> services;
  std::map<std::string, CompiledItem, std::less<>> items;
  std::vector<TypeScope> scopes;
  std::vector<Fault> warnings;
};

/// The item definition that a type name means in a scope; nullptr if there is none.
const CompiledItem* item_named(const TypeScope& scope, std::string_view name);
/// How the types of a scope are asked during an evaluation.
feel::TypeNames type_names(const TypeScope& scope, feel::Evaluation* evaluation);
}  // namespace bihuan::dmn
