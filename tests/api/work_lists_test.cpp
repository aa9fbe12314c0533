// The lists of work as pages show them: names, what the form says, how much time is left, what one may do; counters;
// claiming several at once; where a case stands and what may be begun.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/api/node.h"
#include "tests/api/samples.h"

namespace bihuan::api::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

std::string calendar() {
  return R"({"id": "office", "name": "办公日历", "zone": "Asia/Shanghai",
    "week": {"mon": ["09:00-17:00"], "tue": ["09:00-17:00"], "wed": ["09:00-17:00"], "thu": ["09:00-17:00"],
             "fri": ["09:00-17:00"]},
    "holidays": {"2026-10-01": "国庆节", "2026-10-02": "国庆节"}})";
}

/// report (start form) → check (p-a or p-b, due in working days) → end.
std::string inspection() {
  return R"(<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:bihuan="urn:bihuan:bpmn:1" id="d-inspection"
 targetNamespace="urn:tests">
<process id="inspection" name="巡查" isExecutable="true" bihuan:calendar="office" bihuan:category="安全"
 bihuan:withdrawBy="initiator">
<documentation>发现问题就登记。</documentation>
<startEvent id="start" name="登记"><extensionElements><bihuan:form ref="inspection-form"/></extensionElements></startEvent>
<userTask id="check" name="核查"><extensionElements>
  <bihuan:assignment kind="candidates" people="=[&quot;p-a&quot;, &quot;p-b&quot;]"/>
  <bihuan:form ref="inspection-form"><bihuan:field key="note" access="hidden"/></bihuan:form>
  <bihuan:deadline duration="P2D" calendar="office"/>
  <bihuan:work outcomes="属实,不属实" opinion="required"/></extensionElements></userTask>
<userTask id="mend" name="整改"><extensionElements><bihuan:assignment kind="initiator"/></extensionElements></userTask>
<endEvent id="end"/>
<sequenceFlow id="f1" sourceRef="start" targetRef="check"/><sequenceFlow id="f2" sourceRef="check" targetRef="mend"/>
<sequenceFlow id="f3" sourceRef="mend" targetRef="end"/></process></definitions>)";
}

std::string inspection_form() {
  return R"({"id": "inspection-form", "type": "default", "title": "巡查单", "components": [
    {"id": "c1", "key": "note", "type": "textfield", "label": "备注"},
    {"id": "c2", "key": "place", "type": "textfield", "label": "地点"},
    {"id": "c3", "key": "grade", "type": "select", "label": "等级",
     "values": [{"value": "high", "label": "高"}, {"value": "low", "label": "低"}]},
    {"id": "c4", "key": "urgent", "type": "checkbox", "label": "紧急"},
    {"id": "c5", "key": "count", "type": "number", "label": "数量"}]})";
}

constexpr std::int64_t day_us = 24 * 3600 * us_per_second;
constexpr const char* filled = R"({"note": "内部", "place": "南门", "grade": "high", "urgent": true, "count": 3})";

class WorkLists : public ::testing::Test {
 protected:
  WorkLists() {
    const Answered deployed = node.deploy({{"inspection.bpmn", inspection()},
                                           {"inspection.form", inspection_form()},
                                           {"office.calendar.json", calendar()},
                                           {"approval.bpmn", approval()},
                                           {"approval.form", approval_form()}});
    EXPECT_EQ(deployed.status, 201) << deployed.text;
  }
  Node node{"memory:", true};  // Monday 2026-09-28 09:00
};

TEST_F(WorkLists, ShowNamesInsteadOfIds) {
  node.start("inspection", filled, "p-c");
  const Answered listed = node.get("/api/v1/tasks?view=offered", "p-a");
  EXPECT_EQ(listed.at("items/0/elementName"), "核查") << listed.text;
  EXPECT_EQ(listed.at("items/0/processName"), "巡查");
  EXPECT_EQ(listed.at("items/0/case/processName"), "巡查");
  EXPECT_EQ(listed.at("items/0/candidateNames/0"), "甲");
  EXPECT_EQ(listed.at("items/0/mayClaim"), "true");
  const std::string task = listed.at("items/0/id");
  const Answered claimed = node.post("/api/v1/tasks/" + task + "/claim", "{}", "p-a");
  EXPECT_EQ(claimed.at("assigneeName"), "甲");
  const Answered mine = node.get("/api/v1/tasks?view=mine", "p-a");
  EXPECT_EQ(mine.at("items/0/mayClaim"), "false");
  EXPECT_EQ(mine.at("items/0/mayAct"), "true");
}

TEST_F(WorkLists, TheSummaryIsTheFirstThreeFieldsThatAreSeenAndFilled) {
  node.start("inspection", filled, "p-c");
  const Answered listed = node.get("/api/v1/tasks?view=offered", "p-a");
  ASSERT_EQ(listed.size("items/0/summary"), 3u) << listed.text;
  EXPECT_EQ(listed.at("items/0/summary/0/label"), "地点");
  EXPECT_EQ(listed.at("items/0/summary/0/text"), "南门");
  EXPECT_EQ(listed.at("items/0/summary/1/text"), "高");
  EXPECT_EQ(listed.at("items/0/summary/2/text"), "是");
}

TEST_F(WorkLists, DeadlinesAreSaidInWorkingDays) {
  node.start("inspection", filled, "p-c");  // due at the end of Wednesday the 30th
  const auto deadline = [&](const std::string& part) {
    return node.get("/api/v1/tasks?view=offered", "p-a").at("items/0/deadline/" + part);
  };
  EXPECT_EQ(deadline("words"), "还剩 2 个工作日");
  EXPECT_EQ(deadline("state"), "soon");
  EXPECT_EQ(deadline("workingDaysLeft"), "2");
  node.pass(2 * day_us);
  EXPECT_EQ(deadline("state"), "today");
  EXPECT_EQ(deadline("wordsEn"), "Due today");
  node.pass(5 * day_us);  // Monday 5 October: two holidays and a week-end do not count
  EXPECT_EQ(deadline("state"), "late");
  EXPECT_EQ(deadline("words"), "超期 1 个工作日");
  EXPECT_EQ(deadline("workingDaysLeft"), "-1");
}

TEST_F(WorkLists, AreFilteredByDueAndCounted) {
  node.start("inspection", filled, "p-c");
  node.start("approval");
  const auto found = [&](const std::string& due) {
    return node.get("/api/v1/tasks?view=offered&due=" + due, "p-a").size("items");
  };
  EXPECT_EQ(found("overdue"), 0u);
  EXPECT_EQ(found("week"), 1u);
  EXPECT_EQ(found("none"), 1u);
  EXPECT_EQ(node.get("/api/v1/tasks?due=soon", "p-a").status, 400);
  const Answered counts = node.get("/api/v1/tasks/counts", "p-a");
  EXPECT_EQ(counts.at("offered"), "2") << counts.text;
  EXPECT_EQ(counts.at("mine"), "0");
  EXPECT_EQ(node.get("/api/v1/tasks/counts", "p-c").at("started"), "1");
  node.pass(7 * day_us);
  EXPECT_EQ(found("overdue"), 1u);
}

TEST_F(WorkLists, ASortedListIsPagedToItsEnd) {
  for (int i = 0; i < 3; ++i) node.start("approval");
  for (const std::string sort : {"due", "created", "priority"}) {
    const Answered first = node.get("/api/v1/tasks?view=offered&limit=2&sort=" + sort, "p-a");
    ASSERT_EQ(first.size("items"), 2u) << first.text;
    const Answered rest =
        node.get("/api/v1/tasks?view=offered&limit=2&sort=" + sort + "&cursor=" + first.at("nextCursor"), "p-a");
    EXPECT_EQ(rest.size("items"), 1u) << rest.text;
  }
}

TEST_F(WorkLists, SeveralAreClaimedEachByItself) {
  const std::string free = node.task_of(node.start("approval"));
  const std::string taken = node.task_of(node.start("approval"));
  EXPECT_EQ(node.post("/api/v1/tasks/" + taken + "/claim", "{}", "p-b").status, 200);
  const Answered claimed =
      node.post("/api/v1/tasks/claim", R"({"tasks": [")" + free + R"(", ")" + taken + R"(", "7-7"]})", "p-a");
  ASSERT_EQ(claimed.status, 200) << claimed.text;
  EXPECT_EQ(claimed.at("items/0/ok"), "true");
  EXPECT_EQ(claimed.at("items/1/ok"), "false");
  EXPECT_EQ(claimed.at("items/1/code"), "task-taken");
  EXPECT_THAT(claimed.at("items/1/detail"), HasSubstr("乙"));
  EXPECT_EQ(claimed.at("items/2/code"), "not-found");
  EXPECT_EQ(node.get("/api/v1/tasks?view=mine", "p-a").size("items"), 1u);
}

TEST_F(WorkLists, ATaskSaysWhichButtonsItHas) {
  const std::string task = node.task_of(node.start("inspection", filled));
  const Answered read = node.get("/api/v1/tasks/" + task, "p-a");
  EXPECT_EQ(read.at("buttons/0/outcome"), "属实") << read.text;
  EXPECT_EQ(read.at("buttons/0/kind"), "primary");
  EXPECT_EQ(read.at("buttons/1/kind"), "default");
  EXPECT_EQ(read.at("buttons/1/needsOpinion"), "true");
  EXPECT_EQ(node.get("/api/v1/tasks/" + task + "/form", "p-a").at("buttons/0/label"), "属实");
}

TEST_F(WorkLists, StartedCasesSayWhereTheyStand) {
  node.start("inspection", filled, "p-c");
  const Answered listed = node.get("/api/v1/instances?view=started", "p-c");
  EXPECT_EQ(listed.at("items/0/current/0/elementName"), "核查") << listed.text;
  EXPECT_EQ(listed.at("items/0/initiatorName"), "丙");
  EXPECT_EQ(listed.at("items/0/deadline/words"), "还剩 2 个工作日");
  EXPECT_EQ(node.get("/api/v1/instances?view=started", "p-a").size("items"), 0u);
}

TEST_F(WorkLists, ProgressTellsTheWayTheOpinionsAndWhatMayComeNext) {
  const std::string instance = node.start("inspection", filled, "p-c");
  const std::string task = node.task_of(instance);
  const Answered before = node.get("/api/v1/instances/" + instance + "/progress", "p-c");
  EXPECT_EQ(before.at("current/0/elementName"), "核查") << before.text;
  EXPECT_EQ(before.at("current/0/waitingFor/0/name"), "甲");
  EXPECT_EQ(before.at("next/0/elementName"), "整改");
  EXPECT_EQ(before.at("next/0/who"), "发起人");
  node.pass(4 * 3600 * us_per_second);
  ASSERT_EQ(
      node.post("/api/v1/tasks/" + task + "/complete", R"({"outcome": "属实", "opinion": "确有其事"})", "p-a").status,
      200);
  const Answered after = node.get("/api/v1/instances/" + instance + "/progress", "p-c");
  EXPECT_EQ(after.at("opinions/0/onBehalfOfName"), "甲") << after.text;
  EXPECT_EQ(after.at("opinions/0/opinion"), "确有其事");
  EXPECT_EQ(after.at("opinions/0/lastedWorkingHours"), "4");
  EXPECT_THAT(after.text, HasSubstr(R"("flows":["f1","f2"])"));
  EXPECT_EQ(after.at("current/0/elementName"), "整改");
}

TEST_F(WorkLists, CardsSayWhatOneMayBegin) {
  node.start("inspection", filled, "p-c");
  const Answered cards = node.get("/api/v1/startable", "p-c");
  ASSERT_EQ(cards.size("items"), 2u) << cards.text;
  EXPECT_EQ(cards.at("items/1/name"), "巡查");
  EXPECT_EQ(cards.at("items/1/category"), "安全");
  EXPECT_EQ(cards.at("items/1/description"), "发现问题就登记。");
  EXPECT_EQ(cards.at("items/1/recent"), "1");
  EXPECT_EQ(node.deploy({{"for-handlers.bpmn", for_handlers()}}).status, 201);
  EXPECT_EQ(node.get("/api/v1/startable", "p-c").size("items"), 2u);
  EXPECT_EQ(node.get("/api/v1/startable", "p-a").size("items"), 3u);
}

TEST_F(WorkLists, WhoBeganACaseWithdrawsItWhereTheDefinitionSaysSo) {
  const std::string instance = node.start("inspection", filled, "p-c");
  const std::string path = "/api/v1/instances/" + instance + "/withdraw";
  EXPECT_THAT(node.post(path, R"({"reason": ""})", "p-c").pointers(), ElementsAre("/reason"));
  EXPECT_EQ(node.post(path, R"({"reason": "误报"})", "p-a").status, 403);
  const Answered withdrawn = node.post(path, R"({"reason": "误报"})", "p-c");
  EXPECT_EQ(withdrawn.status, 200) << withdrawn.text;
  EXPECT_EQ(withdrawn.at("status"), "cancelled");
  const std::string other = node.start("approval", "{}", "p-c");
  EXPECT_EQ(node.post("/api/v1/instances/" + other + "/withdraw", R"({"reason": "误报"})", "p-c").status, 403);
}

}  // namespace
}  // namespace bihuan::api::testing
