// The record as a supervisor asks it: a case as a story, as it was, proved and taken away; who did what and who holds
// what; figures of a process; the documents that one keeps for oneself; the node's log.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/api/node.h"
#include "tests/api/samples.h"

namespace bihuan::api::testing {
namespace {

using ::testing::HasSubstr;

class Record : public ::testing::Test {
 protected:
  Record() {
    EXPECT_EQ(node.deploy({{"approval.bpmn", approval()}, {"approval.form", approval_form()}}).status, 201);
    instance = node.start("approval", "{}", "p-c");
    const std::string task = node.task_of(instance);
    node.pass(2 * 3600 * us_per_second);
    EXPECT_EQ(node.post("/api/v1/tasks/" + task + "/claim", "{}", "p-a").status, 200);
    node.pass(3 * 3600 * us_per_second);
    const Answered done =
        node.post("/api/v1/tasks/" + task + "/complete",
                  R"({"variables": {"days": 2, "why": "病假"}, "outcome": "同意", "opinion": "好"})", "p-a");
    EXPECT_EQ(done.status, 200) << done.text;
  }
  Answered history(const std::string& what, const std::string& as = {}) const {
    return node.get("/api/v1/history/instances/" + instance + "/" + what, as);
  }
  Node node{"memory:", true};
  std::string instance;
};

TEST_F(Record, ACaseReadsAsAStory) {
  const Answered story = history("story", "p-c");
  ASSERT_EQ(story.status, 200) << story.text;
  EXPECT_EQ(story.at("complete"), "true");
  EXPECT_EQ(story.at("entries/0/kind"), "started");
  EXPECT_EQ(story.at("entries/0/onBehalfOfName"), "丙");
  EXPECT_EQ(story.at("entries/1/text"), "“审批”待甲、乙办理");
  EXPECT_EQ(story.at("entries/2/text"), "甲签收了“审批”");
  EXPECT_EQ(story.at("entries/3/text"), "甲办结了“审批”，结论：同意");
  EXPECT_EQ(story.at("entries/3/textEn"), "甲 completed \"审批\": 同意");
  EXPECT_EQ(story.at("entries/3/details/0/value"), "好");
  EXPECT_EQ(story.at("entries/3/details/1/label"), "天数");
  EXPECT_EQ(story.at("entries/4/kind"), "ended");
  EXPECT_EQ(story.text.find("p-a办"), std::string::npos);
  EXPECT_EQ(history("story?seq=1", "p-c").size("entries"), 2u);
}

TEST_F(Record, AnEarlierMomentIsTheFoldOfItsEntries) {
  const Answered then = history("as-of?seq=1", "p-c");
  ASSERT_EQ(then.status, 200) << then.text;
  EXPECT_EQ(then.at("instance/status"), "active");
  EXPECT_EQ(then.at("progress/current/0/elementName"), "审批");
  EXPECT_EQ(then.size("progress/opinions"), 0u);
  const Answered now = history("as-of", "p-c");
  EXPECT_EQ(now.at("instance/status"), "completed");
  EXPECT_EQ(now.at("progress/opinions/0/outcome"), "同意");
  EXPECT_EQ(history("as-of?at=2020-01-01T00:00:00Z", "p-c").status, 404);
}

TEST_F(Record, VerifyingSaysWhatItProved) {
  const Answered proved = history("verify", "p-c");
  EXPECT_EQ(proved.at("ok"), "true") << proved.text;
  ASSERT_EQ(proved.size("checks"), 3u);
  EXPECT_EQ(proved.at("checks/0/ok"), "true");
  EXPECT_THAT(proved.at("checks/0/detail"), HasSubstr("3 条"));
  EXPECT_LT(proved.at("from"), proved.at("to"));
}

TEST_F(Record, WhoDidWhatIsFoundAndMeasured) {
  const Answered acts = node.get("/api/v1/history/acts?person=p-a");
  ASSERT_EQ(acts.size("items"), 1u) << acts.text;
  EXPECT_EQ(acts.at("items/0/actorName"), "甲");
  EXPECT_EQ(acts.at("items/0/elementName"), "审批");
  EXPECT_EQ(acts.at("items/0/heldFor/workingHours"), "3");
  EXPECT_EQ(acts.at("items/0/heldFor/words"), "3 个工作小时");
  EXPECT_EQ(node.get("/api/v1/history/acts?person=p-b").size("items"), 0u);
  EXPECT_EQ(node.get("/api/v1/history/acts?text=%E5%A5%BD").size("items"), 1u);
  EXPECT_EQ(node.get("/api/v1/history/acts", "p-b").size("items"), 1u);  // a candidate of the same case
}

TEST_F(Record, WhoHoldsTasksIsCounted) {
  const std::string task = node.task_of(node.start("approval"));
  EXPECT_EQ(node.post("/api/v1/tasks/" + task + "/claim", "{}", "p-a").status, 200);
  node.pass(5 * 3600 * us_per_second);
  const Answered holding = node.get("/api/v1/history/holding");
  ASSERT_EQ(holding.size("items"), 1u) << holding.text;
  EXPECT_EQ(holding.at("items/0/name"), "甲");
  EXPECT_EQ(holding.at("items/0/unitName"), "示例街道");
  EXPECT_EQ(holding.at("items/0/open"), "1");
  EXPECT_EQ(holding.at("items/0/done"), "1");
  EXPECT_EQ(holding.at("items/0/longest/workingHours"), "5");
  EXPECT_EQ(holding.at("items/0/meanWorkingHours"), "3");
}

TEST_F(Record, IsTakenAwayAsASheetOrAsItsJournal) {
  const auto file = [&](const std::string& path) {
    return node.ask({.method = "GET", .path = path, .as = "p-c", .in_contract = false});
  };
  const Answered sheet = file("/api/v1/history/instances/" + instance + "/export");
  EXPECT_EQ(sheet.status, 200);
  EXPECT_TRUE(sheet.text.starts_with("PK"));
  EXPECT_THAT(sheet.header("content-disposition"), HasSubstr("attachment"));
  const Answered lines = file("/api/v1/history/instances/" + instance + "/export?format=jsonl");
  EXPECT_EQ(std::ranges::count(lines.text, '\n'), 3);
  EXPECT_TRUE(file("/api/v1/history/acts/export").text.starts_with("PK"));
}

TEST_F(Record, AProcessHasFigures) {
  node.start("approval");
  const Answered figures = node.get("/api/v1/processes/approval/statistics");
  EXPECT_EQ(figures.at("elements/0/elementName"), "审批") << figures.text;
  EXPECT_EQ(figures.at("elements/0/live"), "1");
  EXPECT_EQ(figures.at("elements/0/done"), "1");
  EXPECT_EQ(figures.at("instances/active"), "1");
  EXPECT_EQ(figures.at("instances/completed"), "1");
  EXPECT_EQ(node.get("/api/v1/processes/approval/statistics?version=2").at("instances/active"), "0");
}

TEST(Documents, AreKeptForTheirOwnerAlone) {
  const Node node;
  const std::string path = "/api/v1/account/documents/draft/approval";
  const auto put = [&](const std::string& body, const std::string& as) {
    return node.ask({.method = "PUT", .path = path, .body = body, .as = as}).status;
  };
  EXPECT_EQ(put(R"({"days": 3})", "p-a"), 200);
  EXPECT_EQ(put(R"({"days": 4})", "p-a"), 200);
  EXPECT_EQ(put("{", "p-a"), 400);
  EXPECT_EQ(node.get(path, "p-a").at("body/days"), "4");
  EXPECT_EQ(node.get(path, "p-b").status, 404);
  EXPECT_EQ(node.get("/api/v1/account/documents/draft", "p-a").size("items"), 1u);
  EXPECT_EQ(node.get("/api/v1/account/documents/secrets", "p-a").status, 404);
  EXPECT_EQ(node.ask({.method = "DELETE", .path = path, .as = "p-a"}).status, 204);
  EXPECT_EQ(node.get(path, "p-a").status, 404);
}

TEST(NodeItself, ShowsItsLogAndItsFigures) {
  const Node node;
  EXPECT_EQ(node.get("/api/v1/log?limit=5").status, 200);
  EXPECT_EQ(node.get("/api/v1/log?limit=0").status, 400);
  EXPECT_EQ(node.get("/api/v1/log", "p-a").status, 403);
  EXPECT_EQ(node.get("/api/v1/system").at("store"), "memory");
}

}  // namespace
}  // namespace bihuan::api::testing
