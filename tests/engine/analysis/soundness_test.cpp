// Rules of soundness on the classic shapes: what is sound, what waits for ever, what goes round for ever.
#include "engine/analysis/soundness.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "../definition_models.h"
#include "tests/engine/process_text.h"

namespace bihuan::analysis {
namespace {

using definition::EventKind;
using definition::models::Model;
using ::testing::ElementsAre;

Verdict verdict(const Model& model) {
  return check_soundness(*definition::models::compiled(model));
}
bool is_sound(const Model& model) {
  return std::holds_alternative<Sound>(verdict(model));
}
NotSound counter_example(const Model& model) {
  const Verdict v = verdict(model);
  const NotSound* found = std::get_if<NotSound>(&v);
  EXPECT_NE(found, nullptr) << "was " << v.index();
  return found ? *found : NotSound{};
}

TEST(Soundness, ASequenceIsSound) {
  EXPECT_TRUE(is_sound(Model({"s > t1 > t2 > e"})));
}

TEST(Soundness, ProcessesWithoutStartOrEndEventsAreSound) {
  EXPECT_TRUE(is_sound(Model({"t1 > t2"})));
  EXPECT_TRUE(is_sound(Model({"t1 > +1 > t3", "t2 > +1"})));
}

TEST(Soundness, AParallelBlockIsSound) {
  EXPECT_TRUE(is_sound(Model({"s > +1 > t1 > +2 > e", "+1 > t2 > +2"})));
}

TEST(Soundness, AnExclusiveSplitIntoAParallelJoinWaitsForEver) {
  const NotSound fault = counter_example(Model({"s > x1 > t1 > +2 > e", "x1 > t2 > +2"}));
  EXPECT_EQ(fault.stuck_at, "+2");
  EXPECT_FALSE(fault.endless);
  EXPECT_THAT(fault.path, ElementsAre("s", "x1", "t1"));
  EXPECT_FALSE(fault.message_zh.empty());
}

TEST(Soundness, AParallelSplitIntoAnExclusiveMergeIsAllowed) {
  EXPECT_TRUE(is_sound(Model({"s > +1 > t1 > x2 > t3 > e", "+1 > t2 > x2"})));
}

TEST(Soundness, AnImplicitSplitNeedsItsJoin) {
  EXPECT_TRUE(is_sound(Model({"s > t1 > t2 > +1 > e", "t1 > t3 > +1"})));
  EXPECT_EQ(counter_example(Model({"s > t1 > t2 > +1 > e", "s > t3 > x1 > +1", "x1 > e2"})).stuck_at, "+1");
}

TEST(Soundness, AnExclusiveLoopWithAnExitIsSound) {
  EXPECT_TRUE(is_sound(Model({"s > t1 > x1 > t2 > x2 > e", "x2 > x1"})));
}

TEST(Soundness, ALoopWithoutExitIsFoundToBeEndless) {
  const NotSound fault = counter_example(Model({"s > x1 > t1 > e", "x1 > t2 > t3 > t2"}));
  EXPECT_TRUE(fault.endless);
  EXPECT_THAT(fault.path, ElementsAre("s", "x1"));
}

TEST(Soundness, AJoinInsideALoopWaitsForEver) {
  EXPECT_EQ(counter_example(Model({"s > +1 > t1 > x1 > e", "x1 > +1"})).stuck_at, "+1");
}

TEST(Soundness, AJoinThatABoundaryEventSkipsWaitsForEver) {
  Model model({"s > +1 > t1 > +2 > e", "+1 > t2 > +2"});
  model.boundary("d1", "t2").add("d1 > t3 > e");
  const NotSound fault = counter_example(model);
  EXPECT_EQ(fault.stuck_at, "+2");
}

TEST(Soundness, ABoundaryPathThatComesBackBeforeTheJoinIsSound) {
  Model model({"s > +1 > t1 > +2 > e", "+1 > t2 > x2 > +2"});
  model.boundary("d1", "t2").add("d1 > t3 > x2");
  EXPECT_TRUE(is_sound(model));
}

TEST(Soundness, ANonInterruptingReminderIsSound) {
  Model model({"s > t1 > e"});
  model.boundary("d1", "t1", false).add("d1 > t2 > e2");
  EXPECT_TRUE(is_sound(model));
}

TEST(Soundness, AJoinThatNeedsANonInterruptingEventMayWaitForEver) {
  Model model({"s > t1 > +1 > e"});
  model.boundary("d1", "t1", false).add("d1 > +1");
  EXPECT_EQ(counter_example(model).stuck_at, "+1");
}

TEST(Soundness, AnInclusiveBlockIsSound) {
  EXPECT_TRUE(is_sound(Model({"s > o1 > t1 > o2 > e", "o1 > t2 > o2", "o1 > t3 > o2"})));
}

TEST(Soundness, AnInclusiveSplitIntoAParallelJoinWaitsForEver) {
  EXPECT_EQ(counter_example(Model({"s > o1 > t1 > +2 > e", "o1 > t2 > +2"})).stuck_at, "+2");
}

TEST(Soundness, AnInclusiveGatewayWhoseFlowsHaveNoConditionTakesAll) {
  Model model({"s > o1 > t1 > +2 > e", "o1 > t2 > +2"});
  for (auto& flow : model.process.flows) flow.condition = {};
  EXPECT_TRUE(is_sound(model));
}

TEST(Soundness, AParallelSplitIntoAnInclusiveJoinIsSound) {
  EXPECT_TRUE(is_sound(Model({"s > +1 > t1 > o2 > e", "+1 > x1 > t2 > o2", "x1 > e2"})));
}

TEST(Soundness, AnInclusiveJoinInALoopFiresInEachRound) {
  EXPECT_TRUE(is_sound(Model({"s > o1 > o2 > t1 > o3 > x1 > e", "o2 > t2 > o3", "x1 > o1"})));
}

TEST(Soundness, TwoInclusiveJoinsThatWaitForEachOtherWaitForEver) {
  const NotSound fault = counter_example(Model({"s > +1 > o1 > x1 > e", "+1 > o2 > x2 > e", "x1 > o2", "x2 > o1"}));
  EXPECT_TRUE(fault.stuck_at == "o1" || fault.stuck_at == "o2") << fault.stuck_at;
}

TEST(Soundness, ConditionalFlowsOfATaskMayAllBeTaken) {
  Model model({"s > t1 > t2 > +1 > e", "t1 > t3 > +1"});
  model.process.flows[1].condition = definition::models::feel("a");
  EXPECT_EQ(counter_example(model).stuck_at, "+1");
}

TEST(Soundness, AnEventBasedGatewayTakesOne) {
  EXPECT_TRUE(is_sound(Model({"s > *1 > c1 > x1 > e", "*1 > c2 > x1"})));
  EXPECT_EQ(counter_example(Model({"s > *1 > c1 > +1 > e", "*1 > c2 > +1"})).stuck_at, "+1");
}

TEST(Soundness, ATerminateEndClearsWhatWaits) {
  EXPECT_TRUE(is_sound(Model({"s > +1 > t1 > !1", "+1 > x1 > +2 > e", "x1 > t4 > +2", "+1 > t3 > e3"})));
  EXPECT_FALSE(is_sound(Model({"s > +1 > t1 > e1", "+1 > x1 > +2 > e", "x1 > t4 > +2", "+1 > t3 > e3"})));
}

TEST(Soundness, ATerminateEndStopsALoopBesideIt) {
  EXPECT_TRUE(is_sound(Model({"s > +1 > t1 > t2 > t1", "+1 > t3 > !1"})));
}

TEST(Soundness, AnErrorEndEndsItsScope) {
  Model model({"s > b1 > e"});
  model.add("s2 > +1 > t1 > %1", "b1").add("+1 > x1 > +2 > e3", "b1").add("x1 > t4 > +2", "b1");
  model.boundary("d1", "b1").add("d1 > e2");
  EXPECT_TRUE(is_sound(model));
}

/// A branch that escalates instead of coming to the join, inside a sub-process with a handler for `caught`.
Model escalating(const std::string& caught, bool interrupting) {
  Model model({"s > b1 > e"});
  model.add("s2 > +1 > x1 > t1 > +2 > e2", "b1").add("+1 > t2 > +2", "b1").add("x1 > e9", "b1");
  model.element("e9").events = {definition::models::event(EventKind::Escalation)};
  model.boundary("d1", "b1", interrupting).add("d1 > t3 > e3");
  model.element("d1").events = {definition::models::event(EventKind::Escalation)};
  model.element("d1").events[0].code = definition::models::text(caught);
  return model;
}

TEST(Soundness, AnEscalationWhoseHandlerInterruptsEndsItsScope) {
  EXPECT_TRUE(is_sound(escalating("c", true)));
  EXPECT_TRUE(is_sound(escalating("", true))) << "catches all";
  EXPECT_FALSE(is_sound(escalating("c", false)));
  EXPECT_FALSE(is_sound(escalating("other", true)));
}

TEST(Soundness, AnInnerHandlerThatDoesNotInterruptComesFirst) {
  Model model = escalating("c", true);
  model.element("h1", "b1");
  model.element("s9", "h1").events = {definition::models::event(EventKind::Escalation)};
  model.element("s9").interrupting = false;
  EXPECT_FALSE(is_sound(model));
  model.element("s9").interrupting = true;
  EXPECT_TRUE(is_sound(model));
}

TEST(Soundness, AFaultInsideASubProcessIsFoundWithItsPath) {
  Model model({"s > b1 > e"});
  model.add("s2 > x1 > t1 > +2 > e2", "b1").add("x1 > t2 > +2", "b1");
  const NotSound fault = counter_example(model);
  EXPECT_EQ(fault.stuck_at, "+2");
  EXPECT_THAT(fault.path, ElementsAre("b1", "s2", "x1", "t1"));
}

TEST(Soundness, AnEventSubProcessIsNoWayOutOfADeadEnd) {
  Model model({"s > x1 > t1 > +2 > e", "x1 > t2 > +2"});
  model.element("h1");
  model.element("s3", "h1").events = {definition::models::event(EventKind::Message)};
  model.add("s3 > e3", "h1");
  EXPECT_EQ(counter_example(model).stuck_at, "+2");
}

TEST(Soundness, EachStartEventIsABeginningOfItsOwn) {
  Model model({"s1 > t1 > x1 > e", "s2 > t2 > x1"});
  model.element("s2").events = {definition::models::event(EventKind::Message)};
  EXPECT_TRUE(is_sound(model));
  Model joined({"s1 > t1 > +1 > e", "s2 > t2 > +1"});
  joined.element("s2").events = {definition::models::event(EventKind::Message)};
  EXPECT_EQ(counter_example(joined).stuck_at, "+1");
}

TEST(Soundness, TokensThatPileUpAreADoubt) {
  const Verdict v = verdict(Model({"s > x1 > +1 > x2 > e", "+1 > x1"}));
  EXPECT_FALSE(std::holds_alternative<Sound>(v));
}

TEST(Soundness, ManyParallelBranchesCostTheirSum) {
  Model model;
  for (int branch = 0; branch < 60; ++branch) {
    const std::string n = std::to_string(branch);
    model.add("+1 > t" + n + "a > x" + n + " > t" + n + "b > xm" + n + " > +2")
        .add("x" + n + " > t" + n + "c > xm" + n);
  }
  model.add("s > +1").add("+2 > e");
  const Verdict v = verdict(model);
  ASSERT_TRUE(std::holds_alternative<Sound>(v));
  EXPECT_LT(std::get<Sound>(v).markings, 1'000u);
}

TEST(Soundness, ALargeChainIsCheckedMarkingByMarking) {
  Model model;
  std::string path = "s";
  for (int i = 0; i < 1500; ++i) path += " > t" + std::to_string(i);
  model.add(path + " > e");
  const Verdict v = verdict(model);
  ASSERT_TRUE(std::holds_alternative<Sound>(v));
  EXPECT_LE(std::get<Sound>(v).markings, 1'510u);
}

TEST(Soundness, TooManyCombinationsAreADoubtWithItsReason) {
  Model model({"s > o1", "o2 > e"});
  for (int i = 0; i < 14; ++i) model.add("o1 > t" + std::to_string(i) + " > o2");
  const Verdict v = verdict(model);
  const Unknown* doubt = std::get_if<Unknown>(&v);
  ASSERT_NE(doubt, nullptr);
  EXPECT_NE(doubt->reason_en.find("o1"), std::string::npos);
}

TEST(Soundness, TheSameDefinitionGivesTheSameVerdict) {
  const Model model({"s > x1 > t1 > +2 > e", "x1 > t2 > +2"});
  EXPECT_EQ(verdict(model), verdict(model));
}

// Shapes of the flows that ship: return with remarks, votes at a level, reminders beside the work, three levels up.
TEST(Soundness, AnInspectionThatReturnsToEarlierStepsIsSound) {
  Model model({"s > x0 > u1 > x2 > u2 > x3 > u3 > x4 > e", "x4 > x0", "x4 > x2", "x4 > x3", "x4 > k1 > x3"});
  model.boundary("d1", "u2", false).add("d1 > t9 > e9");
  model.boundary("d2", "u2").add("d2 > u5 > x3");
  EXPECT_TRUE(is_sound(model));
}

TEST(Soundness, AMeetingWhoseResolutionsRunInParallelIsSound) {
  Model model({"s > u1 > b1 > u2 > x1 > b2 > x2 > e", "x1 > k1 > x2"});
  model.add("s2 > *1 > c1 > e2", "b1").add("*1 > c2 > t1 > e2", "b1");
  model.add("s3 > +1 > u3 > +2 > e3", "b2").add("+1 > u4 > +2", "b2");
  EXPECT_TRUE(is_sound(model));
}

/// The process of this text, whose inclusive gateway "g" is a complex one.
Verdict with_complex_gateway(std::string_view text) {
  definition::ProcessModel model = bihuan::testing::read_process(text);
  for (definition::ElementModel& e : model.elements) {
    if (e.id != "g") continue;
    e.kind = definition::ElementKind::ComplexGateway;
    e.activation_condition.text = "activationCount >= 1";
    e.activation_condition.is_expression = true;
  }
  const auto compiled = definition::compile(model, "test");
  EXPECT_TRUE(compiled);
  return compiled ? check_soundness(*compiled->definition) : Verdict();
}

TEST(Soundness, OfAComplexJoinIsNotClaimed) {
  const Verdict v =
      with_complex_gateway("start s\nand a\ntask t\ntask u\nor g\nend e\ns -> a -> t -> g -> e\na -> u -> g");
  ASSERT_TRUE(std::holds_alternative<Unknown>(v));
  EXPECT_NE(std::get<Unknown>(v).reason_zh.find("复杂网关"), std::string::npos);
}

TEST(Soundness, OfOtherScopesIsJudgedBesideAComplexJoin) {
  EXPECT_TRUE(std::holds_alternative<NotSound>(
      with_complex_gateway("start s\nand a\ntask t\ntask u\nor g\nsub b {\nstart t1\nxor x\ntask v\ntask w\nand j\nend "
                           "f\nt1 -> x -> v -> j -> "
                           "f\nx -> w -> j\n}\nend e\ns -> a -> t -> g -> b -> e\na -> u -> g")));
}

}  // namespace
}  // namespace bihuan::analysis
