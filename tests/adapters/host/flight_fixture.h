// Nodes whose flights a test launches, commits and lands by hand, in whatever order it likes, on each kind of store.
#pragma once

#include <deque>

#include "tests/adapters/host/fixture.h"
#include "tests/adapters/store/stores.h"

namespace bihuan::host::test {

inline const std::string flight_globals = "<bpmn:message id=\"m\" name=\"go\"/><bpmn:signal id=\"g\" name=\"all\"/>";

inline const std::string one_user_task =
    bpmn("one", "<bpmn:startEvent id=\"s\"/>" + user_task("A") + "<bpmn:endEvent id=\"e\"/>" + flow("f1", "s", "A") +
                    flow("f2", "A", "e"));

inline const std::string two_user_tasks =
    bpmn("two", "<bpmn:startEvent id=\"s\"/><bpmn:parallelGateway id=\"g\"/>" + user_task("A") + user_task("B") +
                    "<bpmn:parallelGateway id=\"j\"/><bpmn:endEvent id=\"e\"/>" + flow("f1", "s", "g") +
                    flow("f2", "g", "A") + flow("f3", "g", "B") + flow("f4", "A", "j") + flow("f5", "B", "j") +
                    flow("f6", "j", "e"));

inline const std::string waits_for_go = bpmn(
    "waits",
    "<bpmn:startEvent id=\"s\"/><bpmn:intermediateCatchEvent id=\"W\"><bpmn:extensionElements>"
    "<bihuan:message correlationKey=\"=key\"/></bpmn:extensionElements><bpmn:messageEventDefinition messageRef=\"m\"/>"
    "</bpmn:intermediateCatchEvent><bpmn:endEvent id=\"e\"/>" +
        flow("f1", "s", "W") + flow("f2", "W", "e"),
    flight_globals);

class FlightTest : public HostTest, public ::testing::WithParamInterface<const char*> {
 protected:
  void SetUp() override {
    if (std::string(GetParam()) == "postgresql" && store::server_url().empty()) {
      GTEST_SKIP() << "BIHUAN_TEST_POSTGRESQL is not set: run under tests/with_postgresql";
    }
    place = std::make_unique<store::Home>(GetParam());
    place->clock = now;
    store = place->open();
    ASSERT_TRUE(store);
    now = store->now();
    node = make_node("node-1");
  }
  void TearDown() override {
    if (!store) return;
    HostTest::TearDown();
    node.reset();
    store.reset();
  }

  /// Queued, not run. The answer must outlive its request.
  void ask(decltype(Request::what) what, Answer& answer, const std::string& actor = "p-1", Node* at = nullptr) {
    host(at).ask(request(std::move(what), answer, actor));
  }

  void ask_once(decltype(Request::what) what, const std::string& key, Answer& answer, Node* at = nullptr) {
    Request asked = request(std::move(what), answer);
    asked.once = Once{key, "f"};
    host(at).ask(std::move(asked));
  }

  std::shared_ptr<Flight> launch(Node* at = nullptr) { return host(at).launch(); }

  /// Commits what the flight carries and lands it; true when all of it has landed.
  bool land(Flight& flight, Node* at = nullptr) { return host(at).land(flight, store->commit(flight.batch())); }

  void lose(Flight& flight, Node* at = nullptr) {
    EXPECT_TRUE(host(at).land(flight, std::unexpected(store::Unavailable("away"))));
  }

  void finish(Node* at = nullptr) {
    while (host(at).turn()) {
    }
  }

  static Start starting(const std::string& process, const std::string& key = "K-1") {
    return Start{.process = process, .variables = {{"key", Value(key)}}};
  }

  store::TaskRow task_of(InstanceId id, const std::string& element = "A") {
    return tasks({.element = element, .instance = id}).at(0);
  }

  Tell completing(InstanceId id, const std::string& element = "A", const std::string& person = "p-1") {
    return Tell{id, complete(task_of(id, element), person)};
  }

  Tell claiming(InstanceId id, const std::string& element = "A", const std::string& person = "p-1") {
    return Tell{id, command::ClaimTask{task_of(id, element).work, person}};
  }

  const HostCounts& counts() { return node->host.counts(); }

  std::unique_ptr<store::Home> place;

 private:
  Host& host(Node* at) { return (at ? *at : *node).host; }
};

}  // namespace bihuan::host::test
