// What flowable: and activiti: extensions become (semantics.md, "Dialects").
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/adapters/definitions/dialect_text_of.h"

namespace bihuan::definitions {
namespace {

using namespace definition;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Pair;

/// With both prefixes the same.
class Family : public testing::TestWithParam<std::string> {
 protected:
  /// "v:" stands for the prefix.
  static std::string with_prefix(std::string text) {
    for (std::size_t at = text.find("v:"); at != std::string::npos; at = text.find("v:", at + GetParam().size() + 1))
      text.replace(at, 2, GetParam() + ":");
    return text;
  }
  static ProcessModel process(const std::string& elements) { return read_process_of(with_prefix(elements), ""); }
};

INSTANTIATE_TEST_SUITE_P(Prefixes, Family, testing::Values("flowable", "activiti"));

TEST_P(Family, PeopleBecomeUsersAndGroups) {
  const auto p = process(
      R"(<userTask id="t" v:assignee="${boss}" v:candidateUsers="a" v:candidateGroups="g" v:dueDate="${d}" v:priority="${n}"
      v:formKey="f" v:category="c"/>)");
  EXPECT_EQ(p.dialect, Dialect::Flowable);
  const ElementModel& t = element(p, "t");
  EXPECT_THAT(parameters(t), ElementsAre("assignee juel ${boss}", "users a", "groups g"));
  EXPECT_EQ(written(t.deadline->due), "juel ${d}");
  EXPECT_EQ(written(t.work.priority), "juel ${n}");
  EXPECT_THAT(t.properties, ElementsAre(Pair("formKey", "f"), Pair("category", "c")));
}

TEST_P(Family, TheInitiatorIsWhoStarted) {
  const auto p = process(R"(<startEvent id="s" v:initiator="starter"/><userTask id="t" v:assignee="$INITIATOR"/>)");
  EXPECT_EQ(element(p, "s").initiator_variable, "starter");
  EXPECT_EQ(element(p, "t").assignment->kind, "initiator");
  EXPECT_THAT(element(p, "t").assignment->parameters, IsEmpty());
}

TEST_P(Family, DelegatesAndExpressions) {
  const auto p = process(
      R"(<serviceTask id="a" v:class="x.Y"><extensionElements><v:field name="n"><v:string>s</v:string></v:field></extensionElements></serviceTask>
      <serviceTask id="b" v:expression="${a + 1}" v:resultVariableName="r" v:async="true"/><serviceTask id="c" v:delegateExpression="${d}"/>)");
  EXPECT_EQ(written(element(p, "a").job.topic), "x.Y");
  EXPECT_EQ(element(p, "a").job.headers.at(0).first, "n");
  EXPECT_EQ(written(element(p, "b").script), "juel ${a + 1}");
  EXPECT_EQ(element(p, "b").result_variable, "r");
  EXPECT_TRUE(element(p, "b").async.before);
  EXPECT_EQ(written(element(p, "c").job.topic), "d");
}

TEST_P(Family, TypesBecomeJobsOfTheirName) {
  const auto p = process(
      R"(<serviceTask id="m" v:type="mail"><extensionElements><v:field name="to" stringValue="a@b"/></extensionElements></serviceTask>
      <serviceTask id="w" v:type="external-worker" v:topic="t"/>
      <serviceTask id="d" v:type="dmn"><extensionElements><v:field name="decisionTableReferenceKey"><v:string>risk</v:string></v:field></extensionElements></serviceTask>)");
  EXPECT_EQ(written(element(p, "m").job.topic), "mail");
  EXPECT_EQ(written(element(p, "m").job.headers.at(0).second), "a@b");
  EXPECT_EQ(written(element(p, "w").job.topic), "t");
  EXPECT_EQ(written(element(p, "d").decision.decision), "risk");
  EXPECT_EQ(element(p, "d").result_variable, "risk");
  EXPECT_TRUE(element(p, "d").job.topic.empty());
}

TEST_P(Family, CallsAndLoops) {
  const auto p = process(
      R"(<callActivity id="c" calledElement="x" v:inheritVariables="true" v:businessKey="${k}"><extensionElements>
      <v:in source="a" target="b"/><v:out sourceExpression="${r}" target="s"/></extensionElements>
      <multiInstanceLoopCharacteristics v:collection="${all}" v:elementVariable="one" v:elementIndexVariable="i"/></callActivity>)");
  const ElementModel& c = element(p, "c");
  EXPECT_TRUE(c.call.has_own_mappings);
  EXPECT_TRUE(c.call.propagate_inputs);
  EXPECT_EQ(written(c.call.business_key), "juel ${k}");
  EXPECT_EQ(c.call.in.size(), 1u);
  EXPECT_EQ(written(c.call.out.at(0).source), "juel ${r}");
  EXPECT_EQ(written(c.multi_instance->collection), "juel ${all}");
  EXPECT_EQ(c.multi_instance->element_variable, "one");
  EXPECT_EQ(c.multi_instance->index_variable, "i");
}

TEST_P(Family, FormPropertiesAreKeptAndDeclared) {
  const auto p = process(
      R"(<startEvent id="s"><extensionElements><v:formProperty id="days" name="天数" type="long" required="true"/></extensionElements></startEvent>)");
  EXPECT_THAT(p.variables, ElementsAre("days"));
  EXPECT_THAT(element(p, "s").properties,
              ElementsAre(Pair("formField.days", R"({"id":"days","label":"天数","type":"long","required":"true"})")));
}

TEST_P(Family, WhatCannotRunIsRefusedWithAWord) {
  for (const char* what :
       {R"(<startEvent id="t"><extensionElements><v:eventType>e</v:eventType></extensionElements></startEvent>)",
        R"(<serviceTask id="t" v:expression="${1}" v:triggerable="true"/>)",
        R"(<callActivity id="t" calledElement="x" v:calledElementType="id"/>)"}) {
    const auto p = process(what);
    ASSERT_EQ(p.unsupported.size(), 1u) << what;
    EXPECT_EQ(p.unsupported[0].element_id, "t");
  }
}

TEST(Flowable, SkippingNeedsTheVariableThatAllowsIt) {
  EXPECT_EQ(
      written(element(read_process_of(R"(<userTask id="t" flowable:skipExpression="${a == 1}"/>)", ""), "t").skip),
      "juel ${variables:equals('_FLOWABLE_SKIP_EXPRESSION_ENABLED', true) && (a == 1)}");
  EXPECT_EQ(written(element(read_process_of(R"(<userTask id="t" activiti:skipExpression="${a}"/>)", ""), "t").skip),
            "juel ${variables:equals('_ACTIVITI_SKIP_EXPRESSION_ENABLED', true) && (a)}");
}

TEST(Flowable, PotentialStartersAreUsersAndGroups) {
  const auto p =
      read_model(
          R"(<process id="p" isExecutable="true"><extensionElements><activiti:potentialStarter><resourceAssignmentExpression>
      <formalExpression>hall, group(post), user(ann)</formalExpression></resourceAssignmentExpression></activiti:potentialStarter></extensionElements></process>)")
          .processes[0];
  EXPECT_THAT(p.starter_groups, ElementsAre("hall", "post"));
  EXPECT_THAT(p.starter_users, ElementsAre("ann"));
}

}  // namespace
}  // namespace bihuan::definitions
