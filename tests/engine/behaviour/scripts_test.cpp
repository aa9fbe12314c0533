// Rules of JUEL and scripts at their places: what they see, what they write, that a script is asked for and answered.
#include "tests/engine/fixture.h"

namespace bihuan::testing {
namespace {

/// A runner that knows a handful of texts.
ScriptAnswer fake(const ScriptQuestion& question) {
  ScriptAnswer answer;
  const Value* n = state::find(question.variables, "n");
  if (question.source == "n + 1") answer.result = Value(*n->number()->add(*Decimal::parse("1")));
  if (question.source == "n > 4") answer.result = Value(*n->number() > *Decimal::parse("4"));
  if (question.source == "set") answer.writes = {{"n", Value(7)}, {"fresh", Value("x")}};
  if (question.source == "local") answer.local_writes = {{"mine", Value(1)}};
  if (question.source == "remove") answer.removed = {"n"};
  if (question.source == "throw") answer.fault_zh = "坏", answer.fault_en = "bad";
  return answer;
}

Case scripted(std::string_view process) {
  Case c(process);
  c.run_script = fake;
  return c;
}

TEST(ScriptTask, AsksForItsAnswerAndIsTakenAgainWithIt) {
  Case c("start s\nscript t \"do=js:n + 1\" into=m\nend e\ns -> t -> e");
  const Result asked = c.run(command::StartInstance{InstanceId{42}, {}, {}, "ann", variables("{n: 1}"), {}});
  ASSERT_FALSE(asked);
  const Needs& needs = std::get<Needs>(asked.error());
  ASSERT_EQ(needs.scripts.size(), 1u);
  EXPECT_EQ(needs.scripts[0].source, "n + 1");
  EXPECT_EQ(needs.scripts[0].language, "javascript");
  EXPECT_EQ(*needs.scripts[0].execution.entry("currentActivityId"), Value("t"));
  c.run_script = fake;
  c.start("{n: 1}");
  EXPECT_TRUE(c.ended());
  EXPECT_EQ(c.variable("m"), Value(2));
}

TEST(ScriptTask, WritesGoOutwardsFromItsPlace) {
  Case c = scripted("start s\nscript t do=js:set\nuser u\nend e\ns -> t -> u -> e");
  c.start("{n: 1}");
  EXPECT_EQ(c.variable("n"), Value(7));
  EXPECT_EQ(c.variable("fresh"), Value("x"));
}

TEST(ScriptTask, RemovedAndLocalVariablesAreGoneBehindIt) {
  Case c = scripted("start s\nscript t do=js:remove\nscript l do=js:local\nuser u\nend e\ns -> t -> l -> u -> e");
  c.start("{n: 1}");
  EXPECT_EQ(state::find(c.state.scope(ScopeId{1})->variables, "n"), nullptr);
  EXPECT_EQ(state::find(c.state.scope(ScopeId{1})->variables, "mine"), nullptr);
}

TEST(ScriptTask, AFaultIsAnIncidentWithTheScriptAndItsVariables) {
  Case c = scripted("start s\nscript t do=js:throw\nend e\ns -> t -> e");
  c.start("{n: 1}");
  EXPECT_EQ(text(c.incidents()), "script-failed t");
  const state::Incident& incident = c.state.scope(ScopeId{1})->incidents.front();
  EXPECT_EQ(incident.message_zh, "坏");
  EXPECT_EQ(incident.expression, "throw");
  EXPECT_NE(state::find(incident.values, "n"), nullptr);
}

TEST(ScriptTask, SeveralScriptsOfOneStepAreAllAnswered) {
  Case c = scripted(
      "start s\nand a\nscript t \"do=js:n + 1\" into=x\nscript v \"do=js:n + 1\" into=y\nand j\nend e\n"
      "s -> a -> t -> j -> e\na -> v -> j");
  c.start("{n: 1}");
  EXPECT_TRUE(c.ended());
  EXPECT_EQ(c.variable("x"), Value(2));
  EXPECT_EQ(c.variable("y"), Value(2));
}

TEST(Script, DecidesAConditionAndAMapping) {
  Case c =
      scripted("start s\nxor g\nuser big \"in.next=js:n + 1\"\nend e\ns -> g\ng -> big if js:n > 4\ng -> e default");
  c.start("{n: 5}");
  EXPECT_EQ(text(c.open()), "task big");
  EXPECT_EQ(*state::find(c.state.scope(ScopeId{1})->tokens.front().locals, "next"), Value(6));
}

TEST(Juel, DecidesConditionsTextsAndMappings) {
  Case c(
      "start s\nxor g\nservice big \"topic=work-${kind}\" \"in.twice=${n * 2}\"\nend e\n"
      "s -> g\ng -> big if ${n > 4 and kind == 'a'}\ng -> e default");
  c.start("{n: 5, kind: \"a\"}");
  EXPECT_EQ(std::get<state::Job>(c.work_of("big").detail).topic, "work-a");
  EXPECT_EQ(*state::find(c.state.scope(ScopeId{1})->tokens.front().locals, "twice"), Value(10));
}

TEST(Juel, SeesTheExecution) {
  Case c(
      "start s\nscript t \"do=${execution.processInstanceId}-${execution.currentActivityId}\" into=m\nend e\ns -> t -> "
      "e");
  c.start();
  EXPECT_EQ(c.variable("m"), Value("42-t"));
}

TEST(Juel, AnUnknownNameIsAnIncidentWithTheExpression) {
  Case c("start s\nxor g\nuser u\nend e\ns -> g\ng -> u if ${missing > 4}\ng -> e default");
  c.start();
  EXPECT_EQ(text(c.incidents()), "expression-failed g");
  EXPECT_EQ(c.state.scope(ScopeId{1})->incidents.front().expression, "${missing > 4}");
}

TEST(Juel, SetVariableInAServiceTaskIsWritten) {
  Case c("start s\nservice t topic=x \"do=${execution.setVariable('m', n + 1)}\"\nend e\ns -> t -> e");
  c.start("{n: 1}");
  EXPECT_TRUE(c.ended());
  EXPECT_EQ(c.variable("m"), Value(2));
}

TEST(Skip, PassesOverTheActivity) {
  Case c("start s\nuser u \"skip=${n == 1}\"\nuser v\nend e\ns -> u -> v -> e");
  c.start("{n: 1}");
  EXPECT_EQ(text(c.open()), "task v");
}

}  // namespace
}  // namespace bihuan::testing
