// Rules of standard loops (BPMN 2.0.2, 13.3.6) and of quantities (10.3.2).
#include "tests/engine/fixture.h"

namespace bihuan::testing {
namespace {

TEST(StandardLoop, TestsItsConditionAfterEachIteration) {
  Case c("start s\nuser a loop=\"n < 3\"\nend e\ns -> a -> e");
  c.start("{n: 5}");
  EXPECT_EQ(c.count_open("a"), 1u) << "the first is not asked for";
  c.complete("a", "{n: 1}");
  EXPECT_EQ(c.count_open("a"), 1u);
  c.complete("a", "{n: 3}");
  EXPECT_TRUE(c.ended());
  EXPECT_EQ(c.variable("n"), Value(3)) << "what an iteration writes is seen outside";
}

TEST(StandardLoop, TestedBeforeMayNotBeginAtAll) {
  Case c("start s\nuser a loop=\"n < 3\" testbefore\nboundary t on=a timer=PT1H\nend e\nend f\ns -> a -> e\nt -> f");
  c.start("{n: 5}");
  EXPECT_TRUE(c.ended());
  EXPECT_EQ(text(c.completed()), "s a e");
}

TEST(StandardLoop, StopsAtItsMaximum) {
  Case c("start s\nuser a loop=\"true\" atmost==most\nend e\ns -> a -> e");
  c.start("{most: 2}");
  c.complete("a");
  c.complete("a");
  EXPECT_TRUE(c.ended());
}

TEST(StandardLoop, WithAMaximumAloneRunsSoOften) {
  Case c("start s\nscript a atmost=4 do=loopCounter into=last\nend e\ns -> a -> e");
  c.start("{last: 0}");
  EXPECT_TRUE(c.ended());
  EXPECT_EQ(c.variable("last"), Value(4));
}

TEST(StandardLoop, ConditionReadsTheCounterAndTheTasksOutcome) {
  Case c(
      "start s\nuser a loop=\"outcome = \\\"again\\\" and loopCounter < 5\" outcomes=\"again,done\"\nend e\ns -> a -> "
      "e");
  c.start();
  c.complete("a", "{}", "again");
  c.complete("a", "{}", "again");
  EXPECT_FALSE(c.ended());
  c.complete("a", "{}", "done");
  EXPECT_TRUE(c.ended());
}

TEST(StandardLoop, OfEveryActivityKind) {
  for (const char* kind : {"task a", "manual a", "service a topic=t", "script a do=loopCounter into=x",
                           "receive a message=m", "send a message=m", "call a process=child"}) {
    Case c(std::string("start s\n") + kind + " loop=\"loopCounter < 2\"\nend e\ns -> a -> e");
    c.start();
    while (c.count_open("a") > 0) {
      const WorkId work = c.work("a");
      const state::WorkDetail& detail = c.work_of("a").detail;
      if (std::holds_alternative<state::Job>(detail))
        c.accept(command::CompleteJob{work, "w", {}});
      else if (std::holds_alternative<state::Call>(detail))
        c.accept(command::CompleteCall{work, {}});
      else
        c.trigger("a");
    }
    EXPECT_TRUE(c.ended()) << kind;
    EXPECT_EQ(c.events<event::IterationCompleted>().size(), 2u) << kind;
  }
}

TEST(StandardLoop, OfASubProcessReadsWhatThatWrote) {
  Case c("start s\nsub h loop=\"again\" {\nstart s2\nuser a\nend e2\n}\nend e\ns2 -> a -> e2\ns -> h -> e");
  c.start("{again: true}");
  c.complete("a", "{again: true}");
  EXPECT_EQ(c.count_open("a"), 1u);
  c.complete("a", "{again: false}");
  EXPECT_TRUE(c.ended());
}

TEST(StandardLoop, BoundaryEventBelongsToTheWhole) {
  Case c("start s\nuser a loop=\"true\"\nboundary t on=a timer=PT1H\nend e\nend l\ns -> a -> e\nt -> l");
  c.start();
  c.complete("a");
  EXPECT_EQ(c.count_open("t"), 1u);
  c.fire("t");
  EXPECT_TRUE(c.ended());
}

TEST(StandardLoop, ThrownErrorIsCaughtByTheWhole) {
  Case c("start s\nservice a topic=t loop=\"true\"\nboundary x on=a error=E\nend e\nend l\ns -> a -> e\nx -> l");
  c.start();
  c.done("a");
  c.accept(command::ThrowJobError{c.work("a"), "w", "E", {}, {}});
  EXPECT_TRUE(c.ended());
  EXPECT_EQ(text(c.completed()), "s a x l");
}

TEST(StandardLoop, WithoutEndIsStoppedByTheStepLimit) {
  Case c("start s\ntask a loop=\"true\"\nend e\ns -> a -> e");
  const Result started =
      step(*c.definition, c.state, command::StartInstance{InstanceId{1}, {}, {}, {}, {}, {}}, c.context);
  ASSERT_TRUE(started.has_value());
  ASSERT_EQ(started->events.size(), 3u);
  EXPECT_EQ(std::get<event::IncidentRaised>(started->events.back()).incident.code, "step-limit");
}

TEST(StandardLoop, FaultInItsConditionIsAnIncidentOfTheIteration) {
  Case c("start s\nuser a loop=\"more\"\nend e\ns -> a -> e");
  c.start();
  c.complete("a");
  EXPECT_EQ(text(c.incidents()), "condition-not-boolean a");
  c.accept(command::SetVariables{{}, variables("{more: false}")});
  c.retry("a");
  EXPECT_TRUE(c.ended());
}

TEST(Quantities, AnActivityWaitsForTheTokensThatItNeeds) {
  Case c(
      "start s\nand g\nuser a\nuser b\nuser d\nuser z starts=2\nend e\ns -> g\ng -> a -> z\ng -> b -> z\ng -> d -> "
      "z\nz "
      "-> e");
  c.start();
  c.complete("a");
  EXPECT_EQ(c.count_open("z"), 0u);
  c.complete("b");
  EXPECT_EQ(c.count_open("z"), 1u);
  c.complete("d");
  EXPECT_EQ(c.count_open("z"), 1u) << "one token waits for another";
}

TEST(Quantities, AnActivityMakesTheTokensThatItIsToMake) {
  Case c("start s\nuser a makes=3\nuser z\nend e\ns -> a -> z -> e");
  c.start();
  c.complete("a");
  EXPECT_EQ(c.count_open("z"), 3u);
}

TEST(Quantities, TheSurplusStaysForTheNextRound) {
  Case c("start s\ntask a makes=5\nuser z starts=2 times=2\nend e\ns -> a -> z -> e");
  c.start();
  EXPECT_EQ(c.count_open("z"), 4u) << "twice two instances";
  EXPECT_EQ(c.state.scope(ScopeId{1})->tokens.size(), 3u);
}

}  // namespace
}  // namespace bihuan::testing
