// Rules of what begins instances from outside: signals, messages, conditions, and who is told of them.
#include "tests/adapters/host/fixture.h"

namespace bihuan::host::test {
namespace {

const std::string globals =
    "<bpmn:message id=\"m\" name=\"order\"/><bpmn:message id=\"n\" name=\"payment\"/><bpmn:signal id=\"g\" "
    "name=\"alarm\"/>";

const std::string on_signal = "<bpmn:signalEventDefinition signalRef=\"g\"/>";
const std::string on_order = "<bpmn:messageEventDefinition messageRef=\"m\"/>";
const std::string on_payment = "<bpmn:messageEventDefinition messageRef=\"n\"/>";

std::string begins(const std::string& process, const std::string& events, const std::string& attributes = "") {
  return bpmn(process,
              "<bpmn:startEvent id=\"s\"" + attributes + ">" + events + "</bpmn:startEvent>" + user_task("u") +
                  "<bpmn:endEvent id=\"e\"/>" + flow("f1", "s", "u") + flow("f2", "u", "e"),
              globals, "K-1");
}

TEST_F(HostTest, ASignalBeginsOneInstanceOfEachProcessThatStartsWithIt) {
  deploy(begins("first", on_signal), "first.bpmn");
  deploy(begins("second", on_signal + on_order), "second.bpmn");
  deploy(begins("third", on_order), "third.bpmn");
  EXPECT_EQ(act(Broadcast{"alarm", {{"key", Value("K-1")}}}).reached, 2u);
  const auto open = tasks();
  ASSERT_EQ(open.size(), 2u);
  EXPECT_NE(open[0].process, open[1].process);
  EXPECT_EQ(act(Broadcast{"quiet", {}}).reached, 0u);
}

TEST_F(HostTest, ASignalBeginsTheNewestVersionOnly) {
  deploy(begins("first", on_signal), "first.bpmn");
  deploy(begins("first", on_order), "first.bpmn");
  EXPECT_EQ(act(Broadcast{"alarm", {}}).reached, 0u);
}

TEST_F(HostTest, ASignalThatAnInstanceThrowsBeginsProcessesToo) {
  deploy(begins("first", on_signal), "first.bpmn");
  deploy(bpmn("throws",
              "<bpmn:startEvent id=\"s\"/><bpmn:endEvent id=\"e\">" + on_signal + "</bpmn:endEvent>" +
                  flow("f1", "s", "e"),
              globals, "K-1"),
         "throws.bpmn");
  start("throws");
  const auto open = tasks();
  ASSERT_EQ(open.size(), 1u);
  EXPECT_EQ(open[0].process, "first");
}

TEST_F(HostTest, EachMessageOfAMultipleStartBeginsAnInstance) {
  deploy(begins("first", on_order + on_payment));
  EXPECT_EQ(act(Publish{.name = "order"}).reached, 1u);
  EXPECT_EQ(act(Publish{.name = "payment"}).reached, 1u);
  EXPECT_EQ(tasks().size(), 2u);
}

std::string on_level(const std::string& condition) {
  return "<bpmn:conditionalEventDefinition><bpmn:condition>" + condition +
         "</bpmn:condition></bpmn:conditionalEventDefinition>";
}

TEST_F(HostTest, ConditionsBeginTheProcessesForWhichTheyAreTrue) {
  deploy(begins("low", on_level("level &lt; 3")), "low.bpmn");
  deploy(begins("high", on_level("level &gt; 3")), "high.bpmn");
  EXPECT_EQ(act(EvaluateConditions{.variables = {{"level", Value(5)}}}).reached, 1u);
  const auto open = tasks();
  ASSERT_EQ(open.size(), 1u);
  EXPECT_EQ(open[0].process, "high");
  EXPECT_EQ(act(EvaluateConditions{.variables = {{"other", Value(5)}}}).reached, 0u) << "a fault is not true";
}

std::string keyed(const std::string& message) {
  return "<bpmn:messageEventDefinition messageRef=\"" + message + "\"/>";
}

TEST_F(HostTest, AParallelMultipleStartWaitsInTheInstanceThatItsFirstMessageMade) {
  deploy(begins("both",
                "<bpmn:extensionElements><bihuan:message correlationKey=\"=id\"/></bpmn:extensionElements>" +
                    keyed("m") + keyed("n"),
                " parallelMultiple=\"true\""));
  EXPECT_EQ(act(Publish{.name = "payment", .variables = {{"id", Value("K-1")}}}).reached, 1u);
  EXPECT_EQ(act(Publish{.name = "payment", .variables = {{"id", Value("K-2")}}}).reached, 1u);
  EXPECT_TRUE(tasks().empty());
  EXPECT_EQ(act(Publish{.name = "order", .key = "K-2", .variables = {{"item", Value("book")}}}).reached, 1u);
  EXPECT_EQ(tasks().size(), 1u);
  EXPECT_EQ(store->instances({}, {.limit = 10}).rows.size(), 2u);
}

TEST_F(HostTest, AReceiveTaskThatInstantiatesIsBegunByItsMessage) {
  deploy(bpmn("receives",
              "<bpmn:receiveTask id=\"r\" messageRef=\"m\" instantiate=\"true\"/>" + user_task("u") +
                  "<bpmn:endEvent id=\"e\"/>" + flow("f1", "r", "u") + flow("f2", "u", "e"),
              globals, "K-1"));
  EXPECT_TRUE(start("receives").failure) << "it cannot begin by hand";
  EXPECT_EQ(act(Publish{.name = "order"}).reached, 1u);
  EXPECT_EQ(tasks().size(), 1u);
}

TEST_F(HostTest, AnEventGatewayThatInstantiatesIsBegunByATimerBehindIt) {
  deploy(bpmn("gate",
              "<bpmn:eventBasedGateway id=\"gw\" instantiate=\"true\"/><bpmn:intermediateCatchEvent id=\"a\">" +
                  on_order +
                  "</bpmn:intermediateCatchEvent><bpmn:intermediateCatchEvent id=\"t\"><bpmn:timerEventDefinition>"
                  "<bpmn:timeDuration>PT1H</bpmn:timeDuration></bpmn:timerEventDefinition>"
                  "</bpmn:intermediateCatchEvent>" +
                  user_task("u") + user_task("v") + "<bpmn:endEvent id=\"e\"/>" + flow("f1", "gw", "a") +
                  flow("f2", "gw", "t") + flow("f3", "a", "u") + flow("f4", "t", "v") + flow("f5", "u", "e") +
                  flow("f6", "v", "e"),
              globals, "K-1"));
  now = now + 3601 * us_per_second;
  node->host.settle();
  const auto open = tasks();
  ASSERT_EQ(open.size(), 1u);
  EXPECT_EQ(open[0].element, "v");
  EXPECT_EQ(act(Broadcast{"alarm", {}}).reached, 0u);
}

TEST_F(HostTest, ASignalThatBeginsItsOwnThrowerComesToAnEnd) {
  deploy(bpmn("again",
              "<bpmn:startEvent id=\"s\">" + on_signal + "</bpmn:startEvent><bpmn:endEvent id=\"e\">" + on_signal +
                  "</bpmn:endEvent>" + flow("f1", "s", "e"),
              globals, "K-1"));
  EXPECT_EQ(act(Broadcast{"alarm", {}}).reached, 1u);
  EXPECT_GE(store->instances({}, {.limit = 20'000}).rows.size(), 1'000u);
}

}  // namespace
}  // namespace bihuan::host::test
