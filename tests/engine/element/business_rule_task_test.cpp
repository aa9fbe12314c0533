// Rules of the business rule task (BPMN 2.0.2, 13.3.3).
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

TEST(BusinessRuleTask, WithoutItsDecisionIsAnIncident) {
  Case c(process);
  c.start("{score: 9}");
  EXPECT_EQ(text(c.incidents()), "decision-not-found a");
}

}  // namespace
}  // namespace bihuan::testing
