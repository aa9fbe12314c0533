// Rules of multi-instance activities and votes (BPMN 2.0.2, 13.3.7; docs/extensions.md).
#include "tests/engine/fixture.h"

namespace bihuan::testing {
namespace {

const char* const parallel =
    "start s\nuser a each==people as=person person==person collect=all of==mark out.last==mark\nend e\ns -> a -> e";

TEST(MultiInstance, ParallelCollectsResultsInItemOrder) {
  Case c(parallel);
  c.start("{people: [\"ann\", \"bob\", \"cid\"]}");
  EXPECT_EQ(c.count_open("a"), 3u);
  c.complete("a", "{mark: 3}", {}, 2);
  c.complete("a", "{mark: 1}", {}, 0);
  c.complete("a", "{mark: 2}", {}, 0);
  EXPECT_TRUE(c.ended());
  EXPECT_EQ(c.variable("all"), value("[1, 2, 3]"));
  EXPECT_EQ(c.variable("last"), Value(2));
}

TEST(MultiInstance, SequentialRunsOneAfterTheOther) {
  Case c(
      "start s\nuser a each==people as=person person==person sequential collect=all of==loopCounter\nend e\ns -> a -> "
      "e");
  c.start("{people: [\"ann\", \"bob\"]}");
  EXPECT_EQ(std::get<state::Task>(c.work_of("a").detail).assignee, "ann");
  EXPECT_EQ(c.count_open("a"), 1u);
  c.complete("a");
  EXPECT_EQ(std::get<state::Task>(c.work_of("a").detail).assignee, "bob");
  c.complete("a");
  EXPECT_EQ(c.variable("all"), value("[1, 2]"));
}

TEST(MultiInstance, CompletionConditionEndsTheRest) {
  Case c(
      "start s\nuser a times=3 until=\"numberOfCompletedInstances = 2 and numberOfActiveInstances = 1 and "
      "numberOfInstances = 3\"\nend e\ns -> a -> e");
  c.start();
  c.complete("a");
  EXPECT_FALSE(c.ended());
  c.complete("a");
  EXPECT_TRUE(c.ended());
  EXPECT_EQ(text(c.terminated()), "a");
}

TEST(MultiInstance, OverNothingCompletesAtOnce) {
  Case c(parallel);
  c.start("{people: []}");
  EXPECT_TRUE(c.ended());
  EXPECT_EQ(c.variable("all"), value("[]"));
}

TEST(MultiInstance, OverWhatIsNoListIsAnIncident) {
  Case c(parallel);
  c.start("{people: 7}");
  EXPECT_EQ(text(c.incidents()), "collection-not-list a");
}

TEST(MultiInstance, BoundaryEventBelongsToTheActivityAsAWhole) {
  Case c("start s\nuser a times=3\nboundary t on=a timer=PT1H\nend e\nend l\ns -> a -> e\nt -> l");
  c.start();
  EXPECT_EQ(c.count_open("t"), 1u);
  c.fire("t");
  EXPECT_TRUE(c.ended());
  EXPECT_EQ(text(c.terminated()), "a a a a");
}

TEST(MultiInstance, OfSubProcessesKeepsTheirResultsApart) {
  Case c(
      "start s\nsub b each==units as=unit collect=all of==answer {\nstart s2\nuser a in.here==unit\nend e2\n}\nend "
      "e\ns2 -> a -> e2\ns -> b -> e");
  c.start("{units: [1, 2]}");
  c.complete("a", "{answer: \"second\"}", {}, 1);
  c.complete("a", "{answer: \"first\"}", {}, 0);
  EXPECT_EQ(c.variable("all"), value("[\"first\", \"second\"]"));
  EXPECT_TRUE(c.variable("answer").is_null());
}

TEST(MultiInstance, TerminateInOneIterationEndsOnlyThat) {
  Case c(
      "start s\nsub b times=2 {\nstart s2\nand g\nuser a\nuser d\nend t terminate\nend e2\n}\nend e\ns2 -> g\ng -> a "
      "-> t\ng -> d -> e2\ns -> b -> e");
  c.start();
  c.complete("a");
  EXPECT_EQ(text(c.open()), "task a task d");
}

TEST(MultiInstance, OfEveryActivityKind) {
  for (const char* kind : {"task a", "manual a", "service a topic=t", "script a do=loopCounter into=x",
                           "receive a message=m", "send a message=m", "call a process=child"}) {
    Case c(std::string("start s\n") + kind + " times=2\nend e\ns -> a -> e");
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

TEST(MultiInstance, FaultInTheConditionIsAnIncidentOfThatIteration) {
  Case c("start s\nuser a times=2 until=enough\nend e\ns -> a -> e");
  c.start();
  c.complete("a");
  EXPECT_EQ(text(c.incidents()), "condition-not-boolean a");
  c.accept(command::SetVariables{{}, variables("{enough: true}")});
  c.retry("a");
  EXPECT_TRUE(c.ended());
}

std::string vote(const std::string& rule) {
  return "start s\nuser a each==people as=person person==person outcomes=\"yes,no,none\" abstains=none voteVar=result "
         "vote=" +
         rule + "\nend e\ns -> a -> e";
}

TEST(Vote, AllMustPassAndOneNoDecides) {
  Case c(vote("all"));
  c.start("{people: [\"a\", \"b\", \"c\"]}");
  c.complete("a", "{}", "yes");
  EXPECT_FALSE(c.ended());
  c.complete("a", "{}", "no");
  EXPECT_TRUE(c.ended());
  EXPECT_EQ(c.variable("result"), value("{result: \"不通过\", pass: 1, reject: 1, abstain: 0, all: 3}"));
}

TEST(Vote, MajorityDecidesAsSoonAsItIsCertain) {
  Case c(vote("majority"));
  c.start("{people: [\"a\", \"b\", \"c\", \"d\", \"e\"]}");
  c.complete("a", "{}", "yes");
  c.complete("a", "{}", "none");
  c.complete("a", "{}", "yes");
  EXPECT_FALSE(c.ended());
  c.complete("a", "{}", "yes");
  EXPECT_TRUE(c.ended());
  EXPECT_EQ(*c.variable("result").entry("result"), Value("通过"));
}

TEST(Vote, LateWaitsForEveryVote) {
  Case c(vote("any late"));
  c.start("{people: [\"a\", \"b\"]}");
  c.complete("a", "{}", "yes");
  EXPECT_FALSE(c.ended());
  c.complete("a", "{}", "no");
  EXPECT_TRUE(c.ended());
}

TEST(Vote, RuleIsFeelOverTheCounts) {
  Case c(vote("\"=pass >= 2 and reject < 2\""));
  c.start("{people: [\"a\", \"b\", \"c\"]}");
  c.complete("a", "{}", "no");
  EXPECT_FALSE(c.ended());
  c.complete("a", "{}", "no");
  EXPECT_TRUE(c.ended());
  EXPECT_EQ(*c.variable("result").entry("result"), Value("不通过"));
}

}  // namespace
}  // namespace bihuan::testing
