// Decides the comparison and what a failing case tells.
#include "adapters/definitions/tck_run.h"

#include <algorithm>

#include "engine/feel/text.h"

namespace bihuan::definitions {
namespace {

/// Longer texts of values are cut: they are for people.
constexpr std::uint64_t max_shown_bytes = 2000;

const Decimal& tolerance() {
  static const Decimal value = *Decimal::parse("0.00000001");
  return value;
}

bool same_number(const Decimal& expected, const Decimal& actual) {
  const auto difference = expected.subtract(actual);
  return expected == actual || (difference && difference->abs() < tolerance());
}

bool same_list(const List& expected, const List& actual) {
  return std::equal(expected.begin(), expected.end(), actual.begin(), actual.end(), same_in_tck);
}

bool same_context(const ContextEntries& expected, const Value& actual) {
  return expected.size() == actual.context()->size() &&
         std::all_of(expected.begin(), expected.end(), [&](const auto& e) {
           const Value* entry = actual.entry(e.first);
           return entry != nullptr && same_in_tck(e.second, *entry);
         });
}

std::string shown(const Value& value) {
  return feel::literal(value, max_shown_bytes).value_or("…");
}

ContextEntries inputs_of(const TckCase& test) {
  ContextEntries inputs;
  for (const TckInput& input : test.inputs)
    inputs.emplace_back(input.ns.empty() ? input.name : input.ns + "#" + input.name, input.value);
  return inputs;
}

/// What is evaluated for an expectation: the invocable of the case, else the decision itself.
std::string wanted(const TckCase& test, const TckExpectation& expectation) {
  if (test.invoked != TckInvoked::Decision && !test.invocable.empty()) return test.invocable;
  return expectation.ns.empty() ? expectation.name : expectation.ns + "#" + expectation.name;
}

/// A service with several output decisions answers a context by their names.
Value part_of(const TckCase& test, const TckExpectation& expectation, const Value& whole) {
  if (test.invoked != TckInvoked::Service) return whole;
  const Value* part = whole.entry(expectation.name);
  return part != nullptr && !same_in_tck(expectation.expected, whole) ? *part : whole;
}

struct CaseRun {
  const TckCase& test;
  const dmn::Decisions& decisions;
  const feel::Environment& env;

  void check(const TckExpectation& expectation, TckOutcome& outcome) const {
    std::vector<std::string> notes;
    Value actual;
    const auto evaluated = dmn::evaluate(decisions, wanted(test, expectation), inputs_of(test), env);
    if (evaluated) {
      actual = part_of(test, expectation, evaluated->value);
      for (const feel::Diagnostic& one : evaluated->diagnostics) notes.push_back(one.message);
    } else {
      notes.push_back(evaluated.error().message_en);
    }
    const Value& expected = expectation.is_error ? Value() : expectation.expected;
    const bool is_missing = !evaluated && evaluated.error().code == "decision-not-found";
    if (!is_missing && same_in_tck(expected, actual)) return;
    for (const dmn::Fault& fault : decisions.warnings())
      notes.push_back(std::to_string(fault.line) + ": " + fault.message_en);
    outcome.mismatches.push_back({expectation.name, shown(expected), shown(actual), std::move(notes)});
  }
};

}  // namespace

bool same_in_tck(const Value& expected, const Value& actual) {
  if (expected.number() != nullptr && actual.number() != nullptr)
    return same_number(*expected.number(), *actual.number());
  if (expected.list() != nullptr && actual.list() != nullptr) return same_list(*expected.list(), *actual.list());
  if (expected.context() != nullptr && actual.context() != nullptr) return same_context(*expected.context(), actual);
  return expected == actual;
}

std::vector<TckOutcome> run_tck(const TckFile& file, const dmn::Decisions& decisions, const feel::Environment& env) {
  std::vector<TckOutcome> outcomes;
  for (const TckCase& test : file.cases) {
    TckOutcome outcome{test.id, test.description, {}};
    const CaseRun run{test, decisions, env};
    for (const TckExpectation& expectation : test.expectations) run.check(expectation, outcome);
    outcomes.push_back(std::move(outcome));
  }
  return outcomes;
}

}  // namespace bihuan::definitions
