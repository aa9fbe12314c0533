// Decides decision tables (DMN 1.5, chapter 8 and 10.3.2.9): which rules match, and what the hit policy makes of them.
// Rules that match are kept in the trace with what they read and answered.
#include <algorithm>
#include <optional>

#include "engine/dmn/run.h"
#include "engine/dmn/table_index.h"
#include "engine/feel/arithmetic.h"
#include "engine/feel/compare.h"
#include "engine/feel/text.h"

namespace bihuan::dmn {
namespace {

struct Hit {
  std::size_t rule = 0;
  std::vector<Value> outputs;
};

struct Table {
  Run& run;
  const CompiledTable& table;
  const Frame& frame;
  std::vector<Value> inputs = {};
  bool inputs_valid = true;

  std::string id() const { return run.current != nullptr ? run.current->decision_id : ""; }

  [[noreturn]] void stop(std::string code, std::string zh, std::string en) const {
    throw FaultStop{{id(), std::move(code), std::move(zh), std::move(en)}};
  }

  void read_inputs();
  bool matches(const CompiledRule& rule) const;
  std::vector<std::size_t> matching() const;
  Hit fired(std::size_t rule) const;
  std::vector<Hit> hits() const;
  Value value_of(const std::vector<Value>& outputs) const;
  Value fallback() const;
  std::vector<std::size_t> rank(const Hit& hit, const std::vector<List>& priorities) const;
  void order_by_priority(std::vector<Hit>& hits) const;
  Value all_values(const std::vector<Hit>& hits) const;
  Value aggregated(const std::vector<Hit>& hits) const;
  Value result(std::vector<Hit> hits) const;
};

void Table::read_inputs() {
  for (const CompiledInput& input : table.inputs) {
    Value value = run.conforming(run.evaluate(input.expression, frame), input.type, "the input '" + input.name + "'");
    if (input.allowed && !value.is_null() &&
        !feel::satisfies(*input.allowed, value, variables_of(frame), run.evaluation)) {
      run.note("the input '" + input.name + "' is none of the allowed values");
      inputs_valid = false;
    }
    run.require_bounded(value);
    run.show(input.name, value);
    inputs.push_back(feel::without_functions(value));
  }
}

bool Table::matches(const CompiledRule& rule) const {
  run.evaluation.step();
  for (std::size_t i = 0; i < rule.tests.size(); ++i)
    if (rule.tests[i] && !feel::satisfies(*rule.tests[i], inputs[i], variables_of(frame), run.evaluation)) return false;
  return true;
}

/// First stops at the first match; every other policy looks at all rules that the index does not rule out.
std::vector<std::size_t> Table::matching() const {
  std::vector<std::size_t> found;
  Candidates candidates(table.index.get(), table.rules.size(), inputs);
  while (const auto i = candidates.next()) {
    if (!matches(table.rules[*i])) continue;
    found.push_back(*i);
    if (table.hit_policy == HitPolicy::First) break;
  }
  return found;
}

Hit Table::fired(std::size_t index) const {
  const CompiledRule& rule = table.rules[index];
  Hit hit{index, {}};
  for (std::size_t i = 0; i < rule.outputs.size(); ++i) {
    const CompiledOutput& output = table.outputs[i];
    Value value = run.conforming(run.evaluate(rule.outputs[i], frame), output.type, "the output '" + output.name + "'");
    if (output.allowed && !value.is_null() &&
        !feel::satisfies(*output.allowed, value, variables_of(frame), run.evaluation)) {
      run.note("rule " + std::to_string(index + 1) + ": the output '" + output.name +
               "' is none of the allowed values");
      value = Value();
    }
    hit.outputs.push_back(std::move(value));
  }
  if (run.current != nullptr) {
    for (const Value& output : hit.outputs) run.require_bounded(output);
    run.evaluation.charge_values(inputs.size() + hit.outputs.size());
    run.current->rules.push_back({rule.id, index + 1, inputs, {}});
    for (const Value& output : hit.outputs)
      run.current->rules.back().outputs.push_back(feel::without_functions(output));
  }
  return hit;
}

std::vector<Hit> Table::hits() const {
  const std::vector<std::size_t> found = matching();
  if (table.hit_policy == HitPolicy::Unique && found.size() > 1) {
    const std::string first = std::to_string(found[0] + 1);
    const std::string second = std::to_string(found[1] + 1);
    stop("unique-violated", "唯一命中的决策表有多条规则命中:第 " + first + " 条和第 " + second + " 条",
         "rules " + first + " and " + second + " both match a table with the hit policy Unique");
  }
  std::vector<Hit> result;
  for (const std::size_t rule : found) {
    const std::size_t at = run.current != nullptr ? static_cast<std::size_t>(run.current - run.trace.data()) : 0;
    result.push_back(fired(rule));
    if (run.current != nullptr) run.current = &run.trace[at];
  }
  return result;
}

/// One output is its value, several are a context by their names.
Value Table::value_of(const std::vector<Value>& outputs) const {
  if (outputs.size() == 1) return outputs[0];
  ContextEntries entries;
  for (std::size_t i = 0; i < outputs.size(); ++i) entries.emplace_back(table.outputs[i].name, outputs[i]);
  return entries;
}

/// No rule matched: the defaults if any, else an empty list or a count of zero for policies that gather, else null.
Value Table::fallback() const {
  const auto given = [](const CompiledOutput& output) { return output.fallback.has_value(); };
  if (std::any_of(table.outputs.begin(), table.outputs.end(), given)) {
    std::vector<Value> outputs;
    for (const CompiledOutput& output : table.outputs)
      outputs.push_back(output.fallback
                            ? run.conforming(run.evaluate(*output.fallback, frame), output.type, "the default")
                            : Value());
    return value_of(outputs);
  }
  if (table.aggregator == Aggregator::Count) return 0;
  const bool gathers = table.hit_policy == HitPolicy::Collect || table.hit_policy == HitPolicy::RuleOrder ||
                       table.hit_policy == HitPolicy::OutputOrder;
  if (gathers && table.aggregator == Aggregator::None) return List{};
  run.note("no rule of the decision table matches");
  return {};
}

/// Where each output stands among its allowed values; one that is not among them comes last.
std::vector<std::size_t> Table::rank(const Hit& hit, const std::vector<List>& priorities) const {
  std::vector<std::size_t> places;
  for (std::size_t i = 0; i < hit.outputs.size(); ++i) {
    const List& allowed = priorities[i];
    const auto found = std::find_if(allowed.begin(), allowed.end(), [&](const Value& value) {
      return feel::equal(value, hit.outputs[i], run.evaluation) == true;
    });
    places.push_back(static_cast<std::size_t>(found - allowed.begin()));
  }
  return places;
}

void Table::order_by_priority(std::vector<Hit>& hits) const {
  std::vector<List> priorities;
  for (const CompiledOutput& output : table.outputs) {
    const Value values = output.priorities ? run.evaluate(*output.priorities, frame) : Value();
    priorities.push_back(values.list() != nullptr ? *values.list() : List{});
  }
  std::vector<std::pair<std::vector<std::size_t>, std::size_t>> places;
  for (std::size_t i = 0; i < hits.size(); ++i) places.emplace_back(rank(hits[i], priorities), i);
  std::sort(places.begin(), places.end());  // the index makes it stable
  std::vector<Hit> ordered;
  for (const auto& place : places) ordered.push_back(std::move(hits[place.second]));
  hits = std::move(ordered);
}

Value Table::all_values(const std::vector<Hit>& hits) const {
  List values;
  run.evaluation.charge_values(hits.size());
  for (const Hit& hit : hits) values.push_back(value_of(hit.outputs));
  return values;
}

Value Table::aggregated(const std::vector<Hit>& hits) const {
  if (table.aggregator == Aggregator::Count) return static_cast<std::int64_t>(hits.size());
  Value result = hits[0].outputs[0];
  for (std::size_t i = 1; i < hits.size(); ++i) {
    const Value& next = hits[i].outputs[0];
    if (table.aggregator == Aggregator::Sum) {
      result = feel::arithmetic(feel::Operator::Add, result, next, run.evaluation, 0);
      continue;
    }
    const bool least = table.aggregator == Aggregator::Min;
    const auto better = least ? feel::less(next, result, run.evaluation) : feel::less(result, next, run.evaluation);
    if (!better) {
      run.note("the outputs cannot be compared");
      return {};
    }
    if (*better) result = next;
  }
  return result;
}

Value Table::result(std::vector<Hit> hits) const {
  if (hits.empty()) return fallback();
  switch (table.hit_policy) {
    case HitPolicy::Unique:
    case HitPolicy::First:
      return value_of(hits[0].outputs);
    case HitPolicy::Any: {
      const Value first = value_of(hits[0].outputs);
      for (const Hit& hit : hits)
        if (value_of(hit.outputs) != first)
          stop("any-violated", "“任意”命中的决策表中命中的规则结果不同:第 " + std::to_string(hit.rule + 1) + " 条",
               "rule " + std::to_string(hit.rule + 1) +
                   " answers something else than the first match of a table with the hit policy Any");
      return first;
    }
    case HitPolicy::Priority:
      order_by_priority(hits);
      return value_of(hits[0].outputs);
    case HitPolicy::OutputOrder:
      order_by_priority(hits);
      return all_values(hits);
    case HitPolicy::RuleOrder:
      return all_values(hits);
    case HitPolicy::Collect:
      return table.aggregator == Aggregator::None ? all_values(hits) : aggregated(hits);
  }
  return {};
}

}  // namespace

Value Run::table(const CompiledTable& compiled, const Frame& frame) {
  Table table{*this, compiled, frame};
  table.read_inputs();
  if (!table.inputs_valid) return {};
  return table.result(table.hits());
}

}  // namespace bihuan::dmn
