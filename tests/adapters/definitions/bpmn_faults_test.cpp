// Decides which BPMN files read_bpmn refuses, with which code and line, and what it names as unsupported.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/adapters/definitions/bpmn_text_of.h"

namespace bihuan::definitions {
namespace {

using namespace definition;
using testing::HasSubstr;

/// The one error of a file.
Diagnostic only_error(std::string_view body) {
  auto found = read_bad(body);
  std::erase_if(found, [](const Diagnostic& d) { return d.severity != Severity::Error; });
  EXPECT_EQ(found.size(), 1u) << told(found);
  return found.empty() ? Diagnostic{} : found[0];
}

std::string in_process(std::string_view elements) {
  return "<process id=\"p\" isExecutable=\"true\">\n" + std::string(elements) + "</process>";
}

TEST(BpmnFaults, DuplicateIdNamesBothLines) {
  const Diagnostic found = only_error(in_process("<task id=\"a\"/>\n<task id=\"a\"/>"));
  EXPECT_EQ(found.code, "duplicate-id");
  EXPECT_EQ(found.where.line, 4);
  EXPECT_THAT(found.message_zh, HasSubstr("第 3 行和第 4 行"));
  EXPECT_THAT(found.message_en, HasSubstr("lines 3 and 4"));
}

TEST(BpmnFaults, DanglingReferencesAreErrors) {
  for (const char* elements : {
           R"(<task id="t"/><sequenceFlow id="f" sourceRef="t" targetRef="gone"/>)",
           R"(<task id="t" default="gone"/>)",
           R"(<boundaryEvent id="b" attachedToRef="gone"/>)",
           R"(<startEvent id="s"><messageEventDefinition messageRef="gone"/></startEvent>)",
           R"(<startEvent id="s"><signalEventDefinition signalRef="gone"/></startEvent>)",
           R"(<endEvent id="s"><errorEventDefinition errorRef="gone"/></endEvent>)",
           R"(<endEvent id="s"><escalationEventDefinition escalationRef="x:gone"/></endEvent>)",
           R"(<receiveTask id="t" messageRef="gone"/>)",
           R"(<endEvent id="s"><eventDefinitionRef>gone</eventDefinitionRef></endEvent>)",
       }) {
    const Diagnostic found = only_error(in_process(elements));
    EXPECT_EQ(found.code, "dangling-reference") << elements;
    EXPECT_EQ(found.where.line, 3) << elements;
    EXPECT_THAT(found.message_zh, HasSubstr("gone"));
  }
  EXPECT_EQ(only_error("<collaboration id=\"c\"><participant id=\"x\" processRef=\"gone\"/></collaboration>").code,
            "dangling-reference");
  EXPECT_EQ(only_error("<collaboration id=\"c\"><messageFlow id=\"m\" sourceRef=\"gone\"/></collaboration>").code,
            "dangling-reference");
}

TEST(BpmnFaults, ReferenceToAnotherKindSaysWhatItFound) {
  const Diagnostic found =
      only_error("<signal id=\"x\" name=\"s\"/>" + in_process("<receiveTask id=\"t\" messageRef=\"x\"/>"));
  EXPECT_EQ(found.code, "wrong-reference");
  EXPECT_THAT(found.message_en, HasSubstr("is a signal"));
  EXPECT_EQ(
      only_error(in_process(R"(<task id="t"/><dataObject id="o"/><sequenceFlow id="f" sourceRef="t" targetRef="o"/>)"))
          .code,
      "wrong-reference");
}

TEST(BpmnFaults, NodesAndFlowsNeedIdsAndEnds) {
  EXPECT_EQ(only_error(in_process("<task name=\"无\"/>")).code, "missing-id");
  EXPECT_EQ(only_error(in_process("<task id=\"t\"/><sequenceFlow id=\"f\" sourceRef=\"t\"/>")).code,
            "missing-flow-end");
  const ProcessModel numbered = read_process_of(
      R"(<task id="t"/><sequenceFlow sourceRef="t" targetRef="t"/><sequenceFlow sourceRef="t" targetRef="t"/>)");
  ASSERT_EQ(numbered.flows.size(), 2u);
  EXPECT_NE(numbered.flows[0].id, numbered.flows[1].id);
}

TEST(BpmnFaults, WrongNamespacesSayWhich) {
  const auto root = read_bpmn(
      "<definitions xmlns=\"http://schema.omg.org/spec/BPMN/2.0\"><process id=\"p\"/></definitions>", "t.bpmn");
  ASSERT_FALSE(root);
  EXPECT_EQ(root.error()[0].code, "wrong-namespace");
  EXPECT_THAT(root.error()[0].message_zh, HasSubstr("http://schema.omg.org/spec/BPMN/2.0"));
  const auto other = read_bpmn("<html/>", "t.bpmn");
  ASSERT_FALSE(other);
  EXPECT_EQ(other.error()[0].code, "not-bpmn");
  EXPECT_EQ(only_error(in_process("<x:task xmlns:x=\"urn:x\" id=\"t\"/>")).code, "wrong-namespace");
  EXPECT_EQ(only_error("<process xmlns=\"\" id=\"t\"/>").code, "wrong-namespace");
  EXPECT_EQ(only_error(in_process("<userTask id=\"t\"><extensionElements><b:work "
                                  "xmlns:b=\"urn:bihuan:bpmn:2\"/></extensionElements></userTask>"))
                .code,
            "wrong-namespace");
  EXPECT_EQ(only_error(in_process("<task id=\"t\" xmlns:b=\"urn:bihuan:bpmn:2\" b:x=\"1\"/>")).code, "wrong-namespace");
  EXPECT_EQ(only_error("<unheardOf id=\"u\"/>").code, "unknown-element");
}

std::string user_task(std::string_view extension) {
  return in_process("<userTask id=\"t\"><extensionElements>\n" + std::string(extension) +
                    "</extensionElements></userTask>");
}

TEST(BpmnFaults, UnknownBihuanNamesAreErrorsWithTheirLine) {
  const struct {
    const char *extension, *code;
  } cases[] = {
      {"<bihuan:assigment kind=\"role\"/>", "unknown-bihuan-element"},
      {"<bihuan:work outcome=\"a\"/>", "unknown-bihuan-attribute"},
      {"<bihuan:work bihuan:outcomes=\"a\"/>", "unknown-bihuan-attribute"},
      {"<bihuan:work opinion=\"sometimes\"/>", "bad-value"},
      {"<bihuan:work claim=\"nein\"/>", "bad-value"},
      {"<bihuan:work attachmentsMin=\"-1\"/>", "bad-value"},
      {"<bihuan:work attachmentsMin=\"99999999999\"/>", "bad-value"},
      {"<bihuan:assignment/>", "missing-attribute"},
      {"<bihuan:assignment kind=\"chief\"/>", "bad-value"},
      {"<bihuan:assignment kind=\"head\" role=\"x\"/>", "unknown-bihuan-attribute"},
      {"<bihuan:work/><bihuan:work/>", "repeated-bihuan-element"},
      {"<bihuan:job topic=\"x\"/>", "misplaced-bihuan-element"},
      {"<bihuan:field key=\"x\"/>", "misplaced-bihuan-element"},
      {"<bihuan:form ref=\"f\"><bihuan:field/></bihuan:form>", "missing-attribute"},
      {"<bihuan:form ref=\"f\">text</bihuan:form>", "unexpected-text"},
      {"<bihuan:deadline/>", "deadline-needs-one"},
      {"<bihuan:deadline duration=\"P1D\" due=\"=x\"/>", "deadline-needs-one"},
      {"<bihuan:vote pass=\"all\"/>", "vote-without-multi-instance"},
      {"<bihuan:input source=\"=a\"/>", "missing-attribute"},
  };
  for (const auto& c : cases) {
    const Diagnostic found = only_error(user_task(c.extension));
    EXPECT_EQ(found.code, c.code) << c.extension;
    EXPECT_EQ(found.where.line, 4) << c.extension;
    EXPECT_EQ(found.element_id, "t") << c.extension;
  }
  EXPECT_EQ(only_error(in_process("<task id=\"t\" bihuan:topic=\"x\"/>")).code, "unknown-bihuan-attribute");
  EXPECT_EQ(only_error(in_process("<scriptTask id=\"t\" resultVariable=\"x\"/>")).code, "missing-prefix");
  EXPECT_EQ(only_error(in_process("<userTask id=\"t\"><bihuan:work/></userTask>")).code, "misplaced-bihuan-element");
}

TEST(BpmnFaults, YesAndNoAreTrueAndFalse) {
  for (const char* elements : {
           R"(<startEvent id="x" isInterrupting="nein"/>)",
           R"(<task id="t"/><boundaryEvent id="x" attachedToRef="t" cancelActivity="False"/>)",
           R"(<subProcess id="x" triggeredByEvent=""/>)",
           R"(<task id="x"><multiInstanceLoopCharacteristics isSequential="yes"/></task>)",
       }) {
    EXPECT_EQ(only_error(in_process(elements)).code, "bad-value") << elements;
  }
  EXPECT_EQ(only_error("<process id=\"p\" isExecutable=\"yes\"/>").code, "bad-value");
}

TEST(BpmnFaults, AVoteStandsOnTheTaskOrOnItsLoop) {
  const std::string vote = "<extensionElements><bihuan:vote pass=\"all\"/></extensionElements>";
  EXPECT_EQ(only_error(in_process("<userTask id=\"t\">" + vote + "<multiInstanceLoopCharacteristics>" + vote +
                                  "</multiInstanceLoopCharacteristics></userTask>"))
                .code,
            "repeated-bihuan-element");
}

TEST(BpmnFaults, AllErrorsAreToldInTheOrderOfLines) {
  const auto found =
      read_bad(in_process("<task id=\"a\" default=\"x\"/>\n<task id=\"a\"/>\n<task id=\"b\" default=\"y\"/>"));
  ASSERT_EQ(found.size(), 3u);
  EXPECT_EQ(found[0].where.line, 3);
  EXPECT_EQ(found[1].where.line, 4);
  EXPECT_EQ(found[2].where.line, 5);
  for (const auto& d : found) EXPECT_EQ(d.file, "t.bpmn");
}

TEST(BpmnFaults, AThousandErrorsMakeAShortList) {
  std::string elements;
  for (int i = 0; i < 1000; ++i) elements += "<task id=\"a\"/>";
  const auto found = read_bad(in_process(elements));
  ASSERT_EQ(found.size(), 201u);
  EXPECT_EQ(found.back().code, "more-findings");
}

TEST(BpmnFaults, XmlFaultsComeAsDiagnostics) {
  const auto found = read_bpmn("<!DOCTYPE x><definitions/>", "bad.bpmn");
  ASSERT_FALSE(found);
  EXPECT_EQ(found.error()[0].code, "xml-doctype");
  EXPECT_EQ(found.error()[0].file, "bad.bpmn");
}

struct Refused {
  const char* what;
  const char* elements;
  bool is_kept = true;  ///< the element is in the model beside the note
};

TEST(BpmnUnsupported, EachIsNamedWithItsElement) {
  const Refused cases[] = {
      {"choreographyTask", "<choreographyTask id=\"x\"/>", false},
      {"operationRef", "<serviceTask id=\"x\" operationRef=\"op\"/>"},
      {"expressionLanguage", "<scriptTask id=\"x\" scriptFormat=\"groovy\"><script>1</script></scriptTask>"},
      {"someNewThing", "<task id=\"x\"><someNewThing/></task>"},
      {"eventType",
       "<startEvent "
       "id=\"x\"><extensionElements><flowable:eventType>e</flowable:eventType></extensionElements></startEvent>"},
  };
  for (const Refused& c : cases) {
    SCOPED_TRACE(c.what);
    const ProcessModel process = read_process_of(c.elements);
    ASSERT_EQ(process.unsupported.size(), 1u);
    EXPECT_EQ(process.unsupported[0].element_id, "x");
    EXPECT_EQ(process.unsupported[0].where.line, 2);
    EXPECT_THAT(process.unsupported[0].message_zh, HasSubstr(c.what));
    EXPECT_THAT(process.unsupported[0].message_en, HasSubstr(c.what));
    EXPECT_EQ(process.elements.size(), c.is_kept ? 2u : 1u);
  }
}

TEST(BpmnUnsupported, ProcessesToo) {
  const ProcessModel process = read_process_of("<someNewThing/>");
  ASSERT_EQ(process.unsupported.size(), 1u);
  EXPECT_EQ(process.unsupported[0].element_id, "p");
  const Model must = read_ok(in_process("") + "<extension mustUnderstand=\"true\"/>");
  ASSERT_EQ(must.processes[0].unsupported.size(), 1u);
}

TEST(BpmnUnsupported, WhatDoesNotExecuteIsSilent) {
  const Model model =
      read_ok(R"(<import namespace="x" location="y" importType="z"/><category id="cat"/><itemDefinition id="i"/>
  <dataStore id="ds"/><resource id="r" name="r"/><interface id="if" name="i"/><correlationProperty id="cp"/><choreography id="ch"/>
  <process id="p" isExecutable="true"><documentation>d</documentation><auditing/><monitoring/><property id="pr"/>
  <laneSet id="ls"><lane id="l"><flowNodeRef>t</flowNodeRef><childLaneSet id="cl"/></lane></laneSet>
  <dataObject id="do"/><dataObjectReference id="dor" dataObjectRef="do"/><dataStoreReference id="dsr"/>
  <userTask id="t" camunda:modelerTemplate="x"><documentation>文</documentation><rendering/><ioSpecification><dataInput id="di"/><inputSet/><outputSet/></ioSpecification></userTask>
  <textAnnotation id="ta"><text>注</text></textAnnotation><association id="as" sourceRef="t" targetRef="ta"/><group id="g"/></process>
  <di:BPMNDiagram xmlns:di="http://www.omg.org/spec/BPMN/20100524/DI"/>)");
  ASSERT_EQ(model.processes.size(), 1u);
  EXPECT_TRUE(model.processes[0].unsupported.empty()) << model.processes[0].unsupported[0].message_zh;
  EXPECT_EQ(element(model.processes[0], "t").documentation, "文");
  EXPECT_EQ(element(model.processes[0], "p").documentation, "d");
}

TEST(BpmnHostile, AModelCutAnywhereIsReadOrRefusedNeverMore) {
  std::string body = "<message id=\"m\" name=\"消息\"/><process id=\"p\" isExecutable=\"true\">";
  for (int i = 0; i < 20; ++i) {
    const std::string n = std::to_string(i);
    body += "<userTask id=\"t" + n + "\" name=\"第" + n +
            "步\"><extensionElements><bihuan:work outcomes=\"同意,不同意\"/></extensionElements></userTask>"
            "<sequenceFlow id=\"f" +
            n + "\" sourceRef=\"t" + n + "\" targetRef=\"t" + n +
            "\"><conditionExpression>a &lt; 1</conditionExpression></sequenceFlow>"
            "<scriptTask id=\"s" +
            n + "\"><script><![CDATA[a < 1]]></script></scriptTask>";
  }
  const std::string whole = bpmn_file(body + "</process>");
  ASSERT_TRUE(read_bpmn(whole, "t.bpmn"));
  for (std::size_t cut = 0; cut < whole.size(); cut += 97) {
    const auto model = read_bpmn(std::string_view(whole).substr(0, cut), "t.bpmn");
    ASSERT_FALSE(model) << cut;
    ASSERT_EQ(model.error().size(), 1u) << cut;
    ASSERT_TRUE(model.error()[0].code.starts_with("xml-")) << model.error()[0].code;
  }
  for (std::size_t at = 0; at < whole.size(); at += 97) {  // and with a byte broken
    std::string broken = whole;
    broken[at] = static_cast<char>(broken[at] ^ 0x15);
    const auto model = read_bpmn(broken, "t.bpmn");
    ASSERT_TRUE(model || !model.error().empty());
  }
}

}  // namespace
}  // namespace bihuan::definitions
