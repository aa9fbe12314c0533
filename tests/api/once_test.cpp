// Repeats with an Idempotency-Key take effect once, on this node, after a restart, and for every kind of POST.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <future>

#include "tests/api/node.h"
#include "tests/api/samples.h"

namespace bihuan::api::testing {
namespace {

const std::string start_waiting = R"({"process": "waiting", "variables": {"number": "1"}})";

TEST(Once, ARepeatGetsTheSameAnswerAndHasNoEffect) {
  const Node node;
  node.deploy({{"waiting.bpmn", waiting()}});
  const Answered first = node.post("/api/v1/instances", start_waiting, "p-a", {"Idempotency-Key: k-1"});
  const Answered again = node.post("/api/v1/instances", start_waiting, "p-a", {"Idempotency-Key: k-1"});
  EXPECT_EQ(first.header("idempotent-replayed"), "");
  EXPECT_EQ(again.header("idempotent-replayed"), "true");
  EXPECT_EQ(again.status, 201);
  EXPECT_EQ(again.text, first.text);
  EXPECT_EQ(node.get("/api/v1/instances").size("items"), 1u);
  // Another person's key of the same letters is another key.
  EXPECT_NE(node.post("/api/v1/instances", start_waiting, "p-b", {"Idempotency-Key: k-1"}).at("id"), first.at("id"));
}

TEST(Once, TheSameKeyForAnotherRequestIsRefused) {
  const Node node;
  node.deploy({{"waiting.bpmn", waiting()}});
  EXPECT_EQ(node.post("/api/v1/instances", start_waiting, {}, {"Idempotency-Key: k-1"}).status, 201);
  const Answered other = node.post("/api/v1/instances", R"({"process": "waiting"})", {}, {"Idempotency-Key: k-1"});
  EXPECT_EQ(other.status, 409);
  EXPECT_EQ(node.post("/api/v1/instances", start_waiting, {}, {"Idempotency-Key: " + std::string(300, 'k')}).status,
            400);
}

TEST(Once, ManyAtOnceTakeEffectOnce) {
  const Node node;
  node.deploy({{"waiting.bpmn", waiting()}});
  std::vector<std::future<Answered>> asked;
  for (int i = 0; i < 8; ++i) {
    asked.push_back(std::async(std::launch::async, [&] {
      return node.post("/api/v1/instances", start_waiting, {}, {"Idempotency-Key: k-1"});
    }));
  }
  std::set<std::string> ids;
  for (auto& one : asked) ids.insert(one.get().at("id"));
  EXPECT_EQ(ids.size(), 1u);
  EXPECT_EQ(node.get("/api/v1/instances").size("items"), 1u);
}

TEST(Once, AFailureIsNotKept) {
  const Node node;
  EXPECT_EQ(node.post("/api/v1/instances", start_waiting, {}, {"Idempotency-Key: k-1"}).status, 404);
  node.deploy({{"waiting.bpmn", waiting()}});
  EXPECT_EQ(node.post("/api/v1/instances", start_waiting, {}, {"Idempotency-Key: k-1"}).status, 201);
}

TEST(Once, UploadsAndTokensAreRepeatedToo) {
  const Node node;
  const Asked upload{.method = "POST",
                     .path = "/api/v1/deployments",
                     .body = multipart({{"waiting.bpmn", waiting()}}),
                     .headers = {"Idempotency-Key: k-1"},
                     .content_type = "multipart/form-data; boundary=tests-boundary"};
  const Answered first = node.ask(upload);
  const Answered again = node.ask(upload);
  EXPECT_EQ(first.status, 201);
  EXPECT_EQ(again.at("id"), first.at("id"));
  EXPECT_EQ(again.header("idempotent-replayed"), "true");
  EXPECT_EQ(node.get("/api/v1/deployments").size("items"), 1u);
  const Answered token = node.post("/api/v1/tokens", R"({"person": "p-a"})", {}, {"Idempotency-Key: k-2"});
  const Answered token_again = node.post("/api/v1/tokens", R"({"person": "p-a"})", {}, {"Idempotency-Key: k-2"});
  EXPECT_NE(token.at("token"), "");
  EXPECT_EQ(token_again.at("id"), token.at("id"));
  EXPECT_EQ(token_again.at("token"), "");
}

TEST(Once, ARepeatAfterARestartGetsTheSameAnswer) {
  const std::string folder =
      (std::filesystem::temp_directory_path() / ("bihuan-once-" + std::to_string(getpid()))).string();
  std::filesystem::create_directories(folder);
  std::string id;
  {
    const Node node(folder + "/bihuan.db");
    EXPECT_EQ(node.deploy({{"waiting.bpmn", waiting()}}).status, 201);
    id = node.post("/api/v1/instances", start_waiting, {}, {"Idempotency-Key: k-1"}).at("id");
    EXPECT_NE(id, "");
  }
  {
    const Node node(folder + "/bihuan.db");
    EXPECT_FALSE(node.started().one_time_password.has_value());
    const Answered again = node.post("/api/v1/instances", start_waiting, {}, {"Idempotency-Key: k-1"});
    EXPECT_EQ(again.header("idempotent-replayed"), "true");
    EXPECT_EQ(again.at("id"), id);
    EXPECT_EQ(node.get("/api/v1/instances").size("items"), 1u);
    EXPECT_EQ(node.get("/api/v1/history/verify").at("ok"), "true");
  }
  std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace bihuan::api::testing
