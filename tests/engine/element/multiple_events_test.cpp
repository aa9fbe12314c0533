// Rules of events with several definitions, and of links (BPMN 2.0.2, 10.5.2, 10.5.5).
#include "tests/engine/fixture.h"

namespace bihuan::testing {
namespace {

/// The nth open wait of the event.
void trigger(Case& c, const std::string& event, std::size_t nth, std::string_view feel = "{}") {
  c.accept(command::Trigger{c.work(event, nth), {}, variables(feel)});
}

const char* const either = "start s\ncatch w message=yes signal=go timer=PT1H out.got==word\nend e\ns -> w -> e";

TEST(MultipleCatch, WaitsForAllAndGoesOnWithTheFirst) {
  Case c(either);
  c.start();
  EXPECT_EQ(text(c.open()), "message w signal w timer w");
  trigger(c, "w", 1, "{word: \"go\"}");
  EXPECT_TRUE(c.ended());
  EXPECT_EQ(c.variable("got"), Value("go"));
}

TEST(MultipleCatch, CanBeATimer) {
  Case c("start s\ncatch w message=yes timer=PT1H\nend e\ns -> w -> e");
  c.start();
  c.advance(3600);
  c.accept(command::FireTimer{c.work("w", 1)});
  EXPECT_TRUE(c.ended());
}

const char* const both = "start s\ncatch w message=yes \"condition=x > 3\" all out.a==a out.b==b\nend e\ns -> w -> e";

TEST(ParallelMultipleCatch, WaitsUntilAllHaveOccurredAndKeepsWhatTheyBrought) {
  Case c("start s\ncatch w message=one message=two all out.sum==a+b\nend e\ns -> w -> e");
  c.start();
  trigger(c, "w", 1, "{b: 2}");
  EXPECT_EQ(text(c.open()), "message w");
  trigger(c, "w", 0, "{a: 1}");
  EXPECT_TRUE(c.ended());
  EXPECT_EQ(c.variable("sum"), Value(3));
  EXPECT_TRUE(c.variable("a").is_null()) << "it has outputs";
}

TEST(ParallelMultipleCatch, CountsAConditionThatWasTrueOnce) {
  Case c(both);
  c.start("{x: 4}");
  c.accept(command::SetVariables{{}, variables("{x: 0}")});
  EXPECT_EQ(text(c.open()), "message w");
  trigger(c, "w", 0, "{a: 1, b: 2}");
  EXPECT_TRUE(c.ended());
}

TEST(ParallelMultipleCatch, BehindAGatewayWinsWhenAllHaveOccurred) {
  Case c(
      "start s\nevent g\ncatch w message=one message=two all\ncatch t timer=PT1H\nuser a\nend e\ns -> g\ng -> w -> a "
      "-> "
      "e\ng -> t -> e");
  c.start();
  trigger(c, "w", 0, "{n: 1}");
  EXPECT_EQ(text(c.open()), "message w timer t");
  trigger(c, "w", 0);
  EXPECT_EQ(text(c.open()), "task a");
  EXPECT_EQ(c.variable("n"), Value(1));
}

TEST(MultipleBoundary, InterruptsWithTheFirst) {
  Case c(
      "start s\nservice a topic=t\nboundary b on=a message=stop error=E1 codeVar=code\nuser n\nend e\ns -> a -> e\nb "
      "-> n -> e");
  c.start();
  EXPECT_EQ(text(c.open()), "job a message b");
  c.accept(command::ThrowJobError{c.work("a"), "worker", "E1", {}, {}});
  EXPECT_EQ(text(c.open()), "task n");
  EXPECT_EQ(c.variable("code"), Value("E1"));
}

TEST(MultipleBoundary, NonInterruptingOccursForEach) {
  Case c(
      "start s\nuser a\nboundary b on=a message=m signal=g noninterrupting\nuser n\nend e\ns -> a -> e\nb -> n -> e");
  c.start();
  trigger(c, "b", 0);
  trigger(c, "b", 1);
  trigger(c, "b", 0);
  EXPECT_EQ(c.count_open("n"), 3u);
  EXPECT_EQ(c.count_open("b"), 2u);
}

TEST(ParallelMultipleBoundary, NonInterruptingWaitsForAllOnceMore) {
  Case c(
      "start s\nuser a\nboundary b on=a message=m signal=g all noninterrupting\nuser n\nend e\ns -> a -> e\nb -> n -> "
      "e");
  c.start();
  trigger(c, "b", 1, "{x: 1}");
  EXPECT_EQ(text(c.open()), "task a message b");
  trigger(c, "b", 0);
  EXPECT_EQ(c.count_open("n"), 1u);
  EXPECT_EQ(c.count_open("b"), 2u);
  EXPECT_EQ(c.variable("x"), Value(1));
}

TEST(ParallelMultipleBoundary, FaultWhenItWaitsOnceMoreIsAnIncidentThatCanBeRetried) {
  Case c(
      "start s\nuser a\nboundary b on=a message==word signal=g all noninterrupting\nuser n\nend e\ns -> a -> e\nb -> n "
      "-> e");
  c.start("{word: \"m\"}");
  c.accept(command::SetVariables{{}, variables("{word: \"\"}")});
  trigger(c, "b", 0);
  trigger(c, "b", 0);
  EXPECT_EQ(text(c.incidents()), "name-empty b");
  EXPECT_EQ(c.count_open("n"), 1u);
  c.accept(command::SetVariables{{}, variables("{word: \"m\"}")});
  c.retry("b");
  EXPECT_EQ(c.count_open("b"), 2u);
}

TEST(MultipleEventSubProcess, BeginsWithAnyOfItsDefinitions) {
  Case c(
      "start s\nuser a\nend e\neventsub h {\nstart k message=m escalation=hard noninterrupting\nuser u\nend "
      "e2\n}\nthrow "
      "t escalation=hard\ns -> t -> a -> e\nk -> u -> e2");
  c.start();
  EXPECT_EQ(c.count_open("u"), 1u);
  trigger(c, "k", 0);
  EXPECT_EQ(c.count_open("u"), 2u);
}

TEST(ParallelMultipleEventSubProcess, BeginsWhenAllHaveOccurred) {
  Case c(
      "start s\nuser a\nend e\neventsub h {\nstart k message=m signal=g all\nuser u\nend e2\n}\ns -> a -> e\nk -> u -> "
      "e2");
  c.start();
  trigger(c, "k", 0, "{x: 1}");
  EXPECT_EQ(c.count_open("a"), 1u);
  trigger(c, "k", 0);
  EXPECT_EQ(text(c.open()), "task u");
  EXPECT_EQ(c.variable("x"), Value(1));
}

TEST(MultipleThrow, ThrowsEachWithItsOwnPayload) {
  Case c(
      "start s\nthrow t signal=a carry.n==1 message=b sentKey==id carry.id==\\\"K-\\\"+key signal=c in.rest==5\nend "
      "e\ns -> "
      "t -> e");
  c.start("{key: \"7\"}");
  const auto signals = c.events<event::SignalSent>();
  ASSERT_EQ(signals.size(), 2u);
  EXPECT_EQ(signals[0].variables, variables("{n: 1}"));
  EXPECT_EQ(signals[1].variables, variables("{rest: 5}"));
  const auto messages = c.events<event::MessageSent>();
  ASSERT_EQ(messages.size(), 1u);
  EXPECT_EQ(messages[0].key, "K-7") << "the key is read from the message itself";
}

TEST(MultipleThrow, FaultInOneThrowsNone) {
  Case c("start s\nthrow t signal=a message==\\\"\\\"\nend e\ns -> t -> e");
  c.start();
  EXPECT_TRUE(c.events<event::SignalSent>().empty());
  EXPECT_EQ(text(c.incidents()), "name-empty t");
}

TEST(MultipleEnd, ThrowsEverythingBeforeItsErrorEndsIt) {
  Case c(
      "start s\nsub b {\nstart s2\nend x error=E1 signal=a message=m\n}\nboundary h on=b error=E1\nuser u\nend e\ns2 "
      "-> "
      "x\ns -> b -> e\nh -> u -> e");
  c.start();
  EXPECT_EQ(c.events<event::SignalSent>().size(), 1u);
  EXPECT_EQ(c.events<event::MessageSent>().size(), 1u);
  EXPECT_EQ(text(c.open()), "task u");
}

TEST(MultipleEnd, TerminatesLast) {
  Case c("start s\nand g\nuser a\nend x terminate signal=a\nend e\ns -> g\ng -> a -> e\ng -> x");
  c.start();
  EXPECT_EQ(c.events<event::SignalSent>().size(), 1u);
  EXPECT_TRUE(c.ended());
  EXPECT_EQ(text(c.terminated()), "a");
}

TEST(MultipleEnd, EscalationGoesAfterMessagesBecauseItsHandlerMayEndTheThrower) {
  Case c(
      "start s\nsub b {\nstart s2\nend x escalation=hard signal=a\n}\nboundary h on=b escalation=hard\nuser u\nend "
      "e\ns2 "
      "-> x\ns -> b -> e\nh -> u -> e");
  c.start();
  EXPECT_EQ(c.events<event::SignalSent>().size(), 1u);
  EXPECT_EQ(text(c.open()), "task u");
}

TEST(MessageEnd, WithAJobLeavesTheSendingToAWorker) {
  Case c("start s\nend x message=m topic=mail retries=2\ns -> x");
  c.start();
  EXPECT_EQ(text(c.open()), "job x");
  c.done("x", "{sent: true}");
  EXPECT_TRUE(c.ended());
  EXPECT_TRUE(c.events<event::MessageSent>().empty());
  EXPECT_EQ(c.variable("sent"), Value(true));
}

TEST(MessageThrow, WithAScriptRunsItInsteadOfSending) {
  Case c("start s\nthrow t message=m do=n+1 into=n\nend e\ns -> t -> e");
  c.start("{n: 1}");
  EXPECT_TRUE(c.events<event::MessageSent>().empty());
  EXPECT_EQ(c.variable("n"), Value(2));
}

TEST(Link, GoesOnAtTheCatchEventOfItsName) {
  Case c(
      "start s\nxor x\nthrow a link=over\nthrow b link=over\ncatch k link=over\nuser u\nend e\ns -> x\nx -> a if n = "
      "1\nx -> b default\nk -> u -> e");
  c.start("{n: 2}");
  EXPECT_EQ(text(c.open()), "task u");
  EXPECT_EQ(text(c.completed()), "s x b k");
  c.complete("u");
  EXPECT_TRUE(c.ended());
}

TEST(Link, StaysInItsScope) {
  Case c(
      "start s\nsub b {\nstart s2\nthrow a link=over\ncatch k link=over\nuser u\nend e2\ns2 -> a\nk -> u -> "
      "e2\n}\nthrow "
      "c link=over\ncatch d link=over\nend e\ns -> b -> c\nd -> e");
  c.start();
  EXPECT_EQ(text(c.open()), "task u");
  c.complete("u");
  EXPECT_TRUE(c.ended());
}

TEST(Link, CanLeadBack) {
  Case c(
      "start s\nuser u\nxor x\nthrow a link=again\ncatch k link=again\nend e\ns -> u -> x\nx -> a if n < 2\nx -> e "
      "default\nk -> u");
  c.start("{n: 1}");
  c.complete("u", "{n: 1}");
  EXPECT_EQ(text(c.open()), "task u");
  c.complete("u", "{n: 2}");
  EXPECT_TRUE(c.ended());
}

TEST(EventSubProcess, ThatInterruptedKeepsOthersFromCatching) {
  Case c(
      "start s\nuser a\nend e\neventsub h {\nstart m message=stop\nend x error=E1\n}\neventsub k {\nstart r "
      "error=E1\nuser u\nend e2\n}\ns -> a -> e\nm -> x\nr -> u -> e2");
  c.start();
  c.trigger("m");
  EXPECT_EQ(text(c.incidents()), "error-not-caught x") << "the scope is interrupted already (13.5.4)";
}

}  // namespace
}  // namespace bihuan::testing
