// What camunda: extensions become (semantics.md, "Dialects").
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

TEST(Camunda, TheProcessSaysWhoStartsItAndWhatItIs) {
  const auto p =
      read_model(
          R"(<process id="p" isExecutable="true" camunda:candidateStarterUsers="ann, bob" camunda:candidateStarterGroups="hall"
          camunda:versionTag="v2" camunda:historyTimeToLive="P30D" camunda:isStartableInTasklist="false" camunda:jobPriority="7">
          <extensionElements><camunda:properties><camunda:property name="a" value="b"/></camunda:properties></extensionElements>
          <startEvent id="s" camunda:initiator="starter" camunda:asyncBefore="true"/></process>)")
          .processes.at(0);
  EXPECT_EQ(p.dialect, Dialect::Camunda);
  EXPECT_THAT(p.starter_users, ElementsAre("ann", "bob"));
  EXPECT_THAT(p.starter_groups, ElementsAre("hall"));
  EXPECT_EQ(p.version_tag, "v2");
  EXPECT_EQ(p.history_time_to_live, "P30D");
  EXPECT_THAT(p.elements[0].properties, ElementsAre(Pair("isStartableInTasklist", "false"), Pair("a", "b")));
  EXPECT_EQ(element(p, "s").initiator_variable, "starter");
  EXPECT_TRUE(element(p, "s").async.before);
  EXPECT_EQ(element(p, "s").async.priority.text, "7");
  EXPECT_THAT(p.unsupported, IsEmpty());
}

TEST(Camunda, AMessageOnAnErrorIsSaidToBeLost) {
  const auto model = read_model(
      R"(<error id="E" errorCode="e1" camunda:errorMessage="no"/><process id="p" isExecutable="true"><endEvent id="e"><errorEventDefinition errorRef="E"/></endEvent></process>)");
  ASSERT_EQ(model.warnings.size(), 1u);
  EXPECT_EQ(model.warnings[0].code, "error-message-not-kept");
}

TEST(Camunda, PeopleBecomeUsersAndGroups) {
  const auto p = read_process_of(
      R"(<userTask id="t" camunda:assignee="${boss}" camunda:candidateUsers="ann, bob" camunda:candidateGroups="${groups}"
          camunda:dueDate="${due}" camunda:followUpDate="2026-12-01T00:00:00" camunda:priority="80" camunda:formKey="embedded:x"/>)");
  const ElementModel& t = element(p, "t");
  ASSERT_TRUE(t.assignment);
  EXPECT_EQ(t.assignment->kind, "users-and-groups");
  EXPECT_THAT(parameters(t), ElementsAre("assignee juel ${boss}", "users ann, bob", "groups juel ${groups}"));
  EXPECT_EQ(written(t.deadline->due), "juel ${due}");
  EXPECT_EQ(written(t.work.follow_up), "2026-12-01T00:00:00");
  EXPECT_EQ(written(t.work.priority), "80");
  EXPECT_THAT(t.properties, ElementsAre(Pair("formKey", "embedded:x")));
}

TEST(Camunda, ADueDateMayBeADuration) {
  EXPECT_EQ(written(element(read_process_of(R"(<userTask id="t" camunda:dueDate="P3D"/>)"), "t").deadline->duration),
            "P3D");
}

TEST(Camunda, ATaskThatSaysNotWhoGetsItIsOpen) {
  const auto model =
      read_model(R"(<process id="p" isExecutable="true" camunda:versionTag="1"><userTask id="t"/></process>)");
  EXPECT_EQ(element(model.processes[0], "t").assignment->kind, "users-and-groups");
}

TEST(Camunda, AnExternalTaskHasItsTopic) {
  const auto p = read_process_of(
      R"(<serviceTask id="t" camunda:type="external" camunda:topic="mail-${kind}" camunda:taskPriority="9"><extensionElements>
          <camunda:errorEventDefinition errorRef="e" expression="${externalTask.errorMessage == 'x'}"/>
          <camunda:failedJobRetryTimeCycle>R5/PT1M</camunda:failedJobRetryTimeCycle>
          <camunda:field name="to" stringValue="a"/><camunda:field name="cc"><camunda:expression>${x}</camunda:expression></camunda:field>
          </extensionElements></serviceTask>)",
      R"(<error id="e" errorCode="E1" camunda:errorMessage="broken"/>)");
  const ElementModel& t = element(p, "t");
  EXPECT_EQ(written(t.job.topic), "juel mail-${kind}");
  EXPECT_EQ(written(t.job.priority), "9");
  EXPECT_EQ(written(t.job.retries), "5");
  EXPECT_EQ(written(t.job.backoff), "PT1M");
  ASSERT_EQ(t.job.errors.size(), 1u);
  EXPECT_EQ(written(t.job.errors[0].condition), "juel ${externalTask.errorMessage == 'x'}");
  EXPECT_EQ(written(t.job.errors[0].code), "E1");
  EXPECT_EQ(written(t.job.errors[0].message), "broken");
  ASSERT_EQ(t.job.headers.size(), 2u);
  EXPECT_EQ(written(t.job.headers[1].second), "juel ${x}");
}

TEST(Camunda, JavaBecomesAnExternalJobAndAWarning) {
  const auto model = read_model(R"(<process id="p" isExecutable="true">
      <serviceTask id="a" camunda:class="org.example.Send"/><serviceTask id="b" camunda:delegateExpression="#{sender}"/>
      <serviceTask id="c" camunda:expression="${orders.check(execution)}" camunda:resultVariable="r"/></process>)");
  const ProcessModel& p = model.processes[0];
  EXPECT_EQ(written(element(p, "a").job.topic), "org.example.Send");
  EXPECT_EQ(written(element(p, "b").job.topic), "sender");
  EXPECT_EQ(written(element(p, "c").job.topic), "orders");
  EXPECT_EQ(element(p, "c").result_variable, "r");
  EXPECT_EQ(warnings(model, "runs-outside"), 3);
  EXPECT_THAT(p.unsupported, IsEmpty());
}

TEST(Camunda, AnExpressionRunsHere) {
  const ElementModel t = element(
      read_process_of(R"(<serviceTask id="t" camunda:expression="${a + 1}" camunda:resultVariable="b"/>)"), "t");
  EXPECT_EQ(written(t.script), "juel ${a + 1}");
  EXPECT_EQ(t.result_variable, "b");
  EXPECT_TRUE(t.job.topic.empty());
}

TEST(Camunda, ADecisionIsBoundAndMapped) {
  const ElementModel t =
      element(read_process_of(R"(<businessRuleTask id="t" camunda:decisionRef="d" camunda:decisionRefBinding="version"
          camunda:decisionRefVersion="3" camunda:mapDecisionResult="singleEntry" camunda:resultVariable="r"/>)"),
              "t");
  EXPECT_EQ(written(t.decision.decision), "d");
  EXPECT_EQ(t.decision.binding, "version");
  EXPECT_EQ(written(t.decision.version), "3");
  EXPECT_EQ(t.decision.map_result, "singleEntry");
}

TEST(Camunda, ACallPassesWhatItNames) {
  const auto p = read_process_of(
      R"(<callActivity id="t" calledElement="sub" camunda:calledElementBinding="versionTag" camunda:calledElementVersionTag="x">
          <extensionElements><camunda:in source="a" target="b"/><camunda:in sourceExpression="${a + 1}" target="c"/>
          <camunda:in businessKey="#{execution.processBusinessKey}"/><camunda:out variables="all"/></extensionElements></callActivity>
         <callActivity id="u" calledElement="sub" camunda:calledElementBinding="deployment"/>)");
  const CallModel& call = element(p, "t").call;
  EXPECT_TRUE(call.has_own_mappings);
  ASSERT_EQ(call.in.size(), 2u);
  EXPECT_EQ(written(call.in[0].source), "juel ${variables:get('a')}");
  EXPECT_EQ(call.in[0].target, "b");
  EXPECT_EQ(written(call.in[1].source), "juel ${a + 1}");
  EXPECT_EQ(written(call.business_key), "juel #{execution.processBusinessKey}");
  EXPECT_FALSE(call.propagate_inputs);
  EXPECT_TRUE(call.propagate_outputs);
  EXPECT_EQ(call.binding, "versionTag");
  EXPECT_EQ(call.version_tag, "x");
  EXPECT_TRUE(element(p, "u").call.has_own_mappings) << "without camunda:in nothing goes in";
  EXPECT_FALSE(element(p, "u").call.propagate_inputs);
}

TEST(Camunda, ALoopRunsOverAnExpressionOrAVariable) {
  const auto p = read_process_of(
      R"(<userTask id="t"><multiInstanceLoopCharacteristics camunda:collection="people" camunda:elementVariable="one"/></userTask>
         <userTask id="u"><multiInstanceLoopCharacteristics camunda:collection="${f.all}"/></userTask>)");
  EXPECT_EQ(written(element(p, "t").multi_instance->collection), "juel ${people}");
  EXPECT_EQ(element(p, "t").multi_instance->element_variable, "one");
  EXPECT_EQ(written(element(p, "u").multi_instance->collection), "juel ${f.all}");
}

TEST(Camunda, ParametersAreTextsScriptsListsAndMaps) {
  const auto p = read_process_of(
      R"(<userTask id="t"><extensionElements><camunda:inputOutput>
          <camunda:inputParameter name="a">it's</camunda:inputParameter>
          <camunda:inputParameter name="b">${x} of ${y}</camunda:inputParameter>
          <camunda:inputParameter name="c"><camunda:script scriptFormat="JavaScript">1 + 1</camunda:script></camunda:inputParameter>
          <camunda:inputParameter name="d"><camunda:list><camunda:value>it's</camunda:value><camunda:value>${x}</camunda:value></camunda:list></camunda:inputParameter>
          <camunda:inputParameter name="e"><camunda:map><camunda:entry key="k">a ${x}</camunda:entry>
            <camunda:entry key="l"><camunda:list/></camunda:entry></camunda:map></camunda:inputParameter>
          <camunda:outputParameter name="f">${a}</camunda:outputParameter>
          </camunda:inputOutput></extensionElements></userTask>)");
  const ElementModel& t = element(p, "t");
  ASSERT_EQ(t.inputs.size(), 5u);
  EXPECT_EQ(written(t.inputs[0].source), "it's");
  EXPECT_EQ(written(t.inputs[1].source), "juel ${x} of ${y}");
  EXPECT_EQ(written(t.inputs[2].source), "javascript 1 + 1");
  EXPECT_EQ(written(t.inputs[3].source), "juel ${['it\\'s', (x)]}");
  EXPECT_EQ(written(t.inputs[4].source), "juel ${{'k': ''.concat('a ').concat((x)), 'l': []}}");
  ASSERT_EQ(t.outputs.size(), 1u);
  EXPECT_EQ(t.outputs[0].target, "f");
}

TEST(Camunda, ListenersRunWhereTheyAreExpressionsOrScripts) {
  const auto model = read_model(R"(<process id="p" isExecutable="true"><userTask id="t"><extensionElements>
      <camunda:executionListener event="start" expression="${execution.setVariable('a', 1)}"/>
      <camunda:executionListener event="end" class="org.example.Done"/>
      <camunda:taskListener event="create"><camunda:script scriptFormat="javascript">task.setPriority(9)</camunda:script></camunda:taskListener>
      <camunda:taskListener event="delete" expression="${1}"/>
      </extensionElements></userTask></process>)");
  const ElementModel& t = element(model.processes[0], "t");
  ASSERT_EQ(t.listeners.size(), 2u);
  EXPECT_EQ(t.listeners[0].moment, ListenerMoment::Start);
  EXPECT_EQ(written(t.listeners[0].expression), "juel ${execution.setVariable('a', 1)}");
  EXPECT_EQ(t.listeners[1].moment, ListenerMoment::Create);
  EXPECT_EQ(written(t.listeners[1].expression), "javascript task.setPriority(9)");
  EXPECT_EQ(warnings(model, "listener-not-run"), 2);
  EXPECT_THAT(t.properties, ElementsAre(Pair("listener.end", "org.example.Done"), Pair("listener.delete", "${1}")));
}

TEST(Camunda, GeneratedFormsDeclareTheirFields) {
  const auto p = read_process_of(
      R"(<startEvent id="s"><extensionElements><camunda:formData businessKey="no"><camunda:formField id="no" label="编号" type="string" defaultValue="1">
          <camunda:validation><camunda:constraint name="required" config="true"/></camunda:validation></camunda:formField></camunda:formData>
          </extensionElements></startEvent>)");
  EXPECT_THAT(p.variables, ElementsAre("no"));
  EXPECT_EQ(written(p.business_key), "juel ${variables:get('no')}");
  EXPECT_THAT(element(p, "s").properties,
              ElementsAre(Pair("formField.no",
                               R"({"id":"no","label":"编号","type":"string","default":"1","required":"true"})")));
}

TEST(Camunda, EventDefinitionsNameTheirVariables) {
  const auto p = read_process_of(
      R"(<userTask id="t"/><boundaryEvent id="b" attachedToRef="t"><errorEventDefinition errorRef="e" camunda:errorCodeVariable="c" camunda:errorMessageVariable="m"/></boundaryEvent>
         <boundaryEvent id="d" attachedToRef="t"><escalationEventDefinition camunda:escalationCodeVariable="c"/></boundaryEvent>
         <endEvent id="x"><signalEventDefinition signalRef="g"><extensionElements><camunda:in source="a" target="b"/></extensionElements></signalEventDefinition></endEvent>)",
      R"(<error id="e" errorCode="E"/><signal id="g" name="s-${x}"/>)");
  EXPECT_EQ(element(p, "b").events.at(0).code_variable, "c");
  EXPECT_EQ(element(p, "b").events.at(0).message_variable, "m");
  EXPECT_EQ(element(p, "d").events.at(0).code_variable, "c");
  const EventDefinitionModel& signal = element(p, "x").events.at(0);
  ASSERT_EQ(signal.payload.size(), 1u);
  EXPECT_EQ(written(signal.name), "juel s-${x}");
}

TEST(Camunda, AConditionMayWatchOneVariable) {
  const auto p = read_process_of(
      R"(<userTask id="t"/><boundaryEvent id="b" attachedToRef="t"><conditionalEventDefinition camunda:variableName="a" camunda:variableEvents="create, update">
         <condition>${a == 1}</condition></conditionalEventDefinition></boundaryEvent>)");
  const EventDefinitionModel& event = element(p, "b").events.at(0);
  EXPECT_EQ(event.condition_variable, "a");
  EXPECT_THAT(event.condition_changes, ElementsAre("create", "update"));
  EXPECT_EQ(written(event.condition), "juel ${a == 1}");
}

TEST(Camunda, ConditionsAreExpressionsOrRefused) {
  const char* const flows = R"(<exclusiveGateway id="g" camunda:asyncBefore="true"/><task id="t"/>
      <sequenceFlow id="f" sourceRef="g" targetRef="t"><conditionExpression>%s</conditionExpression></sequenceFlow>)";
  const auto with = [&](const std::string& condition) {
    std::string text = flows;
    return read_process_of(text.replace(text.find("%s"), 2, condition));
  };
  EXPECT_THAT(with("${a}").unsupported, IsEmpty());
  EXPECT_EQ(written(with("${a}").flows[0].condition), "juel ${a}");
  ASSERT_EQ(with("a = 1").unsupported.size(), 1u);
  EXPECT_THAT(with("a = 1").unsupported[0].message_zh, HasSubstr("${…}"));
  EXPECT_EQ(with("a = 1").unsupported[0].element_id, "f");
}

TEST(Camunda, WhatCannotRunIsRefusedWithAWord) {
  for (const char* what :
       {R"(<scriptTask id="t" scriptFormat="javascript" camunda:resource="deployment://x.js"/>)",
        R"(<callActivity id="t" camunda:caseRef="c"/>)",
        R"(<callActivity id="t" calledElement="x" camunda:variableMappingClass="C"/>)",
        R"(<userTask id="t"><extensionElements><camunda:inputOutput><camunda:inputParameter name="a"><camunda:list>
            <camunda:script scriptFormat="javascript">1</camunda:script></camunda:list></camunda:inputParameter></camunda:inputOutput></extensionElements></userTask>)"}) {
    const auto p = read_process_of(what);
    ASSERT_EQ(p.unsupported.size(), 1u) << what;
    EXPECT_EQ(p.unsupported[0].element_id, "t");
    EXPECT_FALSE(p.unsupported[0].message_zh.empty());
    EXPECT_GT(p.unsupported[0].where.line, 0);
  }
}

TEST(Camunda, AConnectorBecomesAJobWithItsInputsAsHeaders) {
  const auto p = read_process_of(
      R"(<serviceTask id="t"><extensionElements><camunda:connector><camunda:connectorId>http-connector</camunda:connectorId>
          <camunda:inputOutput><camunda:inputParameter name="url">http://x/${id}</camunda:inputParameter>
          <camunda:outputParameter name="r">${response}</camunda:outputParameter></camunda:inputOutput></camunda:connector></extensionElements></serviceTask>)");
  const ElementModel& t = element(p, "t");
  EXPECT_EQ(written(t.job.topic), "http-connector");
  ASSERT_EQ(t.job.headers.size(), 1u);
  EXPECT_EQ(written(t.job.headers[0].second), "juel http://x/${id}");
  EXPECT_EQ(t.outputs.size(), 1u);
}

TEST(Camunda, UnknownExtensionsAreNamed) {
  const auto model = read_model(
      R"(<process id="p" isExecutable="true"><task id="t" camunda:nonsense="1"><extensionElements><camunda:more/></extensionElements></task></process>)");
  EXPECT_THAT(told(model.warnings), HasSubstr("camunda:nonsense, camunda:more"));
  EXPECT_EQ(warnings(model, "extension-not-executed"), 1);
}

TEST(Camunda, RetryCyclesAreRead) {
  const auto cycle = [](const std::string& text) {
    return read_model(
        R"(<process id="p" isExecutable="true"><task id="t" camunda:asyncBefore="true"><extensionElements><camunda:failedJobRetryTimeCycle>)" +
        text + "</camunda:failedJobRetryTimeCycle></extensionElements></task></process>");
  };
  EXPECT_EQ(written(element(cycle("R3/PT10M").processes[0], "t").async.retries), "3");
  const Model list = cycle("PT1M,PT5M");
  EXPECT_EQ(written(element(list.processes[0], "t").async.retries), "3");
  EXPECT_EQ(written(element(list.processes[0], "t").async.backoff), "PT1M");
  EXPECT_EQ(warnings(list, "retry-cycle"), 1);
  EXPECT_EQ(warnings(cycle("${cycle}"), "retry-cycle"), 1);
}

}  // namespace
}  // namespace bihuan::definitions
