// The processes, as BPMN texts (models.h).
#include "tests/simulation/models.h"

#include "tests/adapters/host/fixture.h"

namespace bihuan::simulation {
namespace {

using host::test::bpmn;
using host::test::flow;

const std::string globals =
    R"(<bpmn:message id="msg-paid" name="paid"/><bpmn:message id="msg-order" name="order"/><bpmn:signal id="sig-all" name="all"/>)"
    R"(<bpmn:error id="err-x" errorCode="declined"/>)";

std::string flows(const std::vector<std::pair<std::string, std::string>>& pairs) {
  std::string text;
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    text += flow("f" + std::to_string(i), pairs[i].first, pairs[i].second);
  }
  return text;
}

std::string start(const std::string& inner = "") {
  return "<bpmn:startEvent id=\"s\">" + inner + "</bpmn:startEvent><bpmn:endEvent id=\"e\"/>";
}

std::string task(const std::string& id, const std::string& inner = "") {
  std::string text = host::test::user_task(id, R"(=["ann", "bob", "eve"])");
  return text.insert(text.rfind("</bpmn:userTask>"), inner);
}

const std::string keyed = R"(<bpmn:extensionElements><bihuan:message correlationKey="=key"/></bpmn:extensionElements>)";
const std::string on_paid = R"(<bpmn:messageEventDefinition messageRef="msg-paid"/>)";
const std::string on_all = R"(<bpmn:signalEventDefinition signalRef="sig-all"/>)";

std::string after(const std::string& time) {
  return "<bpmn:timerEventDefinition><bpmn:timeDuration>" + time + "</bpmn:timeDuration></bpmn:timerEventDefinition>";
}
std::string cycle(const std::string& text) {
  return "<bpmn:timerEventDefinition><bpmn:timeCycle>" + text + "</bpmn:timeCycle></bpmn:timerEventDefinition>";
}
std::string caught(const std::string& id, const std::string& what) {
  return "<bpmn:intermediateCatchEvent id=\"" + id + "\">" + what + "</bpmn:intermediateCatchEvent>";
}
std::string boundary(const std::string& id, const std::string& at, const std::string& what,
                     const std::string& more = "") {
  return "<bpmn:boundaryEvent id=\"" + id + "\" attachedToRef=\"" + at + "\"" + more + ">" + what +
         "</bpmn:boundaryEvent>";
}
std::string job(const std::string& id, const std::string& attributes, const std::string& headers = "") {
  return "<bpmn:serviceTask id=\"" + id + "\"><bpmn:extensionElements><bihuan:job " + attributes + ">" + headers +
         "</bihuan:job></bpmn:extensionElements></bpmn:serviceTask>";
}
std::string thrown(const std::string& id, const std::string& what) {
  return "<bpmn:intermediateThrowEvent id=\"" + id + "\">" + what + "</bpmn:intermediateThrowEvent>";
}

Model model(const std::string& process, const std::string& content, bool by_hand = true) {
  return {process, bpmn(process, content, globals), by_hand};
}

std::vector<Model> made() {
  const std::string three =
      "<bpmn:multiInstanceLoopCharacteristics><bpmn:loopCardinality>3</bpmn:loopCardinality>"
      "</bpmn:multiInstanceLoopCharacteristics>";
  return {
      model("approve", start() + task("A") + task("B") + flows({{"s", "A"}, {"A", "B"}, {"B", "e"}})),
      model("fork", start() + R"(<bpmn:parallelGateway id="g1"/><bpmn:parallelGateway id="g2"/>)" + task("A") +
                        caught("T", after("PT20S")) + caught("W", keyed + on_paid) +
                        flows({{"s", "g1"},
                               {"g1", "A"},
                               {"g1", "T"},
                               {"g1", "W"},
                               {"A", "g2"},
                               {"T", "g2"},
                               {"W", "g2"},
                               {"g2", "e"}})),
      model("calls", start() +
                         R"(<bpmn:callActivity id="C" calledElement="approve"><bpmn:extensionElements>)"
                         R"(<bihuan:call propagateInputs="true"/></bpmn:extensionElements>)" +
                         three + "</bpmn:callActivity>" + boundary("X", "C", after("PT5M")) + task("A") +
                         flows({{"s", "C"}, {"C", "e"}, {"X", "A"}, {"A", "e"}})),
      model("work", start() + job("P", R"(topic="pay" retries="2" backoff="PT5S")") +
                        boundary("X", "P", R"(<bpmn:errorEventDefinition errorRef="err-x"/>)") + task("A") +
                        flows({{"s", "P"}, {"P", "e"}, {"X", "A"}, {"A", "e"}})),
      model("votes", start() + task("V", three) + boundary("X", "V", after("PT40S")) + task("A") +
                         flows({{"s", "V"}, {"V", "e"}, {"X", "A"}, {"A", "e"}})),
      model("race", start() + R"(<bpmn:eventBasedGateway id="g"/>)" + caught("W", keyed + on_paid) +
                        caught("T", after("PT30S")) + caught("S", on_all) +
                        flows({{"s", "g"}, {"g", "W"}, {"g", "T"}, {"g", "S"}, {"W", "e"}, {"T", "e"}, {"S", "e"}})),
      model("remind", start() + task("A") + boundary("X", "A", cycle("R3/PT15S"), R"( cancelActivity="false")") +
                          job("N", R"(topic="bihuan:notify")",
                              R"(<bihuan:header name="to" value="ann"/><bihuan:header name="text" value="=key"/>)") +
                          flows({{"s", "A"}, {"A", "e"}, {"X", "N"}, {"N", "e"}})),
      model("pays",
            start() + task("A") +
                thrown("M", R"(<bpmn:extensionElements><bihuan:message correlationKey="=target" timeToLive="PT30M"/>)"
                            "</bpmn:extensionElements>" +
                                on_paid) +
                flows({{"s", "A"}, {"A", "M"}, {"M", "e"}})),
      model("tells", start() + task("A") + thrown("S", on_all) + flows({{"s", "A"}, {"A", "S"}, {"S", "e"}})),
      model("ordered",
            start(R"(<bpmn:messageEventDefinition messageRef="msg-order"/>)") + task("A") +
                flows({{"s", "A"}, {"A", "e"}}),
            false),
      model("daily", start(cycle("R4/PT45S")) + task("A") + flows({{"s", "A"}, {"A", "e"}}), false),
  };
}

}  // namespace

const std::vector<Model>& models() {
  static const std::vector<Model> all = made();
  return all;
}

const std::vector<std::string>& people() {
  static const std::vector<std::string> all{"ann", "bob", "eve"};
  return all;
}

}  // namespace bihuan::simulation
