// Rules of the methods that values answer, and of the functions.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/engine/juel/evaluating.h"

namespace bihuan::juel {
namespace {

using testing::HasSubstr;

void expect_all(std::span<const feel::Example> examples, const ContextEntries& variables = {}) {
  for (const auto& e : examples) EXPECT_EQ(inside(std::string(e.text), variables), e.expected) << e.text;
}

TEST(JuelTextMethods, AreThoseOfJavasStrings) {
  const ContextEntries variables = {{"s", "Hello 世界"}, {"n", "a"}};
  const feel::Example examples[] = {{"s.length()", "8"},
                                    {"s.equals('Hello 世界')", "true"},
                                    {"n.equals(1)", "false"},
                                    {"s.equalsIgnoreCase('HELLO 世界')", "true"},
                                    {"s.contains('世')", "true"},
                                    {"s.startsWith('He')", "true"},
                                    {"s.startsWith('世', 6)", "true"},
                                    {"s.endsWith('界')", "true"},
                                    {"s.substring(6)", "\"世界\""},
                                    {"s.substring(0, 5)", "\"Hello\""},
                                    {"s.indexOf('世')", "6"},
                                    {"s.indexOf('l', 3)", "3"},
                                    {"s.indexOf('z')", "-1"},
                                    {"s.lastIndexOf('l')", "3"},
                                    {"s.toUpperCase()", "\"HELLO 世界\""},
                                    {"s.toLowerCase()", "\"hello 世界\""},
                                    {"' a '.trim()", "\"a\""},
                                    {"s.replace('l', 'L')", "\"HeLLo 世界\""},
                                    {"n.replace('', '-')", "\"-a-\""},
                                    {"s.charAt(7)", "\"界\""},
                                    {"n.concat('b').concat(1)", "\"ab1\""},
                                    {"n.isEmpty()", "false"},
                                    {"''.isEmpty()", "true"},
                                    {"'  '.isBlank()", "true"},
                                    {"n.toString()", "\"a\""},
                                    {"n.compareTo('b')", "-1"}};
  expect_all(examples, variables);
}

TEST(JuelTextMethods, ReadRegularExpressions) {
  const feel::Example examples[] = {{"'2026-10-01'.matches('\\\\d{4}-\\\\d{2}-\\\\d{2}')", "true"},
                                    {"'ab'.matches('a')", "false"},
                                    {"'a1b22'.replaceAll('[0-9]+', '#')", "\"a#b#\""},
                                    {"'ab'.replaceAll('(a)(b)', '$2$1')", "\"ba\""},
                                    {"'aa'.replaceFirst('a', 'b')", "\"ba\""},
                                    {"'a,b,,c,,'.split(',')", "[\"a\", \"b\", \"\", \"c\"]"},
                                    {"'a,b,c'.split(',', 2)", "[\"a\", \"b,c\"]"},
                                    {"'a,,'.split(',', -1)", "[\"a\", \"\", \"\"]"},
                                    {"'abc'.split('')", "[\"a\", \"b\", \"c\"]"},
                                    {"'a b'.split(' ')[1]", "\"b\""}};
  expect_all(examples);
  EXPECT_THAT(inside("'a'.matches('(')"), HasSubstr("regular expression"));
  EXPECT_THAT(inside("'a'.replaceAll('a', '$1')"), HasSubstr("group"));
}

TEST(JuelTextMethods, OutOfRangeIsAFault) {
  EXPECT_THAT(inside("'abc'.substring(4)"), HasSubstr("position 4"));
  EXPECT_THAT(inside("'abc'.substring(2, 1)"), HasSubstr("position 1"));
  EXPECT_THAT(inside("'abc'.charAt(3)"), HasSubstr("position 3"));
}

TEST(JuelListMethods, ReadLists) {
  const ContextEntries variables = {{"l", List{"a", "b", "a"}}, {"e", List{}}, {"n", List{1, 2}}};
  const feel::Example examples[] = {{"l.size()", "3"},
                                    {"l.get(1)", "\"b\""},
                                    {"l.contains('b')", "true"},
                                    {"n.contains(2)", "true"},
                                    {"n.contains('2')", "false"},
                                    {"e.isEmpty()", "true"},
                                    {"l.indexOf('a')", "0"},
                                    {"l.lastIndexOf('a')", "2"},
                                    {"l.containsAll(e)", "true"},
                                    {"e.containsAll(l)", "false"},
                                    {"l.subList(1, 3)", "[\"b\", \"a\"]"},
                                    {"l.getFirst()", "\"a\""},
                                    {"l.toString()", "\"[\\\"a\\\",\\\"b\\\",\\\"a\\\"]\""},
                                    {"l.empty", "false"}};
  expect_all(examples, variables);
  EXPECT_THAT(inside("l.get(3)", variables), HasSubstr("there is none at 3"));
  EXPECT_THAT(inside("l.add('c')", variables), HasSubstr("has no method add"));
}

TEST(JuelMapMethods, ReadMapsAndBeans) {
  const ContextEntries variables = {{"m", ContextEntries{{"name", "李"}, {"active", true}, {"z", Value()}}}};
  const feel::Example examples[] = {{"m.get('name')", "\"李\""},
                                    {"m.get('no')", "null"},
                                    {"m.containsKey('z')", "true"},
                                    {"m.containsValue('李')", "true"},
                                    {"m.keySet()", "[\"name\", \"active\", \"z\"]"},
                                    {"m.values().size()", "3"},
                                    {"m.entrySet().get(0).getKey()", "\"name\""},
                                    {"m.entrySet()[0].value", "\"李\""},
                                    {"m.size()", "3"},
                                    {"m.isEmpty()", "false"},
                                    {"m.getOrDefault('no', 7)", "7"},
                                    {"m.getOrDefault('z', 7)", "null"},
                                    {"m.getName()", "\"李\""},
                                    {"m.isActive()", "true"}};
  expect_all(examples, variables);
  EXPECT_THAT(inside("m.getAddress()", variables), HasSubstr("has no method getAddress"));
}

TEST(JuelNumberMethods, AreThoseOfJavasNumbers) {
  const ContextEntries variables = {{"n", *Decimal::parse("7.9")}, {"i", 3}};
  const feel::Example examples[] = {
      {"n.intValue()", "7"},     {"n.longValue()", "7"},  {"n.doubleValue()", "7.9"},
      {"i.toString()", "\"3\""}, {"i.equals(3)", "true"}, {"i.equals('3')", "false"},
      {"i.compareTo(4)", "-1"},  {"i.add(n)", "10.9"},    {"i.negate().abs()", "3"},
      {"n.max(i)", "7.9"},       {"i.signum()", "1"},     {"true.toString()", "\"true\""}};
  expect_all(examples, variables);
}

TEST(JuelDateMethods, CompareAndMove) {
  const ContextEntries variables = {{"d", Date{2026, 1, 31}}, {"m", DateTime{{2026, 2, 1}, {}}}};
  const feel::Example examples[] = {{"d.before(m)", "true"},
                                    {"m.after(d)", "true"},
                                    {"d.plusDays(1).isEqual(m)", "true"},
                                    {"d.plusMonths(1)", "@\"2026-02-28\""},
                                    {"d.year", "2026"},
                                    {"d.getDayOfMonth()", "31"},
                                    {"m.minusHours(1)", "@\"2026-01-31T23:00:00\""},
                                    {"d.toString()", "\"2026-01-31\""},
                                    {"now()", "@\"2026-10-01T16:00:00@Asia/Shanghai\""},
                                    {"now().getTime()", "1790841600000"},
                                    {"dateTime().plusDays(1).toDate().after(now())", "true"},
                                    {"now().before(d)", "false"}};
  expect_all(examples, variables);
  EXPECT_THAT(inside("d.plusYears(2000000000)", variables), HasSubstr("outside of the years"));
}

TEST(JuelCall, OnNothingIsAFault) {
  EXPECT_THAT(inside("x.size()", {{"x", Value()}}), HasSubstr("it is null"));
}

TEST(JuelCall, OfABeanIsAFaultThatNamesIt) {
  const Outcome outcome = outcome_of("${userService.find(1)}");
  EXPECT_THAT(outcome.fault_en, HasSubstr("Unknown bean 'userService'"));
  EXPECT_THAT(outcome.fault_zh, HasSubstr("userService"));
}

TEST(JuelFunction, WhoIsAtWorkIsAVariableIfAny) {
  EXPECT_EQ(inside("currentUser()", {{"authenticatedUserId", "li"}}), "\"li\"");
  EXPECT_EQ(inside("currentUser()"), "null");
  EXPECT_EQ(inside("authenticatedUserId", {{"authenticatedUserId", "li"}}), "\"li\"");
}

TEST(JuelSpin, ReadsJsonNodes) {
  const ContextEntries variables = {
      {"j", ContextEntries{{"a", "x"}, {"n", 5}, {"b", true}, {"l", List{1, ContextEntries{{"k", 2}}}}}},
      {"t", "{\"a\": [1, 2.5e1, \"\\u4e2d\\n\"], \"o\": {}, \"z\": null}"}};
  const feel::Example examples[] = {{"S(j).prop('a').value()", "\"x\""},
                                    {"S(j).prop('a').stringValue()", "\"x\""},
                                    {"JSON(j).prop('n').numberValue()", "5"},
                                    {"S(j).prop('b').boolValue()", "true"},
                                    {"S(j).prop('l').elements().size()", "2"},
                                    {"S(j).prop('l').elements()[1].prop('k').value()", "2"},
                                    {"S(j).hasProp('q')", "false"},
                                    {"S(j).prop('q', 1).prop('q').value()", "1"},
                                    {"S(t).prop('a').elements().get(1)", "25"},
                                    {"S(t).prop('a').elements()[2]", "\"中\\n\""},
                                    {"j.prop('l').isArray()", "true"},
                                    {"S(t).prop('z')", "null"}};
  expect_all(examples, variables);
  EXPECT_THAT(inside("S(j).prop('q')", variables), HasSubstr("no property q"));
  EXPECT_THAT(inside("S(j).prop('a').numberValue()", variables), HasSubstr("is a text"));
  EXPECT_THAT(inside("S('{')", variables), HasSubstr("JSON"));
}

TEST(JuelSpin, DeepJsonIsRefused) {
  EXPECT_THAT(inside("S(t)", {{"t", std::string(5'000, '[')}}), HasSubstr("JSON"));
}

TEST(JuelFlowable, VariablesAreReadByNameAndMayBeMissing) {
  const ContextEntries variables = {{"x", 5}, {"l", List{"a", "b"}}, {"e", ""}};
  const feel::Example examples[] = {{"variables:get('x')", "5"},
                                    {"var:get(x)", "5"},
                                    {"vars:get(no)", "null"},
                                    {"vars:getOrDefault('no', 7)", "7"},
                                    {"variables:exists('x')", "true"},
                                    {"vars:exists(no)", "false"},
                                    {"vars:equals(x, 5)", "true"},
                                    {"vars:eq(no, 5)", "false"},
                                    {"vars:ne(no, 5)", "true"},
                                    {"vars:lowerThan(x, 6)", "true"},
                                    {"vars:lt(no, 6)", "false"},
                                    {"vars:gte(x, 5)", "true"},
                                    {"vars:contains(l, 'a', 'b')", "true"},
                                    {"vars:contains(l, 'a', 'c')", "false"},
                                    {"vars:containsAny(l, 'c', 'b')", "true"},
                                    {"vars:isEmpty(e)", "true"},
                                    {"vars:isEmpty(no)", "true"},
                                    {"vars:isNotEmpty(l)", "true"}};
  expect_all(examples, variables);
}

TEST(JuelExecution, ReadsItsPropertiesAndVariables) {
  const ContextEntries variables = {{"x", 5}};
  const feel::Example examples[] = {{"execution.id", "\"t1\""},
                                    {"execution.getProcessInstanceId()", "\"c1\""},
                                    {"execution.processBusinessKey", "\"BK-7\""},
                                    {"execution['currentActivityId']", "\"A\""},
                                    {"execution.getVariable('x')", "5"},
                                    {"execution.getVariable('no')", "null"},
                                    {"execution.hasVariable('no')", "false"},
                                    {"execution.getVariableLocal('x')", "5"},
                                    {"execution.variables.x", "5"},
                                    {"execution.getVariables().get('x')", "5"},
                                    {"execution.getVariables().containsKey('no')", "false"},
                                    {"task.name", "\"审核\""},
                                    {"task.getAssignee()", "\"li\""},
                                    {"task.execution.id", "\"t1\""},
                                    {"task.getExecution().getVariable('x')", "5"},
                                    {"task.getVariable('x')", "5"}};
  expect_all(examples, variables);
  EXPECT_THAT(inside("execution.nothing"), HasSubstr("execution has no property nothing"));
  EXPECT_THAT(inside("execution.getProcessEngineServices()"), HasSubstr("execution has no method"));
}

TEST(JuelExecution, WritesInOrderAndSeesItsWrites) {
  const Outcome outcome = outcome_of("${execution.setVariable('a', 1)}${execution.setVariableLocal('b', a + 1)}${b}");
  EXPECT_EQ(outcome.value, Value("2"));
  EXPECT_EQ(outcome.writes, (ContextEntries{{"a", 1}}));
  EXPECT_EQ(outcome.local_writes, (ContextEntries{{"b", 2}}));
}

TEST(JuelExecution, RemovesVariables) {
  const Outcome outcome = outcome_of("${execution.removeVariable('x')}${execution.hasVariable('x')}", {{"x", 1}});
  EXPECT_EQ(outcome.value, Value("false"));
  EXPECT_EQ(outcome.removed, std::vector<std::string>{"x"});
}

TEST(JuelExecution, AFaultWritesNothing) {
  const Outcome outcome = outcome_of("${execution.setVariable('a', 1)}${nowhere}");
  EXPECT_TRUE(outcome.writes.empty());
  EXPECT_FALSE(outcome.fault_en.empty());
}

TEST(JuelTask, ChangesAreReported) {
  const Outcome outcome = outcome_of("${task.setAssignee('wang')}${task.assignee}${task.addCandidateGroup('g')}");
  EXPECT_EQ(outcome.value, Value("wang"));
  EXPECT_EQ(outcome.task_changes, (ContextEntries{{"assignee", "wang"}, {"addCandidateGroup", "g"}}));
}

TEST(JuelExecution, WithoutOneIsAFaultOrAVariableOfThatName) {
  const ContextEntries variables = {{"task", ContextEntries{{"name", "v"}}}};
  const auto env = feel::test_environment();
  const auto faulty = parse_expression("${execution.id}")->evaluate(feel::variables_of(variables), {}, env);
  EXPECT_THAT(faulty->fault_en, HasSubstr("'execution'"));
  const auto named =
      parse_expression("${task.name}${task.getName()}")->evaluate(feel::variables_of(variables), {}, env);
  EXPECT_EQ(named->value, Value("vv"));
}

}  // namespace
}  // namespace bihuan::juel
