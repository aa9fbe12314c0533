// Rules of the complex gateway (BPMN 2.0.2, 13.4.5).
#include "tests/engine/fixture.h"

namespace bihuan::testing {
namespace {

/// Three branches into a complex gateway, then a task.
std::string three(const std::string& condition, const std::string& ways = "k -> z -> e") {
  return "start s\nand g\nuser a\nuser b\nuser d\ncomplex k activate=\"" + condition +
         "\"\nuser z\nuser y\nend e\nend f\ns -> g\ng -> a\ng -> b\ng -> d\na -> k [fa]\nb -> k [fb]\nd -> k [fd]\ny "
         "-> "
         "f\n" +
         ways;
}

TEST(ComplexGateway, GoesOnceItsConditionIsTrueAndSwallowsTheRest) {
  Case c(three("activationCount >= 2"));
  c.start();
  c.complete("a");
  EXPECT_EQ(c.count_open("z"), 0u);
  c.complete("d");
  EXPECT_EQ(text(c.open()), "task b task z");
  c.complete("b");
  EXPECT_EQ(text(c.open()), "task z");
  c.complete("z");
  EXPECT_TRUE(c.ended());
  EXPECT_EQ(text(c.completed()), "s g a d k b k z e");
}

TEST(ComplexGateway, ConditionMayAskForSingleFlows) {
  Case c(three("fd >= 1 and activationCount >= 2"));
  c.start();
  c.complete("a");
  c.complete("b");
  EXPECT_EQ(c.count_open("z"), 0u);
  c.complete("d");
  EXPECT_EQ(text(c.open()), "task z");
}

TEST(ComplexGateway, ConditionMayReadVariablesAndLooksAgainWhenTheyChange) {
  Case c(three("urgent and activationCount >= 1"));
  c.start("{urgent: false}");
  c.complete("a");
  EXPECT_EQ(c.count_open("z"), 0u);
  c.accept(command::SetVariables{{}, variables("{urgent: true}")});
  EXPECT_EQ(text(c.open()), "task b task d task z");
}

TEST(ComplexGateway, OutgoingConditionsKnowThePhase) {
  Case c(three("activationCount >= 1", "k -> z if waitingForStart\nk -> y if not(waitingForStart)\nz -> e"));
  c.start();
  c.complete("a");
  EXPECT_EQ(text(c.open()), "task b task d task z");
  c.complete("b");
  EXPECT_EQ(c.count_open("y"), 0u) << "d can still come";
  c.complete("d");
  EXPECT_EQ(text(c.open()), "task z task y");
}

TEST(ComplexGateway, IsResetOnceNothingCanComeAnyMore) {
  // b ends elsewhere: the gateway no longer waits for it, and its second phase gives a token.
  Case c(
      "start s\nand g\nuser a\nuser b\nxor x\ncomplex k activate=\"activationCount >= 1\"\nuser z\nuser y\nend e\nend "
      "f\ns -> g\ng -> a -> k\ng -> b -> x\nx -> k if come\nx -> f default\nk -> z if waitingForStart\nk -> y if "
      "not(waitingForStart)\nz -> e\ny -> e");
  c.start("{come: false}");
  c.complete("a");
  c.complete("z");
  EXPECT_EQ(text(c.open()), "task b");
  c.complete("b");
  EXPECT_EQ(text(c.open()), "task y");
  c.complete("y");
  EXPECT_TRUE(c.ended());
}

TEST(ComplexGateway, GivesAtItsResetEvenWhenNothingElseIsLeft) {
  // The last token ends as the gateway waits for its reset.
  Case c(
      "start s\nand g\ntask a\nuser b\ncomplex k activate=\"activationCount >= 1\"\ntask z\nuser y\nend e\nend f\ns -> "
      "g\ng -> a -> k\ng -> b -> f\nb -> k if come\nk -> z if waitingForStart\nk -> y if not(waitingForStart)\nz -> "
      "e\ny -> e");
  c.start("{come: false}");
  EXPECT_EQ(text(c.open()), "task b");
  c.complete("b");
  EXPECT_EQ(text(c.open()), "task y");
}

TEST(ComplexGateway, TerminatedWithItsScopeIsNotReset) {
  Case c(
      "start s\nand g\ntask a\nuser b\nuser d\ncomplex k activate=\"activationCount >= 1\"\ntask z\nuser y\nend e\nend "
      "t terminate\ns -> g\ng -> a -> k\ng -> b -> k\ng -> d -> t\nk -> z if waitingForStart\nk -> y if "
      "not(waitingForStart)\nz -> e\ny -> e");
  c.start();
  c.complete("d");
  EXPECT_TRUE(c.ended());
}

TEST(ComplexGateway, TokensOfTheNextRoundWaitForTheReset) {
  // a gives twice: its second token waits until b has come, and then begins the next round.
  Case c(
      "start s\nand g\ntask a makes=2\nuser b\ncomplex k activate=\"activationCount >= 1\"\nuser z\nend e\ns -> g\ng "
      "-> a -> k\ng -> b -> k\nk -> z -> e");
  c.start();
  EXPECT_EQ(c.count_open("z"), 1u);
  c.complete("b");
  EXPECT_EQ(c.count_open("z"), 2u);
}

TEST(ComplexGateway, WithoutAWayOutAtTheActivationKeepsItsTokenAsAnIncident) {
  Case c(three("activationCount >= 3", "k -> z if n > 1\nz -> e"));
  c.start("{n: 0}");
  c.complete("a");
  c.complete("b");
  c.complete("d");
  EXPECT_EQ(text(c.incidents()), "no-way-out k");
  c.accept(command::SetVariables{{}, variables("{n: 2}")});
  c.retry("k");
  EXPECT_EQ(c.count_open("z"), 2u) << "n > 1 is true in both phases";
}

TEST(ComplexGateway, TakesItsDefaultAtTheActivationOnly) {
  Case c(three("activationCount >= 2", "k -> y if false\nk -> z default\nz -> e"));
  c.start();
  c.complete("a");
  c.complete("b");
  c.complete("d");
  EXPECT_EQ(text(c.open()), "task z");
}

TEST(ComplexGateway, FaultInItsConditionIsAnIncidentThatItsTruthMends) {
  Case c(three("enough"));
  c.start();
  c.complete("a");
  EXPECT_EQ(text(c.incidents()), "condition-not-boolean k");
  c.complete("b");
  EXPECT_EQ(text(c.incidents()), "condition-not-boolean k") << "one is enough";
  c.accept(command::SetVariables{{}, variables("{enough: true}")});
  EXPECT_EQ(text(c.incidents()), "");
  EXPECT_EQ(text(c.open()), "task d task z");
}

TEST(ComplexGateway, SplitsByItsConditionsOnce) {
  Case c(
      "start s\ncomplex k\nuser a\nuser b\nuser d\nend e\ns -> k\nk -> a if n > 0\nk -> b if n > 1\nk -> d default\na "
      "-> e\nb -> e\nd -> e");
  c.start("{n: 2}");
  EXPECT_EQ(text(c.open()), "task a task b");
}

TEST(ComplexGateway, CanBeInALoop) {
  Case c(
      "start s\nxor m\nand g\nuser a\nuser b\ncomplex k activate=\"activationCount >= 2\"\nuser z\nend e\ns -> m -> "
      "g\ng "
      "-> a -> k\ng -> b -> k\nk -> z\nz -> m if again\nz -> e default");
  c.start();
  for (const char* again : {"{again: true}", "{again: true}", "{again: false}"}) {
    c.complete("a");
    c.complete("b");
    c.complete("z", again);
  }
  EXPECT_TRUE(c.ended());
}

}  // namespace
}  // namespace bihuan::testing
