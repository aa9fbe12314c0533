// Deploying and reading what is deployed.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/api/node.h"
#include "tests/api/samples.h"

namespace bihuan::api::testing {
namespace {

const std::vector<File> approval_files = {{"approval.bpmn", approval()}, {"approval.form", approval_form()}};

TEST(Deployments, CheckingSaysEverythingAndStoresNothing) {
  const Node node;
  const Answered checked = node.deploy(approval_files, "?check=true");
  EXPECT_EQ(checked.status, 200);
  EXPECT_EQ(checked.at("ok"), "true") << checked.text;
  EXPECT_EQ(checked.at("soundness/0/verdict"), "sound");
  EXPECT_EQ(node.get("/api/v1/deployments").size("items"), 0u);
  const Answered unsound_one = node.deploy({{"unsound.bpmn", unsound()}}, "?check=true");
  EXPECT_EQ(unsound_one.at("soundness/0/verdict"), "not-sound");
  EXPECT_EQ(unsound_one.at("soundness/0/stuckAt"), "join");
  EXPECT_GT(unsound_one.size("soundness/0/path"), 1u);
}

TEST(Deployments, GiveEachChangeItsVersion) {
  const Node node;
  const Answered first = node.deploy(approval_files);
  ASSERT_EQ(first.status, 201) << first.text;
  const Answered second = node.deploy(approval_files);
  EXPECT_EQ(second.status, 201);
  EXPECT_EQ(node.get("/api/v1/deployments").size("items"), 2u);
  const Answered detail = node.get("/api/v1/deployments/" + first.at("id"));
  EXPECT_EQ(detail.size("files"), 2u);
  EXPECT_EQ(detail.size("definitions"), 2u);
  const Answered file = node.get("/api/v1/deployments/" + first.at("id") + "/files/approval.bpmn");
  EXPECT_EQ(file.text, approval());
  EXPECT_EQ(node.get("/api/v1/processes").at("items/0/version"), "2");
  EXPECT_EQ(node.get("/api/v1/processes/approval/versions").size("items"), 2u);
  EXPECT_EQ(node.get("/api/v1/processes/approval?version=1").at("version"), "1");
  EXPECT_EQ(node.get("/api/v1/processes/approval/xml").text, approval());
  EXPECT_EQ(node.get("/api/v1/processes/approval/start-form").at("element"), "start");
  EXPECT_EQ(node.get("/api/v1/forms/approval-form").at("schema/id"), "approval-form");
  EXPECT_EQ(node.get("/api/v1/forms").size("items"), 1u);
  node.start("approval");
  EXPECT_EQ(node.get("/api/v1/processes/approval/statistics").at("openTasks/0/count"), "1");
}

TEST(Deployments, ADisabledVersionStartsNothing) {
  const Node node;
  node.deploy(approval_files);
  EXPECT_EQ(node.post("/api/v1/processes/approval/disable").at("enabled"), "false");
  EXPECT_EQ(node.post("/api/v1/instances", R"({"process": "approval"})").status, 404);
  EXPECT_EQ(node.post("/api/v1/processes/approval/enable", R"({"version": 1})").at("enabled"), "true");
  EXPECT_EQ(node.post("/api/v1/instances", R"({"process": "approval"})").status, 201);
}

TEST(Decisions, AreEvaluatedWithTheRulesThatFired) {
  const Node node;
  const Answered deployed = node.deploy({{"grading.dmn", grading()}});
  ASSERT_EQ(deployed.status, 201) << deployed.text;
  EXPECT_EQ(node.get("/api/v1/decisions").at("items/0/decisions/0/id"), "grading");
  const Answered answered = node.post("/api/v1/decisions/grading/evaluate", R"({"variables": {"people": 30}})", "p-a");
  EXPECT_EQ(answered.at("result"), "高") << answered.text;
  EXPECT_EQ(answered.at("trace/0/rules/0/index"), "2");
  EXPECT_EQ(answered.at("trace/0/rules/0/id"), "many");
  EXPECT_EQ(node.get("/api/v1/decisions/grading/xml").text, grading());
  EXPECT_EQ(node.post("/api/v1/decisions/none/evaluate").status, 404);
}

TEST(Decisions, AreEvaluatedByTheKeyOfTheirModelAndByVersion) {
  const Node node;
  ASSERT_EQ(node.deploy({{"grading.dmn", grading()}}).status, 201);
  std::string second = grading();
  second.replace(second.find("\"高\""), std::string("\"高\"").size(), "\"很高\"");
  ASSERT_EQ(node.deploy({{"grading.dmn", second}}).status, 201);
  const std::string path = "/api/v1/decisions/grading-model/evaluate";
  EXPECT_EQ(node.post(path, R"({"variables": {"people": 30}})", "p-a").at("result"), "很高");
  const Answered first = node.post(path, R"({"variables": {"people": 30}, "version": 1})", "p-a");
  EXPECT_EQ(first.at("result"), "高") << first.text;
  EXPECT_EQ(first.at("decision"), "grading");
  EXPECT_EQ(first.at("trace/0/values/0/name"), "people");
  EXPECT_EQ(first.at("trace/0/values/0/value"), "30");
  EXPECT_EQ(node.post(path, R"({"version": 7})", "p-a").status, 404);
}

TEST(Decisions, AreAnalysed) {
  const Node node;
  std::string model = grading();
  model.replace(model.find("&gt;= 10"), 8, "&gt; 10");
  ASSERT_EQ(node.deploy({{"grading.dmn", model}}).status, 201);
  const Answered answered = node.get("/api/v1/decisions/grading/analysis");
  EXPECT_EQ(answered.at("tables/0/findings/0/kind"), "gap") << answered.text;
  EXPECT_EQ(answered.at("tables/0/findings/0/message"), "people = 10 时没有规则");
  EXPECT_EQ(answered.at("tables/0/cutOff"), "false");
  EXPECT_EQ(node.get("/api/v1/decisions/none/analysis").status, 404);
}

TEST(Calendars, AreReadAsTheyWereUploaded) {
  const Node node;
  const std::string calendar =
      R"({"id": "cn", "name": "日历", "zone": "Asia/Shanghai", "week": {"mon": ["09:00-12:00"]}, "holidays": {}, "workdays": {}})";
  const Answered deployed = node.deploy({{"cn.calendar.json", calendar}});
  ASSERT_EQ(deployed.status, 201) << deployed.text;
  EXPECT_EQ(node.get("/api/v1/calendars").at("items/0/id"), "cn");
  EXPECT_EQ(node.get("/api/v1/calendars/cn").text, calendar);
}

TEST(Operations, TellWhatTheNodeIsAndDoes) {
  const Node node;
  for (const char* path : {"/livez", "/readyz", "/version"}) {
    EXPECT_EQ(node.ask({.method = "GET", .path = path, .as = "-"}).status, 200) << path;
  }
  EXPECT_EQ(node.ask({.method = "HEAD", .path = "/version", .as = "-"}).status, 200);
  const Answered metrics = node.ask({.method = "GET", .path = "/metrics", .as = "-"});
  EXPECT_THAT(metrics.text, ::testing::HasSubstr("bihuan_http_requests_total{operation=\"livez\",status=\"200\"} 1"));
  const Answered coverage = node.ask({.method = "GET", .path = "/coverage", .as = "-"});
  EXPECT_EQ(coverage.size("elements"), 23u);
  EXPECT_THAT(coverage.text,
              ::testing::HasSubstr(R"({"position":"boundaryEvent, interrupting","event":"error","executed":true})"));
  EXPECT_THAT(coverage.text, ::testing::HasSubstr(
                                 R"({"position":"boundaryEvent, non-interrupting","event":"error","executed":false})"));
}

}  // namespace
}  // namespace bihuan::api::testing
