// Decision tables by hit policy, requirements, boxed expressions, services, types and faults.
#include "engine/dmn/decision.h"

#include <gtest/gtest.h>

#include "engine/feel/text.h"
#include "tests/engine/feel/evaluating.h"

namespace bihuan::dmn {
namespace {

BoxedPtr box(decltype(BoxedExpression::form) form, std::string type = "") {
  return std::make_shared<const BoxedExpression>(BoxedExpression{std::move(form), "", std::move(type), 0});
}
BoxedPtr text_of(std::string text) {
  return box(LiteralExpression{std::move(text), ""});
}

/// A table on one input "x" with outputs as named; each rule is its test and its outputs.
DecisionTable table(HitPolicy policy, std::vector<std::string> outputs, std::vector<std::vector<std::string>> rules) {
  DecisionTable result{.hit_policy = policy, .aggregator = Aggregator::None, .inputs = {}, .outputs = {}, .rules = {}};
  result.inputs.push_back({.id = "in", .label = "x", .expression = "x"});
  for (const std::string& name : outputs) result.outputs.push_back({.id = "out-" + name, .name = name});
  for (std::size_t i = 0; i < rules.size(); ++i)
    result.rules.push_back({.id = "r" + std::to_string(i + 1),
                            .input_entries = {rules[i][0]},
                            .output_entries = {rules[i].begin() + 1, rules[i].end()}});
  return result;
}

Model model_of(BoxedPtr expression, std::string type = "") {
  Model model{.id = "m", .name = "m"};
  model.inputs.push_back({.id = "i", .name = "x"});
  model.decisions.push_back({.id = "d",
                             .name = "D",
                             .type_ref = std::move(type),
                             .expression = std::move(expression),
                             .required_inputs = {{"i"}}});
  return model;
}

std::string decided(const Model& model, Value x, std::string_view id = "d") {
  const auto compiled = compile(model);
  if (!compiled) return "refused: " + compiled.error()[0].message_en;
  const auto result = evaluate(*compiled, id, {{"x", std::move(x)}}, feel::test_environment());
  return result ? feel::literal(result->value) : result.error().code;
}

TEST(HitPolicyUnique, AnswersTheOneMatchAndFaultsOnTwo) {
  const Model model = model_of(
      box(table(HitPolicy::Unique, {"o"}, {{"< 5", "\"low\""}, {"[5..9]", "\"mid\""}, {"9, 10", "\"high\""}})));
  EXPECT_EQ(decided(model, 3), "\"low\"");
  EXPECT_EQ(decided(model, 10), "\"high\"");
  EXPECT_EQ(decided(model, 11), "null");
  EXPECT_EQ(decided(model, 9), "unique-violated");
}

TEST(HitPolicyFirst, AnswersTheFirstMatchInTheOrderOfTheTable) {
  EXPECT_EQ(decided(model_of(box(table(HitPolicy::First, {"o"}, {{"> 5", "1"}, {"> 3", "2"}, {"-", "3"}}))), 4), "2");
}

TEST(HitPolicyAny, FaultsWhenMatchesDiffer) {
  EXPECT_EQ(decided(model_of(box(table(HitPolicy::Any, {"o"}, {{"> 5", "1"}, {"> 3", "1.0"}}))), 6), "1");
  EXPECT_EQ(decided(model_of(box(table(HitPolicy::Any, {"o"}, {{"> 5", "1"}, {"> 3", "2"}}))), 6), "any-violated");
}

TEST(HitPolicyPriority, TakesTheOutputThatStandsFirstAmongTheAllowedValues) {
  DecisionTable t = table(HitPolicy::Priority, {"o"}, {{"> 1", "\"低\""}, {"> 2", "\"高\""}, {"> 3", "\"中\""}});
  t.outputs[0].allowed_values = "\"高\", \"中\", \"低\"";
  EXPECT_EQ(decided(model_of(box(t)), 4), "\"高\"");
  EXPECT_EQ(decided(model_of(box(t)), 2), "\"低\"");
  t.hit_policy = HitPolicy::OutputOrder;
  EXPECT_EQ(decided(model_of(box(t)), 4), "[\"高\", \"中\", \"低\"]");
  t.outputs[0].allowed_values = "";
  EXPECT_TRUE(decided(model_of(box(t)), 4).starts_with("refused"));
}

TEST(HitPolicyRuleOrder, AnswersAllMatchesInTheOrderOfTheTable) {
  const Model model = model_of(box(
      table(HitPolicy::RuleOrder, {"a", "b"}, {{"> 1", "1", "\"x\""}, {"> 9", "2", "\"y\""}, {"> 0", "3", "\"z\""}})));
  EXPECT_EQ(decided(model, 5), "[{a: 1, b: \"x\"}, {a: 3, b: \"z\"}]");
  EXPECT_EQ(decided(model, -1), "[]");
}

TEST(HitPolicyCollect, GathersOrAggregates) {
  DecisionTable t = table(HitPolicy::Collect, {"o"}, {{"> 1", "10"}, {"> 2", "30"}, {"> 3", "20"}});
  const auto with = [&](Aggregator aggregator, int x) {
    t.aggregator = aggregator;
    return decided(model_of(box(t)), x);
  };
  EXPECT_EQ(with(Aggregator::None, 4), "[10, 30, 20]");
  EXPECT_EQ(with(Aggregator::Sum, 4), "60");
  EXPECT_EQ(with(Aggregator::Count, 3), "2");
  EXPECT_EQ(with(Aggregator::Min, 4), "10");
  EXPECT_EQ(with(Aggregator::Max, 4), "30");
  EXPECT_EQ(with(Aggregator::Count, 0), "0");
  EXPECT_EQ(with(Aggregator::Sum, 0), "null");
}

TEST(DecisionTable, FallsBackToItsDefaults) {
  DecisionTable t = table(HitPolicy::Unique, {"a", "b"}, {{"1", "1", "2"}});
  t.outputs[0].default_value = "\"none\"";
  EXPECT_EQ(decided(model_of(box(t)), 5), "{a: \"none\", b: null}");
  EXPECT_EQ(decided(model_of(box(t)), 1), "{a: 1, b: 2}");
}

TEST(DecisionTable, AnInputOutsideItsAllowedValuesMakesTheResultNull) {
  DecisionTable t = table(HitPolicy::Unique, {"o"}, {{"-", "1"}});
  t.inputs[0].allowed_values = "[1..5]";
  EXPECT_EQ(decided(model_of(box(t)), 3), "1");
  EXPECT_EQ(decided(model_of(box(t)), 9), "null");
}

TEST(DecisionTable, TestsMayUseTheInputSignAndOtherVariables) {
  DecisionTable t = table(HitPolicy::First, {"o"}, {{"? * 2 > x + 4", "\"over\""}, {"not(1, 2)", "x"}});
  EXPECT_EQ(decided(model_of(box(t)), 5), "\"over\"");
  EXPECT_EQ(decided(model_of(box(t)), 3), "3");
}

TEST(Trace, TellsWhatWasReadAndWhichRulesFiredAsStaffCount) {
  const auto compiled =
      compile(model_of(box(table(HitPolicy::Collect, {"o"}, {{"> 9", "1"}, {"> 1", "2"}, {"> 2", "3"}}))));
  const auto result = evaluate(*compiled, "D", {{"x", 5}}, feel::test_environment());
  ASSERT_TRUE(result);
  ASSERT_EQ(result->trace.size(), 1u);
  const Trace& trace = result->trace[0];
  EXPECT_EQ(trace.decision_id, "d");
  EXPECT_EQ(trace.inputs, (std::vector<std::pair<std::string, Value>>{{"x", 5}}));
  ASSERT_EQ(trace.rules.size(), 2u);
  EXPECT_EQ(trace.rules[0], (RuleFired{"r2", 2, {Value(5)}, {Value(2)}}));
  EXPECT_EQ(trace.rules[1].index, 3u);
  EXPECT_EQ(trace.result, Value(List{2, 3}));
}

Model chain() {
  Model model = model_of(text_of("base + bonus"));
  model.decisions[0].required_decisions = {{"base"}, {"bonus"}};
  model.decisions.push_back(
      {.id = "bonus", .name = "bonus", .expression = text_of("base * 2"), .required_decisions = {{"base"}}});
  model.decisions.push_back({.id = "base", .name = "base", .expression = text_of("x + 1"), .required_inputs = {{"i"}}});
  return model;
}

TEST(Requirements, AreEvaluatedFirstAndEachOnce) {
  const auto result = evaluate(*compile(chain()), "d", {{"x", 1}}, feel::test_environment());
  ASSERT_TRUE(result);
  EXPECT_EQ(result->value, Value(6));
  std::vector<std::string> order;
  for (const Trace& trace : result->trace) order.push_back(trace.decision_id);
  EXPECT_EQ(order, (std::vector<std::string>{"base", "bonus", "d"}));
  EXPECT_EQ(compile(chain())->inputs_of("d"), (std::vector<std::string>{"x"}));
}

TEST(Requirements, InACircleOrMissingAreRefused) {
  Model model = chain();
  model.decisions[2].required_decisions = {{"d"}};
  EXPECT_TRUE(decided(model, 1).find("circle") != std::string::npos);
  model.decisions[2].required_decisions = {{"nowhere"}};
  EXPECT_TRUE(decided(model, 1).find("does not exist") != std::string::npos);
}

TEST(Requirements, LongChainsNeedNoStack) {
  Model model = model_of(text_of("x"));
  for (int i = 0; i < 5000; ++i) {
    const std::string before = i == 0 ? "d" : "d" + std::to_string(i - 1);
    model.decisions.push_back({.id = "d" + std::to_string(i),
                               .name = "d" + std::to_string(i),
                               .expression = text_of((i == 0 ? "D" : before) + " + 1"),
                               .required_decisions = {{before}}});
  }
  EXPECT_EQ(decided(model, 0, "d4999"), "5000");
}

TEST(Boxed, ContextsInvocationsListsRelationsAndFunctions) {
  BoxedContext context;
  context.entries.push_back({"rate", "", text_of("0.1")});
  context.entries.push_back(
      {"fee", "", box(FunctionDefinition{FunctionKind::Feel, {{"base", "number"}}, text_of("base * rate")})});
  context.entries.push_back({"", "", box(Invocation{text_of("fee"), {{"base", text_of("x")}}})});
  EXPECT_EQ(decided(model_of(box(context)), 50), "5");
  EXPECT_EQ(decided(model_of(box(BoxedList{{text_of("x"), text_of("x + 1")}})), 1), "[1, 2]");
  EXPECT_EQ(decided(model_of(box(Relation{{"a", "b"}, {{text_of("1"), text_of("x")}}})), 2), "[{a: 1, b: 2}]");
  EXPECT_EQ(decided(model_of(box(Conditional{text_of("x > 1"), text_of("\"y\""), text_of("\"n\"")})), 2), "\"y\"");
  EXPECT_EQ(decided(model_of(box(Filter{text_of("[1, 2, 3]"), text_of("item > x")})), 1), "[2, 3]");
  EXPECT_EQ(
      decided(model_of(box(Iterator{IteratorKind::For, "i", "", text_of("[1, 2]"), text_of("i * x + count(partial)")})),
              2),
      "[2, 5]");
  EXPECT_EQ(decided(model_of(box(Iterator{IteratorKind::Some, "i", "", text_of("[1, 2]"), text_of("i = x")})), 2),
            "true");
}

TEST(Knowledge, IsCalledAsAFunctionAndMayCallItself) {
  Model model = model_of(text_of("factorial(x)"));
  model.decisions[0].required_knowledge = {{"k"}};
  model.knowledge.push_back(
      {.id = "k",
       .name = "factorial",
       .type_ref = "number",
       .function = {FunctionKind::Feel, {{"n", "number"}}, text_of("if n <= 1 then 1 else n * factorial(n - 1)")}});
  EXPECT_EQ(decided(model, 10), "3628800");
  EXPECT_EQ(decided(model, "a"), "null");
  EXPECT_EQ(decided(model, 100'000), "budget-exceeded");
}

TEST(Service, TakesInputDecisionsAsGivenAndAnswersItsOutputs) {
  Model model = chain();
  model.services.push_back(
      {.id = "s", .name = "S", .output_decisions = {{"d"}, {"bonus"}}, .input_decisions = {{"base"}}});
  const auto result = evaluate(*compile(model), "s", {{"base", 10}}, feel::test_environment());
  ASSERT_TRUE(result);
  EXPECT_EQ(feel::literal(result->value), "{D: 30, bonus: 20}");
}

TEST(ItemDefinition, BoundsInputsAndResults) {
  Model model = model_of(text_of("x"), "tGrade");
  model.items.push_back({.id = "t", .name = "tGrade", .type_ref = "string", .allowed_values = "\"高\", \"低\""});
  EXPECT_EQ(decided(model, "高"), "\"高\"");
  EXPECT_EQ(decided(model, "无"), "null");
  EXPECT_EQ(decided(model, 5), "null");
  model.decisions[0].type_ref = "tNowhere";
  EXPECT_TRUE(decided(model, 1).starts_with("refused"));
}

TEST(Compile, TellsEveryFaultWithItsElementAndLine) {
  DecisionTable t = table(HitPolicy::Unique, {"o"}, {{"> ", "1"}, {"1", "1 +"}});
  t.rules[0].line = 12;
  t.rules[1].input_entries.push_back("2");
  const auto compiled = compile(model_of(box(t)));
  ASSERT_FALSE(compiled);
  ASSERT_EQ(compiled.error().size(), 3u);
  EXPECT_EQ(compiled.error()[0].element_id, "r1");
  EXPECT_EQ(compiled.error()[0].line, 12);
  EXPECT_FALSE(compiled.error()[0].message_zh.empty());
}

TEST(Evaluate, FaultsForUnknownDecisionsAndSpentBudgets) {
  EXPECT_EQ(decided(model_of(text_of("x")), 1, "nowhere"), "decision-not-found");
  EXPECT_EQ(decided(model_of(text_of("for i in 1..10000000 return i")), 1), "budget-exceeded");
}

TEST(Evaluate, KeepsDiagnosticsWithTheirDecision) {
  const auto result = evaluate(*compile(model_of(text_of("x + \"a\""))), "d", {{"x", 1}}, feel::test_environment());
  ASSERT_TRUE(result);
  EXPECT_TRUE(result->value.is_null());
  ASSERT_FALSE(result->diagnostics.empty());
  EXPECT_EQ(result->diagnostics[0].message, "[D] number + string has no result");
}

}  // namespace
}  // namespace bihuan::dmn
