// Conversions to item definitions, faults that become null, values on the way, functions of other languages.
#include <gtest/gtest.h>

#include "engine/dmn/decision.h"
#include "engine/feel/text.h"
#include "tests/engine/feel/evaluating.h"

namespace bihuan::dmn {
namespace {

BoxedPtr box(decltype(BoxedExpression::form) form) {
  return std::make_shared<const BoxedExpression>(BoxedExpression{std::move(form), "", "", 0});
}
BoxedPtr text_of(std::string text) {
  return box(LiteralExpression{std::move(text), ""});
}

Model typed(std::string type, std::string expression) {
  Model model{.id = "m", .name = "m"};
  model.items.push_back({.name = "tNumbers", .type_ref = "number", .allowed_values = "< 100", .is_collection = true});
  model.items.push_back({.name = "tSmall", .type_ref = "number", .allowed_values = "< 100"});
  model.items.push_back({.name = "tMoment", .type_ref = "date and time"});
  model.items.push_back({.name = "tPair", .type_ref = "tNumbers", .type_constraint = "count(?) = 2"});
  model.decisions.push_back(
      {.id = "d", .name = "D", .type_ref = std::move(type), .expression = text_of(std::move(expression))});
  return model;
}

std::string decided(const Model& model, const ContextEntries& inputs = {}) {
  const auto compiled = compile(model);
  if (!compiled) return "refused: " + compiled.error()[0].message_en;
  const auto result = evaluate(*compiled, "d", inputs, feel::test_environment());
  return result ? feel::literal(result->value) : result.error().code;
}

TEST(ItemDefinition, ASingleValueBecomesACollectionAndBack) {
  EXPECT_EQ(decided(typed("tNumbers", "5")), "[5]");
  EXPECT_EQ(decided(typed("tNumbers", "500")), "null");
  EXPECT_EQ(decided(typed("tSmall", "[5]")), "5");
  EXPECT_EQ(decided(typed("tSmall", "[5, 6]")), "null");
}

TEST(ItemDefinition, ADateBecomesADateAndTime) {
  EXPECT_EQ(decided(typed("tMoment", "@\"2026-10-01\"")), "@\"2026-10-01T00:00:00Z\"");
}

TEST(ItemDefinition, AConstraintIsOnTheWholeCollection) {
  EXPECT_EQ(decided(typed("tPair", "[1, 2]")), "[1, 2]");
  EXPECT_EQ(decided(typed("tPair", "[1, 2, 3]")), "null");
  EXPECT_EQ(decided(typed("tPair", "[1, 200]")), "null");
}

TEST(HitPolicyPriority, TakesItsOrderFromTheTypeOfTheOutput) {
  Model model{.id = "m", .name = "m"};
  model.items.push_back({.name = "tLevel", .type_ref = "string", .allowed_values = "\"高\", \"低\""});
  DecisionTable table{.hit_policy = HitPolicy::Priority, .inputs = {{.expression = "1"}}, .outputs = {{.name = "o"}}};
  table.rules = {{.input_entries = {"-"}, .output_entries = {"\"低\""}},
                 {.input_entries = {"-"}, .output_entries = {"\"高\""}}};
  model.decisions.push_back({.id = "d", .name = "D", .type_ref = "tLevel", .expression = box(table)});
  EXPECT_EQ(decided(model), "\"高\"");
}

TEST(OnFault, AFaultyTextIsNullAndTheRestGoesOn) {
  Model model = typed("", "1 +");
  model.decisions.push_back({.id = "e", .name = "E", .expression = text_of("7")});
  EXPECT_TRUE(decided(model).starts_with("refused"));
  const auto compiled = compile(model, OnFault::BecomeNull);
  ASSERT_TRUE(compiled);
  EXPECT_EQ(compiled->warnings().size(), 1u);
  EXPECT_TRUE(evaluate(*compiled, "d", {}, feel::test_environment())->value.is_null());
  EXPECT_EQ(evaluate(*compiled, "e", {}, feel::test_environment())->value, Value(7));
}

TEST(OnFault, ATableWithAMissingColumnStillEvaluates) {
  DecisionTable table{.inputs = {{.expression = "1"}, {.expression = "2"}}, .outputs = {{.name = "a"}, {.name = "b"}}};
  table.rules = {{.input_entries = {"1"}, .output_entries = {"5"}}};
  Model model{.id = "m", .name = "m"};
  model.decisions.push_back({.id = "d", .name = "D", .expression = box(table)});
  const auto compiled = compile(model, OnFault::BecomeNull);
  ASSERT_TRUE(compiled);
  EXPECT_EQ(feel::literal(evaluate(*compiled, "d", {}, feel::test_environment())->value), "{a: 5, b: null}");
}

TEST(ExternalFunction, IsAWarningAndAnswersNull) {
  Model model{.id = "m", .name = "m"};
  BusinessKnowledgeModel java{.id = "k", .name = "sine"};
  java.function.kind = FunctionKind::Java;
  java.function.parameters.push_back({"x", "number"});
  model.knowledge.push_back(java);
  model.decisions.push_back(
      {.id = "d", .name = "D", .expression = text_of("[sine(1), 2]"), .required_knowledge = {{"k"}}});
  const auto compiled = compile(model);
  ASSERT_TRUE(compiled);
  ASSERT_EQ(compiled->warnings().size(), 1u);
  EXPECT_TRUE(compiled->warnings()[0].message_zh.find("Java") != std::string::npos);
  const auto result = evaluate(*compiled, "d", {}, feel::test_environment());
  EXPECT_EQ(feel::literal(result->value), "[null, 2]");
  EXPECT_FALSE(result->diagnostics.empty());
}

Model explained() {
  Model model{.id = "m", .name = "m"};
  model.inputs.push_back({.id = "i", .name = "x"});
  BusinessKnowledgeModel twice{.id = "k", .name = "twice"};
  twice.function.parameters.push_back({"n", ""});
  twice.function.body = text_of("n * 2");
  model.knowledge.push_back(twice);
  BoxedContext context;
  context.entries = {{"a", "", text_of("x + 1")}, {"b", "", text_of("twice(a)")}, {"", "", text_of("a + b")}};
  model.decisions.push_back(
      {.id = "d", .name = "D", .expression = box(context), .required_inputs = {{"i"}}, .required_knowledge = {{"k"}}});
  return model;
}

TEST(Explain, KeepsEntriesAndCallsWithTheirDepth) {
  const auto result = evaluate(*compile(explained()), "d", {{"x", 1}}, feel::test_environment(), Explain::Values);
  ASSERT_TRUE(result);
  const std::vector<TracedValue> expected = {{0, "a", 2}, {0, "n", 2}, {0, "twice(…)", 4}, {0, "b", 4}};
  EXPECT_EQ(result->trace.at(0).values, expected);
  EXPECT_TRUE(evaluate(*compile(explained()), "d", {{"x", 1}}, feel::test_environment())->trace.at(0).values.empty());
}

TEST(Explain, IsBoundedInNumberAndSize) {
  Model model{.id = "m", .name = "m"};
  BoxedContext context;
  for (std::size_t i = 0; i < max_traced_values + 50; ++i)
    context.entries.push_back({"e" + std::to_string(i), "", text_of("for k in 1..1000 return k")});
  model.decisions.push_back({.id = "d", .name = "D", .expression = box(context)});
  const auto result = evaluate(*compile(model), "d", {}, feel::test_environment(), Explain::Values);
  ASSERT_TRUE(result) << result.error().message_en;
  EXPECT_EQ(result->trace.at(0).values.size(), max_traced_values);
  EXPECT_TRUE(result->trace.at(0).values[0].shortened);
  EXPECT_TRUE(result->trace.at(0).values[0].value.is_null());
}

TEST(Knowledge, CanBeEvaluatedByItself) {
  const auto result = evaluate(*compile(explained()), "twice", {{"n", 21}}, feel::test_environment());
  ASSERT_TRUE(result);
  EXPECT_EQ(result->value, Value(42));
}

TEST(BoxedFilter, LeavesOutNullAndRefusesOtherValues) {
  const auto filtered = [](std::string match) {
    Model model{.id = "m", .name = "m"};
    model.decisions.push_back(
        {.id = "d", .name = "D", .expression = box(Filter{text_of("[1, null, 3]"), text_of(std::move(match))})});
    return decided(model);
  };
  EXPECT_EQ(filtered("item > 2"), "[3]");
  EXPECT_EQ(filtered("\"no boolean\""), "null");
}

TEST(BoxedRelation, ItsColumnsHaveTypes) {
  Model model{.id = "m", .name = "m"};
  model.decisions.push_back(
      {.id = "d",
       .name = "D",
       .expression = box(Relation{{"a", "b"}, {{text_of("1"), text_of("\"x\"")}}, {"number", "number"}})});
  EXPECT_EQ(decided(model), "[{a: 1, b: null}]");
}

TEST(BoxedFunction, ATypeThatIsNoFunctionIsWhatItAnswers) {
  FunctionDefinition half;
  half.parameters.push_back({"n", "number"});
  half.body = text_of("if n > 1 then n / 2 else \"small\"");
  BoxedContext context;
  context.entries = {{"half", "number", box(half)}, {"", "", text_of("[half(4), half(1)]")}};
  Model model{.id = "m", .name = "m"};
  model.decisions.push_back({.id = "d", .name = "D", .expression = box(context)});
  EXPECT_EQ(decided(model), "[2, null]");
}

TEST(Root, IsTheDecisionThatNoOtherRequires) {
  Model model = explained();
  model.decisions.push_back({.id = "top", .name = "T", .expression = text_of("D"), .required_decisions = {{"d"}}});
  EXPECT_EQ(compile(model)->root(), "top");
  model.decisions.push_back({.id = "other", .name = "O", .expression = text_of("1")});
  EXPECT_EQ(compile(model)->root(), "");
}

}  // namespace
}  // namespace bihuan::dmn
