// What a designer asks while drawing: expressions, decisions, scenarios, choices, versions, calendars.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/api/node.h"
#include "tests/api/samples.h"

namespace bihuan::api::testing {
namespace {

using ::testing::HasSubstr;

std::string escaped(const std::string& text) {
  std::string out;
  for (char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    if (c == '\n') {
      out += "\\n";
    } else {
      out += c;
    }
  }
  return out;
}

TEST(Design, AnExpressionIsCheckedAndCompleted) {
  const Node node;
  const Answered good = node.post("/api/v1/design/feel", R"({"text": "days > 3", "names": [{"name": "days"}]})");
  EXPECT_EQ(good.at("ok"), "true") << good.text;
  EXPECT_EQ(good.at("reads/0"), "days");
  const Answered bad = node.post("/api/v1/design/feel", R"({"text": "days > "})");
  EXPECT_EQ(bad.at("ok"), "false");
  EXPECT_EQ(bad.at("diagnostics/0/severity"), "error");
  EXPECT_NE(bad.at("diagnostics/0/message"), "");
  const Answered offered =
      node.post("/api/v1/design/feel", R"({"text": "da", "offset": 2, "names": [{"name": "days", "type": "number"}]})");
  EXPECT_EQ(offered.at("completions/0/label"), "days") << offered.text;
  EXPECT_THAT(offered.text, HasSubstr("date and time"));
  EXPECT_EQ(node.post("/api/v1/design/feel", R"({"text": "< 5, 7", "kind": "unary"})").at("ok"), "true");
}

TEST(Design, AnExpressionIsTriedOut) {
  const Node node;
  const Answered value =
      node.post("/api/v1/design/feel/evaluate", R"({"text": "days * 2 + 1", "context": {"days": 3}})");
  EXPECT_EQ(value.at("value"), "7") << value.text;
  EXPECT_EQ(value.at("text"), "7");
  EXPECT_EQ(node.post("/api/v1/design/feel/evaluate", R"({"text": "1 +"})").status, 422);
  EXPECT_EQ(node.post("/api/v1/design/feel/evaluate", R"({"text": "1"})", "p-a").status, 403);
}

TEST(Design, ADecisionThatIsNotDeployedIsTriedOutWithItsRules) {
  const Node node;
  const std::string xml = escaped(grading());
  const Answered answered = node.post("/api/v1/design/decisions/evaluate",
                                      R"({"decision": "grading", "inputs": {"people": 12}, "xml": ")" + xml + "\"}");
  EXPECT_EQ(answered.at("result"), "高") << answered.text;
  EXPECT_EQ(answered.at("trace/0/rules/0/index"), "2");
  EXPECT_EQ(node.post("/api/v1/design/decisions/evaluate", R"({"decision": "x", "xml": "<a/>"})").status, 422);
}

TEST(Design, AScenarioRunsOnWhatWasDrawnBesideWhatIsDeployed) {
  const Node node;
  ASSERT_EQ(node.deploy({{"approval.form", approval_form()}}).status, 201);
  const std::string script = R"(name: 同意
now: 2026-09-28T09:00:00+08:00
process: approval
steps:
  - start: {as: p-c}
  - complete: {task: approve, as: p-a, outcome: 同意, variables: {days: 1, why: 病}}
  - expect: {state: completed}
)";
  const auto run = [&](const std::string& text) {
    return node.ask({.method = "POST",
                     .path = "/api/v1/design/scenarios",
                     .body = multipart({{"approval.bpmn", approval()}, {"t.yaml", text}}),
                     .content_type = "multipart/form-data; boundary=tests-boundary"});
  };
  const Answered passed = run(script);
  ASSERT_EQ(passed.status, 200) << passed.text;
  EXPECT_EQ(passed.at("scenarios/0/passed"), "true") << passed.text;
  EXPECT_EQ(passed.size("scenarios/0/steps"), 3u);
  std::string wrong = script;
  wrong.replace(wrong.find("outcome: 同意"), std::string("outcome: 同意").size(), "outcome: 也许");
  const Answered failed = run(wrong);
  EXPECT_EQ(failed.at("scenarios/0/passed"), "false");
  EXPECT_EQ(failed.at("scenarios/0/steps/1/ok"), "false") << failed.text;
  EXPECT_THAT(failed.at("scenarios/0/steps/1/message"), HasSubstr("被拒绝"));
  EXPECT_EQ(node.get("/api/v1/processes").size("items"), 0u);
}

TEST(Design, TheListsOfAPanelCarryNames) {
  const Node node;
  ASSERT_EQ(
      node.deploy({{"approval.bpmn", approval()}, {"approval.form", approval_form()}, {"w.bpmn", waiting()}}).status,
      201);
  const Answered choices = node.get("/api/v1/design/choices");
  EXPECT_EQ(choices.at("roles/0/name"), "经办人") << choices.text;
  EXPECT_EQ(choices.at("forms/0/title"), "审批单");
  EXPECT_EQ(choices.at("forms/0/fields/1/label"), "事由");
  EXPECT_EQ(choices.at("messages/0/name"), "paid");
  EXPECT_EQ(choices.size("processes"), 2u);
}

TEST(Design, VersionsSayWhoDeployedThemAndWhy) {
  const Node node;
  ASSERT_EQ(node.deploy({{"approval.bpmn", approval()}, {"approval.form", approval_form()}}).status, 201);
  ASSERT_EQ(node.deploy({{"approval.form", approval_form() + " "}}).status, 201);
  const Answered versions = node.get("/api/v1/forms/approval-form/versions");
  EXPECT_EQ(versions.at("items/0/version"), "2") << versions.text;
  EXPECT_EQ(versions.at("items/0/byName"), "系统管理员");
  EXPECT_NE(versions.at("items/0/at"), "");
  EXPECT_EQ(node.get("/api/v1/forms/approval-form?version=1").at("version"), "1");
  EXPECT_EQ(node.get("/api/v1/forms/approval-form?version=7").status, 404);
  EXPECT_EQ(node.get("/api/v1/processes/approval/versions").at("items/0/byName"), "系统管理员");
}

TEST(Design, ACalendarShowsItsDaysAndWhenAPeriodEnds) {
  const Node node;
  const std::string calendar = R"({"id": "office", "name": "办公", "zone": "Asia/Shanghai",
    "week": {"mon": ["09:00-17:00"], "tue": ["09:00-17:00"], "wed": ["09:00-17:00"], "thu": ["09:00-17:00"],
             "fri": ["09:00-17:00"]}, "holidays": {"2026-10-01": "国庆节"}})";
  ASSERT_EQ(node.deploy({{"office.calendar.json", calendar}}).status, 201);
  const Answered shown =
      node.post("/api/v1/calendars/office/preview", R"({"from": "2026-10-01T10:00:00+08:00", "period": "P2D"})");
  EXPECT_THAT(shown.at("due"), HasSubstr("2026-10-05T17:00:00")) << shown.text;
  EXPECT_EQ(shown.size("days"), 31u);
  EXPECT_EQ(shown.at("days/0/working"), "false");
  EXPECT_EQ(shown.at("days/0/name"), "国庆节");
  EXPECT_EQ(shown.at("days/1/working"), "true");
  EXPECT_EQ(node.post("/api/v1/calendars/office/preview", R"({"period": "three"})").status, 422);
}

}  // namespace
}  // namespace bihuan::api::testing
