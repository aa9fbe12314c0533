// Decides what the rest of the program can do with DMN: compile a model once, evaluate a decision with a full trace.
// It does not read XML and keeps no state between evaluations.
#pragma once

#include <cstddef>
#include <cstdint>
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

/// What becomes of a fault in a text, or of a reference that leads nowhere: the whole model is refused, or the faulty
/// part is null and the fault a warning, as the kit's tests of errors ask. Circles and double ids are always refused.
enum class OnFault { Refuse, BecomeNull };

/// A compiled model: immutable, shared, cheap to copy.
class Decisions {
 public:
  explicit Decisions(std::shared_ptr<const CompiledModel> model) : model_(std::move(model)) {}
  const std::shared_ptr<const CompiledModel>& model() const { return model_; }
  /// The id of the decision, decision service or business knowledge model with this id or this name, also behind its
  /// namespace ("namespace#name"); empty when there is none.
  std::string find(std::string_view id_or_name) const;
  /// The id of the one decision of the model itself that no other decision requires; empty when there are several.
  std::string root() const;
  /// Names of the input data that the decision needs, itself or through decisions that it requires.
  std::vector<std::string> inputs_of(std::string_view decision_id) const;
  /// What can be evaluated but deserves a word: functions of other languages, which answer null.
  const std::vector<Fault>& warnings() const;

 private:
  std::shared_ptr<const CompiledModel> model_;
};

/// Parses every expression, orders the requirements. Rejects all faults at once: syntax, missing ids, cycles,
/// tables whose rules do not have one entry per column, hit policies that lack what they need.
std::expected<Decisions, std::vector<Fault>> compile(const Model& model, OnFault on_fault = OnFault::Refuse);

/// A rule that matched. `index` counts from 1, as staff count. `inputs` are the values of the input expressions.
struct RuleFired {
  std::string rule_id;
  std::size_t index = 0;
  std::vector<Value> inputs, outputs;
  bool operator==(const RuleFired&) const = default;
};

/// A value on the way to a result: an input of a table, an entry of a context, what was called and what it answered.
/// `depth` counts the functions within which it was made. Values that are too large to be shown are left out (null, and
/// `shortened`).
struct TracedValue {
  std::uint32_t depth = 0;
  std::string what;
  Value value;
  bool shortened = false;
  bool operator==(const TracedValue&) const = default;
};
constexpr std::size_t max_traced_values = 200;  ///< per decision; later ones are left out

/// How much an evaluation tells: the decisions with the rules that fired, or the values in between too.
enum class Explain { Rules, Values };

/// One decision of the DRG: what it read by name, the rules that matched (of a decision table), what it answered.
struct Trace {
  std::string decision_id, decision_name;
  std::vector<std::pair<std::string, Value>> inputs;
  std::vector<RuleFired> rules;
  Value result;
  std::vector<TracedValue> values = {};  ///< with Explain::Values only
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

/// Evaluates a decision, or a decision service or business knowledge model by its id, with inputs by name. An input of
/// an imported model is given as "namespace#name", as "import.name", within a context by the import's name, or by its
/// bare name. Missing inputs are null.
std::expected<Evaluated, EvaluationFault> evaluate(const Decisions& decisions, std::string_view decision_id,
                                                   const ContextEntries& inputs, const feel::Environment& env,
                                                   Explain explain = Explain::Rules);

}  // namespace bihuan::dmn
