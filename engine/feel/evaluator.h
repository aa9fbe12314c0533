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
#include "engine/feel/function.h"
#include "engine/feel/program.h"

namespace bihuan::feel {

/// A name bound by the expression itself.
struct Bound {
  std::uint32_t name = 0;
  const Value* value = nullptr;
};

/// What names mean at a place, innermost first: bindings, then the entries of `item` (a filter's element), then
/// outwards.
struct Scope {
  const Scope* outer = nullptr;
  std::span<const Bound> bound = {};
  const ContextEntries* item = nullptr;
};

/// What an iteration runs over: a list, or whole numbers or days from `first` in steps of one, up or down.
struct Sequence {
  const List* items = nullptr;
  Value holder = {};  ///< keeps the list alive
  std::int64_t first = 0, count = 0, step = 1;
  bool days = false;
  std::int64_t size() const { return items != nullptr ? static_cast<std::int64_t>(items->size()) : count; }
  Value at(std::int64_t i) const;
};

class Evaluator {
 public:
  using Truth = std::optional<bool>;

  Evaluator(const std::shared_ptr<const Program>& program, const Variables& variables, Evaluation& evaluation,
            const Value* input = nullptr)
      : program_(program), variables_(variables), evaluation_(evaluation), input_(input) {}

  Value evaluate(NodeId id, const Scope* scope);
  /// The root of unary tests against the input.
  Truth tests(const Node& node, const Value& input, const Scope* scope);

 private:
  // evaluator.cpp: names, logic, comparison
  Value compound(const Node& node, const Scope* scope);
  const Value& operand(NodeId id, const Scope* scope, Value& scratch);
  const Value* lookup(std::uint32_t name, const Scope* scope);
  Value name(const Node& node, const Scope* scope);
  Value arithmetic_chain(const Node& node, const Scope* scope);
  Value logic(const Node& node, const Scope* scope, bool settling);
  Truth truth(NodeId id, const Scope* scope);
  Truth compare(Operator op, const Value& a, const Value& b);
  Value comparison(const Node& node, const Scope* scope);
  Value between(const Node& node, const Scope* scope);
  Value in(const Node& node, const Scope* scope);
  Truth test(NodeId id, const Value& input, const Scope* scope);
  Truth matches(const Value& input, const Value& test);
  Value instance(const Node& node, const Scope* scope);
  Value if_expression(const Node& node, const Scope* scope);
  Value null(const Node& node, std::string_view why);

  // evaluator_collections.cpp: lists, contexts, ranges, paths, filters
  Value list(const Node& node, const Scope* scope);
  Value context(const Node& node, const Scope* scope);
  Value range(const Node& node, const Scope* scope);
  Value unary_range(const Node& node, const Scope* scope);
  Value path(const Node& node, const Scope* scope);
  Value member(const Value& value, const std::string& name, const Node& node);
  Value filter(const Node& node, const Scope* scope);
  Value filtered(const List& items, const Scope* scope, const Node& node);
  Value condition(const Node& filter, const Value& item, const Scope* scope);
  Value item_at(const List& items, const Decimal& index, const Node& node);

  // evaluator_iteration.cpp: for, some, every
  struct Loop;
  Value for_expression(const Node& node, const Scope* scope);
  Value quantified(const Node& node, const Scope* scope, bool settling);
  bool iterate(Loop& loop, std::size_t level, const Scope* scope);
  std::optional<Sequence> sequence(const Node& iteration, const Scope* scope);
  std::optional<Sequence> sequence_between(const Value& low, const Value& high, const Node& node);

  // evaluator_calls.cpp: function literals and calls
  Value function_literal(const Node& node, const Scope* scope, std::string_view self);
  Value call(const Node& node, const Scope* scope);
  Value named_call(const Node& node, const Scope* scope);
  std::vector<Value> arguments(const Node& node, const Scope* scope);
  Value call_value(const Value& callee, std::vector<Value> arguments, const Node& node);
  std::vector<std::string_view> names_of_arguments(const Node& node) const;

  const std::shared_ptr<const Program>& program_;
  const Variables& variables_;
  Evaluation& evaluation_;
  const Value* input_;
};

/// A range, when its ends are of one kind that has an order and the low one is not above the high one; else nullopt. A
/// missing end (null) is open without bound.
std::optional<Range> make_range(Value low, Value high, bool low_closed, bool high_closed, Evaluation& evaluation);
/// Properties of temporal values and ranges (DMN 1.5, tables 62 to 65); nullopt when the value has no such property.
std::optional<Value> property(const Value& value, std::string_view name, const Environment& env);
/// Calls a built-in with positional arguments; null with a diagnostic when it takes another number of them.
Value call_built_in(int index, std::vector<Value> arguments, Evaluation& evaluation, std::uint32_t offset);

}  // namespace bihuan::feel
