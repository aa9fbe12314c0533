// Rules of gateways (BPMN 2.0.2, 13.4).
#include "tests/engine/fixture.h"

namespace bihuan::testing {
namespace {

TEST(ExclusiveGateway, TakesTheFirstTrueFlowInDocumentOrder) {
  Case c("start s\nxor x\nuser a\nuser b\nend e\ns -> x\nx -> a if n > 1\nx -> b if n > 0\na -> e\nb -> e");
  c.start("{n: 5}");
  EXPECT_EQ(text(c.open()), "task a");
}

TEST(ExclusiveGateway, TakesItsDefaultOnlyWhenNothingElseIsTrue) {
  const char* process =
      "start s\nxor x\nuser a\nuser b\nend e\ns -> x\nx -> a default\nx -> b if n > 0\na -> e\nb -> e";
  Case plus(process), minus(process);
  plus.start("{n: 1}");
  EXPECT_EQ(text(plus.open()), "task b");
  minus.start("{n: -1}");
  EXPECT_EQ(text(minus.open()), "task a");
}

TEST(ExclusiveGateway, WithoutAWayOutKeepsItsTokenAsAnIncident) {
  Case c("start s\nxor x\nuser a\nend e\ns -> x\nx -> a if n > 1\na -> e");
  c.start("{n: 0}");
  EXPECT_EQ(text(c.incidents()), "no-way-out x");
  c.accept(command::SetVariables{{}, variables("{n: 2}")});
  c.retry("x");
  EXPECT_EQ(text(c.open()), "task a");
  EXPECT_TRUE(c.incidents().empty());
}

TEST(ExclusiveGateway, ConditionThatIsNotBooleanIsAnIncidentWithTheValuesRead) {
  Case c("start s\nxor x\nuser a\nend e\ns -> x\nx -> a if n\na -> e");
  c.start("{n: 7}");
  ASSERT_EQ(text(c.incidents()), "condition-not-boolean x");
  const event::IncidentRaised raised = c.events<event::IncidentRaised>().front();
  EXPECT_EQ(raised.incident.expression, "n");
  EXPECT_EQ(*state::find(raised.incident.values, "n"), Value(7));
}

TEST(ExclusiveGateway, PassesEachTokenOnWithoutJoining) {
  Case c("start s\nand g\ntask a\ntask b\nxor x\nuser d\nend e\ns -> g\ng -> a -> x\ng -> b -> x\nx -> d -> e");
  c.start();
  EXPECT_EQ(c.count_open("d"), 2u);
}

TEST(ParallelGateway, WaitsUntilEachIncomingFlowHoldsAToken) {
  Case c("start s\nand g\nuser a\nuser b\nand j\nend e\ns -> g\ng -> a -> j\ng -> b -> j\nj -> e");
  c.start();
  c.complete("b");
  EXPECT_FALSE(c.ended());
  c.complete("a");
  EXPECT_TRUE(c.ended());
  EXPECT_EQ(text(c.completed()), "s g b a j e");
}

TEST(ParallelGateway, LeavesExtraTokensForTheNextRound) {
  // Two tokens come over a, one over b: the join goes once and one token stays behind.
  Case c(
      "start s\nand g\nuser a\nuser b\nand j\nuser z\nend e\ns -> g\ng -> a [g1]\ng -> a [g2]\ng -> b\na -> j\nb -> "
      "j\nj -> z -> e");
  c.start();
  c.complete("a");
  c.complete("a");
  EXPECT_EQ(c.count_open("z"), 0u);
  c.complete("b");
  EXPECT_EQ(c.count_open("z"), 1u);
  c.complete("z");
  EXPECT_FALSE(c.ended());
}

TEST(ParallelGateway, JoinsAndSplitsAtOnce) {
  Case c(
      "start s\nand g\ntask a\ntask b\nand j\nuser d\nuser f\nend e\ns -> g\ng -> a -> j\ng -> b -> j\nj -> d -> e\nj "
      "-> f -> e");
  c.start();
  EXPECT_EQ(text(c.open()), "task d task f");
}

const char* const inclusive =
    "start s\nor x\nuser a\nuser b\nuser d\nor j\nend e\ns -> x\nx -> a if n > 0\nx -> b if n > 1\nx -> d default\na "
    "-> j\nb -> j\nd -> j\nj -> e";

TEST(InclusiveGateway, TakesEveryTrueFlow) {
  Case c(inclusive);
  c.start("{n: 2}");
  EXPECT_EQ(text(c.open()), "task a task b");
}

TEST(InclusiveGateway, TakesTheDefaultWhenNoConditionIsTrue) {
  Case c(inclusive);
  c.start("{n: 0}");
  EXPECT_EQ(text(c.open()), "task d");
  c.complete("d");
  EXPECT_TRUE(c.ended());
}

TEST(InclusiveJoin, WaitsForTokensThatCanStillCome) {
  Case c(inclusive);
  c.start("{n: 2}");
  c.complete("a");
  EXPECT_FALSE(c.ended());
  c.complete("b");
  EXPECT_TRUE(c.ended());
  EXPECT_EQ(text(c.completed()), "s x a b j e");
}

TEST(InclusiveJoin, DoesNotWaitForFlowsThatNoTokenCanReach) {
  Case c(inclusive);
  c.start("{n: 1}");
  c.complete("a");
  EXPECT_TRUE(c.ended());
}

TEST(InclusiveJoin, GoesOnceAPathHasDied) {
  // b ends elsewhere: nothing arrives at the join, yet it must look again.
  Case c(
      "start s\nor x\nuser a\nuser b\nxor y\nor j\nend e\nend f\ns -> x\nx -> a if n > 0\nx -> b if n > 0\na -> j\nb "
      "-> y\ny -> j if n > 5\ny -> f default\nj -> e");
  c.start("{n: 1}");
  c.complete("a");
  EXPECT_FALSE(c.ended());
  c.complete("b");
  EXPECT_TRUE(c.ended());
  EXPECT_EQ(text(c.completed()), "s x a b y f j e");
}

TEST(InclusiveJoin, GoesOnceABoundaryEventHasTakenATokenElsewhere) {
  Case c(
      "start s\nor x\nuser a\nuser b\nboundary t on=b timer=PT1H\nor j\nend e\nend f\ns -> x\nx -> a if n > 0\nx -> b "
      "if n > 0\na -> j\nb -> j\nt -> f\nj -> e");
  c.start("{n: 1}");
  c.complete("a");
  c.fire("t");
  EXPECT_TRUE(c.ended());
}

TEST(InclusiveJoin, CountsABoundaryEventAsAWayOutOfItsActivity) {
  Case c(
      "start s\nor x\nuser a\nuser b\nboundary t on=b timer=PT1H\nor j\nend e\nend f\ns -> x\nx -> a if n > 0\nx -> b "
      "if n > 0\na -> j\nb -> f\nt -> j\nj -> e");
  c.start("{n: 1}");
  c.complete("a");
  EXPECT_FALSE(c.ended());
  c.fire("t");
  EXPECT_TRUE(c.ended());
}

TEST(InclusiveJoin, InALoopIgnoresPathsThroughItself) {
  // After the join the process may return to a door of the join; the token behind it must not be waited for by itself.
  Case c("start s\nor j\nuser a\nxor x\nend e\ns -> j\nj -> a -> x\nx -> j if again\nx -> e default");
  c.start("{again: true}");
  c.complete("a", "{again: true}");
  c.complete("a", "{again: false}");
  EXPECT_TRUE(c.ended());
}

TEST(InclusiveJoin, DoesNotWaitForATokenThatCanAlsoComeToAHeldFlow) {
  // BPMN 2.0.2, 13.4.3: the token at b can reach the flow that a's token holds, so by the standard it is not waited
  // for.
  Case c(
      "start s\nand g\nuser a\nuser b\nxor y\nxor m\nor j\nuser z\nend e\ns -> g\ng -> a -> m\nm -> j\ng -> b -> y\ny "
      "-> m if n > 0\ny -> j default\nj -> z -> e");
  c.start("{n: 0}");
  c.complete("a");
  EXPECT_EQ(text(c.open()), "task b task z");
}

TEST(EventBasedGateway, LetsTheFirstEventWin) {
  const char* process =
      "start s\nevent g\ncatch m message=hello\ncatch t timer=PT1H\nreceive r message=other\nuser a\nuser b\nuser "
      "d\nend e\ns -> g\ng -> m -> a -> e\ng -> t -> b -> e\ng -> r -> d -> e";
  Case by_message(process), by_timer(process), by_task(process);
  by_message.start();
  EXPECT_EQ(text(by_message.open()), "message m timer t message r");
  by_message.trigger("m", "{x: 1}");
  EXPECT_EQ(text(by_message.open()), "task a");
  EXPECT_EQ(by_message.variable("x"), Value(1));
  EXPECT_EQ(text(by_message.completed()), "s g m");
  by_timer.start();
  by_timer.fire("t");
  EXPECT_EQ(text(by_timer.open()), "task b");
  by_task.start();
  by_task.trigger("r");
  EXPECT_EQ(text(by_task.open()), "task d");
}

TEST(EventBasedGateway, RefusesTheLoserWhoComesTooLate) {
  Case c(
      "start s\nevent g\ncatch m message=hello\ncatch t timer=PT1H\nuser a\nend e\ns -> g\ng -> m -> a -> e\ng -> t -> "
      "e");
  c.start();
  const WorkId timer = c.work("t");
  c.trigger("m");
  c.advance(7200);
  c.refused(command::FireTimer{timer}, RejectionCode::NotFound);
}

}  // namespace
}  // namespace bihuan::testing
