// What people do: start, see, claim, fill in, complete; and what they may not see or do.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/api/node.h"
#include "tests/api/samples.h"

namespace bihuan::api::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

class Tasks : public ::testing::Test {
 protected:
  Tasks() {
    const Answered deployed = node.deploy({{"approval.bpmn", approval()}, {"approval.form", approval_form()}});
    EXPECT_EQ(deployed.status, 201) << deployed.text;
  }
  Node node;
};

TEST_F(Tasks, AreOfferedClaimedAndCompletedByTheirCandidates) {
  const std::string instance = node.start("approval", "{}", "p-c");
  EXPECT_EQ(node.get("/api/v1/tasks?view=candidate", "p-a").size("items"), 1u);
  EXPECT_EQ(node.get("/api/v1/tasks?view=mine", "p-a").size("items"), 0u);
  const std::string task = node.task_of(instance);
  const Answered claimed = node.post("/api/v1/tasks/" + task + "/claim", "{}", "p-a");
  EXPECT_EQ(claimed.status, 200) << claimed.text;
  EXPECT_EQ(claimed.at("assignee"), "p-a");
  EXPECT_EQ(node.get("/api/v1/tasks?view=mine", "p-a").size("items"), 1u);
  const Answered done =
      node.post("/api/v1/tasks/" + task + "/complete",
                R"({"variables": {"days": 2, "why": "病假"}, "outcome": "同意", "opinion": "好"})", "p-a");
  EXPECT_EQ(done.status, 200) << done.text;
  EXPECT_EQ(done.at("status"), "completed");
  EXPECT_EQ(done.at("outcome"), "同意");
  EXPECT_EQ(node.get("/api/v1/instances/" + instance).at("instance/status"), "completed");
  EXPECT_EQ(node.get("/api/v1/tasks?view=done", "p-a").size("items"), 1u);
  EXPECT_EQ(node.get("/api/v1/history/tasks?person=p-a").at("items/0/opinion"), "好");
}

TEST_F(Tasks, TheSecondOfTwoIsToldWhoWasFasterAndWhen) {
  const std::string task = node.task_of(node.start("approval"));
  const std::string body = R"({"variables": {"days": 2, "why": "x"}, "outcome": "同意"})";
  EXPECT_EQ(node.post("/api/v1/tasks/" + task + "/claim", "{}", "p-a").status, 200);
  const Answered taken = node.post("/api/v1/tasks/" + task + "/claim", "{}", "p-b");
  EXPECT_EQ(taken.status, 409);
  EXPECT_EQ(taken.at("code"), "task-taken");
  EXPECT_THAT(taken.at("detail"), HasSubstr("甲"));
  EXPECT_EQ(node.post("/api/v1/tasks/" + task + "/complete", body, "p-a").status, 200);
  const Answered late = node.post("/api/v1/tasks/" + task + "/complete", body, "p-b");
  EXPECT_EQ(late.status, 409);
  EXPECT_EQ(late.at("code"), "task-ended");
  EXPECT_THAT(late.at("detail"), HasSubstr("甲"));
  EXPECT_THAT(late.at("detail"), HasSubstr("+08:00"));
}

TEST_F(Tasks, TheFormIsCheckedFieldByField) {
  const std::string task = node.task_of(node.start("approval"));
  EXPECT_EQ(node.post("/api/v1/tasks/" + task + "/claim", "{}", "p-a").status, 200);
  const std::string path = "/api/v1/tasks/" + task + "/complete";
  const Answered missing = node.post(path, R"({"outcome": "同意"})", "p-a");
  EXPECT_EQ(missing.status, 422);
  EXPECT_THAT(missing.pointers(), ElementsAre("/variables/days", "/variables/why"));
  const Answered wrong =
      node.post(path, R"({"outcome": "同意", "variables": {"days": "two", "why": "x", "more": 1}})", "p-a");
  EXPECT_EQ(wrong.status, 422);
  EXPECT_THAT(wrong.pointers(), ElementsAre("/variables/days", "/variables/more"));
  const Answered outcome = node.post(path, R"({"outcome": "也许", "variables": {"days": 1, "why": "x"}})", "p-a");
  EXPECT_EQ(outcome.status, 422);
  EXPECT_THAT(outcome.pointers(), ElementsAre("/outcome"));
  EXPECT_EQ(node.get("/api/v1/tasks/" + task).at("status"), "open");
}

TEST_F(Tasks, TheFormShowsSchemaValuesAndOutcomes) {
  const std::string task = node.task_of(node.start("approval", R"({"days": 3, "secret": 1})"));
  const Answered form = node.get("/api/v1/tasks/" + task + "/form", "p-a");
  EXPECT_EQ(form.status, 200) << form.text;
  EXPECT_EQ(form.at("form/schema/title"), "审批单");
  EXPECT_EQ(form.at("values/days"), "3");
  EXPECT_EQ(form.at("values/secret"), "");
  EXPECT_EQ(form.at("outcomes/1"), "不同意");
}

TEST_F(Tasks, WhoIsNotConcernedSeesNothing) {
  const std::string instance = node.start("approval", "{}", "p-a");
  const std::string task = node.task_of(instance);
  EXPECT_EQ(node.get("/api/v1/tasks/" + task, "p-d").status, 404);
  EXPECT_EQ(node.get("/api/v1/instances/" + instance, "p-d").status, 404);
  EXPECT_EQ(node.get("/api/v1/history/instances/" + instance + "/journal", "p-d").status, 404);
  EXPECT_EQ(node.post("/api/v1/tasks/" + task + "/claim", "{}", "p-d").status, 404);
  EXPECT_EQ(node.get("/api/v1/tasks", "p-d").size("items"), 0u);
  EXPECT_EQ(node.get("/api/v1/instances", "p-d").size("items"), 0u);
  EXPECT_EQ(node.get("/api/v1/instances/" + instance, "p-b").status, 200);
}

TEST_F(Tasks, AreTransferredForGoodToPeopleWhoExist) {
  const std::string task = node.task_of(node.start("approval"));
  EXPECT_EQ(node.post("/api/v1/tasks/" + task + "/claim", "{}", "p-a").status, 200);
  const std::string path = "/api/v1/tasks/" + task + "/transfer";
  EXPECT_THAT(node.post(path, R"({"to": "p-nobody"})", "p-a").pointers(), ElementsAre("/to"));
  EXPECT_EQ(node.post(path, R"({"to": "p-c", "reason": "出差"})", "p-b").status, 403);
  const Answered given = node.post(path, R"({"to": "p-c", "reason": "出差"})", "p-a");
  EXPECT_EQ(given.status, 200) << given.text;
  EXPECT_EQ(given.at("assignee"), "p-c");
  EXPECT_EQ(node.get("/api/v1/tasks?view=mine", "p-c").size("items"), 1u);
}

TEST_F(Tasks, AreGivenBack) {
  const std::string task = node.task_of(node.start("approval"));
  EXPECT_EQ(node.post("/api/v1/tasks/" + task + "/claim", "{}", "p-a").status, 200);
  const Answered freed = node.post("/api/v1/tasks/" + task + "/unclaim", "{}", "p-a");
  EXPECT_EQ(freed.status, 200) << freed.text;
  EXPECT_EQ(freed.at("assignee"), "");
  EXPECT_EQ(node.get("/api/v1/tasks?view=candidate", "p-b").size("items"), 1u);
}

TEST_F(Tasks, ListsArePagedWithoutGapsOrRepeats) {
  for (int i = 0; i < 5; ++i) node.start("approval");
  std::set<std::string> seen;
  std::string cursor;
  int pages = 0;
  do {
    const Answered page = node.get("/api/v1/tasks?limit=2" + (cursor.empty() ? "" : "&cursor=" + cursor));
    for (std::size_t i = 0; i < page.size("items"); ++i)
      EXPECT_TRUE(seen.insert(page.at("items/" + std::to_string(i) + "/id")).second);
    cursor = page.at("nextCursor");
  } while (!cursor.empty() && ++pages < 10);
  EXPECT_EQ(seen.size(), 5u);
}

TEST_F(Tasks, AttachmentsAreKnownByTheirBytesAndComeBackAsDownloads) {
  const std::string task = node.task_of(node.start("approval"));
  EXPECT_EQ(node.post("/api/v1/tasks/" + task + "/claim", "{}", "p-a").status, 200);
  const std::string png = "\x89PNG\r\n\x1a\n and so on";
  const Answered uploaded = node.ask({.method = "POST",
                                      .path = "/api/v1/attachments",
                                      .body = multipart({{"../现场.png", png}}),
                                      .as = "p-a",
                                      .content_type = "multipart/form-data; boundary=tests-boundary"});
  ASSERT_EQ(uploaded.status, 201) << uploaded.text;
  EXPECT_EQ(uploaded.at("contentType"), "image/png");
  EXPECT_EQ(uploaded.at("fileName"), "现场.png");
  const std::string id = uploaded.at("id");
  const Answered back =
      node.ask({.method = "GET", .path = "/api/v1/attachments/" + id, .as = "p-a", .in_contract = false});
  EXPECT_EQ(back.text, png);
  EXPECT_EQ(back.header("x-content-type-options"), "nosniff");
  EXPECT_TRUE(back.header("content-disposition").starts_with("attachment;"));
  EXPECT_EQ(node.get("/api/v1/attachments/" + id, "p-c").status, 404);
  const Answered program = node.ask({.method = "POST",
                                     .path = "/api/v1/attachments?fileName=a.png",
                                     .body = "\x7f"
                                             "ELF\x02\x01",
                                     .as = "p-a",
                                     .content_type = "image/png"});
  EXPECT_EQ(program.status, 415);
  const std::string path = "/api/v1/tasks/" + task + "/complete";
  const Answered unknown = node.post(
      path, R"({"variables": {"days": 1, "why": "x"}, "outcome": "同意", "attachments": [{"id": "a-0"}]})", "p-a");
  EXPECT_THAT(unknown.pointers(), ElementsAre("/attachments/0/id"));
  EXPECT_EQ(
      node.post(path,
                R"({"variables": {"days": 1, "why": "x"}, "outcome": "同意", "attachments": [{"id": ")" + id + "\"}]}",
                "p-a")
          .status,
      200);
}

}  // namespace
}  // namespace bihuan::api::testing
