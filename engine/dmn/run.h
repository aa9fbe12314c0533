// Decides what one evaluation of a model carries: the budget, the decisions made so far, the trace. Only engine/dmn
// includes it.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "engine/dmn/compiled.h"
#include "engine/dmn/decision.h"
#include "engine/feel/evaluation.h"

namespace bihuan::dmn {

/// Names in scope, innermost first.
struct Frame {
  const ContextEntries* entries = nullptr;
  const Frame* outer = nullptr;
};
feel::Variables variables_of(const Frame& frame);

/// Thrown when the model itself is at fault (two rules match a Unique table); caught by dmn::evaluate.
struct FaultStop {
  EvaluationFault fault;
};

/// The decisions of one call: of the whole evaluation, or of one call of a decision service.
struct Call {
  const ContextEntries& inputs;
  std::map<std::size_t, Value> made;  ///< results by decision; a service's input decisions are there from the start
};

struct Run {
  std::shared_ptr<const CompiledModel> model;
  feel::Evaluation& evaluation;
  std::vector<Trace> trace = {};
  Trace* current = nullptr;  ///< of the decision that is being made
  std::string place = {};    ///< "[decision] ", before every diagnostic
  std::size_t scope = 0;     ///< of the element that is evaluated: what type names in its texts mean

  Explain explain = Explain::Rules;
  std::uint32_t call_depth = 0;  ///< functions within which the current value is made

  // run.cpp
  Value decide(std::size_t decision, Call& call);
  void make(std::size_t decision, Call& call);
  Value input_value(const CompiledInputData& input, const Call& call);
  void enter_scope(std::size_t next);
  Value call_knowledge(std::size_t index, std::vector<Value> arguments);
  Value call_service(std::size_t index, std::vector<Value> arguments);
  Value service_result(const CompiledService& service, Call& call);
  void add_functions(ContextEntries& entries, const std::vector<Required>& knowledge,
                     const std::vector<Required>& services);
  Value function_of_knowledge(std::size_t index) const;
  Value function_of_service(std::size_t index) const;
  Value conforming(Value value, const feel::Type& type, std::string_view what);
  /// Stops at values that whoever stores the trace could not walk.
  void require_bounded(const Value& value) const;
  Value evaluate(const feel::Expression& expression, const Frame& frame);
  /// Keeps a value on the way for the trace, when it is asked for.
  void show(std::string_view what, const Value& value);
  void note(std::string_view message) { evaluation.note(0, place + std::string(message)); }

  // boxed.cpp
  Value boxed(const CompiledPtr& expression, const Frame& frame);

  // table.cpp
  Value table(const CompiledTable& table, const Frame& frame);
};

/// Sets an entry, within the contexts of the imports that lead to it, if any.
void put(ContextEntries& entries, const Required& as, Value value, std::size_t level = 0);

}  // namespace bihuan::dmn
