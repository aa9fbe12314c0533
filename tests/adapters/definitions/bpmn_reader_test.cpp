// Decides what read_bpmn must deliver for well-formed files: elements, flows, events, extensions, by their rules.
#include "adapters/definitions/bpmn_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/adapters/definitions/bpmn_text_of.h"

namespace bihuan::definitions {
namespace {

using namespace definition;
using testing::ElementsAre;
using testing::IsEmpty;

std::string shown(const ExpressionText& text) {
  return (text.is_expression ? "=" : "") + text.text;
}

TEST(BpmnReader, ReadsASimpleProcess) {
  const Model model = read_ok(R"(<process id="p" name="请假" isExecutable="true">
  <startEvent id="s"/><sequenceFlow id="f1" sourceRef="s" targetRef="t"/>
  <userTask id="t" name="审批"/><sequenceFlow id="f2" sourceRef="t" targetRef="e"/><endEvent id="e"/></process>)");
  ASSERT_EQ(model.processes.size(), 1u);
  const ProcessModel& process = model.processes[0];
  EXPECT_EQ(model.file, "t.bpmn");
  EXPECT_EQ(model.id, "file");
  EXPECT_EQ(model.target_namespace, "urn:t");
  EXPECT_TRUE(process.executable);
  EXPECT_EQ(process.name, "请假");
  EXPECT_THAT(ids(process), ElementsAre("p", "s", "t", "e"));
  EXPECT_EQ(process.elements[0].kind, ElementKind::Process);
  EXPECT_EQ(process.elements[2].kind, ElementKind::UserTask);
  EXPECT_EQ(process.elements[2].parent, "p");
  EXPECT_EQ(process.elements[2].where.line, 4);
  EXPECT_EQ(process.elements[2].where.column, 3);
  ASSERT_EQ(process.flows.size(), 2u);
  EXPECT_EQ(process.flows[1].source, "t");
  EXPECT_EQ(process.flows[1].target, "e");
  EXPECT_EQ(process.flows[1].parent, "p");
  EXPECT_THAT(process.unsupported, IsEmpty());
  EXPECT_THAT(model.warnings, IsEmpty()) << told(model.warnings);
}

TEST(BpmnReader, ReadsEveryElementKind) {
  const std::pair<const char*, ElementKind> kinds[] = {{"task", ElementKind::Task},
                                                       {"userTask", ElementKind::UserTask},
                                                       {"manualTask", ElementKind::ManualTask},
                                                       {"serviceTask", ElementKind::ServiceTask},
                                                       {"sendTask", ElementKind::SendTask},
                                                       {"receiveTask", ElementKind::ReceiveTask},
                                                       {"scriptTask", ElementKind::ScriptTask},
                                                       {"businessRuleTask", ElementKind::BusinessRuleTask},
                                                       {"subProcess", ElementKind::SubProcess},
                                                       {"callActivity", ElementKind::CallActivity},
                                                       {"exclusiveGateway", ElementKind::ExclusiveGateway},
                                                       {"parallelGateway", ElementKind::ParallelGateway},
                                                       {"inclusiveGateway", ElementKind::InclusiveGateway},
                                                       {"eventBasedGateway", ElementKind::EventBasedGateway},
                                                       {"startEvent", ElementKind::StartEvent},
                                                       {"intermediateCatchEvent", ElementKind::IntermediateCatchEvent},
                                                       {"intermediateThrowEvent", ElementKind::IntermediateThrowEvent},
                                                       {"boundaryEvent", ElementKind::BoundaryEvent},
                                                       {"endEvent", ElementKind::EndEvent}};
  for (const auto& [name, kind] : kinds) {
    const ProcessModel process = read_process_of("<" + std::string(name) + " id=\"x\"/>");
    EXPECT_EQ(element(process, "x").kind, kind) << name;
  }
  const ProcessModel process = read_process_of(
      "<subProcess id=\"x\" triggeredByEvent=\"true\"><startEvent id=\"y\" isInterrupting=\"false\"/></subProcess>");
  EXPECT_EQ(element(process, "x").kind, ElementKind::EventSubProcess);
  EXPECT_EQ(element(process, "y").parent, "x");
  EXPECT_FALSE(element(process, "y").interrupting);
}

TEST(BpmnReader, KeepsDocumentOrderAndParentsThroughNestedScopes) {
  const ProcessModel process = read_process_of(R"(<subProcess id="a"><task id="b"/><subProcess id="c"><task id="d"/>
    <sequenceFlow id="f" sourceRef="d" targetRef="d"/></subProcess><task id="e"/></subProcess><task id="g"/>)");
  EXPECT_THAT(ids(process), ElementsAre("p", "a", "b", "c", "d", "e", "g"));
  EXPECT_EQ(element(process, "d").parent, "c");
  EXPECT_EQ(element(process, "e").parent, "a");
  EXPECT_EQ(process.flows[0].parent, "c");
}

TEST(BpmnReader, ReadsSeveralProcessesAndWhetherTheyAreExecutable) {
  const Model model =
      read_ok("<process id=\"a\"/><process id=\"b\" isExecutable=\"true\"/><process id=\"c\" isExecutable=\"false\"/>");
  ASSERT_EQ(model.processes.size(), 3u);
  EXPECT_FALSE(model.processes[0].executable);
  EXPECT_TRUE(model.processes[1].executable);
  EXPECT_FALSE(model.processes[2].executable);
}

TEST(BpmnReader, AFileWithoutProcessIsWarnedOf) {
  const Model model = read_ok("<collaboration id=\"c\"><participant id=\"x\"/></collaboration>");
  ASSERT_EQ(model.warnings.size(), 1u);
  EXPECT_EQ(model.warnings[0].code, "no-process");
  EXPECT_EQ(model.warnings[0].severity, Severity::Warning);
}

TEST(BpmnReader, ReadsProcessExtensions) {
  const Model model = read_ok(R"xml(<process id="p" bihuan:versionTag="v2" bihuan:category="治理" bihuan:calendar="cn"
    bihuan:businessKey="=&quot;A-&quot; + string(n)" bihuan:title="标题" bihuan:unit="=community"
    bihuan:line="fire"><extensionElements><bihuan:variable name="街道 名称"/>
    <bihuan:variable name="n" protected="true"/></extensionElements></process>)xml");
  const ProcessModel& process = model.processes.at(0);
  EXPECT_EQ(process.version_tag, "v2");
  EXPECT_EQ(process.category, "治理");
  EXPECT_EQ(process.calendar, "cn");
  EXPECT_EQ(shown(process.business_key), "=\"A-\" + string(n)");
  EXPECT_EQ(shown(process.case_title), "标题");
  EXPECT_EQ(shown(process.unit), "=community");
  EXPECT_EQ(shown(process.line), "fire");
  EXPECT_THAT(process.variables, ElementsAre("街道 名称", "n"));
  EXPECT_THAT(process.protected_variables, ElementsAre("n"));
}

TEST(BpmnReader, ReadsUserTaskExtensions) {
  const ProcessModel process = read_process_of(R"(<userTask id="t"><extensionElements>
    <bihuan:assignment kind="role" role="grid-worker" unit="=hazard.community" whenEmpty="head"/>
    <bihuan:form ref="f" binding="latest"><bihuan:field key="a" access="readonly"/><bihuan:field key="b" required="true"/></bihuan:form>
    <bihuan:deadline duration="P1D" calendar="cn"/>
    <bihuan:work outcomes="属实, 不属实，重复" outcomeVariable="o" opinion="required" attachmentsMin="2" priority="=50 + 1" claim="false"/>
    <bihuan:input source="=x" target="y"/><bihuan:input source="常量" target="z"/><bihuan:output source="=y" target="x"/>
    </extensionElements></userTask>)");
  const ElementModel& task = element(process, "t");
  ASSERT_TRUE(task.assignment);
  EXPECT_EQ(task.assignment->kind, "role");
  EXPECT_EQ(task.assignment->when_empty, "head");
  ASSERT_EQ(task.assignment->parameters.size(), 2u);
  EXPECT_EQ(task.assignment->parameters[0].first, "role");
  EXPECT_EQ(shown(task.assignment->parameters[0].second), "grid-worker");
  EXPECT_EQ(shown(task.assignment->parameters[1].second), "=hazard.community");
  EXPECT_EQ(task.form.ref, "f");
  EXPECT_EQ(task.form.binding, "latest");
  ASSERT_EQ(task.form.fields.size(), 2u);
  EXPECT_EQ(task.form.fields[0].access, "readonly");
  EXPECT_TRUE(task.form.fields[1].required);
  ASSERT_TRUE(task.deadline);
  EXPECT_EQ(shown(task.deadline->duration), "P1D");
  EXPECT_EQ(task.deadline->calendar, "cn");
  EXPECT_THAT(task.work.outcomes, ElementsAre("属实", "不属实", "重复"));
  EXPECT_EQ(task.work.outcome_variable, "o");
  EXPECT_EQ(task.work.opinion, "required");
  EXPECT_EQ(task.work.attachments_min, 2);
  EXPECT_EQ(shown(task.work.priority), "=50 + 1");
  EXPECT_FALSE(task.work.claim);
  ASSERT_EQ(task.inputs.size(), 2u);
  EXPECT_EQ(shown(task.inputs[0].source), "=x");
  EXPECT_EQ(shown(task.inputs[1].source), "常量");
  EXPECT_EQ(task.inputs[1].target, "z");
  EXPECT_EQ(task.outputs.at(0).target, "x");
}

TEST(BpmnReader, ReadsStartFormAndStarters) {
  const ProcessModel process = read_process_of(R"(<startEvent id="s"><extensionElements><bihuan:form ref="f"/>
    <bihuan:starters roles="grid-worker,community-handler"/></extensionElements></startEvent>)");
  EXPECT_EQ(element(process, "s").form.ref, "f");
  EXPECT_THAT(element(process, "s").starter_roles, ElementsAre("grid-worker", "community-handler"));
}

TEST(BpmnReader, ReadsMultiInstanceAndVote) {
  for (const char* place : {"task", "loop"}) {
    const std::string vote =
        R"(<extensionElements><bihuan:vote pass="=pass * 3 >= all * 2" passOutcomes="同意" abstainOutcomes="弃权" early="false" variable="v"/></extensionElements>)";
    const bool on_task = std::string_view(place) == "task";
    const ProcessModel process = read_process_of(
        "<userTask id=\"t\">" + (on_task ? vote : "") +
        R"(<multiInstanceLoopCharacteristics isSequential="true" bihuan:collection="=people" bihuan:elementVariable="person"
        bihuan:outputCollection="votes" bihuan:outputElement="=outcome">)" +
        (on_task ? "" : vote) +
        "<loopCardinality>=3</loopCardinality><completionCondition>numberOfCompletedInstances &gt; "
        "1</completionCondition></multiInstanceLoopCharacteristics></userTask>");
    const auto& loop = element(process, "t").multi_instance;
    ASSERT_TRUE(loop);
    EXPECT_TRUE(loop->sequential);
    EXPECT_EQ(shown(loop->collection), "=people");
    EXPECT_EQ(loop->element_variable, "person");
    EXPECT_EQ(loop->output_collection, "votes");
    EXPECT_EQ(shown(loop->output_element), "=outcome");
    EXPECT_EQ(shown(loop->cardinality), "=3");
    EXPECT_EQ(shown(loop->completion_condition), "=numberOfCompletedInstances > 1");
    ASSERT_TRUE(loop->vote) << place;
    EXPECT_EQ(shown(loop->vote->pass), "=pass * 3 >= all * 2");
    EXPECT_THAT(loop->vote->pass_outcomes, ElementsAre("同意"));
    EXPECT_THAT(loop->vote->abstain_outcomes, ElementsAre("弃权"));
    EXPECT_FALSE(loop->vote->early);
    EXPECT_EQ(loop->vote->variable, "v");
  }
}

TEST(BpmnReader, ReadsTasksThatCallOthers) {
  const ProcessModel process = read_process_of(R"(
    <serviceTask id="job"><extensionElements><bihuan:job topic="=t" retries="5" backoff="PT1M"><bihuan:header name="to" value="=initiator"/></bihuan:job></extensionElements></serviceTask>
    <businessRuleTask id="rule"><extensionElements><bihuan:decision ref="grading" resultVariable="grade" binding="latest"/></extensionElements></businessRuleTask>
    <scriptTask id="script" scriptFormat="feel" bihuan:resultVariable="r"><script><![CDATA[ = a < 1 ]]></script></scriptTask>
    <callActivity id="call" calledElement="ns:joint-meeting"><extensionElements><bihuan:call binding="versionTag" versionTag="v1" businessKey="=k" propagateInputs="true" propagateOutputs="1"/></extensionElements></callActivity>
    <callActivity id="dynamic" calledElement="=if a then &quot;x:y&quot; else b"/>)");
  EXPECT_EQ(shown(element(process, "job").job.topic), "=t");
  EXPECT_EQ(shown(element(process, "job").job.retries), "5");
  EXPECT_EQ(shown(element(process, "job").job.backoff), "PT1M");
  ASSERT_EQ(element(process, "job").job.headers.size(), 1u);
  EXPECT_EQ(element(process, "job").job.headers[0].first, "to");
  EXPECT_EQ(shown(element(process, "job").job.headers[0].second), "=initiator");
  EXPECT_EQ(shown(element(process, "rule").decision.decision), "grading");
  EXPECT_EQ(element(process, "rule").decision.binding, "latest");
  EXPECT_EQ(element(process, "rule").result_variable, "grade");
  EXPECT_EQ(shown(element(process, "script").script), "=a < 1");
  EXPECT_EQ(element(process, "script").script.language, "");
  EXPECT_EQ(element(process, "script").result_variable, "r");
  const CallModel& call = element(process, "call").call;
  EXPECT_EQ(shown(call.process), "joint-meeting");
  EXPECT_EQ(call.binding, "versionTag");
  EXPECT_EQ(call.version_tag, "v1");
  EXPECT_EQ(shown(call.business_key), "=k");
  EXPECT_TRUE(call.propagate_inputs && call.propagate_outputs);
  EXPECT_EQ(shown(element(process, "dynamic").call.process), "=if a then \"x:y\" else b");
}

TEST(BpmnReader, ResolvesGlobalDefinitionsByIdOrQName) {
  const Model model = read_ok(
      R"(<message id="m" name="=&quot;m-&quot; + x"><extensionElements><bihuan:message correlationKey="=key" timeToLive="PT1H"/></extensionElements></message>
    <signal id="sig" name="停电"/><error id="err" name="错误" errorCode="E1"/><escalation id="esc" escalationCode="难点"/>
    <process id="p"><intermediateCatchEvent id="a"><messageEventDefinition messageRef="t:m"/></intermediateCatchEvent>
    <intermediateThrowEvent id="b"><extensionElements><bihuan:message correlationKey="=own"/></extensionElements><messageEventDefinition messageRef="m"/></intermediateThrowEvent>
    <endEvent id="c"><signalEventDefinition signalRef="sig"/></endEvent>
    <task id="t"/><boundaryEvent id="d" attachedToRef="t" cancelActivity="false"><errorEventDefinition errorRef="err" bihuan:codeVariable="code" bihuan:messageVariable="text"/></boundaryEvent>
    <boundaryEvent id="e" attachedToRef="t"><escalationEventDefinition escalationRef="esc"/></boundaryEvent>
    <endEvent id="f"><terminateEventDefinition/></endEvent>
    <receiveTask id="g" messageRef="m"/><sendTask id="h"/></process>)");
  const ProcessModel& process = model.processes.at(0);
  const EventDefinitionModel& a = element(process, "a").events.at(0);
  EXPECT_EQ(a.kind, EventKind::Message);
  EXPECT_EQ(a.ref, "t:m");
  EXPECT_EQ(shown(a.name), "=\"m-\" + x");
  EXPECT_EQ(shown(a.correlation_key), "=key");
  EXPECT_EQ(shown(a.time_to_live), "PT1H");
  EXPECT_EQ(shown(element(process, "b").events.at(0).correlation_key), "=own") << "the event's own key comes first";
  EXPECT_EQ(shown(element(process, "b").events.at(0).time_to_live), "PT1H");
  EXPECT_EQ(shown(element(process, "c").events.at(0).name), "停电");
  const EventDefinitionModel& d = element(process, "d").events.at(0);
  EXPECT_EQ(d.kind, EventKind::Error);
  EXPECT_EQ(shown(d.code), "E1");
  EXPECT_EQ(d.code_variable, "code");
  EXPECT_EQ(d.message_variable, "text");
  EXPECT_FALSE(element(process, "d").interrupting);
  EXPECT_EQ(element(process, "d").attached_to, "t");
  EXPECT_TRUE(element(process, "e").interrupting);
  EXPECT_EQ(shown(element(process, "e").events.at(0).code), "难点");
  EXPECT_EQ(element(process, "f").events.at(0).kind, EventKind::Terminate);
  EXPECT_EQ(element(process, "g").message.kind, EventKind::Message);
  EXPECT_EQ(shown(element(process, "g").message.correlation_key), "=key");
  EXPECT_EQ(element(process, "h").message.kind, EventKind::None);
}

TEST(BpmnReader, ReadsTimers) {
  const Model model =
      read_ok(R"(<timerEventDefinition id="shared"><timeCycle>R3/PT10M</timeCycle></timerEventDefinition>
    <process id="p" bihuan:calendar="cn"><startEvent id="a"><timerEventDefinition><timeDate> =due </timeDate></timerEventDefinition></startEvent>
    <startEvent id="b"><timerEventDefinition bihuan:calendar="" bihuan:base="=dueDate"><timeDuration>-P3D</timeDuration></timerEventDefinition></startEvent>
    <startEvent id="c"><eventDefinitionRef>shared</eventDefinitionRef></startEvent>
    <startEvent id="d"><timerEventDefinition bihuan:calendar="us"><timeDuration>PT1H</timeDuration></timerEventDefinition></startEvent></process>)");
  const ProcessModel& process = model.processes.at(0);
  const TimerText& a = element(process, "a").events.at(0).timer;
  EXPECT_EQ(a.kind, TimerKind::Date);
  EXPECT_EQ(shown(a.value), "=due");
  EXPECT_EQ(a.calendar, "") << "a timer without bihuan:calendar counts all days";
  const TimerText& b = element(process, "b").events.at(0).timer;
  EXPECT_EQ(shown(b.value), "-P3D");
  EXPECT_EQ(shown(b.base), "=dueDate");
  EXPECT_EQ(b.calendar, "cn") << "an empty bihuan:calendar means that of the process";
  EXPECT_EQ(element(process, "c").events.at(0).timer.kind, TimerKind::Cycle);
  EXPECT_EQ(shown(element(process, "c").events.at(0).timer.value), "R3/PT10M");
  EXPECT_EQ(element(process, "d").events.at(0).timer.calendar, "us");
  const auto none = read_bad(
      "<process id=\"p\"><startEvent id=\"a\"><timerEventDefinition bihuan:calendar=\"\"/></startEvent></process>");
  EXPECT_EQ(none.at(0).code, "no-calendar");
  const auto two = read_bad(
      "<process id=\"p\"><startEvent "
      "id=\"a\"><timerEventDefinition><timeDate>x</timeDate><timeCycle>y</timeCycle></timerEventDefinition></"
      "startEvent></process>");
  EXPECT_EQ(two.at(0).code, "timer-with-several-times");
}

TEST(BpmnReader, ConditionsAreFeelWithOrWithoutEquals) {
  const ProcessModel process = read_process_of(R"(<exclusiveGateway id="g" default="c"/><task id="t"/>
    <sequenceFlow id="a" sourceRef="g" targetRef="t"><conditionExpression>grade = "高"</conditionExpression></sequenceFlow>
    <sequenceFlow id="b" sourceRef="g" targetRef="t"><conditionExpression>=amount &gt; 5</conditionExpression></sequenceFlow>
    <sequenceFlow id="c" name="否则" sourceRef="g" targetRef="t"/>)");
  EXPECT_EQ(shown(process.flows[0].condition), "=grade = \"高\"");
  EXPECT_EQ(shown(process.flows[1].condition), "=amount > 5");
  EXPECT_TRUE(process.flows[2].condition.empty());
  EXPECT_EQ(process.flows[2].name, "否则");
  EXPECT_EQ(element(process, "g").default_flow, "c");
}

TEST(BpmnReader, AnEmptyConditionIsWarnedOf) {
  const Model model = read_ok(
      "<process id=\"p\"><task id=\"t\"/><sequenceFlow id=\"a\" sourceRef=\"t\" "
      "targetRef=\"t\"><conditionExpression/></sequenceFlow></process>");
  ASSERT_EQ(model.warnings.size(), 1u);
  EXPECT_EQ(model.warnings[0].code, "empty-condition");
}

TEST(BpmnReader, FindsTheExpressionLanguage) {
  const std::string body =
      "<process id=\"p\"><task id=\"t\"/><sequenceFlow id=\"a\" sourceRef=\"t\" targetRef=\"t\"><conditionExpression "
      "LANG>x</conditionExpression></sequenceFlow></process></definitions>";
  const auto read = [&](std::string file, const std::string& own) {
    file += body;
    file.replace(file.find("LANG"), 4, own);
    const auto model = read_bpmn(file, "t.bpmn");
    return model ? model->processes[0].flows[0].condition.language : "error";
  };
  const std::string head = "<definitions xmlns=\"http://www.omg.org/spec/BPMN/20100524/MODEL\"";
  EXPECT_EQ(read(head + ">", ""), "");
  EXPECT_EQ(read(head + " expressionLanguage=\"http://www.w3.org/1999/XPath\">", ""), "")
      << "what tools write by themselves";
  EXPECT_EQ(read(head + " expressionLanguage=\"https://www.omg.org/spec/DMN/20191111/FEEL/\">", ""), "");
  EXPECT_EQ(read(head + " expressionLanguage=\"urn:mvel\">", ""), "urn:mvel");
  EXPECT_EQ(read(head + " expressionLanguage=\"urn:mvel\">", "language=\"feel\""), "");
  EXPECT_EQ(read(head + ">", "language=\"http://www.w3.org/1999/XPath\""), "http://www.w3.org/1999/XPath")
      << "chosen for this condition";
}

TEST(BpmnReader, AJobTakesThePlaceOfAnOperation) {
  const ProcessModel process = read_process_of(
      R"(<serviceTask id="x" operationRef="op"><extensionElements><bihuan:job topic="t"/></extensionElements></serviceTask>)");
  EXPECT_THAT(process.unsupported, IsEmpty());
}

}  // namespace
}  // namespace bihuan::definitions
