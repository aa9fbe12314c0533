// External workers: locks, waiting, failing, leaving.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <future>

#include "tests/api/node.h"
#include "tests/api/samples.h"

namespace bihuan::api::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

const std::string fetch = "/api/v1/external-tasks/fetch-and-lock";
const std::string fetch_one = R"({"workerId": "w-1", "topics": ["pay"], "lockDurationMs": 60000})";

class ExternalTasks : public ::testing::Test {
 protected:
  ExternalTasks() : node("memory:", true) { EXPECT_EQ(node.deploy({{"payment.bpmn", payment()}}).status, 201); }
  Answered tell(const std::string& id, const std::string& what, const std::string& body) {
    return node.post("/api/v1/external-tasks/" + id + "/" + what, body);
  }
  Node node;
};

TEST_F(ExternalTasks, AreFetchedWithVariablesAndHeadersAndCompletedUnderTheirLock) {
  const std::string instance = node.start("payment", R"({"account": "88", "sum": 5})");
  const Answered fetched = node.post(fetch, fetch_one);
  ASSERT_EQ(fetched.size("items"), 1u) << fetched.text;
  EXPECT_EQ(fetched.at("items/0/variables/sum"), "5");
  EXPECT_EQ(fetched.at("items/0/headers/to"), "88");
  EXPECT_EQ(node.post(fetch, fetch_one).size("items"), 0u);
  const std::string id = fetched.at("items/0/id");
  const Answered foreign = tell(id, "complete", R"({"workerId": "w-2"})");
  EXPECT_EQ(foreign.status, 409);
  EXPECT_EQ(foreign.at("code"), "lease-lost");
  EXPECT_THAT(foreign.at("detail"), HasSubstr("w-1"));
  const Answered done = tell(id, "complete", R"({"workerId": "w-1", "variables": {"receipt": "r-1"}})");
  EXPECT_EQ(done.status, 200) << done.text;
  EXPECT_EQ(done.at("status"), "completed");
  EXPECT_EQ(tell(id, "complete", R"({"workerId": "w-1"})").status, 404);
}

TEST_F(ExternalTasks, ARepeatOfWhatWasDoneGetsTheFirstAnswerThoughTheJobIsGone) {
  node.start("payment", R"({"account": "1"})");
  const std::string id = node.post(fetch, fetch_one).at("items/0/id");
  const auto complete = [&](const std::string& body) {
    return node.post("/api/v1/external-tasks/" + id + "/complete", body, {}, {"Idempotency-Key: done"});
  };
  const Answered first = complete(R"({"workerId": "w-1"})");
  ASSERT_EQ(first.status, 200) << first.text;
  const Answered again = complete(R"({"workerId": "w-1"})");
  EXPECT_EQ(again.status, 200) << again.text;
  EXPECT_EQ(again.text, first.text);
  EXPECT_EQ(again.header("idempotent-replayed"), "true");
  EXPECT_EQ(complete(R"({"workerId": "w-2"})").at("code"), "idempotency-key-reused");
}

TEST_F(ExternalTasks, AServiceThatNeverAnswersLosesItsLock) {
  node.start("payment", R"({"account": "1"})");
  const std::string id = node.post(fetch, fetch_one).at("items/0/id");
  node.pass(61 * us_per_second);
  const Answered late = tell(id, "complete", R"({"workerId": "w-1"})");
  EXPECT_EQ(late.status, 409);
  EXPECT_EQ(late.at("code"), "lease-lost");
}

TEST_F(ExternalTasks, FailTwiceThenAreAnIncidentThatARetryBringsBack) {
  const std::string instance = node.start("payment", R"({"account": "1"})");
  std::string id = node.post(fetch, fetch_one).at("items/0/id");
  const std::string failure = R"({"workerId": "w-1", "message": "bank is closed"})";
  EXPECT_EQ(tell(id, "fail", failure).status, 200);
  EXPECT_EQ(node.post(fetch, fetch_one).size("items"), 0u);  // the back-off of ten seconds
  node.pass(11 * us_per_second);
  EXPECT_EQ(node.post(fetch, fetch_one).at("items/0/lastError"), "bank is closed");
  EXPECT_EQ(tell(id, "fail", failure).status, 200);
  node.pass(3600 * us_per_second);
  EXPECT_EQ(node.post(fetch, fetch_one).size("items"), 0u);
  EXPECT_EQ(node.get("/api/v1/jobs?failed=true").size("items"), 1u);
  const Answered listed = node.get("/api/v1/incidents?code=job-failed");
  ASSERT_EQ(listed.size("items"), 1u);
  EXPECT_EQ(listed.at("items/0/job"), id);
  EXPECT_EQ(node.post("/api/v1/incidents/" + listed.at("items/0/id") + "/retry", R"({"retries": 3})").status, 200);
  const Answered again = node.post(fetch, fetch_one);
  EXPECT_EQ(again.at("items/0/retries"), "3");
  EXPECT_EQ(tell(id, "complete", R"({"workerId": "w-1"})").at("status"), "completed");
}

TEST_F(ExternalTasks, ThrowErrorsThatTheModelCatches) {
  const std::string instance = node.start("payment", R"({"account": "1"})");
  const std::string id = node.post(fetch, fetch_one).at("items/0/id");
  EXPECT_EQ(tell(id, "bpmn-error", R"({"workerId": "w-1", "code": "broke", "message": "no money"})").status, 200);
  EXPECT_EQ(node.get("/api/v1/tasks?instance=" + instance).at("items/0/element"), "mend");
}

TEST_F(ExternalTasks, AnExtendedLockHoldsLonger) {
  node.start("payment", R"({"account": "1"})");
  const std::string id = node.post(fetch, fetch_one).at("items/0/id");
  node.pass(50 * us_per_second);
  EXPECT_EQ(tell(id, "extend", R"({"workerId": "w-1", "lockDurationMs": 60000})").status, 200);
  node.pass(50 * us_per_second);
  EXPECT_EQ(tell(id, "complete", R"({"workerId": "w-1"})").status, 200);
}

TEST_F(ExternalTasks, AWaitingWorkerIsAnsweredWhenWorkComes) {
  auto polled = std::async(std::launch::async, [&] {
    return node.post(fetch, R"({"workerId": "w-1", "topics": ["pay"], "waitMs": 600000})");
  });
  node.start("payment", R"({"account": "1"})");
  EXPECT_EQ(polled.get().size("items"), 1u);
}

TEST_F(ExternalTasks, WorkIsNotLostOnAWorkerThatLeft) {
  // It gives up long before its wait is over: no answer arrives.
  const Answered gone = node.ask({.method = "POST",
                                  .path = fetch,
                                  .body = R"({"workerId": "gone", "topics": ["pay"], "waitMs": 600000})",
                                  .give_up_ms = 200});
  EXPECT_EQ(gone.status, 0);
  node.start("payment", R"({"account": "1"})");
  const Answered other = node.post(fetch, R"({"workerId": "w-2", "topics": ["pay"], "waitMs": 600000})");
  EXPECT_EQ(other.at("items/0/workerId"), "w-2");
}

TEST_F(ExternalTasks, AStopEndsWaitingPollsEmpty) {
  Node other("memory:", true);
  auto polled = std::async(std::launch::async, [&] {
    return other.post(fetch, R"({"workerId": "w-1", "topics": ["pay"], "waitMs": 600000})");
  });
  while (other.get("/metrics").text.find("what=\"polls-waiting\"} 1") == std::string::npos) {
  }
  EXPECT_TRUE(other.application().stop(std::chrono::seconds(20)));
  const Answered ended = polled.get();
  EXPECT_EQ(ended.status, 200);
  EXPECT_EQ(ended.size("items"), 0u);
}

TEST_F(ExternalTasks, ValuesOutOfRangeAreNamed) {
  const Answered answered =
      node.post(fetch, R"({"workerId": "", "topics": ["bihuan:notify"], "maxTasks": 0, "waitMs": 99999999})");
  EXPECT_EQ(answered.status, 422);
  EXPECT_THAT(answered.pointers(), ElementsAre("/maxTasks", "/topics", "/waitMs", "/workerId"));
}

}  // namespace
}  // namespace bihuan::api::testing
