// What zeebe: extensions become (semantics.md, "Dialects").
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/feel/expression.h"
#include "engine/feel/text.h"
#include "tests/adapters/definitions/dialect_text_of.h"

namespace bihuan::definitions {
namespace {

using namespace definition;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Pair;

ElementModel task_with(const std::string& tag, const std::string& extensions) {
  const auto p = read_process_of(
      "<" + tag + " id=\"t\"><extensionElements>" + extensions + "</extensionElements></" + tag + ">", "");
  EXPECT_EQ(p.dialect, Dialect::Zeebe);
  EXPECT_THAT(p.unsupported, IsEmpty());
  return element(p, "t");
}

TEST(Zeebe, AJobHasItsTypeRetriesAndHeaders) {
  const ElementModel t = task_with("serviceTask", R"(<zeebe:taskDefinition type="=kind" retries="5"/><zeebe:taskHeaders>
      <zeebe:header key="a" value="b"/></zeebe:taskHeaders>)");
  EXPECT_EQ(written(t.job.topic), "feel kind");
  EXPECT_EQ(written(t.job.retries), "5");
  ASSERT_EQ(t.job.headers.size(), 1u);
  EXPECT_EQ(t.job.headers[0].first, "a");
}

TEST(Zeebe, MappingsAreFeelOrConstants) {
  const ElementModel t = task_with("serviceTask", R"(<zeebe:taskDefinition type="x"/><zeebe:ioMapping>
      <zeebe:input source="=a + 1" target="b"/><zeebe:input source="text" target="c"/><zeebe:output source="=r" target="o"/>
      </zeebe:ioMapping>)");
  ASSERT_EQ(t.inputs.size(), 2u);
  EXPECT_EQ(written(t.inputs[0].source), "feel a + 1");
  EXPECT_EQ(written(t.inputs[1].source), "text");
  ASSERT_EQ(t.outputs.size(), 1u);
  EXPECT_EQ(written(t.outputs[0].source), "feel r");
}

/// What the only mapping of these makes of the variables.
std::string made_of(const std::string& mappings, const ContextEntries& variables, bool outputs) {
  const ElementModel t =
      task_with("serviceTask", "<zeebe:taskDefinition type=\"x\"/><zeebe:ioMapping>" + mappings + "</zeebe:ioMapping>");
  const auto& made = outputs ? t.outputs : t.inputs;
  if (made.size() != 1 || made[0].target != "o") return "not one mapping into o";
  const auto expression = feel::parse_expression(made[0].source.text);
  if (!expression) return expression.error().message_en;
  const auto outcome = expression->evaluate(feel::variables_of(variables), {});
  return outcome ? feel::literal(outcome->value) : outcome.error().which;
}

TEST(Zeebe, InputsIntoPartsMakeOneNewVariable) {
  const std::string parts =
      R"(<zeebe:input source="=n" target="o.a"/><zeebe:input source="x" target="o.b.c"/><zeebe:input source="=1" target="o.b.d"/>)";
  EXPECT_EQ(made_of(parts, {{"n", 5}, {"o", ContextEntries{{"old", 1}}}}, false), "{a: 5, b: {c: \"x\", d: 1}}");
  EXPECT_EQ(made_of(R"(<zeebe:input source="={z: 0}" target="o"/><zeebe:input source="=1" target="o.a"/>)", {}, false),
            "{z: 0, a: 1}");
}

TEST(Zeebe, OutputsIntoPartsLeaveTheRestOfTheVariable) {
  const std::string parts = R"(<zeebe:output source="=1" target="o.a"/><zeebe:output source="=2" target="o.b.c"/>)";
  EXPECT_EQ(made_of(parts, {{"o", ContextEntries{{"k", 0}, {"b", ContextEntries{{"d", 3}}}}}}, true),
            "{k: 0, b: {d: 3, c: 2}, a: 1}");
  EXPECT_EQ(made_of(parts, {}, true), "{a: 1, b: {c: 2}}");
}

TEST(Zeebe, PeopleDatesPriorityAndFormOfAUserTask) {
  const ElementModel t = task_with("userTask", R"x(<zeebe:userTask/>
      <zeebe:assignmentDefinition assignee="=boss" candidateUsers="a, b" candidateGroups="=gs"/>
      <zeebe:taskSchedule dueDate="=date and time(due)" followUpDate="2026-12-01T00:00:00Z"/>
      <zeebe:priorityDefinition priority="70"/><zeebe:formDefinition formId="form" bindingType="deployment"/>)x");
  EXPECT_THAT(parameters(t), ElementsAre("assignee feel boss", "users a, b", "groups feel gs"));
  EXPECT_EQ(written(t.deadline->due), "feel date and time(due)");
  EXPECT_EQ(written(t.work.follow_up), "2026-12-01T00:00:00Z");
  EXPECT_EQ(written(t.work.priority), "70");
  EXPECT_EQ(t.form.ref, "form");
  EXPECT_EQ(t.form.binding, "deployment");
}

TEST(Zeebe, CallsPassEverythingUnlessTheySayOtherwise) {
  const CallModel all = task_with("callActivity", R"(<zeebe:calledElement processId="=which"/>)").call;
  EXPECT_EQ(written(all.process), "feel which");
  EXPECT_TRUE(all.propagate_inputs);
  EXPECT_TRUE(all.propagate_outputs);
  const CallModel none =
      task_with("callActivity", R"(<zeebe:calledElement processId="sub" propagateAllChildVariables="false"
      propagateAllParentVariables="false" bindingType="versionTag" versionTag="v1"/>)")
          .call;
  EXPECT_FALSE(none.propagate_inputs);
  EXPECT_FALSE(none.propagate_outputs);
  EXPECT_EQ(none.binding, "versionTag");
  EXPECT_EQ(none.version_tag, "v1");
}

TEST(Zeebe, DecisionsAndScripts) {
  const ElementModel d = task_with("businessRuleTask", R"(<zeebe:calledDecision decisionId="d" resultVariable="r"/>)");
  EXPECT_EQ(written(d.decision.decision), "d");
  EXPECT_EQ(d.decision.binding, "latest");
  EXPECT_EQ(d.result_variable, "r");
  const ElementModel s = task_with("scriptTask", R"(<zeebe:script expression="=a + 1" resultVariable="b"/>)");
  EXPECT_EQ(written(s.script), "feel a + 1");
  EXPECT_EQ(s.result_variable, "b");
}

TEST(Zeebe, ALoopHasItsCollections) {
  const auto p = read_process_of(R"(<userTask id="t"><multiInstanceLoopCharacteristics><extensionElements>
      <zeebe:loopCharacteristics inputCollection="=people" inputElement="one" outputCollection="all" outputElement="=r"/>
      </extensionElements></multiInstanceLoopCharacteristics></userTask>)",
                                 "");
  const MultiInstanceModel& loop = *element(p, "t").multi_instance;
  EXPECT_EQ(written(loop.collection), "feel people");
  EXPECT_EQ(loop.element_variable, "one");
  EXPECT_EQ(loop.output_collection, "all");
  EXPECT_EQ(written(loop.output_element), "feel r");
}

TEST(Zeebe, AMessageHasTheKeyOfItsSubscription) {
  const auto p = read_process_of(
      R"(<receiveTask id="t" messageRef="m"/><intermediateCatchEvent id="c"><messageEventDefinition messageRef="m"/></intermediateCatchEvent>)",
      R"(<message id="m" name="paid"><extensionElements><zeebe:subscription correlationKey="=orderId"/></extensionElements></message>)");
  EXPECT_EQ(written(element(p, "t").message.correlation_key), "feel orderId");
  EXPECT_EQ(written(element(p, "c").events.at(0).correlation_key), "feel orderId");
}

TEST(Zeebe, AnAdHocSubProcessSaysWhatItStarts) {
  const ElementModel t =
      task_with("adHocSubProcess",
                R"(<zeebe:adHoc activeElementsCollection="=which" outputCollection="all" outputElement="=r"/>)");
  ASSERT_TRUE(t.ad_hoc);
  EXPECT_EQ(written(t.ad_hoc->activate), "feel which");
  EXPECT_EQ(t.ad_hoc->output_collection, "all");
}

TEST(Zeebe, AConditionMayBeFiltered) {
  const auto p = read_process_of(
      R"(<userTask id="t"/><boundaryEvent id="b" attachedToRef="t"><conditionalEventDefinition><extensionElements>
      <zeebe:conditionalFilter variableNames="a" variableEvents="update"/></extensionElements><condition>=a > 1</condition></conditionalEventDefinition></boundaryEvent>)",
      "");
  EXPECT_EQ(element(p, "b").events.at(0).condition_variable, "a");
  EXPECT_THAT(element(p, "b").events.at(0).condition_changes, ElementsAre("update"));
}

TEST(Zeebe, AFilterOfSeveralNamesIsSaidToCountForAll) {
  const auto model = read_model(
      R"(<process id="p" isExecutable="true"><userTask id="t"/><boundaryEvent id="b" attachedToRef="t"><conditionalEventDefinition><extensionElements>
      <zeebe:conditionalFilter variableNames="a, b"/></extensionElements><condition>=a > b</condition></conditionalEventDefinition></boundaryEvent></process>)");
  EXPECT_EQ(element(model.processes.at(0), "b").events.at(0).condition_variable, "");
  ASSERT_EQ(model.warnings.size(), 1u);
  EXPECT_EQ(model.warnings[0].code, "several-variable-names");
}

TEST(Zeebe, TheProcessHasItsTagAndProperties) {
  const auto p =
      read_model(
          R"(<process id="p" isExecutable="true"><extensionElements><zeebe:versionTag value="v3"/><zeebe:properties>
      <zeebe:property name="a" value="b"/></zeebe:properties></extensionElements></process>)")
          .processes[0];
  EXPECT_EQ(p.version_tag, "v3");
  EXPECT_THAT(p.elements[0].properties, ElementsAre(Pair("a", "b")));
}

TEST(Zeebe, ListenersOfWorkersAreKeptAndSaid) {
  const auto model = read_model(
      R"(<process id="p" isExecutable="true"><serviceTask id="t"><extensionElements><zeebe:taskDefinition type="x"/>
      <zeebe:executionListeners><zeebe:executionListener eventType="start" type="prepare"/></zeebe:executionListeners></extensionElements></serviceTask></process>)");
  EXPECT_EQ(warnings(model, "listener-not-run"), 1);
  EXPECT_THAT(element(model.processes[0], "t").properties, ElementsAre(Pair("listener.start", "prepare")));
}

TEST(Zeebe, TheModelersPlatformDecidesWhereNothingElseDoes) {
  auto model = read_bpmn(
      R"(<definitions id="d" xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:m="http://camunda.org/schema/modeler/1.0"
      m:executionPlatform="Camunda Cloud" targetNamespace="t"><process id="p" isExecutable="true"/></definitions>)",
      "t.bpmn");
  ASSERT_TRUE(model);
  EXPECT_EQ(model->processes[0].dialect, Dialect::Zeebe);
}

TEST(Zeebe, TwoVendorsInOneFileAreBothRead) {
  const ElementModel t = element(
      read_process_of(
          R"(<serviceTask id="t" camunda:asyncBefore="true"><extensionElements><zeebe:taskDefinition type="x"/></extensionElements></serviceTask>)",
          ""),
      "t");
  EXPECT_TRUE(t.async.before);
  EXPECT_EQ(written(t.job.topic), "x");
}

}  // namespace
}  // namespace bihuan::definitions
