// Decides what each node of a program evaluates to (DMN 1.5, 10.3.2.13 and the tables that it names). One Evaluator per
// program that runs: the expression itself, and each function literal that is called. It does not parse, and owns no
// state.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "engine/feel/evaluation.h"
#include "engine/feel/frame.h"
#include "engine/feel/function.h"
#include "engine/feel/program.h"

namespace bihuan::feel {

/// What an iteration runs over: a list, or whole numbers or days from `first` in steps of one, up or down.
struct Sequence {
  const List* items = nullptr;
  Value holder = {};  ///< keeps the list alive
  std::int64_t first = 0, count = 0, step = 1;
  bool days = false;
  std::int64_t size() const { return items != nullptr ? static_cast<std::int64_t>(items->size()) : count; }
  /// The i-th element; one that is counted is made in `made`.
  const Value& at(std::int64_t i, Value& made) const;
};

class Evaluator {
 public:
  using Truth = std::optional<bool>;
  /// Where an operand is made that is not at hand as a constant or a variable.
  using Scratch = std::optional<Value>;

  /// Of an expression.
  Evaluator(const std::shared_ptr<const Program>& program, const Variables& variables, Evaluation& evaluation,
            const Value* input = nullptr)
      : program_(program),
        variables_(variables),
        evaluation_(evaluation),
        input_(input),
        frame_(program->frame, program->outside.size()) {}
  /// Of the body of a function literal.
  Evaluator(const Closure& closure, Evaluation& evaluation, std::span<const Value> arguments, const Value* self);

  Value evaluate(NodeId id);
  /// The root of unary tests against the input.
  Truth tests(const Node& node, const Value& input);

 private:
  // evaluator.cpp: names, logic, comparison
  Value compound(const Node& node);
  /// What is at hand is not copied: constants, variables, and entries of contexts that are variables.
  const Value& operand(NodeId id, Scratch& scratch) {
    const Node& node = program_->nodes[id];
    if (node.kind != NodeKind::Constant) return operand_of(id, node, scratch);
    evaluation_.step();
    return program_->constants[node.value];
  }
  const Value& operand_of(NodeId id, const Node& node, Scratch& scratch);
  const Value* lookup(const Use& use, std::uint32_t name);
  const Value* fetched(std::uint32_t outside, std::uint32_t name);
  Value name(const Node& node);
  Value arithmetic_chain(const Node& node);
  Value logic(const Node& node, bool settling);
  Truth truth(NodeId id);
  Truth compare(Operator op, const Value& a, const Value& b);
  Truth same(const Value& a, const Value& b);
  Value comparison(const Node& node);
  Value between(const Node& node);
  Value instance(const Node& node);
  Value if_expression(const Node& node);
  Value null(const Node& node, std::string_view why);

  // evaluator_tests.cpp: in, unary tests
  Value in(const Node& node);
  Value tested_variable(const Node& node);
  Truth test(NodeId id, const Value& input);
  Truth test_list(const Node& node, const Value& input);
  Truth test_range(const Node& node, const Value& input);
  std::optional<bool> within_constants(const Node& node, const Decimal& input);
  Truth matches(const Value& input, const Value& test);
  Truth matches_item(const Value& input, const Value& item);

  // evaluator_collections.cpp: lists, contexts, ranges, paths, filters
  Value list(const Node& node);
  Value context(const Node& node);
  std::optional<Range> range_of(const Node& node);
  Value range(const Node& node);
  Value unary_range(const Node& node);
  Value path(const Node& node);
  Value path_of(const Value& value, const Node& node);
  const Value& path_operand(const Node& node, Scratch& scratch);
  Value member(const Value& value, const std::string& name, const Node& node);
  Value filter(const Node& node);
  Value filtered(const List& items, const Node& node);
  Value condition(const Node& filter, const Value& item);
  Value item_at(const List& items, const Decimal& index, const Node& node);

  // evaluator_iteration.cpp: for, some, every
  struct Loop;
  Value for_expression(const Node& node);
  Value quantified(const Node& node, bool settling);
  bool iterate(Loop& loop, std::size_t level);
  void repeat_body(Loop& loop);
  std::optional<Sequence> sequence(const Node& iteration);
  std::optional<Sequence> sequence_between(const Value& low, const Value& high, const Node& node);

  // evaluator_calls.cpp: function literals and calls
  Value function_literal(const Node& node, std::optional<std::uint32_t> called);
  Value call(const Node& node);
  Value call_built_in_here(int index, const Node& node);
  Value named_call(const Node& node);
  std::vector<Value> arguments(const Node& node);
  Value call_value(const Value& callee, std::vector<Value> arguments, const Node& node);
  std::vector<std::string_view> names_of_arguments(const Node& node) const;

  const std::shared_ptr<const Program>& program_;
  const Variables& variables_;
  Evaluation& evaluation_;
  const Value* input_ = nullptr;
  Frame frame_;
};

/// A range, when its ends are of one kind that has an order and the low one is not above the high one; else nullopt. A
/// missing end (null) is open without bound.
std::optional<Range> make_range(Value low, Value high, bool low_closed, bool high_closed, Evaluation& evaluation);
/// Properties of temporal values and ranges (DMN 1.5, tables 62 to 65); nullopt when the value has no such property.
std::optional<Value> property(const Value& value, std::string_view name, const Environment& env);
/// Calls a built-in with positional arguments; null with a diagnostic when it takes another number of them.
Value call_built_in(int index, std::span<Value> arguments, Evaluation& evaluation, std::uint32_t offset);

}  // namespace bihuan::feel
