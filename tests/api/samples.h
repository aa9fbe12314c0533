// Small definitions that the tests of the API deploy.
#pragma once

#include <string>
#include <string_view>

namespace bihuan::api::testing {

/// p-a and p-b handle in a street that p-c leads; p-d belongs to another.
constexpr std::string_view sample_organisation = R"({
  "units": [{"id": "u-1", "name": "示例街道", "kind": "street", "head": "p-c"},
            {"id": "u-2", "name": "邻近街道", "kind": "street"}],
  "people": [{"id": "p-a", "name": "甲", "unit": "u-1"}, {"id": "p-b", "name": "乙", "unit": "u-1"},
             {"id": "p-c", "name": "丙", "unit": "u-1"}, {"id": "p-d", "name": "丁", "unit": "u-2"}],
  "roles": [{"person": "p-a", "role": "handler", "unit": "u-1"}, {"person": "p-b", "role": "handler", "unit": "u-1"}],
  "roleNames": {"handler": "经办人"}, "supervision": []})";

/// A process around the elements of `inside`.
inline std::string bpmn(const std::string& id, const std::string& inside) {
  return R"(<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:bihuan="urn:bihuan:bpmn:1"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" id="d-)" +
         id + R"(" targetNamespace="urn:tests">
<message id="m-paid" name="paid"/><signal id="s-alarm" name="alarm"/><error id="e-broke" errorCode="broke"/>
<process id=")" +
         id + R"(" name=")" + id + R"(" isExecutable="true">)" + inside + "</process></definitions>";
}

inline std::string flow(const std::string& from, const std::string& to, const std::string& condition = {}) {
  const std::string inside =
      condition.empty() ? ""
                        : "<conditionExpression xsi:type=\"tFormalExpression\">" + condition + "</conditionExpression>";
  return "<sequenceFlow id=\"f-" + from + "-" + to + "\" sourceRef=\"" + from + "\" targetRef=\"" + to + "\">" +
         inside + "</sequenceFlow>";
}

/// start → approve (p-a or p-b, form) → end.
inline std::string approval() {
  return bpmn("approval", R"(<startEvent id="start"/><userTask id="approve" name="审批"><extensionElements>
    <bihuan:assignment kind="candidates" people="=[&quot;p-a&quot;, &quot;p-b&quot;]"/>
    <bihuan:form ref="approval-form"/>
    <bihuan:work outcomes="同意,不同意" outcomeVariable="decision" opinion="optional"/>
    </extensionElements></userTask><endEvent id="end"/>)" +
                              flow("start", "approve") + flow("approve", "end"));
}

inline std::string approval_form() {
  return R"({"id": "approval-form", "type": "default", "title": "审批单", "components": [
    {"id": "c1", "key": "days", "type": "number", "label": "天数", "validate": {"required": true, "min": 1}},
    {"id": "c2", "key": "why", "type": "textfield", "label": "事由", "validate": {"required": true}}]})";
}

/// Only handlers may start it.
inline std::string for_handlers() {
  return bpmn("for-handlers", R"(<startEvent id="start"><extensionElements><bihuan:starters roles="handler"/>
    </extensionElements></startEvent><endEvent id="end"/>)" +
                                  flow("start", "end"));
}

/// start → pay (external job "pay", two tries) → end; error "broke" leads to the user task "mend".
inline std::string payment() {
  return bpmn("payment", R"(<startEvent id="start"/><serviceTask id="pay"><extensionElements>
    <bihuan:job topic="pay" retries="2" backoff="PT10S"><bihuan:header name="to" value="=account"/></bihuan:job>
    </extensionElements></serviceTask><boundaryEvent id="broke" attachedToRef="pay"><errorEventDefinition errorRef="e-broke"/></boundaryEvent>
    <userTask id="mend"><extensionElements><bihuan:assignment kind="person" person="p-a"/></extensionElements></userTask>
    <endEvent id="end"/><endEvent id="mended"/>)" +
                             flow("start", "pay") + flow("pay", "end") + flow("broke", "mend") +
                             flow("mend", "mended"));
}

/// Divides by `n`, and chooses by `ready`, which must be true or false.
inline std::string faulty() {
  return bpmn("faulty",
              R"(<startEvent id="start"/><exclusiveGateway id="choose"/><endEvent id="a"/><endEvent id="b"/>)" +
                  flow("start", "choose") + flow("choose", "a", "ready") + flow("choose", "b", "not(ready)"));
}

inline std::string no_way_out() {
  return bpmn("no-way-out",
              R"(<startEvent id="start"/><exclusiveGateway id="choose"/><endEvent id="a"/><endEvent id="b"/>)" +
                  flow("start", "choose") + flow("choose", "a", "n = 1") + flow("choose", "b", "n = 2"));
}

inline std::string endless() {
  return bpmn("endless",
              R"(<startEvent id="start"/><task id="again"/><exclusiveGateway id="choose"/><endEvent id="end"/>)" +
                  flow("start", "again") + flow("again", "choose") + flow("choose", "again", "true") +
                  flow("choose", "end", "false"));
}

/// Waits for the message "paid" with the key `number`, then for the signal "alarm".
inline std::string waiting() {
  return bpmn("waiting", R"(<startEvent id="start"/>
    <intermediateCatchEvent id="paid"><messageEventDefinition messageRef="m-paid"><extensionElements>
      <bihuan:message correlationKey="=number"/></extensionElements></messageEventDefinition></intermediateCatchEvent>
    <intermediateCatchEvent id="alarm"><signalEventDefinition signalRef="s-alarm"/></intermediateCatchEvent>
    <endEvent id="end"/>)" + flow("start", "paid") +
                             flow("paid", "alarm") + flow("alarm", "end"));
}

/// Splits in parallel and joins exclusively, then waits for ever at a parallel join for a second token.
inline std::string unsound() {
  return bpmn("unsound", R"(<startEvent id="start"/><exclusiveGateway id="split"/><task id="a"/><task id="b"/>
    <parallelGateway id="join"/><endEvent id="end"/>)" +
                             flow("start", "split") + flow("split", "a", "x") + flow("split", "b", "not(x)") +
                             flow("a", "join") + flow("b", "join") + flow("join", "end"));
}

inline std::string grading() {
  return R"(<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="grading-model" name="分级" namespace="urn:tests">
<decision id="grading" name="分级"><variable name="分级" typeRef="string"/><informationRequirement id="r"><requiredInput href="#people"/></informationRequirement>
<decisionTable id="t" hitPolicy="UNIQUE"><input id="i"><inputExpression typeRef="number"><text>people</text></inputExpression></input>
<output id="o" typeRef="string"/>
<rule id="few"><inputEntry id="e1"><text>&lt; 10</text></inputEntry><outputEntry id="x1"><text>"低"</text></outputEntry></rule>
<rule id="many"><inputEntry id="e2"><text>&gt;= 10</text></inputEntry><outputEntry id="x2"><text>"高"</text></outputEntry></rule>
</decisionTable></decision><inputData id="people" name="people"><variable name="people" typeRef="number"/></inputData></definitions>)";
}

}  // namespace bihuan::api::testing
