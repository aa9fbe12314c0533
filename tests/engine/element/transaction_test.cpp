// Rules of transactions and of cancelling them (BPMN 2.0.2, 10.3.5, 13.3.4).
#include "tests/engine/undone.h"

namespace bihuan::testing {
namespace {

constexpr std::string_view booking = R"(start s
transaction t {
start ts
and fork
task hotel times=3 sequential undo=un_hotel
task flight undo=un_flight
user un_hotel handler
task un_flight handler
and join
user ask
user beside
xor x
end yes
end no cancel
ts -> fork -> hotel -> join
fork -> flight -> join
fork -> beside
join -> ask -> x
x -> yes [good] if ok
x -> no default
}
boundary cancelled on=t cancel
user after
user failed
s -> t -> after
cancelled -> failed)";

TEST(Transaction, CompletesAsASubProcess) {
  Case c(booking);
  c.start();
  c.complete("ask", "{ok: true}");
  c.complete("beside");
  EXPECT_EQ(text(c.open()), "task after");
  EXPECT_EQ(undone(c), "");
}

TEST(Transaction, CancelEndsEverythingInItThenCompensatesThenGoesByItsBoundary) {
  Case c(booking);
  c.start();
  c.complete("ask", "{ok: false}");
  EXPECT_EQ(text(c.open()), "task un_hotel");
  EXPECT_EQ(text(c.terminated()), "beside");
  for (int i = 0; i < 3; ++i) c.complete("un_hotel");
  EXPECT_EQ(undone(c), "un_hotel un_hotel un_hotel un_flight");
  EXPECT_EQ(text(c.open()), "task failed");
  EXPECT_EQ(c.terminated().back(), "t");
  c.complete("failed");
  EXPECT_TRUE(c.ended());
}

TEST(Transaction, CancelWithNothingToUndoGoesAtOnce) {
  Case c(R"(start s
transaction t {
start ts
end no cancel
ts -> no
}
boundary cancelled on=t cancel
user failed
s -> t
cancelled -> failed)");
  c.start();
  EXPECT_EQ(text(c.open()), "task failed");
}

TEST(Transaction, CancelFromASubProcessInItUndoesWhatHadCompletedThereToo) {
  Case c(R"(start s
transaction t {
start ts
task a undo=un_a
task un_a handler
sub box {
start ps
task b undo=un_b
task un_b handler
user ask
end no cancel
ps -> b -> ask -> no
}
ts -> a -> box
}
boundary cancelled on=t cancel
user failed
s -> t
cancelled -> failed)");
  c.start();
  c.complete("ask");
  EXPECT_EQ(undone(c), "un_b un_a");
  EXPECT_EQ(text(c.open()), "task failed");
}

TEST(Transaction, CancelFromAnEventSubProcess) {
  Case c(R"(start s
transaction t {
start ts
task a undo=un_a
task un_a handler
user w
ts -> a -> w
eventsub h {
start hs message=m noninterrupting
end no cancel
hs -> no
}
}
boundary cancelled on=t cancel
user failed
s -> t
cancelled -> failed)");
  c.start();
  c.trigger("hs");
  EXPECT_EQ(undone(c), "un_a");
  EXPECT_EQ(text(c.open()), "task failed");
}

TEST(Transaction, ErrorThatLeavesItCompensatesNothing) {
  Case c(R"(start s
transaction t {
start ts
task a undo=un_a
task un_a handler
end x error=E
ts -> a -> x
}
boundary hazard on=t error
user failed
s -> t
hazard -> failed)");
  c.start();
  EXPECT_EQ(undone(c), "");
  EXPECT_EQ(text(c.open()), "task failed");
}

TEST(Transaction, OfSeveralInstancesEndsAsAWholeWhenOneIsCancelled) {
  Case c(R"(start s
transaction t times=3 {
start ts
task a undo=un_a
task un_a handler
user ask
end no cancel
ts -> a -> ask -> no
}
boundary cancelled on=t cancel
user failed
s -> t
cancelled -> failed)");
  c.start();
  c.complete("ask", "{}", "", 1);
  EXPECT_EQ(undone(c), "un_a");
  EXPECT_EQ(text(c.open()), "task failed");
  c.complete("failed");
  EXPECT_TRUE(c.ended());
}

TEST(Transaction, CanBeCompensatedOnceItHasCompleted) {
  Case c(R"(start s
transaction t {
start ts
task a undo=un_a
task un_a handler
ts -> a
}
throw c compensate=t
user u
s -> t -> c -> u)");
  c.start();
  EXPECT_EQ(undone(c), "un_a");
}

TEST(Transaction, CancelInTheMiddleOfACompensationUndoesTheRest) {
  Case c(R"(start s
transaction t {
start ts
task a undo=un_a
task b undo=un_b
task un_a handler
user un_b handler
and g
user ask
throw c compensate
user w
end no cancel
ts -> a -> b -> g -> c -> w
g -> ask -> no
}
boundary cancelled on=t cancel
user failed
s -> t
cancelled -> failed)");
  c.start();
  EXPECT_EQ(text(c.open()), "task ask task un_b");
  c.complete("ask");
  EXPECT_EQ(undone(c), "un_a");
  EXPECT_EQ(text(c.terminated()), "un_b c t");
  EXPECT_EQ(text(c.open()), "task failed");
}

TEST(Transaction, InALoopEndsTheWholeLoopWhenItIsCancelled) {
  Case c(R"(start s
transaction t loop="=n < 5" {
start ts
script a do="n + 1" into=n undo=un_a
task un_a handler
user ask
xor x
end yes
end no cancel
ts -> a -> ask -> x
x -> yes [good] if ok
x -> no default
}
boundary cancelled on=t cancel
user failed
s -> t
cancelled -> failed)");
  c.start("{n: 0}");
  c.complete("ask", "{ok: true}");
  c.complete("ask", "{ok: false}");
  EXPECT_EQ(undone(c), "un_a");
  EXPECT_EQ(text(c.open()), "task failed");
}

TEST(Transaction, InATransactionIsCancelledAlone) {
  Case c(R"(start s
transaction outer {
start os
task a undo=un_a
task un_a handler
transaction inner {
start is
task b undo=un_b
task un_b handler
end no cancel
is -> b -> no
}
boundary cancelled on=inner cancel
user after
os -> a -> inner
cancelled -> after
}
s -> outer)");
  c.start();
  EXPECT_EQ(undone(c), "un_b");
  EXPECT_EQ(text(c.open()), "task after");
}

TEST(Transaction, CancelUndoesAnInnerTransactionThatHadCompleted) {
  Case c(R"(start s
transaction outer {
start os
transaction inner {
start is
task b undo=un_b
task un_b handler
is -> b
}
end no cancel
os -> inner -> no
}
boundary cancelled on=outer cancel
user failed
s -> outer
cancelled -> failed)");
  c.start();
  EXPECT_EQ(undone(c), "un_b");
  EXPECT_EQ(text(c.open()), "task failed");
}

TEST(Transaction, InterruptedWhileItIsBeingCancelledGoesByThatEvent) {
  Case c(R"(start s
transaction t {
start ts
task a undo=un_a
user un_a handler
end no cancel
ts -> a -> no
}
boundary cancelled on=t cancel
boundary late on=t timer=PT1H
user failed
user overdue
s -> t
cancelled -> failed
late -> overdue)");
  c.start();
  EXPECT_EQ(text(c.open()), "timer late task un_a");
  c.fire("late");
  EXPECT_EQ(text(c.open()), "task overdue");
}

}  // namespace
}  // namespace bihuan::testing
