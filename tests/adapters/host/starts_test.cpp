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
              globals);
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
              globals),
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

TEST_F(HostTest, ASignalThatBeginsItsOwnThrowerComesToAnEnd) {
  deploy(bpmn("again",
              "<bpmn:startEvent id=\"s\">" + on_signal + "</bpmn:startEvent><bpmn:endEvent id=\"e\">" + on_signal +
                  "</bpmn:endEvent>" + flow("f1", "s", "e"),
              globals));
  EXPECT_EQ(act(Broadcast{"alarm", {}}).reached, 1u);
  EXPECT_GE(store->instances({}, {.limit = 20'000}).rows.size(), 1'000u);
}

}  // namespace
}  // namespace bihuan::host::test
