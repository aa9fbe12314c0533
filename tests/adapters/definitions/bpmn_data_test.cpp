// Decides what the reader makes of the standard's data, resources, lanes and global tasks: variables, mappings,
// assignments, processes.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/adapters/definitions/bpmn_text_of.h"

namespace bihuan::definitions {
namespace {

using namespace definition;
using testing::ElementsAre;
using testing::IsEmpty;

/// "name=source" of each mapping.
std::vector<std::string> shown(const std::vector<MappingText>& mappings) {
  std::vector<std::string> result;
  for (const MappingText& m : mappings) result.push_back(m.target + "=" + m.source.text);
  return result;
}

std::vector<std::string> shown(const AssignmentModel& assignment) {
  std::vector<std::string> result{assignment.kind};
  for (const auto& [name, text] : assignment.parameters)
    result.push_back(name + "=" + (text.is_expression ? "=" : "") + text.text);
  return result;
}

TEST(BpmnData, PropertiesAndDataObjectsAreVariablesOfTheirScope) {
  const ProcessModel process = read_process_of(R"(<property id="p1" name="总额"/><dataObject id="d1" name="Order
      Form" isCollection="true"/><dataObject id="d2"/><dataObject id="d3"/>
    <dataObjectReference id="r" name="收据" dataObjectRef="d2"/><dataObject id="d.4" name="1. draft!"/>
    <subProcess id="s"><dataObject id="d5" name="inner"/><task id="t"><property id="p2" name="own"/></task>
    </subProcess>)");
  std::vector<std::string> names;
  for (const DataModel& data : process.elements[0].data) names.push_back(data.name);
  EXPECT_THAT(names, ElementsAre("总额", "Order Form", "收据", "d3", "d_4"));
  EXPECT_TRUE(process.elements[0].data[1].collection);
  EXPECT_FALSE(process.elements[0].data[0].collection);
  EXPECT_EQ(element(process, "s").data.at(0).name, "inner");
  EXPECT_EQ(element(process, "t").data.at(0).name, "own");
  EXPECT_THAT(process.unsupported, IsEmpty());
}

TEST(BpmnData, AssociationsAreMappings) {
  const ProcessModel process =
      read_process_of(R"(<dataObject id="d" name="order"/><dataObjectReference id="r" dataObjectRef="d"/>
    <property id="sum" name="sum"/><userTask id="t"><ioSpecification><dataInput id="in" name="paper"/><dataInput id="in2" name="all"/><dataOutput id="out" name="result"/>
      <dataOutput id="opt" name="remark"/><inputSet/><outputSet><optionalOutputRefs>opt</optionalOutputRefs></outputSet></ioSpecification>
    <dataInputAssociation><sourceRef>r</sourceRef><targetRef>in</targetRef></dataInputAssociation>
    <dataInputAssociation><sourceRef>r</sourceRef><sourceRef>sum</sourceRef><targetRef>in2</targetRef><transformation>{o: order, s: sum}</transformation></dataInputAssociation>
    <dataOutputAssociation><sourceRef>out</sourceRef><targetRef>r</targetRef><assignment><from>result + 1</from><to>order.total</to></assignment></dataOutputAssociation>
    <dataOutputAssociation><sourceRef>opt</sourceRef><targetRef>sum</targetRef></dataOutputAssociation></userTask>)");
  EXPECT_THAT(shown(element(process, "t").inputs), ElementsAre("paper=order", "all={o: order, s: sum}"));
  EXPECT_THAT(shown(element(process, "t").outputs),
              ElementsAre("order=(for _whole in [result] return context put(if _whole = null then {} else _whole, "
                          "\"total\", result + 1))[1]",
                          "sum=if remark = null then null else remark"));
  EXPECT_THAT(process.unsupported, IsEmpty());
}

TEST(BpmnData, AssignmentsAloneWriteTheirTarget) {
  const ProcessModel process =
      read_process_of(R"(<task id="t"><ioSpecification><dataInput id="in" name="x"/></ioSpecification>
    <dataInputAssociation><targetRef>in</targetRef><assignment><from>1 + 1</from><to>in</to></assignment></dataInputAssociation></task>
    <task id="u"><ioSpecification><dataInput id="i2" name="y"/></ioSpecification>
    <dataInputAssociation><targetRef>i2</targetRef><assignment><from>a</from><to>y.b.c</to></assignment><assignment><from>d</from><to>${y.e}</to></assignment></dataInputAssociation></task>)");
  EXPECT_THAT(shown(element(process, "t").inputs), ElementsAre("x=1 + 1"));
  ASSERT_EQ(element(process, "u").inputs.size(), 1u);
  EXPECT_EQ(element(process, "u").inputs[0].target, "y");
  EXPECT_THAT(element(process, "u").inputs[0].source.text, testing::HasSubstr("\"c\", a)"));
  EXPECT_THAT(element(process, "u").inputs[0].source.text, testing::HasSubstr("\"e\", d)"));
}

TEST(BpmnData, InputsOfOneNameAreKeptApartAndLaterAssociationsWin) {
  const ProcessModel process =
      read_process_of(R"(<dataObject id="a" name="a"/><dataObject id="b" name="b"/><task id="t"><ioSpecification>
    <dataInput id="i1" name="same"/><dataInput id="i2" name="same"/><dataOutput id="o1" name="x"/><dataOutput id="o2" name="y"/></ioSpecification>
    <dataInputAssociation><sourceRef>a</sourceRef><targetRef>i1</targetRef></dataInputAssociation>
    <dataInputAssociation><sourceRef>b</sourceRef><targetRef>i2</targetRef></dataInputAssociation>
    <dataOutputAssociation><sourceRef>o1</sourceRef><targetRef>a</targetRef></dataOutputAssociation>
    <dataOutputAssociation><sourceRef>o2</sourceRef><targetRef>a</targetRef></dataOutputAssociation></task>)");
  EXPECT_THAT(shown(element(process, "t").inputs), ElementsAre("same=a", "i2=b"));
  EXPECT_THAT(shown(element(process, "t").outputs), ElementsAre("a=y"));
}

TEST(BpmnData, ABoxedLiteralExpressionIsItsFeel) {
  const ProcessModel process = read_process_of(
      R"(<dataObject id="a" name="a"/><task id="t"><ioSpecification><dataInput id="i" name="n"/></ioSpecification>
    <dataInputAssociation><sourceRef>a</sourceRef><targetRef>i</targetRef><transformation language="https://www.omg.org/spec/DMN/20191111/MODEL/">
    <![CDATA[<d:literalExpression xmlns:d="https://www.omg.org/spec/DMN/20191111/MODEL/"><d:text>a + 1</d:text></d:literalExpression>]]></transformation></dataInputAssociation></task>)");
  EXPECT_THAT(shown(element(process, "t").inputs), ElementsAre("n=a + 1"));
  EXPECT_THAT(process.unsupported, IsEmpty());
}

TEST(BpmnData, SourcesWithoutTransformationAreRefused) {
  const ProcessModel process = read_process_of(R"(<dataObject id="a"/><dataObject id="b"/><task id="t"><ioSpecification>
    <dataInput id="in"/></ioSpecification><dataInputAssociation><sourceRef>a</sourceRef><sourceRef>b</sourceRef>
    <targetRef>in</targetRef></dataInputAssociation></task>)");
  ASSERT_EQ(process.unsupported.size(), 1u);
  EXPECT_EQ(process.unsupported[0].element_id, "t");
  const auto dangling = read_bad(
      "<process id=\"p\"><task id=\"t\"><dataInputAssociation><sourceRef>gone</sourceRef></dataInputAssociation></task>"
      "</process>");
  EXPECT_EQ(dangling.at(0).code, "dangling-reference");
}

TEST(BpmnData, EventsCarryPayload) {
  const Model model =
      read_ok(R"(<message id="m" name="m"/><signal id="s" name="s"/><process id="p"><dataObject id="d" name="x"/>
    <startEvent id="a"><dataOutput id="o" name="got"/><dataOutputAssociation><sourceRef>o</sourceRef><targetRef>d</targetRef></dataOutputAssociation><messageEventDefinition messageRef="m"/></startEvent>
    <endEvent id="one"><dataInput id="i" name="sent"/><dataInputAssociation><sourceRef>d</sourceRef><targetRef>i</targetRef></dataInputAssociation><messageEventDefinition messageRef="m"/></endEvent>
    <endEvent id="two"><dataInput id="j" name="first"/><dataInput id="k" name="second"/><dataInputAssociation><sourceRef>d</sourceRef><targetRef>j</targetRef></dataInputAssociation>
      <dataInputAssociation><sourceRef>d</sourceRef><targetRef>k</targetRef></dataInputAssociation><messageEventDefinition messageRef="m"/><signalEventDefinition signalRef="s"/></endEvent></process>)");
  const ProcessModel& process = model.processes.at(0);
  EXPECT_THAT(shown(element(process, "a").outputs), ElementsAre("x=got"));
  EXPECT_THAT(shown(element(process, "one").inputs), ElementsAre("sent=x"));
  EXPECT_THAT(shown(element(process, "two").inputs), IsEmpty());
  EXPECT_THAT(shown(element(process, "two").events.at(0).payload), ElementsAre("first=x"));
  EXPECT_THAT(shown(element(process, "two").events.at(1).payload), ElementsAre("second=x"));
}

TEST(BpmnData, LoopDataIsWhatIsIteratedOver) {
  const ProcessModel process = read_process_of(
      R"(<dataObject id="people" name="people" isCollection="true"/><dataObject id="votes" name="votes" isCollection="true"/>
    <userTask id="t"><ioSpecification><dataInput id="in" isCollection="true"/><dataOutput id="out" isCollection="true"/></ioSpecification>
    <dataInputAssociation><sourceRef>people</sourceRef><targetRef>in</targetRef></dataInputAssociation>
    <dataOutputAssociation><sourceRef>out</sourceRef><targetRef>votes</targetRef></dataOutputAssociation>
    <multiInstanceLoopCharacteristics><loopDataInputRef>in</loopDataInputRef><loopDataOutputRef>out</loopDataOutputRef>
      <inputDataItem id="i" name="person"/><outputDataItem id="o" name="vote"/></multiInstanceLoopCharacteristics></userTask>
    <subProcess id="s"><multiInstanceLoopCharacteristics><loopDataInputRef>people</loopDataInputRef><inputDataItem id="j"/></multiInstanceLoopCharacteristics></subProcess>)");
  const MultiInstanceModel& task = *element(process, "t").multi_instance;
  EXPECT_EQ(task.collection.text, "people");
  EXPECT_EQ(task.element_variable, "person");
  EXPECT_EQ(task.output_collection, "votes");
  EXPECT_EQ(task.output_element.text, "vote");
  EXPECT_THAT(element(process, "t").inputs, IsEmpty());
  EXPECT_THAT(element(process, "t").outputs, IsEmpty());
  EXPECT_EQ(element(process, "s").multi_instance->collection.text, "people");
  EXPECT_EQ(element(process, "s").multi_instance->element_variable, "j");
}

TEST(BpmnData, WhoseIdIsAWordOfExpressionsHasAVariableAllTheSame) {
  const ProcessModel process =
      read_process_of(R"(<dataObject id="d" name="x"/><task id="t"><ioSpecification><dataInput id="in"/>
    </ioSpecification><dataInputAssociation><sourceRef>d</sourceRef><targetRef>in</targetRef></dataInputAssociation></task>)");
  EXPECT_THAT(shown(element(process, "t").inputs), ElementsAre("data_in=x"));
}

TEST(BpmnData, StoresAreDeclaredWhereTheyAreReferenced) {
  const Model model =
      read_ok(R"(<dataStore id="ledger" name="台账"/><process id="p"><dataStoreReference id="r" dataStoreRef="ledger"/>
    <dataStoreReference id="own" name="私账"/></process>)");
  const auto& data = model.processes.at(0).elements[0].data;
  ASSERT_EQ(data.size(), 2u);
  EXPECT_EQ(data[0].name, "台账");
  EXPECT_EQ(data[0].store, "ledger");
  EXPECT_EQ(data[1].name, "私账");
  EXPECT_EQ(data[1].store, "own");
}

TEST(BpmnResources, ARoleIsLookedUpWithItsParameters) {
  const Model model =
      read_ok(R"(<resource id="community-handler" name="社区经办"><resourceParameter id="u" name="unit"/></resource>
    <resource id="head" name="负责人"><resourceParameter id="hu" name="unit"/></resource><process id="p">
    <userTask id="t"><potentialOwner><resourceRef>community-handler</resourceRef><resourceParameterBinding parameterRef="u"><formalExpression>place.unit</formalExpression></resourceParameterBinding></potentialOwner></userTask>
    <userTask id="h"><performer><resourceRef>head</resourceRef><resourceParameterBinding parameterRef="hu"><formalExpression>"c-03"</formalExpression></resourceParameterBinding></performer></userTask>
    <userTask id="b"><potentialOwner><resourceRef>head</resourceRef></potentialOwner><potentialOwner><resourceAssignmentExpression><formalExpression>helpers</formalExpression></resourceAssignmentExpression></potentialOwner></userTask>
    </process>)");
  const ProcessModel& process = model.processes.at(0);
  EXPECT_THAT(shown(*element(process, "t").assignment),
              ElementsAre("role", "role=community-handler", "unit==place.unit"));
  EXPECT_THAT(shown(*element(process, "h").assignment), ElementsAre("head", "unit==\"c-03\""));
  EXPECT_THAT(shown(*element(process, "b").assignment),
              ElementsAre("several", "1.kind=head", "2.kind=users-and-groups", "2.users==helpers"));
}

TEST(BpmnResources, ExpressionsNamePeopleAndGroups) {
  const ProcessModel process = read_process_of(
      R"(<userTask id="t"><humanPerformer><resourceAssignmentExpression><formalExpression>initiator</formalExpression></resourceAssignmentExpression></humanPerformer>
      <potentialOwner><resourceAssignmentExpression><formalExpression>user(anna), group(fire)</formalExpression></resourceAssignmentExpression></potentialOwner></userTask>
    <userTask id="u"><potentialOwner><resourceAssignmentExpression><formalExpression>${people}</formalExpression></resourceAssignmentExpression></potentialOwner></userTask>)");
  EXPECT_THAT(shown(*element(process, "t").assignment),
              ElementsAre("users-and-groups", "assignee==initiator", "users=user(anna), group(fire)"));
  EXPECT_EQ(element(process, "u").assignment->parameters.at(0).second.language, "juel");
}

TEST(BpmnResources, TheInnermostLaneAssignsWhatHasNoAssignment) {
  const Model model = read_ok(
      R"(<resource id="grid-worker" name="网格员"/><process id="p"><laneSet id="ls"><lane id="a" name="社区" partitionElementRef="grid-worker"><flowNodeRef>t</flowNodeRef><flowNodeRef>s</flowNodeRef>
      <childLaneSet id="cl"><lane id="b" name="窗口"><extensionElements><bihuan:assignment kind="person" person="u-1"/></extensionElements><flowNodeRef>t</flowNodeRef></lane><lane id="c" name="后台"><flowNodeRef>w</flowNodeRef></lane></childLaneSet></lane></laneSet>
    <userTask id="t"/><userTask id="w"/><subProcess id="s"><userTask id="in"/></subProcess><userTask id="free"/>
    <userTask id="own"><extensionElements><bihuan:assignment kind="initiator"/></extensionElements></userTask></process>)");
  const ProcessModel& process = model.processes.at(0);
  EXPECT_EQ(element(process, "t").lane, "窗口");
  EXPECT_THAT(shown(*element(process, "t").assignment), ElementsAre("person", "person=u-1"));
  EXPECT_EQ(element(process, "w").lane, "后台");
  EXPECT_THAT(shown(*element(process, "w").assignment), ElementsAre("users-and-groups", "groups=grid-worker"))
      << "of the lane around it";
  EXPECT_EQ(element(process, "in").lane, "社区");
  EXPECT_THAT(shown(*element(process, "in").assignment), ElementsAre("users-and-groups", "groups=grid-worker"));
  EXPECT_FALSE(element(process, "free").assignment);
  EXPECT_EQ(element(process, "own").assignment->kind, "initiator");
}

TEST(BpmnGlobalTasks, AreProcessesOfOneActivity) {
  const Model model = read_ok(
      R"(<globalUserTask id="g" name="核对"><extensionElements><bihuan:assignment kind="initiator"/></extensionElements></globalUserTask>
    <globalScriptTask id="js" scriptLanguage="javascript" bihuan:resultVariable="r"><script>1 + 1</script></globalScriptTask>
    <process id="p" isExecutable="true"><callActivity id="c" calledElement="t:g"/></process>)");
  ASSERT_EQ(model.processes.size(), 3u);
  const ProcessModel& task = model.processes[0];
  EXPECT_TRUE(task.global_task);
  EXPECT_TRUE(task.executable);
  EXPECT_THAT(ids(task), ElementsAre("g", "g_task"));
  EXPECT_EQ(task.elements[1].kind, ElementKind::UserTask);
  EXPECT_EQ(task.elements[1].parent, "g");
  EXPECT_EQ(task.elements[1].name, "核对");
  EXPECT_EQ(task.elements[1].assignment->kind, "initiator");
  EXPECT_EQ(model.processes[1].elements[1].script.language, "javascript");
  EXPECT_EQ(model.processes[1].elements[1].result_variable, "r");
  EXPECT_EQ(element(model.processes[2], "c").call.process.text, "g");
  EXPECT_THAT(model.processes[2].unsupported, IsEmpty());
}

TEST(BpmnGlobalTasks, OfADrawingAreNotExecutable) {
  const Model model = read_ok("<globalTask id=\"g\"/><process id=\"p\"/>");
  EXPECT_FALSE(model.processes.at(0).executable);
}

}  // namespace
}  // namespace bihuan::definitions
