// Rules of compensation (BPMN 2.0.2, 10.5.5, 10.6 and 13.5.5; semantics.md, "Compensation").
#include "engine/feel/text.h"
#include "engine/state/compensables.h"
#include "tests/engine/fixture.h"

namespace bihuan::testing {
namespace {

/// How often each of these handlers ran, by completion order.
std::string undone(const Case& c, const std::string& prefix = "un") {
  std::string all;
  for (const std::string& id : c.completed())
    if (id.starts_with(prefix)) all += (all.empty() ? "" : " ") + id;
  return all;
}

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

TEST(Compensation, OfASubProcessUndoesItsContentsInReverse) {
  Case c(R"(start s
sub box {
start ps
task a undo=un_a
task b undo=un_b
task un_a handler
task un_b handler
ps -> a -> b
}
throw t compensate=box
user u
s -> box -> t -> u)");
  c.start();
  EXPECT_EQ(undone(c), "un_b un_a");
}

TEST(Compensation, GoesDownThroughNestedSubProcesses) {
  Case c(R"(start s
sub box {
start ps
task a undo=un_a
sub q {
start qs
task b undo=un_b
sub r {
start rs
task d undo=un_d
task un_d handler
rs -> d
}
task un_b handler
qs -> b -> r
}
task f undo=un_f
task un_a handler
task un_f handler
ps -> a -> q -> f
}
throw t compensate
user u
s -> box -> t -> u)");
  c.start();
  EXPECT_EQ(undone(c), "un_f un_d un_b un_a");
}

TEST(Compensation, HandlerOfASubProcessGoesBeforeItsContents) {
  Case c(R"(start s
sub box undo=un_p {
start ps
script a do="1" into=x undo=un_a
task un_a handler
ps -> a
}
task un_p handler
throw t compensate
user u
s -> box -> t -> u)");
  c.start();
  EXPECT_EQ(undone(c), "un_p");
}

TEST(Compensation, EventSubProcessRunsWithTheDataOfThenAndHasTheSay) {
  Case c(R"(start s
sub box in.local==7 {
start ps
task a undo=un_a
task un_a handler
ps -> a
eventsub h {
start hs compensate
script un_h do="local + 1" into=seen
hs -> un_h
}
}
throw t compensate=box
user u
s -> box -> t -> u)");
  c.start();
  EXPECT_EQ(undone(c), "un_h");
  EXPECT_EQ(c.variable("seen"), value("8"));
  EXPECT_EQ(text(c.open()), "task u");
}

TEST(Compensation, EventSubProcessCanCompensateItsOwnContents) {
  Case c(R"(start s
sub box {
start ps
task a undo=un_a
user b undo=un_b
task un_a handler
user un_b handler
ps -> a -> b
eventsub h {
start hs compensate
task un_first
throw self compensate
task un_last
hs -> un_first -> self -> un_last
}
}
throw t compensate
user u
s -> box -> t -> u)");
  c.start();
  c.complete("b");
  EXPECT_EQ(text(c.open()), "task un_b");
  c.complete("un_b");
  EXPECT_EQ(undone(c), "un_first un_b un_a un_last");
  c.complete("u");
  EXPECT_TRUE(c.ended());
}

TEST(Compensation, EventSubProcessCanCompensateOneOfItsContents) {
  Case c(R"(start s
sub box {
start ps
task a undo=un_a
task b undo=un_b
task un_a handler
task un_b handler
ps -> a -> b
eventsub h {
start hs compensate
throw self compensate=a
hs -> self
}
}
throw t compensate
user u
s -> box -> t -> u)");
  c.start();
  EXPECT_EQ(undone(c), "un_a");
}

TEST(Compensation, OfAMultiInstanceActivityUndoesEachIterationInReverse) {
  Case c(R"(start s
user a each==items as=item undo=un_a
script un_a handler do="log + item" into=log
throw t compensate
user u
s -> a -> t -> u)");
  c.start("{items: [\"x\", \"y\", \"z\"], log: \"\"}");
  c.complete("a", "{}", "", 2);
  c.complete("a", "{}", "", 0);
  c.complete("a");
  EXPECT_EQ(undone(c), "un_a un_a un_a");
  EXPECT_EQ(text(c.open()), "task u");
}

TEST(Compensation, HandlersOfIterationsSeeTheirItemInReverseOrder) {
  Case c(R"(start s
task a each==items as=item sequential undo=un_a
user un_a handler
throw t compensate
user u
s -> a -> t -> u)");
  c.start("{items: [\"x\", \"y\", \"z\"]}");
  std::string seen;
  for (int i = 0; i < 3; ++i) {
    const state::Scope& scope = *c.state.scope(c.state.scope_of(c.work("un_a")));
    seen += *state::find(scope.variables, "item")->string();
    c.complete("un_a");
  }
  EXPECT_EQ(seen, "zyx");
  EXPECT_EQ(text(c.open()), "task u");
}

TEST(Compensation, OfMultiInstanceSubProcessesUndoesEachWithItsContents) {
  Case c(R"(start s
sub box times=3 {
start ps
task a undo=un_a
task b undo=un_b
task un_a handler
task un_b handler
ps -> a -> b
}
throw t compensate=box
user u
s -> box -> t -> u)");
  c.start();
  EXPECT_EQ(undone(c), "un_b un_a un_b un_a un_b un_a");
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

TEST(Compensation, InsideARunningSubProcessUndoesItsOwnScope) {
  Case c(R"(start s
task a undo=un_a
task un_a handler
sub box {
start ps
task b undo=un_b
task un_b handler
throw t compensate
user u
ps -> b -> t -> u
}
throw t2 compensate
s -> a -> box -> t2)");
  c.start();
  EXPECT_EQ(undone(c), "un_b");
  c.complete("u");
  EXPECT_EQ(undone(c), "un_b un_a");
  EXPECT_TRUE(c.ended());
}

TEST(Compensation, DoesNotReachIntoWhatIsStillActive) {
  Case c(R"(start s
and g
sub box {
start ps
task b undo=un_b
task un_b handler
user u
ps -> b -> u
}
task a undo=un_a
task un_a handler
throw t compensate
throw t2 compensate
s -> g -> box -> t2
g -> a -> t)");
  c.start();
  EXPECT_EQ(undone(c), "un_a");
  c.complete("u");
  EXPECT_EQ(undone(c), "un_a un_b");
}

TEST(Compensation, InAnErrorEventSubProcessUndoesTheScopeAroundIt) {
  Case c(R"(start s
sub box {
start ps
task a undo=un_a
task un_a handler
end x error=E
ps -> a -> x
eventsub h {
start hs error
throw t compensate
hs -> t
}
}
user u
s -> box -> u)");
  c.start();
  EXPECT_EQ(undone(c), "un_a");
  EXPECT_EQ(text(c.open()), "task u");
}

TEST(Compensation, UndoesWhatAnEventSubProcessHadDone) {
  Case c(R"(start s
sub box {
start ps
user w
task a undo=un_a
task un_a handler
ps -> w -> a
eventsub h {
start hs message=m noninterrupting
task b undo=un_b
task un_b handler
hs -> b
}
}
throw t compensate
user u
s -> box -> t -> u)");
  c.start();
  c.trigger("hs");
  c.complete("w");
  EXPECT_EQ(undone(c), "un_a un_b");
}

TEST(Compensation, OfATerminatedSubProcessIsForgotten) {
  Case c(R"(start s
sub box {
start ps
task a undo=un_a
task un_a handler
user w
ps -> a -> w
}
boundary late on=box timer=PT1H
throw t compensate
user u
s -> box
late -> t -> u)");
  c.start();
  c.fire("late");
  EXPECT_EQ(undone(c), "");
  EXPECT_EQ(text(c.open()), "task u");
}

TEST(Compensation, OfWhatATerminateEndedIsForgotten) {
  Case c(R"(start s
sub box {
start ps
task a undo=un_a
task un_a handler
end x terminate
ps -> a -> x
}
throw t compensate
user u
s -> box -> t -> u)");
  c.start();
  EXPECT_EQ(undone(c), "");
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

TEST(Compensation, LongListsStandInPagesAndComeBackInOrder) {
  Case c(R"(start s
xor m
script a do="n + 1" into=n undo=un_a
xor x
user w
script un_a handler do="n" into=last
throw t compensate
user u
s -> m -> a -> x
x -> m [again] if n < 200
x -> w default
w -> t -> u)");
  c.start("{n: 0}");
  EXPECT_EQ(state::compensables_of(c.state, ScopeId{1}).size(), 200u);
  EXPECT_EQ(state::compensable_pages(c.state, ScopeId{1}).size(), 3u);
  c.complete("w");
  EXPECT_EQ(c.variable("last"), value("1"));
  EXPECT_EQ(c.events<event::CompensableRemoved>().size(), 200u);
}

TEST(Compensation, OfNestedLongListsKeepsTheOrder) {
  Case c(R"(start s
sub box times=3 sequential {
start ps
task a times=70 undo=un_a
task un_a handler
task b undo=un_b
task un_b handler
ps -> a -> b
}
user w
throw t compensate=box
user u
s -> box -> w -> t -> u)");
  c.start();
  c.complete("w");
  std::string expected;
  for (int box = 0; box < 3; ++box) {
    expected += box == 0 ? "un_b" : " un_b";
    for (int a = 0; a < 70; ++a) expected += " un_a";
  }
  EXPECT_EQ(undone(c), expected);
  EXPECT_EQ(text(c.open()), "task u");
}

TEST(Compensation, OfALoopUndoesEachRoundInReverse) {
  Case c(R"(start s
user a loop="=n < 3" undo=un_a
user un_a handler
throw t compensate=a
user u
s -> a -> t -> u)");
  c.start("{n: 0}");
  for (const char* done : {"{n: 1}", "{n: 2}", "{n: 3}"}) c.complete("a", done);
  std::string seen;
  for (int i = 0; i < 3; ++i) {
    const state::Scope& scope = *c.state.scope(c.state.scope_of(c.work("un_a")));
    seen += feel::to_string(*state::find(scope.variables, "loopCounter"));
    c.complete("un_a");
  }
  EXPECT_EQ(seen, "321");
  EXPECT_EQ(text(c.open()), "task u");
}

TEST(Compensation, OfALoopOfSubProcessesUndoesEachWithItsContents) {
  Case c(R"(start s
sub box loop="=n < 2" {
start ps
script a do="n + 1" into=n undo=un_a
task b undo=un_b
task un_a handler
task un_b handler
ps -> a -> b
}
throw t compensate=box
user u
s -> box -> t -> u)");
  c.start("{n: 0}");
  EXPECT_EQ(undone(c), "un_b un_a un_b un_a");
  EXPECT_EQ(text(c.open()), "task u");
}

TEST(Compensation, OfAnAdHocSubProcessUndoesWhatWasChosen) {
  Case c(R"(start s
adhoc box activate="=[\"a\"]" {
task a undo=un_a
task b undo=un_b
task un_a handler
task un_b handler
}
throw t compensate
user u
s -> box -> t -> u)");
  c.start();
  for (const auto& [id, scope] : c.state.scopes())
    if (c.definition->at(scope.element).id == "box" && scope.kind == state::ScopeKind::SubProcess) {
      c.accept(command::CompleteAdHoc{id});
      break;
    }
  EXPECT_EQ(undone(c), "un_a");
  EXPECT_EQ(text(c.open()), "task u");
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

TEST(Compensation, OfARestoredSubProcessKeepsWritesToItsOwnVariablesInside) {
  Case c(R"(start s
sub box in.own==1 {
start ps
task a undo=un_a
task un_a handler
ps -> a
eventsub h {
start hs compensate
script change do="own + 41" into=own
script un_look do="own" into=seen
hs -> change -> un_look
}
}
throw t compensate
user u
s -> box -> t -> u)");
  c.start();
  EXPECT_EQ(c.variable("seen"), value("42"));
  EXPECT_TRUE(c.variable("own").is_null());
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
