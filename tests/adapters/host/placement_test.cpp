// Whose ground and whose matter a case is.
#include "tests/adapters/host/fixture.h"

namespace bihuan::host::test {
namespace {

/// A process whose attributes say where a case belongs.
std::string placed(const std::string& id, const std::string& attributes, const std::string& content) {
  std::string text = bpmn(id, content);
  const std::string mark = "isExecutable=\"true\"";
  return text.replace(text.find(mark), mark.size(), mark + " " + attributes);
}

const std::string one_step =
    "<bpmn:extensionElements><bihuan:variable name=\"place\"/><bihuan:variable "
    "name=\"owner\"/></bpmn:extensionElements>"
    "<bpmn:startEvent id=\"s\"/>" +
    user_task("A") + "<bpmn:endEvent id=\"e\"/>" + flow("f1", "s", "A") + flow("f2", "A", "e");

}  // namespace

TEST_F(HostTest, ACaseBelongsWhereItsDefinitionSaysAndMovesWithItsVariables) {
  deploy(placed("one", "bihuan:unit=\"=place\" bihuan:line=\"=owner\"", one_step));
  const Answer started = start("one", {{"key", Value("K")}, {"place", Value("c-1")}});
  ASSERT_FALSE(started.failure);
  EXPECT_EQ(store->load({started.instance}).at(0).row.unit, "c-1");
  EXPECT_EQ(store->load({started.instance}).at(0).row.line, "");
  act(Tell{started.instance, command::SetVariables{.variables = {{"place", Value("c-2")}, {"owner", Value("fire")}}}});
  EXPECT_EQ(store->load({started.instance}).at(0).row.unit, "c-2");
  EXPECT_EQ(store->load({started.instance}).at(0).row.line, "fire");
  act(Tell{started.instance, command::SetVariables{.variables = {{"place", Value()}}}});
  EXPECT_EQ(store->load({started.instance}).at(0).row.unit, "c-2") << "null moves nothing";
}

TEST_F(HostTest, ACaseWithoutARuleBelongsToTheUnitOfWhoBeganIt) {
  node = std::make_unique<Node>(*store, now, "node-1", [](const Lookup& lookup) -> std::vector<std::string> {
    if (lookup.kind == "unit-of" && lookup.parameters.front().second == "p-1") return {"u-1"};
    return {};
  });
  deploy(placed("one", "", one_step));
  Start begin{.process = "one", .variables = {{"key", Value("K")}}};
  begin.initiator = "p-1";
  const Answer started = act(std::move(begin));
  ASSERT_FALSE(started.failure);
  EXPECT_EQ(store->load({started.instance}).at(0).row.unit, "u-1");
}

TEST_F(HostTest, ACalledCaseBelongsWhereItsCallerDoes) {
  deploy(placed("one", "", one_step), "one.bpmn");
  deploy(
      placed(
          "top", "bihuan:unit=\"=place\"",
          "<bpmn:extensionElements><bihuan:variable name=\"place\"/></bpmn:extensionElements>"
          "<bpmn:startEvent id=\"s\"/><bpmn:callActivity id=\"call\" calledElement=\"one\"><bpmn:extensionElements>"
          "<bihuan:call businessKey=\"K-2\"/></bpmn:extensionElements></bpmn:callActivity><bpmn:endEvent id=\"e\"/>" +
              flow("f1", "s", "call") + flow("f2", "call", "e")),
      "top.bpmn");
  const Answer started = start("top", {{"key", Value("K")}, {"place", Value("c-1")}});
  ASSERT_FALSE(started.failure);
  const auto called = store->instances({.caller = started.instance}, {}).rows;
  ASSERT_EQ(called.size(), 1u);
  EXPECT_EQ(called[0].unit, "c-1");
}

}  // namespace bihuan::host::test
