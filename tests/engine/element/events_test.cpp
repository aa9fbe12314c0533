// Rules of events, sub-processes and call activities (BPMN 2.0.2, 13.3.4 and 13.5).
#include "tests/engine/fixture.h"

namespace bihuan::testing {
namespace {

TEST(TerminateEnd, EndsEverythingInTheProcess) {
  Case c(
      "start s\nand g\nuser a\nsub b {\nstart s2\nuser u\nend e2\n}\nuser d\nend t terminate\nend e\ns2 -> u -> e2\ns "
      "-> g\ng -> a -> t\ng -> b -> e\ng -> d -> e");
  c.start();
  c.complete("a");
  EXPECT_TRUE(c.ended());
  EXPECT_EQ(text(c.terminated()), "u d b") << "children first, youngest first";
}

TEST(TerminateEnd, InASubProcessEndsOnlyThat) {
  Case c(
      "start s\nsub b {\nstart s2\nand g\nuser a\nuser u\nend t terminate\nend e2\n}\nuser after\nend e\ns2 -> g\ng -> "
      "a -> t\ng -> u -> e2\ns -> b -> after -> e");
  c.start();
  c.complete("a");
  EXPECT_EQ(text(c.open()), "task after");
}

TEST(TimerCatch, WaitsForItsDuration) {
  Case c("start s\ncatch t timer=PT2H\nend e\ns -> t -> e");
  c.start();
  const WorkId timer = c.work("t");
  c.refused(command::FireTimer{timer}, RejectionCode::WrongState);
  c.fire("t");
  EXPECT_TRUE(c.ended());
  EXPECT_EQ(c.context.now.us, 1'790'557'200LL * us_per_second + 7200 * us_per_second);
}

TEST(TimerCatch, CountsWorkingDaysWithACalendar) {
  Case c("start s\ncatch t timer=P5D calendar=office\nend e\ns -> t -> e");
  c.start();
  const Instant next_monday{1'790'557'200LL * us_per_second + (7 * 24 + 8) * 3600 * us_per_second};
  EXPECT_EQ(std::get<state::Timer>(c.work_of("t").detail).due, next_monday);
}

TEST(TimerCatch, WithAnUnknownCalendarIsAnIncident) {
  Case c("start s\ncatch t timer=P1D calendar=nowhere\nend e\ns -> t -> e");
  c.start();
  EXPECT_EQ(text(c.incidents()), "calendar-not-found t");
}

TEST(SignalThrow, SaysTheSignalAndGoesOn) {
  Case c("start s\nthrow t signal=alarm in.level==n\nend e signal=over\ns -> t -> e");
  c.start("{n: 3}");
  const auto sent = c.events<event::SignalSent>();
  ASSERT_EQ(sent.size(), 2u);
  EXPECT_EQ(sent[0].signal, "alarm");
  EXPECT_EQ(*state::find(sent[0].variables, "level"), Value(3));
  EXPECT_EQ(sent[1].signal, "over");
  EXPECT_TRUE(c.ended());
}

TEST(SignalCatch, GoesOnWithWhatTheSignalCarries) {
  Case c("start s\ncatch t signal=alarm out.seen==level\nend e\ns -> t -> e");
  c.start();
  EXPECT_EQ(text(c.open()), "signal t");
  c.trigger("t", "{level: 4}");
  EXPECT_EQ(c.variable("seen"), Value(4));
  EXPECT_TRUE(c.variable("level").is_null());
}

const char* const guarded =
    "start s\nuser a\nboundary t on=a timer=PT1H\nuser late\nend e\ns -> a -> e\nt -> late -> e";

TEST(BoundaryEvent, InterruptingEndsItsActivity) {
  Case c(guarded);
  c.start();
  c.fire("t");
  EXPECT_EQ(text(c.open()), "task late");
  EXPECT_EQ(text(c.terminated()), "a");
}

TEST(BoundaryEvent, IsGoneOnceItsActivityIsComplete) {
  Case c(guarded);
  c.start();
  const WorkId timer = c.work("t");
  c.complete("a");
  EXPECT_TRUE(c.ended());
  c.advance(7200);
  c.refused(command::FireTimer{timer}, RejectionCode::NotFound);
}

TEST(BoundaryEvent, TaskThatWasInterruptedCannotBeCompleted) {
  Case c(guarded);
  c.start();
  const WorkId task = c.work("a");
  c.fire("t");
  c.refused(command::CompleteTask{task, {}, {}, {}, {}, {}}, RejectionCode::NotFound);
}

TEST(BoundaryEvent, NonInterruptingRunsBesideAndMessagesKeepComing) {
  Case c("start s\nuser a\nboundary m on=a message=news noninterrupting\nuser n\nend e\ns -> a -> e\nm -> n -> e");
  c.start();
  c.trigger("m", "{x: 1}");
  c.trigger("m", "{x: 2}");
  EXPECT_EQ(c.count_open("n"), 2u);
  EXPECT_EQ(c.count_open("a"), 1u);
  c.complete("a");
  EXPECT_EQ(c.count_open("m"), 0u);
}

TEST(BoundaryEvent, NonInterruptingCycleFiresItsTimes) {
  Case c("start s\nuser a\nboundary t on=a cycle=R3/PT10M noninterrupting\ntask n\nend e\ns -> a -> e\nt -> n -> e");
  c.start();
  c.fire("t");
  c.fire("t");
  EXPECT_EQ(c.count_open("t"), 1u);
  c.fire("t");
  EXPECT_EQ(c.count_open("t"), 0u);
  EXPECT_EQ(c.context.now.us - 1'790'557'200LL * us_per_second, 1800 * us_per_second);
}

TEST(BoundaryEvent, CycleThatWasMissedFiresOnce) {
  Case c("start s\nuser a\nboundary t on=a cycle=R/PT10M noninterrupting\ntask n\nend e\ns -> a -> e\nt -> n -> e");
  c.start();
  c.advance(3600 + 60);
  c.accept(command::FireTimer{c.work("t")});
  EXPECT_EQ(std::get<state::Timer>(c.work_of("t").detail).due.us, (1'790'557'200LL + 70 * 60) * us_per_second);
}

TEST(BoundaryEvent, EndsNestedScopesYoungestFirst) {
  Case c(
      "start s\nsub b {\nstart s2\nsub d {\nstart s3\nuser u\nend e3\n}\nend e2\n}\nboundary t on=b timer=PT1H\nend "
      "e\nend l\ns3 -> u -> e3\ns2 -> d -> e2\ns -> b -> e\nt -> l");
  c.start();
  c.fire("t");
  EXPECT_EQ(text(c.terminated()), "u d b");
  EXPECT_TRUE(c.ended());
}

TEST(SubProcess, WaitsForAllItsTokens) {
  Case c("start s\nsub b {\nstart s2\nuser a\nuser d\nend e2\n}\nend e\ns2 -> a -> e2\ns2 -> d -> e2\ns -> b -> e");
  c.start();
  c.complete("a");
  EXPECT_FALSE(c.ended());
  c.complete("d");
  EXPECT_TRUE(c.ended());
}

TEST(SubProcess, WithoutAStartBeginsWithItsNodesWithoutIncomingFlow) {
  Case c("start s\nsub b {\nuser a\nuser d\n}\nend e\ns -> b -> e");
  c.start();
  EXPECT_EQ(text(c.open()), "task a task d");
}

const char* const beside =
    "start s\nuser a\nend e\neventsub h {\nstart m message=withdraw noninterrupting\nuser u\nend e2\n}\ns -> a -> e\nm "
    "-> u -> e2";

TEST(EventSubProcess, NonInterruptingRunsBesideAndHoldsTheScopeOpen) {
  Case c(beside);
  c.start();
  c.trigger("m", "{reason: \"x\"}");
  EXPECT_EQ(text(c.open()), "message m task a task u");
  c.complete("a");
  EXPECT_FALSE(c.ended());
  c.complete("u");
  EXPECT_TRUE(c.ended());
  EXPECT_EQ(c.variable("reason"), Value("x"));
}

TEST(EventSubProcess, InterruptingEndsEverythingElseInItsScope) {
  Case c(
      "start s\nuser a\nend e\neventsub h {\nstart m message=withdraw\nuser u\nend e2\n}\neventsub k {\nstart t "
      "timer=P1D noninterrupting\nend e3\n}\ns -> a -> e\nm -> u -> e2\nt -> e3");
  c.start();
  EXPECT_EQ(text(c.open()), "message m timer t task a");
  c.trigger("m");
  EXPECT_EQ(text(c.open()), "task u");
  EXPECT_EQ(text(c.terminated()), "a");
  c.complete("u");
  EXPECT_TRUE(c.ended());
}

TEST(EventSubProcess, OfASubProcessLivesAsLongAsThat) {
  Case c(
      "start s\nsub b {\nstart s2\nuser a\nend e2\neventsub h {\nstart g signal=stop\nend e3\n}\n}\nuser z\nend e\ns2 "
      "-> a -> e2\ng -> e3\ns -> b -> z -> e");
  c.start();
  EXPECT_EQ(text(c.open()), "signal g task a");
  c.trigger("g");
  EXPECT_EQ(text(c.open()), "task z");
}

TEST(EventSubProcess, FaultInItsStartIsAnIncidentThatCanBeRetried) {
  Case c("start s\nuser a\nend e\neventsub h {\nstart t timer==wait\nend e2\n}\ns -> a -> e\nt -> e2");
  c.start("{wait: \"soon\"}");
  EXPECT_EQ(text(c.incidents()), "timer-not-valid h");
  c.accept(command::SetVariables{{}, variables("{wait: \"PT1H\"}")});
  c.retry("h");
  EXPECT_EQ(text(c.open()), "task a timer t");
}

TEST(CallActivity, HandsInputsInAndTakesOutputsBack) {
  Case c("start s\ncall k process==which in.x==n+1 out.y==result childKey==which\nend e\ns -> k -> e");
  c.start("{n: 1, which: \"child\"}");
  const event::CallStarted call = c.events<event::CallStarted>().front();
  EXPECT_EQ(call.process, "child");
  EXPECT_EQ(call.child, InstanceId{1000});
  EXPECT_EQ(call.business_key, "child");
  EXPECT_EQ(call.inputs, variables("{x: 2}"));
  c.accept(command::CompleteCall{c.work("k"), variables("{result: 9, other: 1}")});
  EXPECT_EQ(c.variable("y"), Value(9));
  EXPECT_TRUE(c.variable("other").is_null());
  EXPECT_TRUE(c.ended());
}

TEST(CallActivity, PropagatesEverythingWhenAskedTo) {
  Case c("start s\ncall k process=child propagate\nend e\ns -> k -> e");
  c.start("{n: 1}");
  EXPECT_EQ(c.events<event::CallStarted>().front().inputs, variables("{n: 1}"));
  c.accept(command::CompleteCall{c.work("k"), variables("{m: 2}")});
  EXPECT_EQ(c.variable("m"), Value(2));
}

TEST(CallActivity, ErrorOfTheCalledProcessReachesItsBoundary) {
  Case c(
      "start s\ncall k process=child\nboundary x on=k error=E1 codeVar=code messageVar=why\nuser u\nend e\ns -> k -> "
      "e\nx -> u -> e");
  c.start();
  c.accept(command::FailCall{c.work("k"), true, "E1", "broken"});
  EXPECT_EQ(text(c.open()), "task u");
  EXPECT_EQ(c.variable("code"), Value("E1"));
  EXPECT_EQ(c.variable("why"), Value("broken"));
}

TEST(CallActivity, ThatWasCancelledIsAnIncidentAndCanBeCalledAnew) {
  Case c("start s\ncall k process=child\nend e\ns -> k -> e");
  c.start();
  c.accept(command::FailCall{c.work("k"), false, {}, "cancelled by ann"});
  EXPECT_EQ(text(c.incidents()), "call-failed k");
  c.retry("k");
  EXPECT_EQ(c.events<event::CallStarted>().back().child, InstanceId{1001});
}

TEST(CallActivity, EscalationOfTheCalledProcessReachesItsBoundaryBesideIt) {
  Case c(
      "start s\ncall k process=child\nboundary x on=k escalation=hard noninterrupting\nuser u\nend e\ns -> k -> e\nx "
      "-> u -> e");
  c.start();
  c.accept(command::EscalateCall{c.work("k"), "hard", variables("{level: 2}")});
  EXPECT_EQ(text(c.open()), "call k task u");
  EXPECT_EQ(c.variable("level"), Value(2));
}

TEST(CalledProcess, GivesAllItsVariablesToItsCaller) {
  Case c("start s\ntask a\nend e\ns -> a -> e");
  c.accept(
      command::StartInstance{InstanceId{7}, {}, {}, {}, variables("{n: 1}"), state::Caller{InstanceId{3}, WorkId{5}}});
  EXPECT_EQ(c.events<event::InstanceCompleted>().front().outputs, variables("{n: 1}"));
}

}  // namespace
}  // namespace bihuan::testing
