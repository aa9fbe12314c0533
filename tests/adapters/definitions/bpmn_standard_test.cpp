// Decides what the reader must take from the standard's rarer elements: loops, ad-hoc, complex gateways, compensation,
// links, conditions, several definitions, languages.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/adapters/definitions/bpmn_text_of.h"

namespace bihuan::definitions {
namespace {

using namespace definition;
using testing::IsEmpty;

TEST(BpmnStandard, TransactionsAndAdHocSubProcessesAreScopes) {
  const ProcessModel process = read_process_of(R"(<transaction id="t"><task id="a"/></transaction>
    <adHocSubProcess id="h" ordering="Sequential" cancelRemainingInstances="false" bihuan:activate="=[&quot;b&quot;]">
      <task id="b"/><completionCondition>done = true</completionCondition></adHocSubProcess><adHocSubProcess id="i"/>)");
  EXPECT_EQ(element(process, "t").kind, ElementKind::Transaction);
  EXPECT_EQ(element(process, "a").parent, "t");
  EXPECT_EQ(element(process, "b").parent, "h");
  const auto& ad_hoc = element(process, "h").ad_hoc;
  ASSERT_TRUE(ad_hoc);
  EXPECT_TRUE(ad_hoc->sequential);
  EXPECT_FALSE(ad_hoc->cancel_remaining);
  EXPECT_EQ(ad_hoc->completion_condition.text, "done = true");
  EXPECT_EQ(ad_hoc->activate.text, "[\"b\"]");
  ASSERT_TRUE(element(process, "i").ad_hoc);
  EXPECT_FALSE(element(process, "i").ad_hoc->sequential);
  EXPECT_TRUE(element(process, "i").ad_hoc->cancel_remaining);
  EXPECT_THAT(process.unsupported, IsEmpty());
}

TEST(BpmnStandard, GatewaysSayHowTheyAreActivated) {
  const ProcessModel process = read_process_of(R"(<complexGateway id="c"><activationCondition>activationCount &gt; 1
    </activationCondition></complexGateway><eventBasedGateway id="e" instantiate="true" eventGatewayType="Parallel"/>
    <eventBasedGateway id="f" eventGatewayType="Exclusive"/><receiveTask id="r" instantiate="1"/>)");
  EXPECT_EQ(element(process, "c").kind, ElementKind::ComplexGateway);
  EXPECT_EQ(element(process, "c").activation_condition.text, "activationCount > 1");
  EXPECT_TRUE(element(process, "e").instantiate);
  EXPECT_TRUE(element(process, "e").parallel_events);
  EXPECT_FALSE(element(process, "f").parallel_events || element(process, "f").instantiate);
  EXPECT_TRUE(element(process, "r").instantiate);
}

TEST(BpmnStandard, ActivitiesCarryLoopsAndQuantities) {
  const ProcessModel process = read_process_of(R"(<task id="t" startQuantity="2" completionQuantity="3">
    <standardLoopCharacteristics testBefore="true" loopMaximum="5"><loopCondition>x &lt; 3</loopCondition>
    </standardLoopCharacteristics></task><task id="u"/>)");
  const ElementModel& t = element(process, "t");
  EXPECT_EQ(t.start_quantity, 2);
  EXPECT_EQ(t.completion_quantity, 3);
  ASSERT_TRUE(t.loop);
  EXPECT_TRUE(t.loop->test_before);
  EXPECT_EQ(t.loop->condition.text, "x < 3");
  EXPECT_EQ(t.loop->maximum.text, "5");
  EXPECT_EQ(element(process, "u").start_quantity, 1);
  EXPECT_FALSE(element(process, "u").loop);
}

TEST(BpmnStandard, MultiInstanceThrowsByItsBehaviour) {
  const Model model = read_ok(R"(<signal id="s" name="one"/><signalEventDefinition id="sd" signalRef="s"/>
    <process id="p"><task id="a"><multiInstanceLoopCharacteristics behavior="One" oneBehaviorEventRef="sd"/></task>
    <task id="b"><multiInstanceLoopCharacteristics behavior="None" noneBehaviorEventRef="sd"/></task>
    <task id="c"><multiInstanceLoopCharacteristics behavior="Complex"><complexBehaviorDefinition id="x">
      <condition>numberOfCompletedInstances = 2</condition><event id="ev"><signalEventDefinition signalRef="s"/></event>
      </complexBehaviorDefinition></multiInstanceLoopCharacteristics></task></process>)");
  const ProcessModel& process = model.processes.at(0);
  EXPECT_EQ(element(process, "a").multi_instance->behavior, MultiInstanceBehavior::One);
  ASSERT_TRUE(element(process, "a").multi_instance->event);
  EXPECT_EQ(element(process, "a").multi_instance->event->name.text, "one");
  EXPECT_EQ(element(process, "b").multi_instance->behavior, MultiInstanceBehavior::None);
  EXPECT_EQ(element(process, "b").multi_instance->event->kind, EventKind::Signal);
  const auto& complex = element(process, "c").multi_instance->complex;
  ASSERT_EQ(complex.size(), 1u);
  EXPECT_EQ(complex[0].condition.text, "numberOfCompletedInstances = 2");
  EXPECT_EQ(complex[0].event.name.text, "one");
  EXPECT_THAT(process.unsupported, IsEmpty());
}

TEST(BpmnStandard, CompensationNamesItsActivityAndItsHandler) {
  const ProcessModel process = read_process_of(R"(<task id="t"/><boundaryEvent id="b" attachedToRef="t">
    <compensateEventDefinition/></boundaryEvent><serviceTask id="undo" isForCompensation="true"/>
    <textAnnotation id="note"/><association id="n" sourceRef="b" targetRef="note"/>
    <association id="l" associationDirection="One" sourceRef="b" targetRef="undo"/>
    <endEvent id="e"><compensateEventDefinition activityRef="t" waitForCompletion="false"/></endEvent>)");
  EXPECT_EQ(element(process, "b").compensation_handler, "undo");
  EXPECT_TRUE(element(process, "undo").for_compensation);
  const EventDefinitionModel& thrown = element(process, "e").events.at(0);
  EXPECT_EQ(thrown.kind, EventKind::Compensation);
  EXPECT_EQ(thrown.activity_ref, "t");
  EXPECT_FALSE(thrown.wait_for_completion);
  EXPECT_TRUE(element(process, "b").events.at(0).wait_for_completion);
}

TEST(BpmnStandard, EventsMayHaveSeveralDefinitionsOwnOrShared) {
  const Model model = read_ok(R"(<message id="m" name="到了"/><messageEventDefinition id="shared" messageRef="m"/>
    <process id="p"><startEvent id="all" parallelMultiple="true"><eventDefinitionRef>shared</eventDefinitionRef>
      <timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition></startEvent>
    <startEvent id="any"><signalEventDefinition/><eventDefinitionRef>shared</eventDefinitionRef></startEvent>
    <startEvent id="one" parallelMultiple="true"><eventDefinitionRef>shared</eventDefinitionRef></startEvent>
    <endEvent id="c"><cancelEventDefinition/></endEvent></process>)");
  const ProcessModel& process = model.processes.at(0);
  ASSERT_EQ(element(process, "all").events.size(), 2u);
  EXPECT_TRUE(element(process, "all").parallel_multiple);
  EXPECT_EQ(element(process, "all").events[0].name.text, "到了");
  EXPECT_EQ(element(process, "all").events[1].kind, EventKind::Timer);
  EXPECT_FALSE(element(process, "any").parallel_multiple);
  EXPECT_FALSE(element(process, "one").parallel_multiple) << "one definition is all of them";
  EXPECT_EQ(element(process, "c").events.at(0).kind, EventKind::Cancel);
}

TEST(BpmnStandard, ConditionsAndLinks) {
  const ProcessModel process = read_process_of(R"(<intermediateCatchEvent id="w"><conditionalEventDefinition>
    <condition>level &gt; 3</condition></conditionalEventDefinition></intermediateCatchEvent>
    <intermediateThrowEvent id="a"><linkEventDefinition id="la" name="甲"/></intermediateThrowEvent>
    <intermediateCatchEvent id="b"><linkEventDefinition id="lb" name="甲"/></intermediateCatchEvent>
    <intermediateThrowEvent id="c"><linkEventDefinition id="lc"><target>lb</target></linkEventDefinition>
    </intermediateThrowEvent>)");
  EXPECT_EQ(element(process, "w").events.at(0).condition.text, "level > 3");
  EXPECT_EQ(element(process, "a").events.at(0).name.text, "甲");
  EXPECT_EQ(element(process, "b").events.at(0).name.text, "甲");
  EXPECT_EQ(element(process, "c").events.at(0).name.text, "甲") << "named by its target";
}

TEST(BpmnStandard, ExpressionsAreInTheirLanguage) {
  const ProcessModel process = read_process_of(R"(<scriptTask id="js" scriptFormat="text/javascript"><script>a + 1
    </script></scriptTask><scriptTask id="feel"><script>a + 1</script></scriptTask>
    <scriptTask id="el" scriptFormat="juel"><script>${a + 1}</script></scriptTask><task id="t"/>
    <sequenceFlow id="x" sourceRef="js" targetRef="t"><conditionExpression>${ok}</conditionExpression></sequenceFlow>
    <sequenceFlow id="y" sourceRef="js" targetRef="t"><conditionExpression language="http://www.jcp.org/en/jsr/detail?id=245">#{ok}</conditionExpression></sequenceFlow>
    <callActivity id="c" calledElement="${next}"/>)");
  EXPECT_EQ(element(process, "js").script.language, "javascript");
  EXPECT_EQ(element(process, "feel").script.language, "");
  EXPECT_EQ(element(process, "el").script.language, "juel");
  EXPECT_EQ(element(process, "el").script.text, "${a + 1}");
  EXPECT_EQ(process.flows[0].condition.language, "juel");
  EXPECT_EQ(process.flows[1].condition.language, "juel");
  EXPECT_EQ(element(process, "c").call.process.language, "juel");
  EXPECT_EQ(element(process, "c").call.process.text, "${next}");
  EXPECT_THAT(process.unsupported, IsEmpty());
}

TEST(BpmnStandard, AnErrorThatIsNotDefinedIsItsCodeInOtherProductsModels) {
  const Model model = read_ok(
      R"(<process id="p" camunda:versionTag="1"><endEvent id="e"><errorEventDefinition errorRef="myError"/></endEvent></process>)");
  EXPECT_EQ(element(model.processes.at(0), "e").events.at(0).code.text, "myError");
  ASSERT_EQ(model.warnings.size(), 1u) << told(model.warnings);
  EXPECT_EQ(model.warnings[0].code, "code-without-error");
}

TEST(BpmnStandard, AFileThatDeclaresAProductsNamespaceIsOfItsDialect) {
  const auto dialect = [](const std::string& declared) {
    const auto model = read_bpmn("<definitions xmlns=\"http://www.omg.org/spec/BPMN/20100524/MODEL\" " + declared +
                                     "><process id=\"p\"/></definitions>",
                                 "t.bpmn");
    return model ? model->processes.at(0).dialect : Dialect::Zeebe;
  };
  EXPECT_EQ(dialect("xmlns:camunda=\"http://camunda.org/schema/1.0/bpmn\""), Dialect::Camunda);
  EXPECT_EQ(dialect("xmlns:f=\"http://flowable.org/bpmn\""), Dialect::Flowable);
  EXPECT_EQ(dialect("xmlns:camunda=\"http://camunda.org/schema/1.0/bpmn\" xmlns:bihuan=\"urn:bihuan:bpmn:1\""),
            Dialect::Bihuan);
  EXPECT_EQ(dialect(""), Dialect::Bihuan);
}

TEST(BpmnStandard, WrongWordsAreErrors) {
  for (const char* elements : {
           R"(<adHocSubProcess id="x" ordering="sequential"/>)",
           R"(<eventBasedGateway id="x" eventGatewayType="parallel"/>)",
           R"(<task id="x" startQuantity="0"/>)",
           R"(<task id="x" completionQuantity="many"/>)",
           R"(<task id="x"><multiInstanceLoopCharacteristics behavior="Some"/></task>)",
           R"(<task id="x"><standardLoopCharacteristics testBefore="maybe"/></task>)",
           R"(<endEvent id="x"><compensateEventDefinition waitForCompletion="no"/></endEvent>)",
       }) {
    const auto found = read_bad("<process id=\"p\">" + std::string(elements) + "</process>");
    ASSERT_EQ(found.size(), 1u) << elements;
    EXPECT_EQ(found[0].code, "bad-value") << elements;
  }
}

TEST(BpmnStandard, ChoreographyAndUnknownLanguagesAreRefusedByName) {
  const ProcessModel process = read_process_of(R"(<subChoreography id="c"><choreographyTask id="d"/></subChoreography>
    <scriptTask id="g" scriptFormat="groovy"><script>1</script></scriptTask><task id="t"/>
    <sequenceFlow id="x" sourceRef="t" targetRef="t"><conditionExpression language="http://www.w3.org/1999/XPath">a
    </conditionExpression></sequenceFlow>)");
  ASSERT_EQ(process.unsupported.size(), 3u);
  EXPECT_EQ(process.unsupported[0].element_id, "c");
  EXPECT_EQ(process.unsupported[1].element_id, "g");
  EXPECT_EQ(process.unsupported[2].element_id, "x");
}

}  // namespace
}  // namespace bihuan::definitions
