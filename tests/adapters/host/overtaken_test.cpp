// Rules of what becomes of a flight: who leaves it when somebody was faster, who hears that nobody knows, and that a
// key has one effect whoever flies with it.
#include <algorithm>

#include "tests/adapters/host/flight_fixture.h"

namespace bihuan::host::test {
namespace {

TEST_P(FlightTest, ARepeatOfARequestOnItsWayWaitsForItsAnswer) {
  deploy(one_user_task);
  Answer first, repeat;
  ask_once(starting("one"), "k", first);
  const auto flight = launch();
  ask_once(starting("one"), "k", repeat);
  finish();
  EXPECT_TRUE(flight->landed());
  EXPECT_TRUE(repeat.rendered.repeated);
  EXPECT_EQ(repeat.rendered.body, first.rendered.body);
  EXPECT_EQ(tasks().size(), 1u);
}

TEST_P(FlightTest, OneKeyOnTwoNodesThatBothFlyHasOneEffect) {
  deploy(one_user_task);
  for (bool first_lands_first : {true, false}) {
    const std::string key = first_lands_first ? "k-1" : "k-2";
    auto other = make_node("node-2");
    Answer first, second;
    ask_once(starting("one"), key, first);
    ask_once(starting("one"), key, second, other.get());
    const auto a = launch(), b = launch(other.get());
    ASSERT_TRUE(a && b);
    EXPECT_TRUE(first_lands_first ? land(*a) : land(*b, other.get()));
    EXPECT_TRUE(first_lands_first ? land(*b, other.get()) : land(*a)) << "nothing of it is left to fly";
    finish();
    finish(other.get());
    EXPECT_TRUE(first.answered && second.answered);
    EXPECT_NE(first.rendered.repeated, second.rendered.repeated);
    EXPECT_EQ(first.rendered.body, second.rendered.body);
  }
  EXPECT_EQ(tasks().size(), 2u);
}

TEST_P(FlightTest, AKeyThatWasLostAndDurableIsFoundByTheRetry) {
  deploy(one_user_task);
  Answer lost, retried;
  ask_once(starting("one"), "k", lost);
  const auto flight = launch();
  ASSERT_TRUE(store->commit(flight->batch()).none());
  lose(*flight);
  EXPECT_EQ(lost.failure->code, FailureCode::Unavailable);
  auto other = make_node("node-2");
  ask_once(starting("one"), "k", retried, other.get());
  finish(other.get());
  EXPECT_TRUE(retried.rendered.repeated);
  EXPECT_EQ(tasks().size(), 1u);
}

TEST_P(FlightTest, ARefusalWithAKeyIsARepeatWhenTheFirstSucceeded) {
  deploy(one_user_task);
  const Tell tell = completing(start("one").instance);
  Answer first, repeat;
  ask_once(tell, "k", first);
  finish();
  auto other = make_node("node-2");
  ask_once(tell, "k", repeat, other.get());
  finish(other.get());
  EXPECT_FALSE(first.failure);
  EXPECT_TRUE(repeat.rendered.repeated);
  EXPECT_EQ(repeat.rendered.body, first.rendered.body);
}

TEST_P(FlightTest, AConflictCostsOnlyTheCommandConcerned) {
  deploy(two_user_tasks);
  const InstanceId mine = start("two").instance, overtaken = start("two").instance, third = start("two").instance;
  auto other = make_node("node-2");
  Answer a, b, c, faster;
  ask(completing(mine), a);
  ask(completing(overtaken, "B"), b);
  ask(completing(third), c);
  const auto flight = launch();
  EXPECT_EQ(flight->batch().instances.size(), 3u);
  ask(claiming(overtaken, "A", "p-2"), faster, "p-2", other.get());
  finish(other.get());
  EXPECT_FALSE(land(*flight)) << "the others fly on";
  EXPECT_EQ(flight->batch().instances.size(), 2u);
  EXPECT_EQ(flight->batch().journal.size(), 2u);
  EXPECT_FALSE(a.answered || b.answered || c.answered);
  EXPECT_TRUE(land(*flight));
  EXPECT_TRUE(a.answered && c.answered);
  EXPECT_FALSE(b.answered);
  finish();
  EXPECT_TRUE(b.answered);
  EXPECT_FALSE(a.failure || b.failure || c.failure || faster.failure);
  EXPECT_EQ(counts().overtaken.load(), 1u);
  EXPECT_EQ(counts().partial.load(), 1u);
}

TEST_P(FlightTest, WhatIsTiedToTheOvertakenLeavesWithIt) {
  deploy(two_user_tasks);
  deploy(waits_for_go, "waits.bpmn");
  const InstanceId waiting = start("waits").instance, alone = start("two").instance;
  auto other = make_node("node-2");
  Answer cancel, sent, free;
  ask(Tell{waiting, command::CancelInstance{"over"}}, cancel);
  ask(Publish{.name = "go", .key = "K-1", .id = "m-7", .time_to_live_us = us_per_second}, sent);
  ask(completing(alone), free);
  const auto flight = launch();
  EXPECT_EQ(flight->batch().messages.size(), 1u) << "kept, since who waited is cancelled by the same flight";
  EXPECT_FALSE(act_on(*other, Tell{waiting, command::SuspendInstance{"first"}}).failure);
  EXPECT_FALSE(act_on(*other, Tell{waiting, command::ResumeInstance{}}).failure);
  EXPECT_FALSE(land(*flight));
  EXPECT_TRUE(flight->batch().messages.empty()) << "what it read will never be";
  EXPECT_TRUE(land(*flight));
  EXPECT_TRUE(free.answered);
  EXPECT_FALSE(cancel.answered || sent.answered);
  finish();
  EXPECT_FALSE(cancel.failure || sent.failure);
  EXPECT_EQ(status(waiting), state::Status::Cancelled);
}

TEST_P(FlightTest, ARefusalThatReadWhatIsOvertakenIsGivenAgain) {
  deploy(two_user_tasks);
  const InstanceId id = start("two").instance;
  auto other = make_node("node-2");
  const store::TaskRow a = task_of(id);
  Answer claim, refused;
  ask(claiming(id), claim);
  ask(Tell{id, command::ClaimTask{a.work, "p-2"}}, refused, "p-2");
  const auto flight = launch();
  EXPECT_FALSE(refused.answered) << "what it read is not durable yet";
  EXPECT_FALSE(act_on(*other, Tell{id, command::ClaimTask{a.work, "p-2"}}, "p-2").failure);
  EXPECT_TRUE(land(*flight)) << "all of it has left";
  finish();
  ASSERT_TRUE(claim.failure);
  EXPECT_NE(claim.failure->message_en.find("p-2"), std::string::npos) << "p-2 was faster";
  ASSERT_TRUE(refused.answered);
  EXPECT_TRUE(!refused.failure || refused.failure->message_en.find("p-1") == std::string::npos)
      << "p-1's claim never was";
}

TEST_P(FlightTest, ALostFlightConcernsItsOwnCallersAndInstancesAlone) {
  deploy(two_user_tasks);
  const InstanceId mine = start("two").instance, theirs = start("two").instance;
  for (bool durable : {false, true}) {
    const std::string claimed = durable ? "B" : "A", next = durable ? "A" : "B";
    Answer lost, fine, behind;
    ask(claiming(mine, claimed), lost);
    const auto first = launch();
    ask(Tell{theirs, durable ? Command(command::ResumeInstance{}) : command::SuspendInstance{"x"}}, fine);
    const auto second = launch();
    ask(claiming(mine, next, "p-2"), behind, "p-2");
    if (durable) {
      ASSERT_TRUE(store->commit(first->batch()).none());
    }
    lose(*first);
    ASSERT_TRUE(lost.failure);
    EXPECT_EQ(lost.failure->code, FailureCode::Unavailable);
    EXPECT_FALSE(fine.answered);
    EXPECT_TRUE(land(*second));
    EXPECT_FALSE(fine.failure);
    finish();
    ASSERT_TRUE(behind.answered);
    EXPECT_FALSE(behind.failure);
    EXPECT_FALSE(act(Tell{mine, command::UnclaimTask{task_of(mine, next).work, "p-2"}}, "p-2").failure);
  }
  EXPECT_EQ(task_of(mine, "A").assignee, "");
  EXPECT_EQ(task_of(mine, "B").assignee, "p-1") << "the second was durable";
  EXPECT_EQ(counts().lost.load(), 2u);
}

TEST_P(FlightTest, ThreeNodesThatAlwaysFlyTogetherComeToTheSameEndInEveryOrderOfLanding) {
  deploy(two_user_tasks);
  std::vector<std::size_t> order{0, 1, 2};
  do {
    const InstanceId id = start("two").instance;
    const store::TaskRow a = task_of(id), b = task_of(id, "B");
    std::vector<std::unique_ptr<Node>> nodes;
    for (const char* name : {"node-2", "node-3", "node-4"}) nodes.push_back(make_node(name));
    std::vector<Answer> answers(3);
    ask(Tell{id, complete(a)}, answers[0], "p-1", nodes[0].get());
    ask(Tell{id, complete(b)}, answers[1], "p-1", nodes[1].get());
    ask(Tell{id, complete(a, "p-2")}, answers[2], "p-2", nodes[2].get());
    std::vector<std::shared_ptr<Flight>> flights;
    for (const auto& one : nodes) flights.push_back(launch(one.get()));
    for (std::size_t i : order) EXPECT_TRUE(land(*flights[i], nodes[i].get()));
    for (const auto& one : nodes) finish(one.get());
    for (const Answer& answer : answers) EXPECT_TRUE(answer.answered);
    EXPECT_FALSE(answers[1].failure);
    EXPECT_NE(answers[0].failure.has_value(), answers[2].failure.has_value()) << "one of the two completed A";
    EXPECT_EQ(status(id), state::Status::Completed);
    EXPECT_EQ(store->journal(id, 1, 10).size(), 3u);
  } while (std::ranges::next_permutation(order).found);
}

}  // namespace
}  // namespace bihuan::host::test
