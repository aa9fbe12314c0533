// What a script sees, and what of it becomes the answer.
#include "tests/adapters/script/script_case.h"

namespace bihuan::script {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Pair;

TEST(Script, TheLastExpressionIsTheResult) {
  EXPECT_EQ(result("1 + 2"), "3");
  EXPECT_EQ(result("var a = 'x'; if (a === 'x') { 'yes' } else { 'no' }"), "\"yes\"");
  EXPECT_EQ(result("({a: [1, true, null], b: {c: 'd'}})"), R"({"a":[1,true,null],"b":{"c":"d"}})");
  EXPECT_EQ(result("var unused = 1;"), "null");
  EXPECT_EQ(result("(function () {})"), "null");
}

TEST(Script, VariablesArePlainNames) {
  EXPECT_EQ(result("amount * 2 + items.length", R"({"amount":20.5,"items":[1,2]})"), "43");
  EXPECT_EQ(result("applicant.name", R"({"applicant":{"name":"王芳"}})"), "\"王芳\"");
  EXPECT_EQ(result("金额 + 1", R"({"金额":99})"), "100");
  EXPECT_EQ(result("typeof missing"), "\"undefined\"");
}

TEST(Script, ChineseAndCharactersBeyondTheFirstPlaneStayWhole) {
  EXPECT_EQ(result("name + '，您好'", R"({"name":"𠮷野家"})"), "\"𠮷野家，您好\"");
  EXPECT_EQ(result("name === '𠮷野家' && name.length", R"({"name":"𠮷野家"})"), "4");
  EXPECT_EQ(result("'𠮷'.charAt(0)"), "\"\xEF\xBF\xBD\"");
  EXPECT_EQ(writes("execution.setVariable('𠮷', '😀')"), R"({"𠮷":"😀"})");
}

TEST(Script, AnAssignedProcessVariableIsWrittenAndANewNameIsNot) {
  EXPECT_EQ(writes("total = total + 1; var mine = 5; other = 6;", R"({"total":1,"same":2})"), R"({"total":2})");
  EXPECT_EQ(writes("same = 2;", R"({"same":2})"), "{}");
  EXPECT_EQ(writes("var total = 9;", R"({"total":1})"), R"({"total":9})");
  EXPECT_EQ(writes("gone = undefined;", R"({"gone":1})"), R"({"gone":null})");
}

TEST(Script, AChangeInsideAValueIsWritten) {
  EXPECT_EQ(writes("order.items.push('c'); order.items.length", R"({"order":{"items":["a","b"]},"rest":[1]})"),
            R"({"order":{"items":["a","b","c"]}})");
}

TEST(Script, SetVariableWritesInOrderAndIsSeenAtOnce) {
  const ScriptAnswer answer =
      run("execution.setVariable('b', 1); execution.setVariable('a', b + 1); execution.setVariable('b', 3);"
          "execution.getVariable('b') + a");
  EXPECT_EQ(codec::to_json(answer.result), "5");
  EXPECT_THAT(answer.writes, ElementsAre(Pair("b", Value(3)), Pair("a", Value(2))));
  EXPECT_EQ(writes("execution.setVariable('same', 2)", R"({"same":2})"), R"({"same":2})");
}

TEST(Script, LocalVariablesAreToldApart) {
  ScriptQuestion asked = question(
      "execution.setVariableLocal('mine', 1); [execution.getVariableLocal('own'), execution.getVariableLocal('outer'),"
      "execution.hasVariableLocal('outer'), execution.hasVariable('outer')]",
      R"({"own":"o","outer":"u"})");
  asked.locals = {"own"};
  const ScriptAnswer answer = shared_runner().run(asked);
  EXPECT_EQ(answer.fault_en, "");
  EXPECT_EQ(codec::to_json(answer.result), R"(["o",null,false,true])");
  EXPECT_THAT(answer.writes, ElementsAre());
  EXPECT_THAT(answer.local_writes, ElementsAre(Pair("mine", Value(1))));
}

TEST(Script, RemovedVariablesAreNamed) {
  const ScriptAnswer answer =
      run("execution.removeVariable('a'); execution.removeVariable('never'); execution.setVariable('t', 1);"
          "execution.removeVariable('t'); [execution.getVariable('a'), typeof a, execution.getVariableNames().length]",
          R"({"a":1,"b":2})");
  EXPECT_EQ(codec::to_json(answer.result), R"([null,"undefined",1])");
  EXPECT_THAT(answer.removed, ElementsAre("a"));
  EXPECT_THAT(answer.writes, ElementsAre());
}

TEST(Script, ExecutionTellsWhereItIs) {
  EXPECT_EQ(result("[execution.getProcessInstanceId(), execution.processInstanceId, execution.getCurrentActivityId(),"
                   "execution.getBusinessKey(), execution.getTenantId()]"),
            R"(["42","42","check","XF-1",null])");
  EXPECT_EQ(result("execution.getVariables()", R"({"a":1,"execution":2})"), R"({"a":1,"execution":2})");
  EXPECT_EQ(result("execution.setVariables({x: 1, y: 2}); x + y"), "3");
  EXPECT_THAT(result("'use strict'; execution.id = 'other'"), HasSubstr("id cannot be changed"));
}

TEST(Script, TaskChangesAreReported) {
  ScriptQuestion asked = question(
      "task.setAssignee('wang'); task.priority = 70; task.addCandidateGroup('leaders'); task.getVariable('v') +"
      "task.getAssignee() + task.getExecution().getProcessInstanceId()",
      R"({"v":"x"})");
  asked.task = json(R"({"id":"9","assignee":"li"})");
  const ScriptAnswer answer = shared_runner().run(asked);
  EXPECT_EQ(answer.fault_en, "");
  EXPECT_EQ(codec::to_json(answer.result), R"("xwang42")");
  EXPECT_EQ(codec::to_json(Value(ContextEntries(answer.task_changes))),
            R"({"assignee":"wang","priority":70,"addCandidateGroup":["leaders"]})");
}

TEST(Script, NumbersAreExactUpToTwoToTheFiftyThird) {
  EXPECT_EQ(result("n + 0", R"({"n":9007199254740991})"), "9007199254740991");
  EXPECT_EQ(result("0.1 + 0.2"), "0.30000000000000004");
  EXPECT_EQ(result("1e21"), "1000000000000000000000");
  EXPECT_EQ(writes("n", R"({"n":12345678901234567890123.456})"), "{}") << "a value that is only read stays as it was";
}

TEST(Script, TemporalValuesAreTheirText) {
  ScriptQuestion asked = question("day.substring(0, 4)");
  asked.variables.emplace_back("day", Value(Date{2026, 11, 22}));
  EXPECT_EQ(shared_runner().run(asked).result, Value("2026"));
  EXPECT_EQ(result("new Date(Date.UTC(2026, 10, 22, 1, 2, 3))"), "\"2026-11-22T01:02:03.000Z\"");
  EXPECT_EQ(result("new Date(0).getHours()"), "8") << "local time is Shanghai's";
}

TEST(Script, WhatIsNoNumberIsAFaultThatNamesTheVariable) {
  EXPECT_THAT(result("0 / 0"), HasSubstr("the result holds NaN"));
  EXPECT_THAT(result("({a: [1 / 0]})"), HasSubstr("the result holds Infinity"));
  EXPECT_THAT(writes("n = -1 / 0", R"({"n":1})"), HasSubstr("variable n holds -Infinity"));
  EXPECT_THAT(writes("execution.setVariable('f', function () {})"), HasSubstr("variable f cannot hold a function"));
  EXPECT_THAT(result("var o = {}; o.o = o; o"), HasSubstr("cyclic"));
}

TEST(Script, OneScriptLeavesNothingBehindForTheNext) {
  EXPECT_EQ(result("leaked = 1; Array.prototype.leaked = 2; Object.freeze = null; 0"), "0");
  EXPECT_EQ(result("[typeof leaked, [].leaked === undefined, typeof Object.freeze]"),
            R"(["undefined",true,"function"])");
}

TEST(Script, AScriptThatReplacesTheBuiltInsHarmsOnlyItself) {
  EXPECT_EQ(writes("JSON = null; Object.keys = null; String = null; Array.prototype.slice = null; n = 2", R"({"n":1})"),
            R"({"n":2})");
  EXPECT_EQ(result("Math", R"({"Math":"a variable"})"), "\"a variable\"");
}

TEST(Script, PrintedLinesGoNowhere) {
  EXPECT_EQ(result("print('a'); console.log('b', 1); for (var i = 0; i < 10000; i++) print('many'); 7"), "7");
}

TEST(ScriptFault, NamesTheLineAndTheReason) {
  EXPECT_THAT(result("var a = 1;\n\nnowhere.field"), HasSubstr("line 3: ReferenceError"));
  EXPECT_THAT(result("throw new Error('拒绝')"), HasSubstr("拒绝"));
  EXPECT_THAT(result("throw {code: 5}"), HasSubstr(R"({"code":5})"));
  EXPECT_THAT(result("throw null"), HasSubstr("null"));
  EXPECT_THAT(result("var a = ;"), HasSubstr("Expected a valid script, but line 1"));
  EXPECT_THAT(run("nowhere").fault_zh, HasSubstr("脚本第 1 行出错"));
}

TEST(ScriptFault, NamesNewerSyntaxWithItsPlace) {
  EXPECT_THAT(result("var a = 1;\n  let b = 2;"),
              HasSubstr("line 2, column 3 of the script uses newer JavaScript: let"));
  EXPECT_THAT(result("var 名 = (甲) => 甲;"), HasSubstr("line 1, column 13 of the script uses newer JavaScript: =>"));
  EXPECT_THAT(result("'ok';\nvar s = `a${1}`"), HasSubstr("line 2, column 9"));
  EXPECT_THAT(run("class A {}").fault_zh, HasSubstr("第 1 行第 1 列用了较新的 JavaScript 写法“class”"));
}

TEST(ScriptFault, AnotherLanguageIsRefused) {
  ScriptQuestion asked = question("1");
  asked.language = "groovy";
  EXPECT_THAT(shared_runner().run(asked).fault_en, HasSubstr("groovy"));
}

}  // namespace
}  // namespace bihuan::script
