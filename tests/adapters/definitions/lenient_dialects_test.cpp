// What models of other products leave out, and the standard or those products allow to be left out.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/definition/compile.h"
#include "tests/adapters/definitions/dialect_text_of.h"

namespace bihuan::definitions {
namespace {

using namespace definition;
using testing::IsEmpty;
using testing::Not;
using testing::StartsWith;

/// A whole file that declares Camunda's names and need not use them.
Model camunda_file(std::string_view roots) {
  auto model = read_bpmn(
      R"(<definitions id="file" xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" targetNamespace="urn:t">)" +
          std::string(roots) + "</definitions>",
      "t.bpmn");
  if (model) return std::move(*model);
  ADD_FAILURE() << told(model.error());
  Model none;
  none.processes.emplace_back();
  return none;
}

ProcessModel camunda_process(std::string_view elements) {
  return camunda_file("<process id=\"p\" isExecutable=\"true\">" + std::string(elements) + "</process>")
      .processes.at(0);
}

/// Why it cannot run; empty: it can.
std::string wrong_with(const ProcessModel& process) {
  const auto compiled = compile(process, "t.bpmn");
  return compiled ? std::string() : told(compiled.error());
}

TEST(LenientDialects, DeclaringAVendorsNamesIsEnoughForItsDialect) {
  EXPECT_EQ(camunda_process("<startEvent id=\"s\"/>").dialect, Dialect::Camunda);
  const auto own = read_bpmn(
      R"(<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="http://flowable.org/bpmn"><process id="p"/></definitions>)",
      "t.bpmn");
  ASSERT_TRUE(own);
  EXPECT_EQ(own->processes.at(0).dialect, Dialect::Flowable);
  const auto both = read_bpmn(
      R"(<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" xmlns:bihuan="urn:bihuan:bpmn:1" targetNamespace="t"><process id="p"/></definitions>)",
      "t.bpmn");
  ASSERT_TRUE(both);
  EXPECT_EQ(both->processes.at(0).dialect, Dialect::Bihuan);
}

TEST(LenientDialects, FlowsNeedNoIdAndGetDifferentOnes) {
  const auto p = camunda_process(
      "<startEvent id=\"s\"/><sequenceFlow sourceRef=\"s\" targetRef=\"t\"/><task id=\"t\"/>"
      "<sequenceFlow sourceRef=\"t\" targetRef=\"e\"/><endEvent id=\"e\"/>");
  ASSERT_EQ(p.flows.size(), 2u);
  EXPECT_THAT(p.flows[0].id, Not(IsEmpty()));
  EXPECT_NE(p.flows[0].id, p.flows[1].id);
  EXPECT_EQ(wrong_with(p), "");
}

TEST(LenientDialects, AReceiveTaskWithoutAMessageWaitsToBeTold) {
  const auto p = camunda_process("<receiveTask id=\"r\"/>");
  EXPECT_THAT(element(p, "r").message.name.text, StartsWith("bihuan:wait:"));
  EXPECT_EQ(wrong_with(p), "");
}

TEST(LenientDialects, AReferenceToNoErrorIsTheCode) {
  const auto model = camunda_file(
      R"(<process id="p" isExecutable="true"><endEvent id="e"><errorEventDefinition errorRef="E-1"/></endEvent></process>)");
  EXPECT_EQ(element(model.processes.at(0), "e").events.at(0).code.text, "E-1");
  EXPECT_EQ(warnings(model, "code-without-error"), 1);
}

TEST(LenientDialects, ACollectionIsNamedWithoutADataElement) {
  const auto p = camunda_process(
      "<task id=\"t\"><multiInstanceLoopCharacteristics><loopDataInputRef>people</loopDataInputRef>"
      "<inputDataItem name=\"person\"/></multiInstanceLoopCharacteristics></task>");
  EXPECT_EQ(element(p, "t").multi_instance->collection.text, "people");
}

TEST(LenientDialects, FlowsOutOfAnEventMayHaveConditions) {
  const auto p = camunda_process(
      "<startEvent id=\"s\"/><sequenceFlow id=\"f\" sourceRef=\"s\" targetRef=\"t\"><conditionExpression>${a == 1}"
      "</conditionExpression></sequenceFlow><task id=\"t\"/>");
  EXPECT_EQ(wrong_with(p), "");
}

}  // namespace
}  // namespace bihuan::definitions
