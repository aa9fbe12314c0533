// The index of a decision table leaves out rules and nothing else: indexed and unindexed evaluation are compared on
// random tables, and what the index spares is counted in steps.
#include "engine/dmn/table_index.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "engine/dmn/decision.h"
#include "engine/feel/text.h"
#include "tests/engine/feel/evaluating.h"

namespace bihuan::dmn {
namespace {

const std::vector<std::string> columns = {"a", "b", "c"};

Model model_of(DecisionTable table) {
  Model model{.id = "m", .name = "m"};
  DecisionModel decision{.id = "d", .name = "d"};
  for (const std::string& name : columns) {
    table.inputs.push_back({.id = "in-" + name, .expression = name});
    model.inputs.push_back({.id = name, .name = name});
    decision.required_inputs.push_back({name});
  }
  table.outputs.push_back({.id = "o", .name = "o"});
  decision.expression = std::make_shared<const BoxedExpression>(BoxedExpression{std::move(table), "", "", 0});
  model.decisions.push_back(std::move(decision));
  return model;
}

DecisionTable table_of(HitPolicy policy, const std::vector<std::vector<std::string>>& rules) {
  DecisionTable table{.hit_policy = policy, .aggregator = Aggregator::None, .inputs = {}, .outputs = {}, .rules = {}};
  for (std::size_t i = 0; i < rules.size(); ++i)
    table.rules.push_back(
        {.id = "r" + std::to_string(i), .input_entries = rules[i], .output_entries = {std::to_string(i + 1)}});
  return table;
}

const CompiledTable& compiled_table(const Decisions& decisions) {
  return std::get<CompiledTable>(decisions.model()->decisions[0].expression->form);
}

/// The same model, whose table tries every rule.
Decisions without_index(const Decisions& decisions) {
  auto model = std::make_shared<CompiledModel>(*decisions.model());
  auto boxed = std::make_shared<CompiledBoxed>(*model->decisions[0].expression);
  std::get<CompiledTable>(boxed->form).index = nullptr;
  model->decisions[0].expression = std::move(boxed);
  return Decisions(std::move(model));
}

std::string told(const std::expected<Evaluated, EvaluationFault>& result) {
  if (!result) return result.error().code + ": " + result.error().message_en;
  std::string text = feel::literal(result->value) + " after";
  for (const RuleFired& rule : result->trace.at(0).rules) text += " " + std::to_string(rule.index);
  for (const feel::Diagnostic& diagnostic : result->diagnostics) text += "; " + diagnostic.message;
  return text;
}

/// Tests on constants of every kind that is indexed, tests that are not, and tests that leave diagnostics.
const std::vector<std::string>& some_tests() {
  static const std::vector<std::string> tests = {"-",
                                                 "1",
                                                 "2",
                                                 "2.0",
                                                 "3",
                                                 "< 2",
                                                 "<= 2",
                                                 "> 2",
                                                 ">= 3",
                                                 "[1..3]",
                                                 "(1..3)",
                                                 "]1..3]",
                                                 "[2..2]",
                                                 "(2..2)",
                                                 "1, 3",
                                                 "< 1, > 3",
                                                 "[0..1], [1..4]",
                                                 "= 2",
                                                 "!= 2",
                                                 "not(2)",
                                                 "not(1, [2..3])",
                                                 "[1, 3]",
                                                 "[[1..2], 5]",
                                                 "\"a\"",
                                                 "\"b\", \"c\"",
                                                 "< \"b\"",
                                                 "[\"a\"..\"b\"]",
                                                 "not(\"a\")",
                                                 "true",
                                                 "false",
                                                 "not(true)",
                                                 "null",
                                                 "@\"2026-01-01\"",
                                                 "< @\"2026-01-02\"",
                                                 "[@\"2026-01-01\"..@\"2026-01-03\")",
                                                 "@\"P1D\"",
                                                 "> @\"PT36H\"",
                                                 "@\"P1M\"",
                                                 "<= @\"P2M\"",
                                                 "@\"10:00:00Z\"",
                                                 "> @\"09:00:00+01:00\"",
                                                 "@\"2026-01-01T00:00:00Z\"",
                                                 "? > 1",
                                                 "? in [1..2]",
                                                 "a",
                                                 "b, 2",
                                                 "> c",
                                                 "[a..b]",
                                                 "? + 1 = 3",
                                                 "3, ? = 2",
                                                 "contains(?, \"a\")",
                                                 "[3..1]",
                                                 "date(?)",
                                                 "count(?) = 1"};
  return tests;
}

const std::vector<Value>& some_values() {
  static const std::vector<Value> values = {Value(),
                                            0,
                                            1,
                                            2,
                                            *Decimal::parse("2.00"),
                                            3,
                                            4,
                                            *Decimal::parse("2.5"),
                                            "",
                                            "a",
                                            "b",
                                            "bb",
                                            "c",
                                            true,
                                            false,
                                            Date{2026, 1, 1},
                                            Date{2026, 1, 2},
                                            Date{2026, 1, 3},
                                            DaysDuration{86'400, 0},
                                            DaysDuration{172'800, 0},
                                            MonthsDuration{1},
                                            MonthsDuration{2},
                                            List{2},
                                            List{},
                                            List{1, 3},
                                            List{Value()},
                                            ContextEntries{{"a", 1}},
                                            Time{.ns = 36'000'000'000'000, .offset_s = 0},
                                            DateTime{Date{2026, 1, 1}, Time{.ns = 0, .offset_s = 0}}};
  return values;
}

RC_GTEST_PROP(TableIndex, ChangesNoAnswerNoTraceAndNoDiagnostic, ()) {
  const auto policy =
      *rc::gen::element(HitPolicy::Unique, HitPolicy::First, HitPolicy::Any, HitPolicy::Collect, HitPolicy::RuleOrder);
  // A table that draws from few tests has many rules alike, as real ones do.
  const auto drawn = *rc::gen::container<std::vector<std::string>>(*rc::gen::inRange<std::size_t>(1, 9),
                                                                   rc::gen::elementOf(some_tests()));
  const auto rule = rc::gen::container<std::vector<std::string>>(columns.size(), rc::gen::elementOf(drawn));
  const auto count = *rc::gen::inRange<std::size_t>(8, 400);
  const auto rules = *rc::gen::container<std::vector<std::vector<std::string>>>(count, rule);
  const auto indexed = compile(model_of(table_of(policy, rules)));
  RC_ASSERT(indexed.has_value());
  const Decisions plain = without_index(*indexed);
  for (int asked = 0; asked < 5; ++asked) {
    ContextEntries inputs;
    for (const std::string& name : columns) inputs.emplace_back(name, *rc::gen::elementOf(some_values()));
    RC_ASSERT(told(evaluate(*indexed, "d", inputs, feel::test_environment())) ==
              told(evaluate(plain, "d", inputs, feel::test_environment())));
  }
}

/// How many rules the index leaves over for these inputs.
std::vector<std::size_t> candidates(const CompiledTable& table, const List& inputs) {
  std::vector<std::size_t> left;
  Candidates found(table.index.get(), table.rules.size(), inputs);
  while (const auto rule = found.next()) left.push_back(*rule);
  return left;
}

std::vector<std::vector<std::string>> grid(int side) {
  std::vector<std::vector<std::string>> rules;
  for (int x = 0; x < side; ++x)
    for (int y = 0; y < side; ++y)
      rules.push_back(
          {"\"" + std::to_string(x) + "\"", "[" + std::to_string(y) + ".." + std::to_string(y + 1) + ")", "-"});
  return rules;
}

TEST(TableIndex, LeavesOneRuleOfTenThousandWhereOneCanMatch) {
  const auto decisions = compile(model_of(table_of(HitPolicy::Unique, grid(100))));
  ASSERT_TRUE(decisions);
  EXPECT_EQ(candidates(compiled_table(*decisions), {"42", *Decimal::parse("17.5"), Value()}),
            (std::vector<std::size_t>{4217}));
  EXPECT_TRUE(candidates(compiled_table(*decisions), {"42", 100, Value()}).empty());
  EXPECT_TRUE(candidates(compiled_table(*decisions), {"no", 1, Value()}).empty());
}

TEST(TableIndex, CostsStepsForCandidatesOnly) {
  const auto decisions = compile(model_of(table_of(HitPolicy::Unique, grid(100))));
  feel::Environment environment = feel::test_environment();
  environment.limits.steps = 100;
  const ContextEntries inputs = {{"a", "42"}, {"b", 17}};
  const auto answer = evaluate(*decisions, "d", inputs, environment);
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->value, Value(4218));
  EXPECT_EQ(evaluate(without_index(*decisions), "d", inputs, environment).error().code, "budget-exceeded");
}

TEST(TableIndex, TellsNothingOfAColumnWhoseInputIsOfAnotherKind) {
  const auto decisions = compile(model_of(table_of(HitPolicy::Collect, grid(10))));
  EXPECT_EQ(candidates(compiled_table(*decisions), {List{"4"}, 3, Value()}).size(), 10u);
  EXPECT_EQ(candidates(compiled_table(*decisions), {Value(), Value(), Value()}).size(), 100u);
}

TEST(TableIndex, KeepsRulesInTheOrderOfTheTableWhenSomeAreNotRestricted) {
  std::vector<std::vector<std::string>> rules = grid(10);
  rules.insert(rules.begin() + 30, {"-", "[0..100]", "-"});
  rules.insert(rules.begin(), {"not(\"4\")", "3", "-"});
  rules.push_back({"? = \"4\"", "-", "-"});
  const auto decisions = compile(model_of(table_of(HitPolicy::Collect, rules)));
  EXPECT_EQ(candidates(compiled_table(*decisions), {"4", 3, Value()}), (std::vector<std::size_t>{0, 31, 45, 102}));
}

TEST(TableIndex, FindsIntervalsThatAllOverlapWithoutListingThem) {
  std::vector<std::vector<std::string>> rules;
  for (int i = 0; i < 1000; ++i)
    rules.push_back({"[" + std::to_string(i) + ".." + std::to_string(2000 - i) + "]", "-", "-"});
  const auto decisions = compile(model_of(table_of(HitPolicy::Collect, rules)));
  const CompiledTable& table = compiled_table(*decisions);
  ASSERT_EQ(table.index->columns.size(), 1u);
  EXPECT_TRUE(table.index->columns[0].first.empty());
  EXPECT_EQ(candidates(table, {300, Value(), Value()}).size(), 301u);
  EXPECT_EQ(candidates(table, {1995, Value(), Value()}).size(), 6u);
}

TEST(TableIndex, IsNotMadeForSmallTables) {
  const auto decisions = compile(model_of(table_of(HitPolicy::Unique, {{"1", "-", "-"}, {"2", "-", "-"}})));
  EXPECT_EQ(compiled_table(*decisions).index, nullptr);
}

}  // namespace
}  // namespace bihuan::dmn
