// Rules of compensation of what holds others: sub-processes, event sub-processes, iterations, loops (BPMN 2.0.2, 10.6,
// 13.5.5).
#include "engine/feel/text.h"
#include "engine/state/compensables.h"
#include "tests/engine/large_processes.h"
#include "tests/engine/undone.h"

namespace bihuan::testing {
namespace {

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

TEST(Compensation, OfManyGoesOnInSlices) {
  Case c(loop_that_is_undone);
  c.start("{n: 0, times: 1500}");
  EXPECT_EQ(text(c.open()), "continuation e");
  EXPECT_EQ(c.variable("last"), value("501"));
  c.accept(command::RunContinuation{c.work("e")});
  EXPECT_TRUE(c.ended());
  EXPECT_EQ(c.variable("last"), value("1"));
}

}  // namespace
}  // namespace bihuan::testing
