// Rules of continuations: where a step is cut, how it goes on, what becomes of a try that fails.
#include "tests/engine/fixture.h"

namespace bihuan::testing {
namespace {

void go_on(Case& c, const std::string& element) {
  c.accept(command::RunContinuation{c.work(element)});
}

TEST(Continuation, BeforeAnElementCutsTheStepThere) {
  Case c("start s\nscript t \"do==n + 1\" into=m async=before\nend e\ns -> t -> e");
  c.start("{n: 1}");
  EXPECT_EQ(text(c.open()), "continuation t");
  EXPECT_EQ(c.variable("m"), Value());
  go_on(c, "t");
  EXPECT_TRUE(c.ended());
  EXPECT_EQ(c.variable("m"), Value(2));
}

TEST(Continuation, AfterAnElementItsOutputsAreWrittenAndItsFlowsNotChosen) {
  Case c("start s\nuser u out.done==true async=after\nboundary b on=u timer=PT1H\nend e\nend x\ns -> u -> e\nb -> x");
  c.start();
  c.complete("u");
  EXPECT_EQ(text(c.open()), "continuation u");
  EXPECT_EQ(c.variable("done"), Value(true));
  go_on(c, "u");
  EXPECT_TRUE(c.ended());
}

TEST(Continuation, BeforeAMultiInstanceActivityIsOneForTheWhole) {
  Case c("start s\nuser u times=3 async=both\nend e\ns -> u -> e");
  c.start();
  EXPECT_EQ(text(c.open()), "continuation u");
  go_on(c, "u");
  EXPECT_EQ(text(c.open()), "task u task u task u");
  for (int i = 0; i < 3; ++i) c.complete("u");
  EXPECT_EQ(text(c.open()), "continuation u");
  go_on(c, "u");
  EXPECT_TRUE(c.ended());
}

TEST(Continuation, AFailedTryIsTakenBackAndWaitsItsBackOff) {
  Case c("start s\nscript t \"do=${missing}\" into=m async=before retries=2 backoff=PT1M\nend e\ns -> t -> e");
  c.start();
  go_on(c, "t");
  EXPECT_EQ(text(c.incidents()), "");
  const auto& waits = std::get<state::Continuation>(c.work_of("t").detail);
  EXPECT_EQ(waits.retries, 1);
  EXPECT_EQ(waits.due.us, c.context.now.us + 60 * us_per_second);
}

TEST(Continuation, TheLastTryLeavesItsIncident) {
  Case c("start s\nscript t \"do=${missing}\" into=m async=before retries=1\nend e\ns -> t -> e");
  c.start();
  go_on(c, "t");
  EXPECT_EQ(text(c.incidents()), "expression-failed t");
  c.accept(command::SetVariables{{}, variables("{missing: 1}"), {}, false});
  c.retry("t");
  EXPECT_EQ(text(c.open()), "continuation t") << "a retry takes the step again from its cut";
  go_on(c, "t");
  EXPECT_TRUE(c.ended());
}

TEST(Continuation, IsCancelledWithItsScope) {
  Case c(
      "start s\nsub box {\nstart i\nuser u async=before\nend ie\ni -> u -> ie\n}\nboundary b on=box message=stop\n"
      "end e\nend x\ns -> box -> e\nb -> x");
  c.start();
  EXPECT_EQ(c.count_open("u"), 1u);
  c.trigger("b");
  EXPECT_TRUE(c.ended());
}

TEST(Continuation, CanBeMovedAndGivenTries) {
  Case c("start s\nuser u async=before\nend e\ns -> u -> e");
  c.start();
  c.accept(command::ChangeJob{c.work("u"), Instant{5}, 7, 9});
  const auto& changed = std::get<state::Continuation>(c.work_of("u").detail);
  EXPECT_EQ(changed.due.us, 5);
  EXPECT_EQ(changed.retries, 7);
  EXPECT_EQ(changed.priority, 9);
  c.refused(command::ChangeJob{c.work("u"), {}, -1, {}}, RejectionCode::InvalidInput);
  c.refused(command::RunContinuation{WorkId{999}}, RejectionCode::NotFound);
}

}  // namespace
}  // namespace bihuan::testing
