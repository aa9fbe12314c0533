// Instances from outside: held up, ended, stuck and mended; messages, signals; the record of all that.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/api/node.h"
#include "tests/api/samples.h"

namespace bihuan::api::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

class Instances : public ::testing::Test {
 protected:
  std::string path(const std::string& id, const std::string& rest = {}) const {
    return "/api/v1/instances/" + id + rest;
  }
  void deploy(const std::string& name, const std::string& xml) {
    const Answered deployed = node.deploy({{name + ".bpmn", xml}});
    ASSERT_EQ(deployed.status, 201) << deployed.text;
  }
  Node node;
};

TEST_F(Instances, AreHeldUpResumedAndCancelledWithAReason) {
  deploy("payment", payment());
  const std::string id = node.start("payment", R"({"account": "1"})");
  EXPECT_EQ(node.post(path(id, "/suspend"), R"({"reason": "核查"})").at("status"), "suspended");
  const Answered refused =
      node.ask({.method = "PATCH", .path = path(id, "/variables"), .body = R"({"variables": {"x": 1}})"});
  EXPECT_EQ(refused.status, 409);
  EXPECT_EQ(refused.at("code"), "wrong-state");
  EXPECT_EQ(node.get("/api/v1/jobs?instance=" + id).at("items/0/suspended"), "true");
  EXPECT_EQ(node.post(path(id, "/resume")).at("status"), "active");
  EXPECT_EQ(node.post(path(id, "/cancel"), "{}").status, 400);
  EXPECT_THAT(node.post(path(id, "/cancel"), R"({"reason": ""})").pointers(), ElementsAre("/reason"));
  EXPECT_EQ(node.post(path(id, "/cancel"), R"({"reason": "重复"})").at("status"), "cancelled");
  EXPECT_EQ(node.post(path(id, "/cancel"), R"({"reason": "重复"})").status, 409);
}

TEST_F(Instances, AreStartedByThoseWhomTheModelNames) {
  deploy("for-handlers", for_handlers());
  EXPECT_EQ(node.post("/api/v1/instances", R"({"process": "for-handlers"})", "p-a").status, 201);
  EXPECT_EQ(node.post("/api/v1/instances", R"({"process": "for-handlers"})", "p-c").status, 403);
}

TEST_F(Instances, ShowWhereTheirTokensStand) {
  deploy("payment", payment());
  const std::string id = node.start("payment", R"({"account": "1", "note": "甲"})");
  const Answered detail = node.get(path(id));
  EXPECT_EQ(detail.at("tokens/0/element"), "pay");
  EXPECT_EQ(detail.at("variables/note"), "甲");
  EXPECT_EQ(detail.at("scopes/0/kind"), "process");
  EXPECT_EQ(node.get(path(id, "/variables")).at("variables/account"), "1");
  EXPECT_EQ(node.get(path(id, "/children")).size("items"), 0u);
}

TEST_F(Instances, AnExpressionThatFailsIsAnIncidentThatCanBeMendedAndRetried) {
  deploy("faulty", faulty());
  const std::string id = node.start("faulty");
  const Answered listed = node.get("/api/v1/incidents?instance=" + id);
  ASSERT_EQ(listed.size("items"), 1u) << listed.text;
  const std::string incident = listed.at("items/0/id");
  const Answered detail = node.get("/api/v1/incidents/" + incident);
  EXPECT_EQ(detail.at("expression"), "ready");
  EXPECT_EQ(node.get(path(id)).at("instance/status"), "active");
  EXPECT_EQ(node.get("/api/v1/instances?withIncident=true").at("items/0/id"), id);
  const Answered mended =
      node.ask({.method = "PATCH", .path = path(id, "/variables"), .body = R"({"variables": {"ready": true}})"});
  EXPECT_EQ(mended.status, 200) << mended.text;
  const Answered retried = node.post("/api/v1/incidents/" + incident + "/retry");
  EXPECT_EQ(retried.status, 200) << retried.text;
  EXPECT_EQ(retried.at("status"), "completed");
  EXPECT_EQ(node.incident_of(id), "");
  EXPECT_EQ(node.get("/api/v1/incidents?includeResolved=true&instance=" + id).size("items"), 1u);
}

TEST_F(Instances, AGatewayWithNoWayOutIsAnIncident) {
  deploy("no-way-out", no_way_out());
  EXPECT_EQ(node.incident_of(node.start("no-way-out", R"({"n": 3})")), "no-way-out");
}

TEST_F(Instances, AnEndlessLoopIsAnIncidentAndTheNodeGoesOn) {
  deploy("endless", endless());
  EXPECT_EQ(node.incident_of(node.start("endless")), "step-limit");
  EXPECT_EQ(node.get("/readyz").status, 200);
}

TEST_F(Instances, AMessageReachesExactlyOneAndItsIdIsTakenOnce) {
  deploy("waiting", waiting());
  const std::string one = node.start("waiting", R"({"number": "A-1"})");
  const std::string two = node.start("waiting", R"({"number": "A-2"})");
  const std::string message = R"({"name": "paid", "correlationKey": "A-2", "id": "m-1", "variables": {"sum": 5}})";
  const Answered sent = node.post("/api/v1/messages", message);
  EXPECT_EQ(sent.status, 200) << sent.text;
  EXPECT_EQ(node.post("/api/v1/messages", message, "p-a").status, 403) << "a message can withdraw anybody's case";
  EXPECT_EQ(sent.at("reached"), "1");
  EXPECT_EQ(sent.at("instance"), two);
  EXPECT_EQ(node.get(path(two)).at("tokens/0/element"), "alarm");
  EXPECT_EQ(node.get(path(one)).at("tokens/0/element"), "paid");
  const Answered kept =
      node.post("/api/v1/messages", R"({"name": "paid", "correlationKey": "A-3", "timeToLive": "PT1H"})");
  EXPECT_EQ(kept.at("kept"), "true");
  EXPECT_EQ(node.get(path(node.start("waiting", R"({"number": "A-3"})"))).at("tokens/0/element"), "alarm");
  EXPECT_THAT(node.post("/api/v1/messages", R"({"name": "paid", "timeToLive": "soon"})").pointers(),
              ElementsAre("/timeToLive"));
  EXPECT_EQ(node.post("/api/v1/signals", R"({"name": "alarm"})").at("reached"), "2");
  EXPECT_EQ(node.get(path(two)).at("instance/status"), "completed");
}

TEST_F(Instances, TheJournalSaysWhoDidWhatForWhomAndIsUntouched) {
  deploy("waiting", waiting());
  const Answered started = node.ask({.method = "POST",
                                     .path = "/api/v1/instances",
                                     .body = R"({"process": "waiting", "variables": {"number": "1"}})",
                                     .as = "p-a",
                                     .headers = {"X-Request-Id: request-7"}});
  const std::string id = started.at("id");
  EXPECT_EQ(started.at("initiator"), "p-a");
  node.post(path(id, "/suspend"), R"({"reason": "核查"})");
  const Answered first = node.get("/api/v1/history/instances/" + id + "/journal?limit=1");
  EXPECT_EQ(first.at("items/0/actor"), "admin as p-a");
  EXPECT_EQ(first.at("items/0/requestId"), "request-7");
  EXPECT_EQ(first.at("items/0/command/type"), "StartInstance");
  EXPECT_EQ(first.at("items/0/events/0/type"), "InstanceStarted");
  const Answered second = node.get("/api/v1/history/instances/" + id + "/journal?cursor=" + first.at("nextCursor"));
  EXPECT_EQ(second.at("items/0/reason"), "核查");
  EXPECT_EQ(second.at("items/0/previous"), first.at("items/0/hash"));
  EXPECT_EQ(second.at("nextCursor"), "");
  const Answered proved = node.get("/api/v1/history/instances/" + id + "/verify");
  EXPECT_EQ(proved.at("ok"), "true");
  EXPECT_EQ(proved.at("entries"), "2");
  const Answered all = node.get("/api/v1/history/verify");
  EXPECT_EQ(all.at("ok"), "true") << all.text;
}

TEST_F(Instances, ListsAreFiltered) {
  deploy("waiting", waiting());
  const std::string id = node.start("waiting", R"({"number": "1"})", "p-a");
  node.start("waiting", R"({"number": "2"})", "p-b");
  EXPECT_EQ(node.get("/api/v1/instances?process=waiting&status=active").size("items"), 2u);
  EXPECT_EQ(node.get("/api/v1/instances?initiator=p-a").at("items/0/id"), id);
  EXPECT_EQ(node.get("/api/v1/instances?status=completed").size("items"), 0u);
  EXPECT_EQ(node.get("/api/v1/instances", "p-a").size("items"), 1u);
  EXPECT_EQ(node.get("/api/v1/instances?initiator=p-b", "p-a").size("items"), 0u);
}

}  // namespace
}  // namespace bihuan::api::testing
