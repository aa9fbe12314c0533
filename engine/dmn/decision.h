// Decides what the rest of the program can do with DMN: compile a model once, evaluate a decision with a full trace.
// It does not read XML and keeps no state between evaluations.
#pragma once

#include <cstddef>
#include <expected>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/base/value.h"
#include "engine/dmn/model.h"
#include "engine/feel/expression.h"

namespace bihuan::dmn {

/// Why a model was refused: which element, which line, in Chinese and in English.
struct Fault {
  std::string element_id;
  int line = 0;
  std::string message_zh, message_en;
};

struct CompiledModel;

/// A compiled model: immutable, shared, cheap to copy.
class Decisions {
 public:
  explicit Decisions(std::shared_ptr<const CompiledModel> model) : model_(std::move(model)) {}
  const std::shared_ptr<const CompiledModel>& model() const { return model_; }
  /// The id of the decision or decision service with this id or this name; empty when there is none.
  std::string find(std::string_view id_or_name) const;
  /// Names of the input data that the decision needs, itself or through decisions that it requires.
  std::vector<std::string> inputs_of(std::string_view decision_id) const;

 private:
  std::shared_ptr<const CompiledModel> model_;
};

/// Parses every expression, orders the requirements. Rejects all faults at once: syntax, missing ids, cycles,
/// tables whose rules do not have one entry per column, hit policies that lack what they need.
std::expected<Decisions, std::vector<Fault>> compile(const Model& model);

/// A rule that matched. `index` counts from 1, as staff count. `inputs` are the values of the input expressions.
struct RuleFired {
  std::string rule_id;
  std::size_t index = 0;
  std::vector<Value> inputs, outputs;
  bool operator==(const RuleFired&) const = default;
};

/// One decision of the DRG: what it read by name, the rules that matched (of a decision table), what it answered.
struct Trace {
  std::string decision_id, decision_name;
  std::vector<std::pair<std::string, Value>> inputs;
  std::vector<RuleFired> rules;
  Value result;
  bool operator==(const Trace&) const = default;
};

/// `trace` has one entry per decision, in the order of evaluation; required decisions come first, each once.
struct Evaluated {
  Value value;
  std::vector<Trace> trace;
  std::vector<feel::Diagnostic> diagnostics;
};

/// Codes: "decision-not-found", "unique-violated", "any-violated", "budget-exceeded".
struct EvaluationFault {
  std::string decision_id;
  std::string code;
  std::string message_zh, message_en;
};

/// Evaluates a decision, or a decision service by its id, with inputs by name. Missing inputs are null.
std::expected<Evaluated, EvaluationFault> evaluate(const Decisions& decisions, std::string_view decision_id,
                                                   const ContextEntries& inputs, const feel::Environment& env);

}  // namespace bihuan::dmn
