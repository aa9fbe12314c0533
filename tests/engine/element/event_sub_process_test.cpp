// Rules of event sub-processes: every trigger, interrupting and beside, in every kind of scope (BPMN 2.0.2, 10.3.5.1,
// 13.5.4). Compensation is in behaviour/compensation_test.cpp.
#include "tests/engine/fixture.h"

namespace bihuan::testing {
namespace {

void send(Case& c, const std::string& event, std::size_t nth = 0) {
  c.accept(command::Trigger{c.work(event, nth), {}, {}});
}

/// A user task with an event sub-process beside it that starts with `start`.
std::string handled(const std::string& start) {
  return "start s\nservice a topic=t\nend e\neventsub h {\nstart k " + start +
         "\nuser u\nend e2\n}\ns -> a -> e\nk -> u -> e2";
}

TEST(EventSubProcess, StartsWithATimerThatComesRound) {
  Case c(handled("cycle=R3/PT1H noninterrupting"));
  c.start();
  c.fire("k");
  c.fire("k");
  EXPECT_EQ(c.count_open("u"), 2u) << "each in a scope of its own";
  c.fire("k");
  EXPECT_EQ(c.count_open("k"), 0u);
  c.done("a");
  for (int n = 0; n < 3; ++n) c.complete("u");
  EXPECT_TRUE(c.ended());
}

TEST(EventSubProcess, StartsWithATimerThatInterrupts) {
  Case c(handled("timer=PT1H"));
  c.start();
  c.fire("k");
  EXPECT_EQ(text(c.open()), "task u");
}

TEST(EventSubProcess, StartsWithASignalBesideOrInterrupting) {
  Case beside(handled("signal=g noninterrupting"));
  beside.start();
  send(beside, "k");
  EXPECT_EQ(text(beside.open()), "signal k job a task u");
  Case instead(handled("signal=g"));
  instead.start();
  send(instead, "k");
  EXPECT_EQ(text(instead.open()), "task u");
}

TEST(EventSubProcess, StartsWithAnErrorOfItsScope) {
  Case c(handled("error=E1 codeVar=code messageVar=why"));
  c.start();
  c.accept(command::ThrowJobError{c.work("a"), "worker", "E1", "broken", {}});
  EXPECT_EQ(text(c.open()), "task u");
  EXPECT_EQ(c.variable("code"), Value("E1"));
  EXPECT_EQ(c.variable("why"), Value("broken"));
}

TEST(EventSubProcess, StartsWithAnEscalationThatInterruptsItsThrower) {
  Case c(
      "start s\nthrow t escalation=hard\nuser a\nend e\neventsub h {\nstart k escalation\nuser u\nend e2\n}\ns -> t -> "
      "a -> e\nk -> u -> e2");
  c.start();
  EXPECT_EQ(text(c.open()), "task u");
  EXPECT_EQ(text(c.terminated()), "t");
}

TEST(EventSubProcess, StandsInAnotherEventSubProcess) {
  Case c(
      "start s\nuser a\nend e\neventsub h {\nstart k message=m noninterrupting\nuser u\nend e2\neventsub i {\nstart l "
      "message=n\nuser v\nend e3\n}\n}\ns -> a -> e\nk -> u -> e2\nl -> v -> e3");
  c.start();
  EXPECT_EQ(c.count_open("l"), 0u);
  send(c, "k");
  EXPECT_EQ(text(c.open()), "message k task a message l task u");
  send(c, "l");
  EXPECT_EQ(text(c.open()), "message k task a task v") << "it interrupts the one that it stands in";
  c.complete("v");
  c.complete("a");
  EXPECT_TRUE(c.ended());
}

TEST(EventSubProcess, StandsInEachIterationOfASubProcess) {
  Case c(
      "start s\nsub b each==people as=p {\nstart s2\nuser a\nend e2\neventsub h {\nstart k message=m key==p\nuser "
      "u\nend e3\n}\n}\nend e\ns2 -> a -> e2\nk -> u -> e3\ns -> b -> e");
  c.start("{people: [\"x\", \"y\"]}");
  ASSERT_EQ(c.count_open("k"), 2u);
  EXPECT_EQ(std::get<state::Subscription>(c.work_of("k", 1).detail).key, "y");
  send(c, "k", 1);
  EXPECT_EQ(c.count_open("a"), 1u);
  EXPECT_EQ(c.count_open("u"), 1u);
  c.complete("u");
  c.complete("a");
  EXPECT_TRUE(c.ended());
}

TEST(EventSubProcess, ErrorOfItsOwnGoesToTheBoundaryOfItsSubProcess) {
  Case c(
      "start s\nsub b {\nstart s2\nuser a\nend e2\neventsub h {\nstart k message=m noninterrupting\nend x "
      "error=E1\n}\n}\nboundary z on=b error=E1\nuser u\nend e\ns2 -> a -> e2\nk -> x\ns -> b -> e\nz -> u -> e");
  c.start();
  send(c, "k");
  EXPECT_EQ(text(c.open()), "task u");
  EXPECT_EQ(text(c.terminated()), "a b");
}

TEST(EventSubProcess, OfTheThrowersScopeGoesBeforeTheBoundaryAroundIt) {
  Case c(
      "start s\nsub b {\nstart s2\nend x error=E1\neventsub h {\nstart k error\nuser u\nend e3\n}\n}\nboundary z on=b "
      "error=E1\nuser v\nend e\ns2 -> x\nk -> u -> e3\ns -> b -> e\nz -> v -> e");
  c.start();
  EXPECT_EQ(text(c.open()), "task u") << "the innermost handler";
}

TEST(EventSubProcess, TerminateInItEndsOnlyIt) {
  Case c(
      "start s\nuser a\nend e\neventsub h {\nstart k message=m noninterrupting\nuser u\nend x terminate\n}\ns -> a -> "
      "e\nk -> u\nk -> x");
  c.start();
  send(c, "k");
  EXPECT_EQ(text(c.open()), "message k task a");
  EXPECT_EQ(text(c.terminated()), "u");
}

}  // namespace
}  // namespace bihuan::testing
