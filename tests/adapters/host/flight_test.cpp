// Rules of flights: nobody hears before all is durable, and whoever needs what is on its way waits for it.
#include "tests/adapters/host/flight_fixture.h"

namespace bihuan::host::test {
namespace {

TEST_P(FlightTest, NobodyIsAnsweredBeforeItsFlightHasLanded) {
  deploy(one_user_task);
  Answer answer;
  ask(starting("one"), answer);
  const auto flight = launch();
  ASSERT_TRUE(flight);
  EXPECT_FALSE(answer.answered);
  EXPECT_TRUE(store->instance_ids({}, 10).empty());
  EXPECT_TRUE(land(*flight));
  EXPECT_TRUE(answer.answered);
  EXPECT_FALSE(answer.failure);
  EXPECT_EQ(node->host.flights(), 0u);
}

TEST_P(FlightTest, TwoFlightsLandInEitherOrder) {
  deploy(one_user_task);
  for (bool first_lands_first : {true, false}) {
    Answer a, b;
    ask(starting("one"), a);
    const auto first = launch();
    ask(starting("one"), b);
    const auto second = launch();
    ASSERT_TRUE(first && second);
    EXPECT_EQ(node->host.flights(), 2u);
    EXPECT_TRUE(land(first_lands_first ? *first : *second));
    EXPECT_NE(a.answered, b.answered);
    EXPECT_TRUE(land(first_lands_first ? *second : *first));
    EXPECT_TRUE(a.answered && b.answered);
    EXPECT_EQ(status(a.instance), state::Status::Active);
    EXPECT_EQ(status(b.instance), state::Status::Active);
  }
  EXPECT_EQ(counts().waits.load(), 0u);
}

TEST_P(FlightTest, CommandsForAnInstanceOnItsWayWaitForItAndRunInTheirOrder) {
  deploy(one_user_task);
  const InstanceId id = start("one").instance, other = start("one").instance;
  Answer claim, unclaim, again, elsewhere;
  const WorkId task = task_of(id).work;
  ask(claiming(id), claim);
  const auto flight = launch();
  ask(Tell{id, command::UnclaimTask{task, "p-1"}}, unclaim);
  ask(Tell{id, command::ClaimTask{task, "p-2"}}, again, "p-2");
  ask(claiming(other), elsewhere);
  const auto second = launch();
  ASSERT_TRUE(second);
  ASSERT_EQ(second->batch().instances.size(), 1u) << "only the instance that nobody holds";
  EXPECT_EQ(second->batch().instances[0].row.id, other);
  EXPECT_FALSE(launch()) << "the two that wait are not run";
  EXPECT_TRUE(land(*second));
  EXPECT_TRUE(land(*flight));
  const auto third = launch();
  ASSERT_TRUE(third);
  EXPECT_EQ(third->batch().journal.size(), 2u);
  EXPECT_TRUE(land(*third));
  EXPECT_FALSE(claim.failure || unclaim.failure || again.failure || elsewhere.failure);
  EXPECT_EQ(task_of(id).assignee, "p-2");
  EXPECT_EQ(counts().waits.load(), 0u);
}

TEST_P(FlightTest, AStartIsKnownToNobodyBeforeItHasLanded) {
  deploy(one_user_task);
  Answer begun, tell;
  ask(starting("one"), begun);
  const auto flight = launch();
  ask(Tell{flight->batch().instances.at(0).row.id, command::CancelInstance{"early"}}, tell);
  EXPECT_FALSE(launch());
  lose(*flight);
  EXPECT_EQ(begun.failure->code, FailureCode::Unavailable);
  finish();
  ASSERT_TRUE(tell.failure);
  EXPECT_EQ(tell.failure->code, FailureCode::NotFound) << "it never came to be";
}

TEST_P(FlightTest, ACalledInstanceThatEndsWaitsForItsCallerOnItsWay) {
  deploy(one_user_task);
  deploy(bpmn("calls",
              "<bpmn:startEvent id=\"s\"/><bpmn:callActivity id=\"C\" calledElement=\"one\"><bpmn:extensionElements>"
              "<bihuan:call propagateInputs=\"true\"/></bpmn:extensionElements></bpmn:callActivity>"
              "<bpmn:endEvent id=\"e\"/>" +
                  flow("f1", "s", "C") + flow("f2", "C", "e")),
         "calls.bpmn");
  const InstanceId caller = start("calls").instance;
  const InstanceId child = tasks().at(0).instance;
  Answer told, done;
  ask(Tell{caller, command::SetVariables{.scope = ScopeId{1}, .variables = {{"note", Value("x")}}}}, told);
  const auto flight = launch();
  ASSERT_TRUE(flight);
  std::vector<Flight*> waited;
  node->host.on_wait([&](Flight& on_its_way) {
    waited.push_back(&on_its_way);
    EXPECT_TRUE(land(on_its_way));
  });
  ask(completing(child), done);
  const auto second = launch();
  EXPECT_EQ(waited, std::vector<Flight*>{flight.get()});
  ASSERT_TRUE(second);
  EXPECT_TRUE(land(*second));
  EXPECT_FALSE(told.failure || done.failure);
  EXPECT_EQ(status(caller), state::Status::Completed);
  EXPECT_EQ(counts().waits.load(), 1u);
}

TEST_P(FlightTest, AMessageWaitsForASubscriptionOnItsWay) {
  deploy(waits_for_go);
  Answer started, sent;
  ask(starting("waits", "K-9"), started);
  const auto flight = launch();
  ask(Publish{.name = "go", .key = "K-9"}, sent);
  finish();
  EXPECT_TRUE(flight->landed()) << "the host lands it itself where nobody else does";
  EXPECT_EQ(sent.reached, 1u);
  EXPECT_EQ(status(started.instance), state::Status::Completed);
}

TEST_P(FlightTest, AMessageWithAnotherKeyWaitsForNobody) {
  deploy(waits_for_go);
  Answer started, sent;
  ask(starting("waits", "K-9"), started);
  const auto flight = launch();
  ask(Publish{.name = "go", .key = "K-8", .time_to_live_us = us_per_second}, sent);
  finish();
  EXPECT_FALSE(flight->landed());
  EXPECT_TRUE(sent.kept);
  EXPECT_TRUE(land(*flight));
  EXPECT_EQ(counts().waits.load(), 0u);
}

TEST_P(FlightTest, ASubscriptionWaitsForAKeptMessageOnItsWay) {
  deploy(waits_for_go);
  Answer sent, started;
  ask(Publish{.name = "go", .key = "K-1", .id = "m-1", .time_to_live_us = us_per_second}, sent);
  const auto flight = launch();
  ask(starting("waits"), started);
  finish();
  EXPECT_TRUE(flight->landed());
  EXPECT_TRUE(sent.kept);
  EXPECT_EQ(status(started.instance), state::Status::Completed);
}

TEST_P(FlightTest, AKeptMessageOnItsWayToOneIsNotGivenToAnother) {
  deploy(waits_for_go);
  act(Publish{.name = "go", .key = "K-1", .id = "m-1", .time_to_live_us = us_per_second});
  Answer first, second;
  ask(starting("waits"), first);
  const auto flight = launch();
  ask(starting("waits"), second);
  finish();
  EXPECT_TRUE(flight->landed());
  EXPECT_EQ(status(first.instance), state::Status::Completed);
  EXPECT_EQ(status(second.instance), state::Status::Active);
  EXPECT_EQ(counts().conflicts.load(), 0u) << "found out before the commit, not by it";
}

TEST_P(FlightTest, ASignalWaitsForThoseWhoBeginToWait) {
  deploy(bpmn("catches",
              "<bpmn:startEvent id=\"s\"/><bpmn:intermediateCatchEvent id=\"W\"><bpmn:signalEventDefinition "
              "signalRef=\"g\"/></bpmn:intermediateCatchEvent><bpmn:endEvent id=\"e\"/>" +
                  flow("f1", "s", "W") + flow("f2", "W", "e"),
              flight_globals));
  Answer started, sent;
  ask(starting("catches"), started);
  const auto flight = launch();
  ask(Broadcast{"all", {}}, sent);
  finish();
  EXPECT_EQ(sent.reached, 1u);
  EXPECT_EQ(status(started.instance), state::Status::Completed);
}

TEST_P(FlightTest, TheSameMessageIdTwiceInOneFlightHasOneEffect) {
  deploy(waits_for_go);
  const Publish message{.name = "go", .key = "K-1", .id = "m-1", .time_to_live_us = us_per_second};
  Answer first, second;
  ask(message, first);
  ask(message, second);
  finish();
  EXPECT_TRUE(first.kept && second.kept);
  EXPECT_EQ(store->messages_waiting("go", "K-1").size(), 1u);
  EXPECT_EQ(status(start("waits").instance), state::Status::Completed);
}

TEST_P(FlightTest, ARefusalAloneIsAnsweredWithoutACommit) {
  deploy(one_user_task);
  const InstanceId id = start("one").instance;
  Answer refused, fine;
  ask(Tell{id, command::CompleteTask{.task = WorkId{999}, .person = "p-1"}}, refused);
  ask(starting("one"), fine);
  const auto flight = launch();
  EXPECT_TRUE(refused.answered);
  EXPECT_FALSE(fine.answered);
  EXPECT_TRUE(land(*flight));
}

TEST_P(FlightTest, ARefusalIsNotGivenOnAnInstanceThatAnotherNodeHasChanged) {
  deploy(one_user_task);
  const InstanceId id = start("one").instance;
  const WorkId task = task_of(id).work;
  auto other = make_node("node-2");
  EXPECT_FALSE(act(Tell{id, command::ClaimTask{task, "p-1"}}).failure);
  EXPECT_TRUE(act_on(*other, Tell{id, command::ClaimTask{task, "p-2"}}, "p-2").failure) << "rightly: p-1 has it";
  EXPECT_FALSE(act(Tell{id, command::UnclaimTask{task, "p-1"}}).failure);
  EXPECT_FALSE(act_on(*other, Tell{id, command::CompleteTask{.task = task, .person = "p-2"}}, "p-2").failure);
}

TEST_P(FlightTest, BackgroundWorkNeverFillsAFlight) {
  deploy(one_user_task);
  std::deque<Answer> answers;
  for (int i = 0; i < 300; ++i) {
    Request asked = request(starting("one"), answers.emplace_back());
    asked.in_background = true;
    node->host.ask(std::move(asked));
  }
  const auto first = launch();
  EXPECT_EQ(first->batch().instances.size(), 128u) << "half of a batch";
  Answer person;
  ask(starting("one"), person);
  const auto second = launch();
  EXPECT_EQ(second->batch().instances.size(), 1u + 32u) << "and an eighth beside a person";
  EXPECT_TRUE(land(*second));
  EXPECT_TRUE(person.answered);
  EXPECT_TRUE(land(*first));
  finish();
}

TEST_P(FlightTest, ALockOutlivesCommandsOnOtherWorkOfItsScope) {
  deploy(bpmn("both", "<bpmn:startEvent id=\"s\"/><bpmn:parallelGateway id=\"g\"/>" + user_task("A") +
                          "<bpmn:serviceTask id=\"P\"><bpmn:extensionElements><bihuan:job topic=\"pay\"/>"
                          "</bpmn:extensionElements></bpmn:serviceTask><bpmn:parallelGateway id=\"j\"/>"
                          "<bpmn:endEvent id=\"e\"/>" +
                          flow("f1", "s", "g") + flow("f2", "g", "A") + flow("f3", "g", "P") + flow("f4", "A", "j") +
                          flow("f5", "P", "j") + flow("f6", "j", "e")));
  const InstanceId id = start("both").instance;
  const store::LeaseRequest worker{.kind = store::JobKind::External, .topics = {"pay"}, .owner = "w-1"};
  const auto taken = store->lease_jobs(worker);
  ASSERT_EQ(taken.size(), 1u);
  EXPECT_FALSE(act(claiming(id)).failure);
  EXPECT_EQ(store->job(id, taken[0].work)->lock_owner, "w-1");
  EXPECT_FALSE(act(Tell{id, command::CompleteJob{taken[0].work, "w-1", {}}}).failure);
}

INSTANTIATE_TEST_SUITE_P(Stores, FlightTest, ::testing::ValuesIn(store::kinds),
                         [](const auto& kind) { return std::string(kind.param); });

}  // namespace
}  // namespace bihuan::host::test
