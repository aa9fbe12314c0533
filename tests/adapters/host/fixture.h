// A node on a store in memory with a clock that the test moves, stepped by hand. Each test ends with the proof of the
// record of every instance (TearDown).
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "adapters/codec/records.h"
#include "adapters/host/audit.h"
#include "adapters/host/deployer.h"
#include "adapters/host/host.h"
#include "adapters/system/clock.h"

namespace bihuan::host::test {

/// The head and foot of a BPMN file around one process' content.
inline std::string bpmn(const std::string& process, const std::string& content, const std::string& globals = "",
                        const std::string& business_key = "=key") {
  return R"(<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:bihuan="urn:bihuan:bpmn:1"
  targetNamespace="test" id="d">)" +
         globals + "<bpmn:process id=\"" + process + "\" isExecutable=\"true\" bihuan:businessKey=\"" + business_key +
         "\">" + content + "</bpmn:process></bpmn:definitions>";
}

inline std::string flow(const std::string& id, const std::string& from, const std::string& to) {
  return "<bpmn:sequenceFlow id=\"" + id + "\" sourceRef=\"" + from + "\" targetRef=\"" + to + "\"/>";
}

inline std::string user_task(const std::string& id, const std::string& people = R"(=["p-1", "p-2"])") {
  std::string quoted;
  for (char c : people) c == '"' ? quoted += "&quot;" : quoted += c;
  return "<bpmn:userTask id=\"" + id + "\"><bpmn:extensionElements><bihuan:assignment kind=\"candidates\" people=\"" +
         quoted + "\"/></bpmn:extensionElements></bpmn:userTask>";
}

inline std::vector<std::string> nobody(const Lookup&) {
  return {};
}

struct Node {
  Node(store::Store& store, Instant& now, std::string name, Directory directory = nobody, RunScript run = {})
      : catalogue(store),
        deployer(store, catalogue, &system::zones()),
        host({.node = std::move(name), .run_script = std::move(run)}, store, catalogue, std::move(directory),
             &system::zones(), [&now] { return now; }) {}
  Catalogue catalogue;
  Deployer deployer;
  Host host;
};

class HostTest : public ::testing::Test {
 protected:
  void SetUp() override {
    store = store::open_memory([this] { return now; }), node = make_node("node-1");
  }
  void TearDown() override {
    for (const Finding& finding : verify_all(*store).findings) ADD_FAILURE() << finding.message_en;
  }

  std::unique_ptr<Node> make_node(std::string name) { return std::make_unique<Node>(*store, now, std::move(name)); }

  void deploy(const std::string& text, const std::string& name = "test.bpmn") {
    const auto deployed = node->deployer.deploy({.name = "test", .by = "test", .files = {{name, "", text}}});
    if (deployed) return;
    for (const auto& diagnostic : deployed.error().diagnostics) ADD_FAILURE() << diagnostic.message_en;
  }

  struct Answer {
    std::optional<Failure> failure;
    InstanceId instance;
    std::size_t reached = 0;
    bool kept = false;
    Rendered rendered;
    bool answered = false;
  };

  static Request request(decltype(Request::what) what, Answer& answer, const std::string& actor = "p-1") {
    Request request{.what = std::move(what), .actor = actor};
    request.render = [&answer](const Ran& ran) -> Rendered {
      answer.failure = ran.failure;
      answer.instance = ran.instance;
      answer.reached = ran.reached;
      answer.kept = ran.kept;
      return {ran.failure ? 400 : 200, "instance " + std::to_string(ran.instance.n)};
    };
    request.answer = [&answer](const Rendered& rendered) {
      answer.rendered = rendered;
      answer.answered = true;
    };
    return request;
  }

  Answer act(decltype(Request::what) what, const std::string& actor = "p-1") {
    return act_on(*node, std::move(what), actor);
  }

  static Answer act_on(Node& node, decltype(Request::what) what, const std::string& actor = "p-1") {
    Answer answer;
    node.host.ask(request(std::move(what), answer, actor));
    while (node.host.turn()) {
    }
    EXPECT_TRUE(answer.answered);
    return answer;
  }

  Answer start(const std::string& process, state::Variables variables = {{"key", Value("K-1")}}) {
    return act(Start{.process = process, .variables = std::move(variables)});
  }

  std::vector<store::TaskRow> tasks(store::TaskQuery query = {}) { return store->tasks(query, {.limit = 1000}).rows; }

  state::Status status(InstanceId id) { return store->load({id}).at(0).row.status; }

  Command complete(const store::TaskRow& task, const std::string& person = "p-1") {
    return command::CompleteTask{.task = task.work, .person = person};
  }

  Instant now{1'790'000'000'000'000};
  std::unique_ptr<store::Store> store;
  std::unique_ptr<Node> node;
};

}  // namespace bihuan::host::test
