// Decides what the reader makes of collaborations: message flows that deliver, and correlation keys.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/adapters/definitions/bpmn_text_of.h"

namespace bihuan::definitions {
namespace {

using namespace definition;
using testing::HasSubstr;
using testing::IsEmpty;

/// Two pools; `flow` leads from `from` (in p) to `to` (in q).
Model pools(const std::string& roots, const std::string& from, const std::string& to, const char* second = "true") {
  return read_ok(roots +
                 R"(<collaboration id="c"><participant id="pa" processRef="p"/><participant id="pb" processRef="q"/>
    <participant id="box"/><messageFlow id="flow" sourceRef="a" targetRef="b"/>
    <messageFlow id="out" sourceRef="a" targetRef="box"/></collaboration><process id="p" isExecutable="true">)" +
                 from + "</process><process id=\"q\" isExecutable=\"" + second + "\">" + to + "</process>");
}

constexpr const char* plain_end = R"(<endEvent id="a"><messageEventDefinition/></endEvent>)";
constexpr const char* plain_start = R"(<startEvent id="b"><messageEventDefinition/></startEvent>)";

TEST(MessageFlow, GivesBothEndsTheFlowsIdAsName) {
  const Model model = pools("", plain_end, plain_start);
  const EventDefinitionModel& sent = element(model.processes[0], "a").events.at(0);
  EXPECT_EQ(sent.name.text, "flow");
  EXPECT_EQ(element(model.processes[1], "b").events.at(0).name.text, "flow");
  EXPECT_EQ(sent.correlation_key.text, "${execution.processBusinessKey}");
  EXPECT_EQ(sent.correlation_key.language, "juel");
  EXPECT_THAT(model.processes[0].unsupported, IsEmpty());
  EXPECT_THAT(model.warnings, IsEmpty());
}

TEST(MessageFlow, TakesTheNameThatOneEndHas) {
  const Model model =
      pools(R"(<message id="m" name="申请"/>)", R"(<sendTask id="a"/>)", R"(<receiveTask id="b" messageRef="m"/>)");
  EXPECT_EQ(element(model.processes[0], "a").message.name.text, "申请");
  EXPECT_EQ(element(model.processes[0], "a").message.kind, EventKind::Message);
  EXPECT_EQ(element(model.processes[1], "b").message.name.text, "申请");
}

TEST(MessageFlow, BetweenDifferentMessagesIsRefused) {
  const Model model = pools(R"(<message id="m" name="m"/><message id="n" name="n"/>)",
                            R"(<sendTask id="a" messageRef="m"/>)", R"(<receiveTask id="b" messageRef="n"/>)");
  ASSERT_EQ(model.processes[0].unsupported.size(), 1u);
  EXPECT_EQ(model.processes[0].unsupported[0].element_id, "flow");
}

TEST(MessageFlow, ThatLeadsFromNoSenderIsWarnedOf) {
  const Model model = pools("", R"(<manualTask id="a"/>)", plain_start);
  ASSERT_EQ(model.warnings.size(), 1u);
  EXPECT_EQ(model.warnings[0].code, "message-flow-not-delivered");
  EXPECT_TRUE(element(model.processes[1], "b").events.at(0).name.empty());
}

TEST(MessageFlow, ToAPoolThatDoesNotRunChangesNothing) {
  const Model model = pools("", plain_end, plain_start, "false");
  EXPECT_TRUE(element(model.processes[0], "a").events.at(0).name.empty());
  EXPECT_THAT(model.warnings, IsEmpty());
}

TEST(MessageFlow, KeepsTheKeyThatTheSenderGives) {
  const Model model = pools(
      "",
      R"(<endEvent id="a"><extensionElements><bihuan:message correlationKey="=id"/></extensionElements><messageEventDefinition/></endEvent>)",
      plain_start);
  EXPECT_EQ(element(model.processes[0], "a").events.at(0).correlation_key.text, "id");
}

const std::string correlated =
    R"(<message id="m" name="m"/><message id="n" name="n"/><correlationProperty id="cp"><correlationPropertyRetrievalExpression messageRef="m"><messagePath>order.id</messagePath></correlationPropertyRetrievalExpression></correlationProperty>
    <correlationProperty id="cq"><correlationPropertyRetrievalExpression messageRef="m"><messagePath>order.year</messagePath></correlationPropertyRetrievalExpression></correlationProperty>
    <collaboration id="c"><participant id="pa" processRef="p"/><correlationKey id="k"><correlationPropertyRef>cp</correlationPropertyRef>KEYS</correlationKey></collaboration>)";

std::string with_keys(const std::string& more) {
  std::string text = correlated;
  return text.replace(text.find("KEYS"), 4, more);
}

TEST(Correlation, AMessageWithTheKeysPropertiesBelongsToTheConversation) {
  const Model model = read_ok(
      with_keys("") + R"(<process id="p"><startEvent id="s"><messageEventDefinition messageRef="m"/></startEvent>
    <receiveTask id="r" messageRef="m"/><receiveTask id="other" messageRef="n"/><sendTask id="t" messageRef="m"/></process>
    <process id="outside"><receiveTask id="o" messageRef="m"/></process>)");
  const ProcessModel& process = model.processes[0];
  EXPECT_EQ(element(process, "s").events.at(0).conversation, "k");
  EXPECT_EQ(element(process, "s").events.at(0).message_key.text, "order.id");
  EXPECT_EQ(element(process, "r").message.conversation, "k");
  EXPECT_EQ(element(process, "t").message.message_key.text, "order.id");
  EXPECT_EQ(element(process, "other").message.conversation, "");
  EXPECT_EQ(element(model.processes[1], "o").message.conversation, "") << "no participant";
}

TEST(Correlation, SeveralPropertiesMakeOneKey) {
  const Model model = read_ok(with_keys("<correlationPropertyRef>cq</correlationPropertyRef>") +
                              R"(<process id="p"><receiveTask id="r" messageRef="m"/></process>)");
  EXPECT_EQ(element(model.processes[0], "r").message.message_key.text,
            "string join([string(order.id), string(order.year)], \"|\")");
}

TEST(Correlation, ASubscriptionBindsTheKeyToTheProcesssData) {
  const Model model = read_ok(
      with_keys("") +
      R"(<process id="p"><correlationSubscription id="cs" correlationKeyRef="k"><correlationPropertyBinding correlationPropertyRef="cp"><dataPath>myOrder.id</dataPath></correlationPropertyBinding></correlationSubscription>
    <receiveTask id="r" messageRef="m"/></process>)");
  EXPECT_EQ(element(model.processes[0], "r").message.correlation_key.text, "myOrder.id");
  EXPECT_THAT(model.processes[0].unsupported, IsEmpty());
}

TEST(Correlation, AKeyOfItsOwnGoesBefore) {
  const Model model = read_ok(with_keys("") + R"(<process id="p"><receiveTask id="r" messageRef="m"><extensionElements>
    <bihuan:message correlationKey="=own"/></extensionElements></receiveTask></process>)");
  EXPECT_EQ(element(model.processes[0], "r").message.correlation_key.text, "own");
  EXPECT_EQ(element(model.processes[0], "r").message.conversation, "");
}

TEST(Correlation, ReferencesThatDangleAreErrors) {
  std::string text = correlated;
  text.replace(text.find("KEYS"), 4, "<correlationPropertyRef>gone</correlationPropertyRef>");
  const auto found = read_bad(text + "<process id=\"p\"/>");
  EXPECT_EQ(found.at(0).code, "dangling-reference");
  EXPECT_THAT(found.at(0).message_zh, HasSubstr("gone"));
}

}  // namespace
}  // namespace bihuan::definitions
