// Rules of errors, escalations and incidents (BPMN 2.0.2, 10.5.1 and 13.5.3; semantics.md).
#include "tests/engine/fixture.h"

namespace bihuan::testing {
namespace {

void start_called(Case& c) {
  c.accept(command::StartInstance{InstanceId{7}, {}, {}, {}, {}, state::Caller{InstanceId{3}, WorkId{5}}});
}

TEST(Error, GoesToTheInnermostHandlerThroughNestedSubProcesses) {
  Case c(R"(start s
sub b {
start s2
sub d {
start s3
end x error=E1
}
boundary other on=d error=E2
end e2
}
boundary hit on=b error=E1 codeVar=code
user u
end e
end l
s3 -> x
s2 -> d -> e2
other -> e2
s -> b -> e
hit -> u -> l)");
  c.start();
  EXPECT_EQ(text(c.open()), "task u");
  EXPECT_EQ(c.variable("code"), Value("E1"));
  EXPECT_EQ(text(c.terminated()), "d b");
}

TEST(Error, NamedCodeGoesBeforeCatchAll) {
  Case c(
      "start s\nsub b {\nstart s2\nend x error=E1\n}\nboundary all on=b error\nboundary one on=b error=E1\nuser "
      "u\nuser v\nend e\ns2 -> x\ns -> b -> e\nall -> v -> e\none -> u -> e");
  c.start();
  EXPECT_EQ(text(c.open()), "task u");
}

TEST(Error, GoesToTheEventSubProcessOfTheEnclosingScope) {
  Case c(
      "start s\nand g\nuser a\nend x error=E1\nend e\neventsub h {\nstart c error codeVar=code\nuser u\nend e2\n}\ns "
      "-> g\ng -> a -> e\ng -> x\nc -> u -> e2");
  c.start();
  EXPECT_EQ(text(c.open()), "task u");
  EXPECT_EQ(text(c.terminated()), "a");
  EXPECT_EQ(c.variable("code"), Value("E1"));
}

TEST(Error, ThrownInItsHandlerIsNotCaughtByThatAgain) {
  Case c("start s\nend x error=E1\neventsub h {\nstart c error\nend y error=E2\n}\ns -> x\nc -> y");
  c.start();
  EXPECT_EQ(text(c.incidents()), "error-not-caught y");
}

TEST(Error, EndsAllIterationsOfAMultiInstanceActivity) {
  Case c("start s\nservice a topic=t times=3\nboundary x on=a error=E1\nuser u\nend e\ns -> a -> e\nx -> u -> e");
  c.start();
  c.accept(command::ThrowJobError{c.work("a", 1), "w", "E1", "bad", variables("{why: 1}")});
  EXPECT_EQ(text(c.open()), "task u");
  EXPECT_EQ(text(c.terminated()), "a a a a");
  EXPECT_EQ(c.variable("why"), Value(1));
}

TEST(Error, WithoutHandlerIsAnIncidentThatNamesTheCode) {
  Case c("start s\nuser a\nend x error=E9\ns -> a -> x");
  c.start();
  c.complete("a");
  EXPECT_EQ(text(c.incidents()), "error-not-caught x");
  EXPECT_NE(c.events<event::IncidentRaised>().front().incident.message_zh.find("E9"), std::string::npos);
  c.retry("x");
  EXPECT_EQ(text(c.incidents()), "error-not-caught x");
}

TEST(Error, WithoutHandlerFailsACalledProcessToItsCaller) {
  Case c("start s\nand g\nuser a\nend x error=E9\nend e\ns -> g\ng -> a -> e\ng -> x");
  start_called(c);
  EXPECT_EQ(c.status(), state::Status::Failed);
  EXPECT_EQ(c.events<event::InstanceFailed>().front().code, "E9");
}

const char* const climbing = R"(start s
sub b {
start s2
throw t escalation=hard
user after
end e2
}
boundary up on=b escalation=hard noninterrupting
user u
end e
s2 -> t -> after -> e2
s -> b -> e
up -> u -> e)";

TEST(Escalation, NonInterruptingHandlerRunsBesideTheThrower) {
  Case c(climbing);
  c.start();
  EXPECT_EQ(text(c.open()), "task u task after");
}

TEST(Escalation, InterruptingHandlerEndsTheThrower) {
  std::string process = climbing;
  process.erase(process.find(" noninterrupting"), 16);
  Case c(process);
  c.start();
  EXPECT_EQ(text(c.open()), "task u");
  EXPECT_EQ(text(c.terminated()), "t b");
}

TEST(Escalation, WithoutHandlerIsRecordedAndTheThrowerGoesOn) {
  Case c("start s\nthrow t escalation=hard\nend e escalation=more\ns -> t -> e");
  start_called(c);
  EXPECT_TRUE(c.ended());
  const auto thrown = c.events<event::EscalationThrown>();
  ASSERT_EQ(thrown.size(), 2u);
  EXPECT_FALSE(thrown[0].caught);
  EXPECT_TRUE(thrown[0].to_caller);
}

TEST(Incident, OfAnInputLeavesNothingHalfDone) {
  Case c("start s\nuser a in.first==1 in.second==n+1\nboundary t on=a timer=PT1H\nend e\ns -> a -> e\nt -> e");
  c.start("{n: \"x\"}");
  EXPECT_EQ(text(c.incidents()), "expression-failed a");
  EXPECT_TRUE(c.open().empty());
  c.accept(command::SetVariables{{}, variables("{n: 1}")});
  c.retry("a");
  EXPECT_EQ(text(c.open()), "task a timer t");
}

TEST(Incident, OfAnOutputKeepsWhatWasDelivered) {
  Case c("start s\nuser a out.total==x+n\nend e\ns -> a -> e");
  c.start("{n: \"no number\"}");
  c.complete("a", "{x: 2}");
  EXPECT_EQ(text(c.incidents()), "expression-failed a");
  EXPECT_EQ(c.events<event::TaskCompleted>().size(), 1u);
  c.accept(command::SetVariables{{}, variables("{n: 1}")});
  c.retry("a");
  EXPECT_EQ(c.variable("total"), Value(3));
  EXPECT_TRUE(c.ended());
}

TEST(Incident, OfACallRetriedEntersAsForTheFirstTime) {
  Case c("start s\ncall k process=child in.x==n\nboundary t on=k timer=PT1H\nend e\ns -> k -> e\nt -> e");
  c.start("{n: 1}");
  c.accept(command::FailCall{c.work("k"), false, {}, "gone"});
  EXPECT_EQ(text(c.open()), "timer t");
  c.accept(command::SetVariables{{}, variables("{n: 2}")});
  c.retry("k");
  EXPECT_EQ(text(c.open()), "call k timer t");
  EXPECT_EQ(c.events<event::CallStarted>().back().inputs, variables("{x: 2}"));
}

TEST(Incident, EndsWithItsToken) {
  Case c("start s\nuser a out.y==1+n\nboundary t on=a timer=PT1H\nend e\ns -> a -> e\nt -> e");
  c.start("{n: \"x\"}");
  c.complete("a");
  EXPECT_EQ(text(c.incidents()), "expression-failed a");
  c.fire("t");
  EXPECT_TRUE(c.ended());
  EXPECT_EQ(c.events<event::IncidentResolved>().size(), 1u);
}

TEST(StepLimit, LeavesTheStateAsItWasButForAnIncident) {
  Case c("start s\nuser a\nxor x\ntask b\nend e\ns -> a -> x\nx -> b if loop\nx -> e default\nb -> x");
  c.start("{loop: true}");
  c.accept(command::CompleteTask{c.work("a"), {}, {}, {}, {}, {}});
  EXPECT_EQ(text(c.incidents()), "step-limit a");
  EXPECT_EQ(text(c.open()), "task a");
  c.refused(command::CompleteTask{c.work("a"), {}, {}, {}, {}, {}}, RejectionCode::WrongState);
  c.accept(command::SetVariables{{}, variables("{loop: false}")});
  c.retry("a");
  c.complete("a");
  EXPECT_TRUE(c.ended());
}

TEST(StepLimit, AtTheStartMakesTheInstanceWithAnIncident) {
  Case c("start s\nxor x\ntask b\nend e\ns -> x\nx -> b if loop\nx -> e default\nb -> x");
  c.start("{loop: true}");
  EXPECT_EQ(text(c.incidents()), "step-limit ");
  c.accept(command::SetVariables{{}, variables("{loop: false}")});
  c.accept(command::RetryIncident{c.state.scope(ScopeId{1})->incidents.front().id, 1});
  EXPECT_TRUE(c.ended());
}

TEST(StepLimit, OfATimerIsTakenAgainByRetry) {
  Case c("start s\ncatch t timer=PT1H\nxor x\ntask b\nend e\ns -> t -> x\nx -> b if loop\nx -> e default\nb -> x");
  c.start("{loop: true}");
  c.fire("t");
  EXPECT_EQ(text(c.incidents()), "step-limit t");
  c.refused(command::FireTimer{c.work("t")}, RejectionCode::WrongState);
  c.retry("t");
  EXPECT_EQ(text(c.incidents()), "step-limit t");
  c.accept(command::SetVariables{{}, variables("{loop: false}")});
  c.retry("t");
  EXPECT_TRUE(c.ended());
}

}  // namespace
}  // namespace bihuan::testing
