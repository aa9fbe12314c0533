// Rules of the business rule task (BPMN 2.0.2, 13.3.3).
#include "engine/element/decision_result.h"
#include "tests/engine/fixture.h"

namespace bihuan::testing {
namespace {

/// grade: score >= 8 is "high", anything else "low"; first hit.
dmn::Model grading() {
  dmn::DecisionTable table;
  table.hit_policy = dmn::HitPolicy::First;
  table.inputs = {{.id = "i", .expression = "score"}};
  table.outputs = {{.id = "o", .name = "grade"}};
  table.rules = {{.id = "r-high", .input_entries = {">= 8"}, .output_entries = {"\"high\""}},
                 {.id = "r-low", .input_entries = {"-"}, .output_entries = {"\"low\""}}};
  dmn::BoxedExpression boxed;
  boxed.form = table;
  dmn::DecisionModel decision;
  decision.id = decision.name = "grading";
  decision.expression = std::make_shared<const dmn::BoxedExpression>(std::move(boxed));
  decision.required_inputs = {{"score-data"}};
  dmn::Model model;
  model.id = model.name = "model";
  model.inputs = {{"score-data", "score", "", 0}};
  model.decisions = {std::move(decision)};
  return model;
}

const char* const process = "start s\nrule a decision=grading into=grade\nend e\ns -> a -> e";

TEST(BusinessRuleTask, DecidesAndRecordsTheRulesThatFired) {
  const auto compiled = dmn::compile(grading());
  ASSERT_TRUE(compiled.has_value()) << compiled.error().front().message_en;
  Case c(process);
  c.context.decisions = [&](std::string_view, std::string_view binding) {
    return binding == "deployment" ? &*compiled : nullptr;
  };
  c.start("{score: 9, other: 1}");
  EXPECT_EQ(c.variable("grade"), Value("high"));
  const event::DecisionEvaluated said = c.events<event::DecisionEvaluated>().front();
  EXPECT_EQ(said.decision, "grading");
  EXPECT_EQ(said.rules, (std::vector<std::string>{"1:r-high"}));
  EXPECT_EQ(said.inputs, variables("{score: 9}"));
  EXPECT_TRUE(c.ended());
}

/// The variable after the decision, mapped so.
Value mapped(const std::string& kind, const std::string& map) {
  const auto compiled = dmn::compile(grading());
  Case c("start s\n" + kind + " a decision=grading into=grade map=" + map + "\nend e\ns -> a -> e");
  c.context.decisions = [&](std::string_view, std::string_view) { return &*compiled; };
  c.start("{score: 9}");
  EXPECT_TRUE(c.ended());
  return c.variable("grade");
}

TEST(BusinessRuleTask, MapsItsResultAsTheDialectSays) {
  EXPECT_EQ(mapped("rule", "singleEntry"), Value("high"));
  EXPECT_EQ(mapped("rule", "singleResult"), Value(ContextEntries{{"grading", "high"}}));
  EXPECT_EQ(mapped("rule", "collectEntries"), Value(List{"high"}));
  EXPECT_EQ(mapped("rule", "resultList"), Value(List{ContextEntries{{"grading", "high"}}}));
}

TEST(BusinessRuleTask, MayNameTheVersionOfItsDecision) {
  const auto compiled = dmn::compile(grading());
  Case c("start s\nrule a decision=grading into=grade decisionVersion=3\nend e\ns -> a -> e");
  c.context.decisions = [&](std::string_view, std::string_view binding) {
    return binding == "version:3" ? &*compiled : nullptr;
  };
  c.start("{score: 1}");
  EXPECT_EQ(c.variable("grade"), Value("low"));
}

TEST(ServiceTask, EvaluatesADecisionThatItsDialectCalls) {
  EXPECT_EQ(mapped("service", "singleEntry"), Value("high"));
}

TEST(ServiceTask, RunsTheExpressionThatItsDialectPutsInTheJobsPlace) {
  Case c("start s\nservice a do=\"=x + 1\" into=y\nend e\ns -> a -> e");
  c.start("{x: 1}");
  EXPECT_EQ(c.variable("y"), Value(2));
  EXPECT_TRUE(c.ended());
}

TEST(DecisionResult, WithMoreThanWasAskedForIsAFault) {
  const Value rows = List{ContextEntries{{"a", 1}}, ContextEntries{{"a", 2}}};
  EXPECT_EQ(element::mapped_result("singleEntry", rows, "d").error().code, "decision-failed");
  EXPECT_EQ(element::mapped_result("singleResult", rows, "d").error().code, "decision-failed");
  EXPECT_EQ(*element::mapped_result("collectEntries", rows, "d"), Value(List{1, 2}));
  const Value wide = ContextEntries{{"a", 1}, {"b", 2}};
  EXPECT_EQ(element::mapped_result("singleEntry", wide, "d").error().code, "decision-failed");
  EXPECT_EQ(*element::mapped_result("singleResult", wide, "d"), wide);
  EXPECT_EQ(*element::mapped_result("singleEntry", Value(), "d"), Value());
}

TEST(BusinessRuleTask, WithoutItsDecisionIsAnIncident) {
  Case c(process);
  c.start("{score: 9}");
  EXPECT_EQ(text(c.incidents()), "decision-not-found a");
}

}  // namespace
}  // namespace bihuan::testing
