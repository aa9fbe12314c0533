// Rules of requests that are cut short while they run, by a contradiction in the program or by a store that does not
// answer: they leave with those who share an instance with them, and everybody else flies.
#include "tests/adapters/host/flight_fixture.h"

namespace bihuan::host::test {
namespace {

/// Its second task is for whom the organisation names; a test lets that look-up go wrong.
const std::string asks_the_organisation =
    bpmn("asks", "<bpmn:startEvent id=\"s\"/>" + user_task("A") +
                     "<bpmn:userTask id=\"B\"><bpmn:extensionElements><bihuan:assignment kind=\"head\" "
                     "unit=\"=key\"/></bpmn:extensionElements></bpmn:userTask><bpmn:endEvent id=\"e\"/>" +
                     flow("f1", "s", "A") + flow("f2", "A", "B") + flow("f3", "B", "e"));

class CutShortTest : public HostTest {
 protected:
  void SetUp() override {
    store = store::open_memory([this] { return now; });
    node = std::make_unique<Node>(*store, now, "node-1", [this](const Lookup& lookup) -> std::vector<std::string> {
      if (lookup.kind != "head") return {};
      if (wrong == Wrong::Bug) throw Bug("a test's contradiction");
      if (wrong == Wrong::Away) throw store::Unavailable("away");
      return {"p-1"};
    });
    deploy(asks_the_organisation, "asks.bpmn");
    deploy(one_user_task);
  }

  void ask(decltype(Request::what) what, Answer& answer) { node->host.ask(request(std::move(what), answer)); }

  Tell telling(InstanceId id, Command command) { return {id, std::move(command)}; }

  store::TaskRow task_of(InstanceId id) { return tasks({.instance = id}).at(0); }

  enum class Wrong { Nothing, Bug, Away };
  Wrong wrong = Wrong::Nothing;
};

TEST_F(CutShortTest, ABugCostsOnlyThoseWhoShareAnInstanceWithIt) {
  const InstanceId sick = start("asks").instance, sound = start("one").instance;
  const store::TaskRow task = task_of(sick);
  Answer before, fine, broken, after;
  ask(telling(sick, command::ClaimTask{task.work, "p-1"}), before);
  ask(telling(sound, complete(task_of(sound))), fine);
  ask(telling(sick, complete(task)), broken);
  ask(Start{.process = "one", .variables = {{"key", Value("K-2")}}}, after);
  wrong = Wrong::Bug;
  const std::shared_ptr<Flight> flight = node->host.launch();
  ASSERT_TRUE(flight);
  EXPECT_EQ(broken.failure->code, FailureCode::Broken);
  EXPECT_EQ(flight->batch().instances.size(), 2u) << "the completed one and the new one";
  EXPECT_TRUE(node->host.land(*flight, store->commit(flight->batch())));
  EXPECT_FALSE(fine.failure || after.failure);
  EXPECT_FALSE(before.answered) << "it runs again, now that its instance is set aside";
  node->host.turn();
  ASSERT_TRUE(before.failure);
  EXPECT_EQ(before.failure->code, FailureCode::WrongState);
  EXPECT_EQ(task_of(sick).assignee, "") << "nothing of it was written";
  EXPECT_EQ(node->host.counts().broken.load(), 1u);
}

TEST_F(CutShortTest, AStoreThatDoesNotAnswerIsToldAtOnceToWhoNeedsItAndWhoWaits) {
  const InstanceId needs = start("asks").instance, other = start("one").instance;
  Answer fine, away, behind;
  ask(telling(other, complete(task_of(other))), fine);
  ask(telling(needs, complete(task_of(needs))), away);
  ask(Start{.process = "one", .variables = {{"key", Value("K-2")}}}, behind);
  wrong = Wrong::Away;
  const std::shared_ptr<Flight> flight = node->host.launch();
  EXPECT_EQ(away.failure->code, FailureCode::Unavailable);
  EXPECT_EQ(behind.failure->code, FailureCode::Unavailable);
  ASSERT_TRUE(flight) << "what had run before flies";
  EXPECT_TRUE(node->host.land(*flight, store->commit(flight->batch())));
  EXPECT_FALSE(fine.failure);
  wrong = Wrong::Nothing;
  EXPECT_FALSE(act(telling(needs, complete(task_of(needs)))).failure) << "nothing of the first try was left at hand";
}

TEST_F(CutShortTest, ARendererThatFindsTheStoreAwayTellsSoAndEndsNobody) {
  const InstanceId sick = start("asks").instance;
  Answer broken;
  Request asked = request(telling(sick, complete(task_of(sick))), broken);
  std::vector<FailureCode> rendered;
  asked.render = [&, inner = asked.render](const Ran& ran) {
    rendered.push_back(ran.failure->code);
    if (ran.failure->code != FailureCode::Unavailable) throw store::Unavailable("away");
    return inner(ran);
  };
  node->host.ask(std::move(asked));
  wrong = Wrong::Bug;
  EXPECT_FALSE(node->host.launch());
  EXPECT_EQ(rendered, (std::vector{FailureCode::Broken, FailureCode::Unavailable}));
  EXPECT_EQ(broken.failure->code, FailureCode::Unavailable);
}

}  // namespace
}  // namespace bihuan::host::test
