// Rules of conditional events (BPMN 2.0.2, 10.5.5 and 13.5.2; semantics.md, "Conditional events").
#include "tests/engine/fixture.h"

namespace bihuan::testing {
namespace {

void set(Case& c, std::string_view feel) {
  c.accept(command::SetVariables{{}, variables(feel)});
}

const char* const waiting = "start s\ncatch w \"condition=x > 3\"\nend e\ns -> w -> e";

TEST(ConditionalCatch, GoesOnAtOnceWhenItsConditionIsTrueAlready) {
  Case c(waiting);
  c.start("{x: 4}");
  EXPECT_TRUE(c.ended());
  EXPECT_EQ(c.events<event::ConditionMet>().size(), 1u);
}

TEST(ConditionalCatch, WaitsUntilAWriteMakesItsConditionTrue) {
  Case c(waiting);
  c.start("{x: 1}");
  EXPECT_EQ(text(c.open()), "condition w");
  set(c, "{x: 2}");
  EXPECT_FALSE(c.ended());
  set(c, "{x: 5}");
  EXPECT_TRUE(c.ended());
}

TEST(ConditionalCatch, TakesAFaultForNotTrue) {
  Case c(waiting);
  c.start();
  EXPECT_EQ(text(c.open()), "condition w");
  EXPECT_TRUE(c.incidents().empty());
  set(c, "{x: \"text\"}");
  EXPECT_FALSE(c.ended());
  set(c, "{x: 4}");
  EXPECT_TRUE(c.ended());
}

TEST(ConditionalCatch, IsNotLookedAtWhenNothingThatItReadsWasWritten) {
  Case c("start s\ncatch w \"condition=x > y\"\nend e\ns -> w -> e");
  c.start("{x: 1, y: 2}");
  set(c, "{z: 1}");
  EXPECT_TRUE(c.events<event::ConditionChanged>().empty());
  set(c, "{y: 0}");
  EXPECT_TRUE(c.ended());
}

TEST(ConditionalCatch, SeesWhatACompletedTaskWrote) {
  Case c("start s\nand g\nuser a\ncatch w \"condition=done\"\nend e\nend f\ns -> g\ng -> a -> e\ng -> w -> f");
  c.start();
  c.complete("a", "{done: true}");
  EXPECT_TRUE(c.ended());
}

const char* const beside =
    "start s\nuser a\nboundary b on=a \"condition=x > 3\" noninterrupting\nuser n\nend e\ns -> a -> e\nb -> n -> e";

TEST(ConditionalBoundary, OccursEachTimeItsConditionTurnsTrue) {
  Case c(beside);
  c.start("{x: 0}");
  set(c, "{x: 4}");
  EXPECT_EQ(c.count_open("n"), 1u);
  set(c, "{x: 5}");  // it is true still
  EXPECT_EQ(c.count_open("n"), 1u);
  set(c, "{x: 1}");
  set(c, "{x: 9}");
  EXPECT_EQ(c.count_open("n"), 2u);
  EXPECT_EQ(c.count_open("a"), 1u);
}

TEST(ConditionalBoundary, IsGoneOnceItsActivityIsComplete) {
  Case c(beside);
  c.start();
  c.complete("a", "{x: 9}");
  EXPECT_TRUE(c.ended()) << "conditions are looked at when nothing moves any more";
  EXPECT_TRUE(c.events<event::ConditionMet>().empty());
}

TEST(ConditionalBoundary, InterruptsItsActivity) {
  Case c("start s\nuser a\nboundary b on=a \"condition=x > 3\"\nuser n\nend e\ns -> a -> e\nb -> n -> e");
  c.start();
  set(c, "{x: 4}");
  EXPECT_EQ(text(c.open()), "task n");
  EXPECT_EQ(text(c.terminated()), "a");
}

TEST(ConditionalBoundary, OfSeveralThatTurnTrueAtOnceTheOldestGoesFirst) {
  Case c(
      "start s\nuser a\nboundary b on=a \"condition=x > 3\"\nboundary d on=a \"condition=x > 2\"\nuser n\nuser "
      "m\nend e\ns -> a -> e\nb -> n -> e\nd -> m -> e");
  c.start();
  set(c, "{x: 4}");
  EXPECT_EQ(text(c.open()), "task n");
}

TEST(ConditionalBoundary, ReadsTheLocalsOfItsActivity) {
  Case c(
      "start s\nuser a in.limit==3\nboundary b on=a \"condition=x > limit\"\nuser n\nend e\ns -> a -> e\nb -> n -> "
      "e");
  c.start("{x: 1}");
  set(c, "{x: 4}");
  EXPECT_EQ(text(c.open()), "task n");
}

TEST(ConditionalEventSubProcess, InterruptsItsScope) {
  Case c(
      "start s\nsub b {\nstart s2\nuser a\nend e2\neventsub h {\nstart k \"condition=x > 3\"\nuser u\nend "
      "e3\n}\n}\nend "
      "e\ns2 -> a -> e2\nk -> u -> e3\ns -> b -> e");
  c.start();
  EXPECT_EQ(text(c.open()), "condition k task a");
  set(c, "{x: 4}");
  EXPECT_EQ(text(c.open()), "task u");
  c.complete("u");
  EXPECT_TRUE(c.ended());
}

TEST(ConditionalEventSubProcess, RunsBesideSeveralTimes) {
  Case c(
      "start s\nuser a\nend e\neventsub h {\nstart k \"condition=x > 3\" noninterrupting\nuser u\nend e3\n}\ns -> a -> "
      "e\nk -> u -> e3");
  c.start();
  set(c, "{x: 4}");
  set(c, "{x: 0}");
  set(c, "{x: 5}");
  EXPECT_EQ(c.count_open("u"), 2u);
  EXPECT_EQ(c.count_open("k"), 1u);
}

TEST(ConditionalEvent, ListensToTheVariableAndTheKindsOfChangeThatADialectNames) {
  Case c(
      "start s\nuser a\nboundary b on=a \"condition=x > 3\" watch=flag changes=update noninterrupting\nuser n\nend "
      "e\ns "
      "-> a -> e\nb -> n -> e");
  c.start("{x: 1}");
  set(c, "{x: 4}");
  EXPECT_EQ(c.count_open("n"), 0u) << "another variable";
  set(c, "{flag: 1}");
  EXPECT_EQ(c.count_open("n"), 0u) << "created, not updated";
  set(c, "{flag: 2}");
  EXPECT_EQ(c.count_open("n"), 1u);
}

TEST(ConditionalEvent, BehindAnEventBasedGatewayWinsAgainstTheOthers) {
  Case c(
      "start s\nevent g\ncatch w condition=ok\ncatch t timer=PT1H\nuser a\nend e\ns -> g\ng -> w -> a -> e\ng -> t -> "
      "e");
  c.start();
  set(c, "{ok: true}");
  EXPECT_EQ(text(c.open()), "task a");
}

TEST(ConditionalEvent, ThatMakesItselfTrueForEverIsRefused) {
  Case c(
      "start s\nuser a\nboundary b on=a \"condition=odd(x)\" noninterrupting\nscript n do=x+1 into=x\nscript m do=x+1 "
      "into=x\nend e\ncatch w \"condition=even(x)\"\ns -> a -> e\nb -> n -> w -> m -> e");
  c.start("{x: 0}");
  c.refused(command::SetVariables{{}, variables("{x: 1}")}, RejectionCode::WrongState);
}

TEST(ConditionalStart, BeginsTheProcessThatIsStartedByIt) {
  Case c("start s \"condition=x > 3\"\nuser a\nend e\ns -> a -> e");
  c.refused(command::StartInstance{InstanceId{42}, {}, {}, "ann", {}, {}}, RejectionCode::InvalidInput);
  c.start("{x: 4}", "s");
  EXPECT_EQ(text(c.open()), "task a");
}

}  // namespace
}  // namespace bihuan::testing
