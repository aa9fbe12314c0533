// Rules of hosts that run by themselves: whoever asks is answered once and truly, on one node and on two that share a
// store, while flights overlap; and a host that stops answers everybody first.
#include <condition_variable>
#include <mutex>
#include <set>
#include <thread>

#include "adapters/system/clock.h"
#include "tests/adapters/host/flight_fixture.h"

namespace bihuan::host::test {
namespace {

/// Waits for one answer at a time, as a client does.
class Client {
 public:
  struct Heard {
    std::optional<FailureCode> failure;
    InstanceId instance;
    WorkId task;
    bool repeated = false;
  };

  Heard ask(Host& host, decltype(Request::what) what, const std::string& key) {
    Heard heard;
    bool done = false;
    Request request{.what = std::move(what), .actor = "p-1"};
    request.once = Once{key, "f"};
    request.render = [&heard](const Ran& ran) -> Rendered {
      heard.failure = ran.failure ? std::optional(ran.failure->code) : std::nullopt;
      heard.instance = ran.instance;
      for (const Event& event : ran.events) {
        if (const auto* created = std::get_if<event::TaskCreated>(&event)) heard.task = created->work;
      }
      return {};
    };
    request.answer = [&](const Rendered& rendered) {
      const std::lock_guard lock(mutex_);
      heard.repeated = rendered.repeated;
      done = true;
      wake_.notify_one();
    };
    host.ask(std::move(request));
    std::unique_lock lock(mutex_);
    wake_.wait(lock, [&] { return done; });
    return heard;
  }

 private:
  std::mutex mutex_;
  std::condition_variable wake_;
};

class LoopTest : public FlightTest {};

TEST_P(LoopTest, ClientsOfTwoNodesAreAllAnsweredTrulyWhileFlightsOverlap) {
  constexpr int clients = 6, rounds = 20;
  deploy(one_user_task);
  auto other = make_node("node-2");
  node->host.start();
  other->host.start();
  std::vector<std::thread> threads;
  std::mutex mutex;
  std::set<InstanceId> ended;
  for (int c = 0; c < clients; ++c) {
    threads.emplace_back([&, c] {
      Client client;
      for (int round = 0; round < rounds; ++round) {
        const std::string key = std::to_string(c) + "/" + std::to_string(round) + "/";
        Host &one = (c % 2 ? *node : *other).host, &two = (c % 2 ? *other : *node).host;
        const auto started = client.ask(one, starting("one"), key + "start");
        ASSERT_FALSE(started.failure);
        const Tell claim{started.instance, command::ClaimTask{started.task, "p-1"}};
        ASSERT_FALSE(client.ask(two, claim, key + "claim").failure);
        ASSERT_TRUE(client.ask(one, claim, key + "claim").repeated);
        const Tell completing{started.instance, command::CompleteTask{.task = started.task, .person = "p-1"}};
        ASSERT_FALSE(client.ask(one, completing, key + "complete").failure);
        const std::lock_guard lock(mutex);
        ended.insert(started.instance);
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  node->host.stop();
  other->host.stop();
  EXPECT_EQ(ended.size(), static_cast<std::size_t>(clients * rounds));
  for (InstanceId id : ended) {
    EXPECT_EQ(status(id), state::Status::Completed);
    EXPECT_EQ(store->journal(id, 1, 10).size(), 3u) << "one effect each";
  }
}

TEST_P(LoopTest, AHostThatStopsAnswersEverybodyFirst) {
  deploy(one_user_task);
  std::deque<Answer> answers;
  for (int i = 0; i < 1000; ++i) ask(starting("one"), answers.emplace_back());
  node->host.start();
  node->host.stop();
  std::set<InstanceId> made;
  for (const Answer& answer : answers) {
    ASSERT_TRUE(answer.answered);
    ASSERT_FALSE(answer.failure);
    made.insert(answer.instance);
  }
  EXPECT_EQ(made.size(), answers.size());
  EXPECT_EQ(tasks().size(), answers.size());
}

TEST_P(LoopTest, CommandsOnOneInstanceRunInTheirOrderHoweverManyFlightsThatTakes) {
  deploy(one_user_task);
  const InstanceId id = start("one").instance;
  const WorkId task = task_of(id).work;
  node->host.start();
  std::deque<Answer> answers;
  for (int i = 0; i < 301; ++i) {
    const Command claim = command::ClaimTask{task, "p-1"}, unclaim = command::UnclaimTask{task, "p-1"};
    ask(Tell{id, i % 2 ? unclaim : claim}, answers.emplace_back());
  }
  node->host.stop();
  for (const Answer& answer : answers) EXPECT_FALSE(answer.failure);
  EXPECT_EQ(task_of(id).assignee, "p-1");
}

INSTANTIATE_TEST_SUITE_P(Stores, LoopTest, ::testing::ValuesIn(store::kinds),
                         [](const auto& kind) { return std::string(kind.param); });

}  // namespace
}  // namespace bihuan::host::test
