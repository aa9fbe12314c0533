// Rules of compensation: what is thrown and undone, handlers and what they see (BPMN 2.0.2, 10.5.5, 10.6, 13.5.5).
#include "tests/engine/undone.h"

namespace bihuan::testing {
namespace {

TEST(Compensation, UndoesInReverseOrderOfCompletion) {
  Case c(R"(start s
task a undo=un_a
task b undo=un_b
task un_a handler
task un_b handler
throw t compensate
user u
s -> a -> b -> t -> u)");
  c.start();
  EXPECT_EQ(undone(c), "un_b un_a");
  EXPECT_EQ(text(c.open()), "task u");
  c.complete("u");
  EXPECT_TRUE(c.ended());
}

TEST(Compensation, OfOneActivityLeavesTheOthers) {
  Case c(R"(start s
task a undo=un_a
task b undo=un_b
task un_a handler
task un_b handler
throw t compensate=a
throw rest compensate
s -> a -> b -> t -> rest)");
  c.start();
  EXPECT_EQ(undone(c), "un_a un_b");
  EXPECT_TRUE(c.ended());
}

TEST(Compensation, WithNothingToUndoGoesOnAtOnce) {
  Case c("start s\ntask a undo=un_a\ntask un_a handler\nthrow t compensate=a\nend e\ns -> t -> a -> e");
  c.start();
  EXPECT_EQ(undone(c), "");
  EXPECT_TRUE(c.ended());
}

TEST(Compensation, DoesNotUndoTwice) {
  Case c(R"(start s
task a undo=un_a
task un_a handler
throw t compensate
throw again compensate
s -> a -> t -> again)");
  c.start();
  EXPECT_EQ(undone(c), "un_a");
}

TEST(Compensation, UndoesAnActivityAsOftenAsItCompleted) {
  Case c(R"(start s
xor m
script a do="n + 1" into=n undo=un_a
xor x
script un_a handler do="log * 10 + n" into=log
end e compensate
s -> m -> a -> x
x -> m [again] if n < 3
x -> e default)");
  c.start("{n: 0, log: 0}");
  EXPECT_EQ(undone(c), "un_a un_a un_a");
  EXPECT_TRUE(c.ended());
}

TEST(Compensation, ShowsTheHandlerTheVariablesOfThen) {
  Case c(R"(start s
user a undo=un_a
script un_a handler do="amount * 10" into=refund
script change do="99" into=amount
throw t compensate
user u
s -> a -> change -> t -> u)");
  c.start("{amount: 1}");
  c.complete("a", "{amount: 7}");
  EXPECT_EQ(c.variable("refund"), value("70"));
  EXPECT_EQ(c.variable("amount"), value("99"));
}

TEST(Compensation, WritesToTheLiveVariablesAndSeesWhatItWrote) {
  Case c(R"(start s
task a undo=un_a
sub un_a handler {
start hs
script h1 do="n + 1" into=n
script h2 do="n + 1" into=n
end he
hs -> h1 -> h2 -> he
}
throw t compensate
user u
s -> a -> t -> u)");
  c.start("{n: 5}");
  EXPECT_EQ(c.variable("n"), value("7"));
}

TEST(Compensation, HandlerThatWaitsHoldsTheThrower) {
  Case c(R"(start s
task a undo=un_a
user b undo=un_b
service un_a handler topic=t
user un_b handler
throw t compensate
user u
s -> a -> b -> t -> u)");
  c.start();
  c.complete("b");
  EXPECT_EQ(text(c.open()), "task un_b");
  c.complete("un_b");
  EXPECT_EQ(text(c.open()), "job un_a");
  c.done("un_a");
  EXPECT_EQ(text(c.open()), "task u");
  c.complete("u");
  EXPECT_TRUE(c.ended());
}

TEST(Compensation, WithoutWaitingLetsTheThrowerGoOnAndHoldsTheScopeOpen) {
  Case c(R"(start s
task a undo=un_a
user un_a handler
throw t compensate nowait
user u
s -> a -> t -> u)");
  c.start();
  EXPECT_EQ(text(c.open()), "task u task un_a");
  c.complete("u");
  EXPECT_FALSE(c.ended());
  c.complete("un_a");
  EXPECT_TRUE(c.ended());
}

TEST(Compensation, OfAnEndEventEndsItsTokenAfterwards) {
  Case c(R"(start s
task a undo=un_a
user un_a handler
end e compensate
s -> a -> e)");
  c.start();
  EXPECT_EQ(text(c.open()), "task un_a");
  c.complete("un_a");
  EXPECT_TRUE(c.ended());
  EXPECT_EQ(c.completed().back(), "e");
}

TEST(Compensation, HandlerCanHaveSeveralInstances) {
  Case c(R"(start s
task a undo=un_a
user un_a handler times=2
throw t compensate
user u
s -> a -> t -> u)");
  c.start();
  EXPECT_EQ(text(c.open()), "task un_a task un_a");
  c.complete("un_a");
  c.complete("un_a");
  EXPECT_EQ(text(c.open()), "task u");
}

TEST(Compensation, HandlerCanCallAProcess) {
  Case c(R"(start s
call a process=child undo=un_a
call un_a handler process=undoing
throw t compensate
user u
s -> a -> t -> u)");
  c.start();
  c.accept(command::CompleteCall{c.work("a"), {}});
  EXPECT_EQ(text(c.open()), "call un_a");
  c.accept(command::CompleteCall{c.work("un_a"), {}});
  EXPECT_EQ(text(c.open()), "task u");
}

TEST(Compensation, ErrorOfAHandlerGoesOutwardsFromTheThrower) {
  Case c(R"(start s
sub box {
start ps
task a undo=un_a
task b undo=un_b
task un_a handler
sub un_b handler {
start hs
end hx error=E
hs -> hx
}
throw t compensate
ps -> a -> b -> t
}
boundary c on=box error=E
user u
s -> box
c -> u)");
  c.start();
  EXPECT_EQ(undone(c), "");
  EXPECT_EQ(text(c.open()), "task u");
}

TEST(Compensation, ErrorThatNothingCatchesIsAnIncidentAtTheHandler) {
  Case c(R"(start s
task a undo=un_a
service un_a handler topic=t
throw t compensate
s -> a -> t)");
  c.start();
  c.accept(command::ThrowJobError{c.work("un_a"), "worker", "E", {}, {}});
  EXPECT_EQ(text(c.incidents()), "error-not-caught un_a");
  c.retry("un_a");
  c.done("un_a");
  EXPECT_TRUE(c.ended());
}

TEST(Compensation, BoundaryEventInsideAHandlerWorks) {
  Case c(R"(start s
task a undo=un_a
sub un_a handler {
start hs
user h
boundary late on=h timer=PT1H
task hx
hs -> h
late -> hx
}
throw t compensate
user u
s -> a -> t -> u)");
  c.start();
  EXPECT_EQ(text(c.open()), "task h timer late");
  c.fire("late");
  EXPECT_EQ(text(c.open()), "task u");
}

TEST(Compensation, CanBeCancelledInTheMiddle) {
  Case c(R"(start s
task a undo=un_a
task b undo=un_b
task un_a handler
user un_b handler
throw t compensate
s -> a -> b -> t)");
  c.start();
  c.accept(command::CancelInstance{"enough"});
  EXPECT_EQ(c.status(), state::Status::Cancelled);
  EXPECT_EQ(undone(c), "");
}

TEST(Compensation, CanBeThrownTogetherWithAMessageAndASecondCompensation) {
  Case c(R"(start s
task a undo=un_a
task b undo=un_b
task d undo=un_d
task un_a handler
task un_b handler
task un_d handler
throw t message=m compensate=a compensate=d
user u
s -> a -> b -> d -> t -> u)");
  c.start();
  EXPECT_EQ(undone(c), "un_d un_a");
  EXPECT_EQ(c.events<event::MessageSent>().size(), 1u);
  EXPECT_EQ(text(c.open()), "task u");
}

TEST(Compensation, OfATaskWithOutputsShowsTheHandlerWhatThePersonGave) {
  Case c(R"(start s
user a out.kept==given undo=un_a
script un_a handler do="given + 1" into=seen
throw t compensate
user u
s -> a -> t -> u)");
  c.start();
  c.complete("a", "{given: 4}");
  EXPECT_EQ(c.variable("seen"), value("5"));
}

TEST(Compensation, RunsTheInputsAndOutputsOfTheHandler) {
  Case c(R"(start s
task a undo=un_a
script un_a handler in.twice==n*2 do=twice into=local out.result==local
script change do="100" into=n
throw t compensate
user u
s -> a -> change -> t -> u)");
  c.start("{n: 3}");
  EXPECT_EQ(c.variable("result"), value("6"));
}

TEST(Compensation, FaultInAHandlerIsMendedAndGoesOn) {
  Case c(R"(start s
task a undo=un_a
task b undo=un_b
script un_a handler do="1 + rate" into=r
task un_b handler
throw t compensate
user u
s -> a -> b -> t -> u)");
  c.start();
  EXPECT_EQ(text(c.incidents()), "expression-failed un_a");
  c.accept(command::SetVariables{{}, variables("{rate: 2}")});
  c.retry("un_a");
  EXPECT_EQ(c.variable("r"), value("3"));
  EXPECT_EQ(text(c.open()), "task u");
}

TEST(Compensation, OfACancelledInstanceIsOver) {
  Case c("start s\ntask a undo=un_a\ntask un_a handler\nuser u\ns -> a -> u");
  c.start();
  c.accept(command::CancelInstance{"withdrawn"});
  EXPECT_EQ(undone(c), "");
}

}  // namespace
}  // namespace bihuan::testing
