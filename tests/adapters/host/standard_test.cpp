// Rules that the standard gives to what lies between instances: data stores, message flows between pools, global tasks,
// versions that a call activity binds to.
#include "tests/adapters/host/fixture.h"

namespace bihuan::host::test {
namespace {

std::string ledger(const std::string& task) {
  return bpmn("book",
              "<bpmn:dataStoreReference id=\"r\" name=\"ledger\" dataStoreRef=\"L\"/><bpmn:startEvent id=\"s\"/>" +
                  task + "<bpmn:endEvent id=\"e\"/>" + flow("f1", "s", "A") + flow("f2", "A", "e"),
              "<bpmn:dataStore id=\"L\" name=\"ledger\"/>");
}

const std::string counting = ledger(
    R"(<bpmn:scriptTask id="A" bihuan:resultVariable="ledger"><bpmn:script>if ledger = null then 1 else ledger + 1</bpmn:script></bpmn:scriptTask>)");

std::string file(const std::string& content) {
  return R"(<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:bihuan="urn:bihuan:bpmn:1" targetNamespace="t" id="d">)" +
         content + "</bpmn:definitions>";
}

std::string process(const std::string& id, const std::string& content, const std::string& more = "") {
  return "<bpmn:process id=\"" + id + "\" isExecutable=\"true\"" + more + ">" + content + "</bpmn:process>";
}

/// A clerk's pool sends an application to the office's pool, which answers.
const std::string pools = file(
    R"(<bpmn:collaboration id="c"><bpmn:participant id="pa" processRef="clerk"/><bpmn:participant id="pb" processRef="office"/>
  <bpmn:messageFlow id="there" sourceRef="ask" targetRef="begin"/><bpmn:messageFlow id="back" sourceRef="reply" targetRef="hear"/></bpmn:collaboration>)" +
    process("clerk",
            "<bpmn:startEvent id=\"s\"/><bpmn:sendTask id=\"ask\"><bpmn:extensionElements><bihuan:message "
            "correlationKey=\"=number\"/><bihuan:input source=\"=number\" "
            "target=\"number\"/></bpmn:extensionElements></bpmn:sendTask><bpmn:receiveTask id=\"hear\"/><bpmn:endEvent "
            "id=\"e\"/>" +
                flow("f1", "s", "ask") + flow("f2", "ask", "hear") + flow("f3", "hear", "e"),
            " bihuan:businessKey=\"=number\"") +
    process("office",
            "<bpmn:startEvent id=\"begin\"><bpmn:messageEventDefinition/></bpmn:startEvent>" + user_task("judge") +
                "<bpmn:endEvent id=\"reply\"><bpmn:extensionElements><bihuan:message "
                "correlationKey=\"=number\"/></bpmn:extensionElements><bpmn:messageEventDefinition/></bpmn:endEvent>" +
                flow("g1", "begin", "judge") + flow("g2", "judge", "reply")));

}  // namespace

TEST_F(HostTest, ADataStoreIsSharedByAllInstancesOfAProcessAndOutlivesThem) {
  deploy(counting);
  for (int n = 0; n < 3; ++n) ASSERT_FALSE(start("book").failure);
  const auto kept = store->document("", "data-store", "book/L");
  ASSERT_TRUE(kept);
  EXPECT_EQ(codec::decode_variables(kept->body)->front().second, Value(std::int64_t{3}));
  auto restarted = make_node("node-2");
  const Answer again = act_on(*restarted, Start{.process = "book", .variables = {{"key", Value("K")}}});
  ASSERT_FALSE(again.failure);
  EXPECT_EQ(codec::decode_variables(store->document("", "data-store", "book/L")->body)->front().second,
            Value(std::int64_t{4}));
}

TEST_F(HostTest, ADataStoreWrittenInOneTurnIsReadInTheSame) {
  deploy(counting);
  Answer first, second;
  for (Answer* answer : {&first, &second})
    node->host.ask(request(Start{.process = "book", .variables = {{"key", Value("K")}}}, *answer));
  node->host.turn();
  ASSERT_TRUE(first.answered && second.answered);
  EXPECT_EQ(codec::decode_variables(store->document("", "data-store", "book/L")->body)->front().second,
            Value(std::int64_t{2}));
}

TEST_F(HostTest, AMessageFlowBeginsTheOtherPoolAndItsAnswerComesBack) {
  deploy(pools);
  const Answer clerk = start("clerk", {{"number", Value("N-7")}});
  ASSERT_FALSE(clerk.failure) << clerk.failure->message_en;
  const auto waiting = tasks({.element = "judge"});
  ASSERT_EQ(waiting.size(), 1u);
  EXPECT_EQ(waiting[0].business_key, "N-7") << "the begun process takes the sender's key";
  EXPECT_EQ(status(clerk.instance), state::Status::Active);
  ASSERT_FALSE(act(Tell{waiting[0].instance, complete(waiting[0])}).failure);
  EXPECT_EQ(status(clerk.instance), state::Status::Completed);
}

TEST_F(HostTest, AGlobalTaskIsCalledAndNeverStartedByHand) {
  deploy(file(
      "<bpmn:globalUserTask id=\"check\" name=\"核对\"><bpmn:extensionElements><bihuan:assignment kind=\"person\" "
      "person=\"p-1\"/></bpmn:extensionElements></bpmn:globalUserTask>" +
      process(
          "one",
          "<bpmn:startEvent id=\"s\"/><bpmn:callActivity id=\"k\" calledElement=\"check\"/><bpmn:endEvent id=\"e\"/>" +
              flow("f1", "s", "k") + flow("f2", "k", "e"))));
  const Answer started = start("one");
  ASSERT_FALSE(started.failure);
  const auto open = tasks();
  ASSERT_EQ(open.size(), 1u);
  EXPECT_EQ(open[0].name, "核对");
  ASSERT_FALSE(act(Tell{open[0].instance, complete(open[0])}).failure);
  EXPECT_EQ(status(started.instance), state::Status::Completed);
  EXPECT_TRUE(start("check").failure);
}

TEST_F(HostTest, ACallBindsToTheVersionItNames) {
  const auto child = [](const std::string& task) {
    return bpmn("child", "<bpmn:startEvent id=\"s\"/>" + user_task(task) + flow("f1", "s", task), "", "k");
  };
  deploy(child("first"));
  deploy(child("second"));
  deploy(bpmn("caller",
              "<bpmn:startEvent id=\"s\"/><bpmn:callActivity id=\"k\" "
              "calledElement=\"child\"><bpmn:extensionElements><bihuan:call binding=\"version\" "
              "version=\"=v\"/></bpmn:extensionElements></bpmn:callActivity>" +
                  flow("f1", "s", "k"),
              "", "k"));
  start("caller", {{"v", Value(std::int64_t{1})}});
  ASSERT_EQ(tasks().size(), 1u);
  EXPECT_EQ(tasks()[0].element, "first");
  const Answer wrong = start("caller", {{"v", Value(std::int64_t{9})}});
  EXPECT_EQ(store->incidents({}, {.limit = 10}).rows.size(), 1u) << "there is no version 9";
  EXPECT_FALSE(wrong.failure);
}

}  // namespace bihuan::host::test
