// Rules of listeners: when they run, what they write, what their faults do.
#include "tests/engine/fixture.h"

namespace bihuan::testing {
namespace {

TEST(Listeners, RunAtTheStartAndTheEndOfAnElement) {
  Case c(
      "start s\nuser u \"on.start=${execution.setVariable('began', execution.eventName)}\" "
      "\"on.end=${execution.setVariable('ended', execution.currentActivityId)}\"\nend e\ns -> u -> e");
  c.start();
  EXPECT_EQ(c.variable("began"), Value("start"));
  EXPECT_EQ(c.variable("ended"), Value());
  c.complete("u");
  EXPECT_EQ(c.variable("ended"), Value("u"));
}

TEST(Listeners, TheStartSeesTheInputsAndTheEndComesBeforeTheOutputs) {
  Case c(
      "start s\nuser u in.a==n \"on.start=${execution.setVariable('seen', a)}\" "
      "\"on.end=${execution.setVariable('late', 5)}\" out.copy==late\nend e\ns -> u -> e");
  c.start("{n: 3}");
  EXPECT_EQ(c.variable("seen"), Value(3));
  c.complete("u");
  EXPECT_EQ(c.variable("copy"), Value(5));
}

TEST(Listeners, OfGatewaysAndEventsRunAsTheyGo) {
  Case c(
      "start s \"on.end=${execution.setVariable('a', 1)}\"\n"
      "xor g \"on.start=${execution.setVariable('b', a + 1)}\" \"on.end=${execution.setVariable('c', b + 1)}\"\n"
      "end e \"on.start=${execution.setVariable('d', c + 1)}\" \"on.end=${execution.setVariable('f', d + 1)}\"\n"
      "s -> g -> e");
  c.start();
  EXPECT_TRUE(c.ended());
  EXPECT_EQ(c.variable("f"), Value(5));
}

TEST(Listeners, OfTheProcessRunAtItsStartAndItsEnd) {
  Case c(
      "process \"on.start=${execution.setVariable('a', 1)}\" \"on.end=${execution.setVariable('b', a + 1)}\"\n"
      "start s\nuser u\nend e\ns -> u -> e");
  c.start();
  EXPECT_EQ(c.variable("a"), Value(1));
  c.complete("u");
  EXPECT_TRUE(c.ended());
  EXPECT_EQ(c.variable("b"), Value(2));
}

TEST(Listeners, RunForEachIteration) {
  Case c("start s\nscript t \"do==1\" times=3 \"on.start=${execution.setVariable('n', n + 1)}\"\nend e\ns -> t -> e");
  c.start("{n: 0}");
  EXPECT_EQ(c.variable("n"), Value(3));
}

TEST(Listeners, AFaultIsAnIncidentAndARetryRunsThemAgain) {
  Case c("start s\nuser u \"on.start=${execution.setVariable('a', missing)}\"\nend e\ns -> u -> e");
  c.start();
  EXPECT_EQ(text(c.incidents()), "expression-failed u");
  c.accept(command::SetVariables{{}, variables("{missing: 1}"), {}, false});
  c.retry("u");
  EXPECT_EQ(text(c.open()), "task u");
  EXPECT_EQ(c.variable("a"), Value(1));
}

TEST(Listeners, AFaultAtTheEndOfTheProcessHoldsItOpen) {
  Case c("process \"on.end=${missing}\"\nstart s\nend e\ns -> e");
  c.start();
  EXPECT_FALSE(c.ended());
  EXPECT_EQ(text(c.incidents()), "expression-failed p");
  c.accept(command::SetVariables{{}, variables("{missing: 1}"), {}, false});
  c.retry("p");
  EXPECT_TRUE(c.ended());
}

TEST(TaskListeners, OfItsCreationMayChangeTheTask) {
  Case c("start s\nuser u \"on.create=${task.setPriority(70)}\"\nend e\ns -> u -> e");
  c.start();
  EXPECT_EQ(std::get<state::Task>(c.work_of("u").detail).priority, 70);
}

TEST(TaskListeners, OfItsAssignmentRunWheneverItGoesToSomebody) {
  Case c(
      "start s\nuser u candidates==people "
      "\"on.assignment=${execution.setVariable('who', task.assignee)}\"\nend e\ns -> u -> e");
  c.start("{people: [\"ann\", \"bob\"]}");
  EXPECT_EQ(c.variable("who"), Value());
  c.accept(command::ClaimTask{c.work("u"), "bob"});
  EXPECT_EQ(c.variable("who"), Value("bob"));
  c.accept(command::TransferTask{c.work("u"), "cid", "leave"});
  EXPECT_EQ(c.variable("who"), Value("cid"));
}

TEST(TaskListeners, OfItsCompletionSeeWhatWasHandedInAndMayRefuse) {
  Case c("start s\nuser u \"on.complete=${execution.setVariable('sum', a + b)}\"\nend e\ns -> u -> e");
  c.start("{a: 1}");
  c.refused(command::CompleteTask{c.work("u"), {}, {}, {}, {}, {}}, RejectionCode::WrongState);
  c.complete("u", "{b: 2}");
  EXPECT_TRUE(c.ended());
  EXPECT_EQ(c.variable("sum"), Value(3));
}

}  // namespace
}  // namespace bihuan::testing
