// Decides the shape of a compiled model: FEEL parsed, references resolved to indices, names known. Only engine/dmn
// reads it. It does not compile (compile.cpp) nor evaluate (evaluate.cpp).
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

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

struct CompiledTable {
  HitPolicy hit_policy = HitPolicy::Unique;
  Aggregator aggregator = Aggregator::None;
  std::vector<CompiledInput> inputs;
  std::vector<CompiledOutput> outputs;
  std::vector<CompiledRule> rules;
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
  std::string name, import_name;
};

struct CompiledInputData {
  std::string id, name;
  feel::Type type;
};

struct CompiledDecision {
  std::string id, name, variable;
  feel::Type type;
  CompiledPtr expression;  ///< may be null: a decision without logic is null
  std::vector<Required> decisions, inputs, knowledge, services;
};

struct CompiledKnowledge {
  std::string id, name;
  feel::Type result;
  CompiledFunction function;
  std::vector<Required> knowledge, services;
};

struct CompiledService {
  std::string id, name;
  feel::Type type;
  std::vector<Required> outputs, input_decisions, input_data;
};

struct CompiledItem {
  std::string name;
  bool is_collection = false, is_function = false;
  std::optional<feel::Type> base;  ///< what it refers to; of the elements when it is a collection
  std::vector<CompiledItem> components;
  std::optional<feel::Expression> allowed, constraint;
};

struct CompiledModel {
  std::string name;
  std::vector<CompiledDecision> decisions;
  std::vector<CompiledInputData> inputs;
  std::vector<CompiledKnowledge> knowledge;
  std::vector<CompiledService> services;
  std::map<std::string, CompiledItem, std::less<>> items;
};

/// Does the value conform to the item definition of this name? For feel::TypeNames, whose `self` is the CompiledModel.
bool item_conforms(const void* model, std::string_view name, const Value& value, feel::Conformance how,
                   feel::Evaluation* evaluation);

}  // namespace bihuan::dmn
