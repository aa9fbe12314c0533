// Scripts between two tries of a step: asked once each, answered from outside, kept in the record.
#include "tests/adapters/host/fixture.h"

namespace bihuan::host::test {
namespace {

std::string script_task(const std::string& id, const std::string& source, const std::string& result) {
  return "<bpmn:scriptTask id=\"" + id + "\" scriptFormat=\"javascript\" bihuan:resultVariable=\"" + result +
         "\"><bpmn:script>" + source + "</bpmn:script></bpmn:scriptTask>";
}

const std::string two_scripts =
    bpmn("two-scripts", "<bpmn:startEvent id=\"s\"/>" + script_task("A", "one", "a") + script_task("B", "two", "b") +
                            user_task("U") + "<bpmn:endEvent id=\"e\"/>" + flow("f1", "s", "A") + flow("f2", "A", "B") +
                            flow("f3", "B", "U") + flow("f4", "U", "e"));

}  // namespace

TEST_F(HostTest, ScriptsAreRunOnceEachAndTheirAnswersAreRecorded) {
  std::vector<std::string> asked;
  node = std::make_unique<Node>(*store, now, "node-1", nobody, [&](const ScriptQuestion& question) {
    asked.push_back(question.source);
    ScriptAnswer answer;
    const Value* before = state::find(question.variables, "a");
    answer.result = before ? Value("after " + *before->string()) : Value("first");
    return answer;
  });
  deploy(two_scripts);
  const Answer started = start("two-scripts");
  ASSERT_FALSE(started.failure);
  EXPECT_EQ(asked, (std::vector<std::string>{"one", "two"}));
  ASSERT_EQ(tasks().size(), 1u);
  EXPECT_FALSE(act(Tell{started.instance, complete(tasks()[0])}).failure);
  EXPECT_EQ(status(started.instance), state::Status::Completed);
}

TEST_F(HostTest, WithoutSomebodyToRunThemScriptsAreIncidents) {
  deploy(two_scripts);
  const Answer started = start("two-scripts");
  ASSERT_FALSE(started.failure);
  const auto incidents = store->incidents({}, {.limit = 10}).rows;
  ASSERT_EQ(incidents.size(), 1u);
  EXPECT_EQ(incidents[0].code, "script-failed");
  EXPECT_EQ(incidents[0].element, "A");
}

}  // namespace bihuan::host::test
