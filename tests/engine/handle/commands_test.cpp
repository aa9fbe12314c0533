// Rules of commands: who may complete a task, jobs and their retries, suspension, cancellation, look-ups.
#include "tests/engine/fixture.h"

namespace bihuan::testing {
namespace {

const char* const shared =
    "start s\nuser a candidates==people outcomes=\"yes,no\" opinion=required attachments=1\nend e\ns -> a -> e";
const char* const people = "{people: [\"ann\", \"bob\"]}";

command::CompleteTask act(const Case& c, const std::string& person) {
  return {c.work("a"), person, "yes", "fine", {}, {event::Attachment{"1", "photo.jpg"}}};
}

TEST(CompleteTask, IsForTheAssigneeOrACandidateOfAFreeTask) {
  Case c(shared);
  c.start(people);
  c.refused(act(c, "cid"), RejectionCode::NotAllowed);
  c.accept(act(c, "bob"));
  EXPECT_EQ(c.events<event::TaskCompleted>().front().by, "bob");
}

TEST(CompleteTask, OfATaskThatAnotherClaimedNamesWho) {
  Case c(shared);
  c.start(people);
  c.accept(command::ClaimTask{c.work("a"), "ann"});
  const Rejection r = c.refused(act(c, "bob"), RejectionCode::WrongState);
  EXPECT_NE(r.message_zh.find("ann"), std::string::npos);
}

TEST(CompleteTask, NamesEveryFaultOfItsInput) {
  Case c(shared);
  c.start(people);
  const Rejection r =
      c.refused(command::CompleteTask{c.work("a"), "ann", "perhaps", {}, {}, {}}, RejectionCode::InvalidInput);
  ASSERT_EQ(r.faults.size(), 3u);
  EXPECT_EQ(r.faults[0].pointer, "/outcome");
  EXPECT_EQ(r.faults[1].pointer, "/opinion");
  EXPECT_EQ(r.faults[2].pointer, "/attachments");
}

TEST(CompleteTask, OfNoSuchTaskIsNotFound) {
  Case c(shared);
  c.start(people);
  c.refused(command::CompleteTask{WorkId{999}, "ann", "yes", {}, {}, {}}, RejectionCode::NotFound);
}

TEST(ClaimTask, IsForOneCandidateAtATime) {
  Case c(shared);
  c.start(people);
  const WorkId task = c.work("a");
  c.refused(command::ClaimTask{task, "cid"}, RejectionCode::NotAllowed);
  c.accept(command::ClaimTask{task, "ann"});
  c.refused(command::ClaimTask{task, "bob"}, RejectionCode::WrongState);
  c.refused(command::UnclaimTask{task, "bob"}, RejectionCode::NotAllowed);
  c.accept(command::UnclaimTask{task, "ann"});
  c.accept(command::ClaimTask{task, "bob"});
  c.accept(command::TransferTask{task, "dan", "on leave"});
  c.accept(act(c, "dan"));
  EXPECT_TRUE(c.ended());
}

TEST(Assignment, AsksTheOrganisationAndRunsAgainWithItsAnswer) {
  Case c(
      "start s\nand g\nuser a role=checker unit==unit\nuser b role=grader unit==unit\nend e\ns -> g\ng -> a -> e\ng -> "
      "b -> e");
  const command::StartInstance start{InstanceId{1}, {}, {}, {}, variables("{unit: \"c-03\"}"), {}};
  const Result first = c.run(start);
  ASSERT_FALSE(first.has_value());
  const std::vector<Lookup> needs = std::get<Needs>(first.error()).lookups;
  ASSERT_EQ(needs.size(), 2u) << "all questions at once";
  EXPECT_EQ(needs[0], (Lookup{"role", {{"role", "checker"}, {"unit", "c-03"}}}));
  c.answers[needs[0]] = {"ann"};
  c.answers[needs[1]] = {"bob", "cid", "bob"};
  c.accept(start);
  EXPECT_EQ(std::get<state::Task>(c.work_of("a").detail).assignee, "ann");
  const state::Task& b = std::get<state::Task>(c.work_of("b").detail);
  EXPECT_TRUE(b.assignee.empty());
  EXPECT_EQ(b.candidates, (std::vector<std::string>{"bob", "cid"}));
  EXPECT_EQ(b.rule, "role role=grader unit=c-03");
}

TEST(Assignment, EmptyAnswerFollowsItsRule) {
  Case c("start s\nuser a role=checker unit=c-03 whenEmpty=head\nend e\ns -> a -> e");
  c.answers[{"role", {{"role", "checker"}, {"unit", "c-03"}}}] = {};
  c.answers[{"head", {{"unit", "c-03"}}}] = {"boss"};
  c.start();
  EXPECT_EQ(std::get<state::Task>(c.work_of("a").detail).assignee, "boss");
}

TEST(Assignment, WithNobodyIsAnIncidentUntilSomebodyIsFound) {
  Case c("start s\nuser a role=checker unit=c-03\nend e\ns -> a -> e");
  const Lookup lookup{"role", {{"role", "checker"}, {"unit", "c-03"}}};
  c.answers[lookup] = {};
  c.start();
  EXPECT_EQ(text(c.incidents()), "nobody-found a");
  c.answers[lookup] = {"ann"};
  c.retry("a");
  EXPECT_EQ(text(c.open()), "task a");
}

TEST(Assignment, WhoIsGoneGetsNothingWhicheverRuleNamesThem) {
  Case c("start s\nuser a candidates==people\nuser b whoDid=a\nend e\ns -> a -> b -> e");
  c.start(people);
  c.accept(command::CompleteTask{c.work("a"), "bob", {}, {}, {}, {}});
  EXPECT_EQ(std::get<state::Task>(c.work_of("b").detail).assignee, "bob");
  Case d("start s\nuser a candidates==people\nend e\ns -> a -> e");
  d.context.gone = [](std::string_view person) { return person == "bob"; };
  d.start(people);
  for (const std::string& candidate : std::get<state::Task>(d.work_of("a").detail).candidates)
    EXPECT_NE(candidate, "bob");
}

TEST(Assignment, WhenWhoDidTheStepIsGoneTheRuleForNobodyAsksTheHeadOfTheNamedUnit) {
  Case c("start s\nuser a candidates==people\nuser b whoDid=a unit=c-03 whenEmpty=head\nend e\ns -> a -> b -> e");
  c.start(people);
  c.context.gone = [](std::string_view person) { return person == "bob"; };
  c.answers[{"head", {{"unit", "c-03"}}}] = {"boss"};
  c.accept(command::CompleteTask{c.work("a"), "bob", {}, {}, {}, {}});
  const state::Task& task = std::get<state::Task>(c.work_of("b").detail);
  EXPECT_EQ(task.assignee, "boss");
  EXPECT_EQ(task.rule, "who-did step=a unit=c-03 -> head");
}

TEST(Assignment, WhenNobodyIsFoundAnAdministratorIsAskedWhereTheRuleSaysSo) {
  Case c("start s\nuser a role=checker unit=c-03 whenEmpty=administrator\nend e\ns -> a -> e");
  c.answers[{"role", {{"role", "checker"}, {"unit", "c-03"}}}] = {};
  c.answers[{"administrator", {}}] = {"root"};
  c.start();
  EXPECT_EQ(std::get<state::Task>(c.work_of("a").detail).assignee, "root");
}

TEST(Assignment, KnowsWhoDidAStepAndWhoStarted) {
  Case c("start s\nuser a candidates==people\nuser b whoDid=a\nuser d initiator\nend e\ns -> a -> b -> d -> e");
  c.start(people);
  c.accept(command::CompleteTask{c.work("a"), "bob", {}, {}, {}, {}});
  EXPECT_EQ(std::get<state::Task>(c.work_of("b").detail).assignee, "bob");
  c.complete("b");
  EXPECT_EQ(std::get<state::Task>(c.work_of("d").detail).assignee, "ann");
}

TEST(FailJob, WaitsTwiceAsLongEachTimeThenIsAnIncident) {
  Case c("start s\nservice a topic=t retries=3 backoff=PT10S\nend e\ns -> a -> e");
  c.start();
  const auto due_in = [&] {
    return (std::get<state::Job>(c.work_of("a").detail).due.us - c.context.now.us) / us_per_second;
  };
  c.accept(command::FailJob{c.work("a"), "w", "no network", -1, -1});
  EXPECT_EQ(due_in(), 10);
  c.accept(command::FailJob{c.work("a"), "w", "no network", -1, -1});
  EXPECT_EQ(due_in(), 20);
  c.accept(command::FailJob{c.work("a"), "w", "no network", -1, -1});
  EXPECT_EQ(text(c.incidents()), "job-failed a");
  c.retry("a");
  EXPECT_TRUE(c.incidents().empty());
  EXPECT_EQ(std::get<state::Job>(c.work_of("a").detail).retries, 3);
  c.done("a");
  EXPECT_TRUE(c.ended());
}

TEST(FailJob, LateSuccessOfAFailedJobResolvesItsIncident) {
  Case c("start s\nservice a topic=t in.x==1 out.y==x\nend e\ns -> a -> e");
  c.start();
  c.accept(command::FailJob{c.work("a"), "w", "broken", 0, -1});
  EXPECT_EQ(text(c.incidents()), "job-failed a");
  c.done("a");
  EXPECT_TRUE(c.ended());
  EXPECT_EQ(c.variable("y"), Value(1)) << "its inputs are still there";
}

TEST(ThrowJobError, WithoutHandlerIsAnIncidentAndRetryMakesANewJob) {
  Case c("start s\nservice a topic=t\nend e\ns -> a -> e");
  c.start();
  c.accept(command::ThrowJobError{c.work("a"), "w", "E1", "bad", {}});
  EXPECT_EQ(text(c.incidents()), "error-not-caught a");
  EXPECT_TRUE(c.open().empty());
  c.retry("a");
  EXPECT_EQ(text(c.open()), "job a");
}

TEST(Suspended, RefusesAllButResumeCancelAndClaims) {
  Case c("start s\nuser a candidates==people\nboundary t on=a timer=PT1H\nend e\ns -> a -> e\nt -> e");
  c.start(people);
  c.accept(command::SuspendInstance{"check"});
  c.refused(command::SuspendInstance{"again"}, RejectionCode::WrongState);
  c.refused(command::CompleteTask{c.work("a"), {}, {}, {}, {}, {}}, RejectionCode::WrongState);
  c.accept(command::ClaimTask{c.work("a"), "ann"});
  c.advance(7200);
  c.refused(command::FireTimer{c.work("t")}, RejectionCode::WrongState);
  c.accept(command::ResumeInstance{});
  c.accept(command::FireTimer{c.work("t")});
  EXPECT_TRUE(c.ended());
}

TEST(CancelInstance, EndsEverythingAndNothingIsAcceptedAfterwards) {
  Case c("start s\nand g\nuser a\ncall k process=child\nend e\ns -> g\ng -> a -> e\ng -> k -> e");
  c.start();
  const WorkId task = c.work("a");
  c.accept(command::CancelInstance{"mistake"});
  EXPECT_EQ(c.status(), state::Status::Cancelled);
  EXPECT_EQ(c.events<event::WorkCancelled>().size(), 2u);
  c.refused(command::CancelInstance{"again"}, RejectionCode::WrongState);
  c.refused(command::SetVariables{{}, {}}, RejectionCode::WrongState);
  c.refused(command::CompleteTask{task, {}, {}, {}, {}, {}}, RejectionCode::NotFound);
}

TEST(Instance, IsStartedOnce) {
  Case c("start s\nuser a\nend e\ns -> a -> e");
  c.refused(command::CancelInstance{}, RejectionCode::NotFound);
  c.start();
  c.refused(command::StartInstance{InstanceId{42}, {}, {}, {}, {}, {}}, RejectionCode::AlreadyDone);
}

}  // namespace
}  // namespace bihuan::testing
