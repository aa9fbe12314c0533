// Rules of Expression Language 2.2: text and expressions, literals, precedence, coercions, operators.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/engine/juel/evaluating.h"

namespace bihuan::juel {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

TEST(JuelText, WithoutExpressionIsItself) {
  EXPECT_EQ(answer("plain text"), "\"plain text\"");
  EXPECT_EQ(answer(""), "\"\"");
  EXPECT_EQ(answer("$ # { } $5"), "\"$ # { } $5\"");
  EXPECT_TRUE(parse_expression("plain")->is_plain_text());
}

TEST(JuelText, OneExpressionKeepsItsKind) {
  EXPECT_EQ(answer("${n}", {{"n", 3}}), "3");
  EXPECT_EQ(answer("#{l}", {{"l", List{1, 2}}}), "[1, 2]");
  EXPECT_FALSE(parse_expression("${n}")->is_composite());
}

TEST(JuelText, AroundExpressionsMakesText) {
  EXPECT_EQ(answer("a ${n} b#{m}", {{"n", 3}, {"m", Value()}}), "\"a 3 b\"");
  EXPECT_EQ(answer("${1}${2}"), "\"12\"");
  EXPECT_EQ(answer(" ${1}"), "\" 1\"");
  EXPECT_EQ(answer("办理人：${name}", {{"name", "李"}}), "\"办理人：李\"");
  EXPECT_TRUE(parse_expression("${1} ")->is_composite());
}

TEST(JuelText, ABackslashEscapesAnExpression) {
  EXPECT_EQ(answer("\\${n}"), "\"${n}\"");
  EXPECT_EQ(answer("\\#{n} ${1}"), "\"#{n} 1\"");
  EXPECT_EQ(answer("a\\b"), "\"a\\\\b\"");
  EXPECT_EQ(answer("\\\\${1}"), "\"\\\\1\"");
}

TEST(JuelText, BracesInQuotedTextDoNotEndIt) {
  EXPECT_EQ(answer("${'}'}x${\"${\"}"), "\"}x${\"");
}

TEST(JuelText, ListsAndMapsAreWrittenAsJson) {
  EXPECT_EQ(answer("x ${v}", {{"v", ContextEntries{{"a", List{1, "b\"", true, Value()}}}}}),
            "\"x {\\\"a\\\":[1,\\\"b\\\\\\\"\\\",true,null]}\"");
}

TEST(JuelLiteral, EveryKindReads) {
  const feel::Example examples[] = {{"true", "true"},
                                    {"false", "false"},
                                    {"null", "null"},
                                    {"42", "42"},
                                    {"1.5", "1.5"},
                                    {".5", "0.5"},
                                    {"2.", "2"},
                                    {"1e3", "1000"},
                                    {"1.5E-2", "0.015"},
                                    {"'a'", "\"a\""},
                                    {"\"a\"", "\"a\""},
                                    {"'it\\'s'", "\"it's\""},
                                    {"\"\\\"\"", "\"\\\"\""},
                                    {"'\\\\'", "\"\\\\\""},
                                    {"'中文'", "\"中文\""},
                                    {"-3", "-3"}};
  for (const auto& e : examples) EXPECT_EQ(inside(std::string(e.text)), e.expected) << e.text;
}

TEST(JuelName, AVariableIsFoundByItsName) {
  EXPECT_EQ(inside("金额 + 1", {{"金额", 4}}), "5");
  EXPECT_EQ(inside("$x + _y", {{"$x", 1}, {"_y", 2}}), "3");
  EXPECT_EQ(inside("andy", {{"andy", 1}}), "1");
}

TEST(JuelName, AHyphenIsAMinus) {
  EXPECT_EQ(inside("first-name", {{"first", 5}, {"name", 2}}), "3");
}

TEST(JuelName, WithoutVariableIsAFaultThatNamesIt) {
  const Outcome outcome = outcome_of("${1 + nowhere}");
  EXPECT_TRUE(outcome.value.is_null());
  ASSERT_EQ(outcome.diagnostics.size(), 1u);
  EXPECT_EQ(outcome.diagnostics[0].offset, 6u);
  EXPECT_THAT(outcome.fault_en, HasSubstr("Unknown property used in expression"));
  EXPECT_THAT(outcome.fault_en, HasSubstr("'nowhere'"));
  EXPECT_THAT(outcome.fault_zh, HasSubstr("nowhere"));
}

TEST(JuelOperator, BindsByItsPrecedence) {
  const feel::Example examples[] = {{"1 + 2 * 3", "7"},
                                    {"(1 + 2) * 3", "9"},
                                    {"10 - 4 - 3", "3"},
                                    {"2 + 3 == 5 && 1 < 2", "true"},
                                    {"true || false && false", "true"},
                                    {"not false and false", "false"},
                                    {"-2 * 3", "-6"},
                                    {"1 < 2 == true", "true"},
                                    {"false ? 1 : true ? 2 : 3", "2"},
                                    {"true ? false ? 1 : 2 : 3", "2"},
                                    {"!empty 'a' ? 'x' : 'y'", "\"x\""},
                                    {"8 / 4 / 2", "1"}};
  for (const auto& e : examples) EXPECT_EQ(inside(std::string(e.text)), e.expected) << e.text;
}

TEST(JuelOperator, HasAWordAndASign) {
  const feel::Example examples[] = {
      {"5 div 2", "2.5"},    {"5 / 2", "2.5"},    {"5 mod 3", "2"},          {"5 % 3", "2"},
      {"1 eq 1", "true"},    {"1 ne 1", "false"}, {"1 lt 2", "true"},        {"1 gt 2", "false"},
      {"2 le 2", "true"},    {"1 ge 2", "false"}, {"true and true", "true"}, {"false or true", "true"},
      {"not true", "false"}, {"!true", "false"},  {"1 != 2", "true"},        {"2 >= 2", "true"}};
  for (const auto& e : examples) EXPECT_EQ(inside(std::string(e.text)), e.expected) << e.text;
}

TEST(JuelArithmetic, TakesTextAsNumbersAndNothingAsZero) {
  EXPECT_EQ(inside("'2' + 3"), "5");
  EXPECT_EQ(inside("'1.5' * '2'"), "3");
  EXPECT_EQ(inside("null + null"), "0");
  EXPECT_EQ(inside("'' + 1"), "1");
  EXPECT_THAT(inside("'a' + 1"), HasSubstr("Cannot take \"a\" as a number"));
  EXPECT_THAT(inside("true + 1"), HasSubstr("Cannot take a boolean as a number"));
}

TEST(JuelArithmetic, DividesAsDecimals) {
  EXPECT_EQ(inside("7 / 2"), "3.5");
  EXPECT_EQ(inside("0.1 + 0.2"), "0.3");
  EXPECT_THAT(inside("1 / 0"), HasSubstr("divisor"));
  EXPECT_THAT(inside("1 % 0"), HasSubstr("divisor"));
}

TEST(JuelArithmetic, RemainderHasTheSignOfTheDividend) {
  EXPECT_EQ(inside("-7 % 3"), "-1");
  EXPECT_EQ(inside("7 % -3"), "1");
}

TEST(JuelEquality, BringsKindsTogether) {
  const feel::Example examples[] = {{"'5' == 5", "true"},     {"1 == 1.0", "true"},    {"'true' == true", "true"},
                                    {"null == null", "true"}, {"null == 0", "false"},  {"null == ''", "false"},
                                    {"'a' == 'a'", "true"},   {"'a' == 'A'", "false"}, {"null != 1", "true"},
                                    {"l == m", "true"},       {"d == d", "true"},      {"d == '2026-01-02'", "true"}};
  const ContextEntries variables = {{"l", List{1}}, {"m", List{1}}, {"d", Date{2026, 1, 2}}};
  for (const auto& e : examples) EXPECT_EQ(inside(std::string(e.text), variables), e.expected) << e.text;
  EXPECT_THAT(inside("'x' == 1"), HasSubstr("as a number"));
}

TEST(JuelOrder, ComparesNumbersTextsAndDates) {
  const feel::Example examples[] = {{"'10' > 9", "true"},  {"'10' > '9'", "false"},  {"'b' > 'a'", "true"},
                                    {"null < 1", "false"}, {"null <= null", "true"}, {"null < null", "false"},
                                    {"d < e", "true"},     {"d >= e", "false"},      {"1 <= null", "false"}};
  const ContextEntries variables = {{"d", Date{2026, 1, 2}}, {"e", DateTime{{2026, 1, 2}, {.ns = 1}}}};
  for (const auto& e : examples) EXPECT_EQ(inside(std::string(e.text), variables), e.expected) << e.text;
  EXPECT_THAT(inside("l < l", {{"l", List{1}}}), HasSubstr("an order"));
}

TEST(JuelLogic, EvaluatesOnlyWhatItNeeds) {
  EXPECT_EQ(inside("true || nowhere"), "true");
  EXPECT_EQ(inside("false && nowhere"), "false");
  EXPECT_EQ(inside("true ? 1 : nowhere"), "1");
}

TEST(JuelLogic, TakesTextAndNothingAsTruth) {
  EXPECT_EQ(inside("'true' && 'TRUE'"), "true");
  EXPECT_EQ(inside("'yes' || null || ''"), "false");
  EXPECT_THAT(inside("1 && true"), HasSubstr("Cannot take a number as a boolean"));
}

TEST(JuelEmpty, IsNothingAndWhatHoldsNothing) {
  const ContextEntries variables = {{"l", List{}}, {"m", ContextEntries{}}, {"f", List{1}}};
  for (const char* text : {"empty null", "empty ''", "empty l", "empty m", "not empty f", "not empty 'a'", "!empty 0"})
    EXPECT_EQ(inside(text, variables), "true") << text;
}

TEST(JuelPath, ReadsEntriesAndElements) {
  const ContextEntries variables = {
      {"p", ContextEntries{{"name", "李"}, {"a b", 1}, {"o", ContextEntries{{"x", List{1, 2}}}}, {"1", "one"}}},
      {"k", "name"},
      {"l", List{10, 20}},
      {"nothing", Value()}};
  const feel::Example examples[] = {{"p.name", "\"李\""},       {"p['name']", "\"李\""}, {"p[k]", "\"李\""},
                                    {"p['a b']", "1"},          {"p.o.x[1]", "2"},       {"p.missing", "null"},
                                    {"p.missing.more", "null"}, {"l[0]", "10"},          {"l['1']", "20"},
                                    {"l[2]", "null"},           {"l[-1]", "null"},       {"nothing.x", "null"},
                                    {"nothing[0]", "null"},     {"p[1]", "\"one\""},     {"l[nothing]", "null"}};
  for (const auto& e : examples) EXPECT_EQ(inside(std::string(e.text), variables), e.expected) << e.text;
  EXPECT_THAT(inside("k.length", variables), HasSubstr("Unknown property used in expression"));
  EXPECT_THAT(inside("l.x", variables), HasSubstr("has no property x"));
}

TEST(JuelCollections, OfVersionThreeAreRead) {
  EXPECT_EQ(inside("[1, 'a', [true]]"), "[1, \"a\", [true]]");
  EXPECT_EQ(inside("{'a': 1, 'b': {'c': [n]}, 'a': 2}", {{"n", 3}}), "{a: 2, b: {c: [3]}}");
  EXPECT_EQ(inside("[]"), "[]");
  EXPECT_EQ(inside("{}"), "{}");
  EXPECT_EQ(answer("${{'a': 1}.a}}"), "\"1}\"");
}

TEST(JuelOperand, MakesOneExpressionOfSeveralTexts) {
  EXPECT_EQ(operand_of("it's"), "'it\\'s'");
  EXPECT_EQ(operand_of("${ a + 1 }"), "( a + 1 )");
  EXPECT_EQ(operand_of(""), "''");
  EXPECT_EQ(inside(*operand_of("a\\b ${n}!"), {{"n", 3}}), "\"a\\\\b 3!\"");
  EXPECT_FALSE(operand_of("${"));
}

TEST(JuelBean, IsANameWithAMethodThatNoValueHas) {
  EXPECT_EQ(parse_expression("${orderService.process(execution)}")->bean(), "orderService");
  EXPECT_EQ(parse_expression("${l.size() + execution.getVariable('x') + person.getName()}")->bean(), "");
}

TEST(JuelReads, ListsFirstSegmentsAndLiteralNamesOnce) {
  EXPECT_THAT(parse_expression("${a.b + c[d] + a} ${execution.id} #{task.name}")->reads(), ElementsAre("a", "c", "d"));
  EXPECT_THAT(parse_expression("${execution.getVariable('v') + execution.getVariable(w)}")->reads(),
              ElementsAre("v", "w"));
  EXPECT_THAT(parse_expression("${variables:get('v')}${vars:exists(w)}")->reads(), ElementsAre("v", "w"));
  EXPECT_THAT(
      parse_expression("${execution.variables.x + execution.getVariables().get('y') + execution.variables['z']}")
          ->reads(),
      ElementsAre("x", "y", "z"));
  EXPECT_THAT(parse_expression("${bean.call(x)}")->reads(), ElementsAre("bean", "x"));
}

TEST(JuelSyntax, SaysWhereAndWhy) {
  EXPECT_EQ(error_at("ab ${"), 3u);
  EXPECT_EQ(error_at("${}"), 2u);
  EXPECT_EQ(error_at("${1 + }"), 6u);
  EXPECT_EQ(error_at("${1 2}"), 4u);
  EXPECT_EQ(error_at("${'a}"), 2u);
  EXPECT_EQ(error_at("${'a\\"), 2u);
  EXPECT_EQ(error_at("${a.}"), 4u);
  EXPECT_EQ(error_at("${(1}"), 4u);
  EXPECT_EQ(error_at("${'\\n'}"), 3u);
  EXPECT_EQ(error_at("${a ? 1}"), 7u);
  EXPECT_EQ(error_at("${1a}"), 2u);
  EXPECT_EQ(error_at("${a instanceof b}"), 4u);
  EXPECT_EQ(error_at("${a @ b}"), 4u);
}

TEST(JuelSyntax, RefusesWhatLaterVersionsBroughtByName) {
  const auto message = [](std::string_view text) { return parse_expression(text).error().message_en; };
  EXPECT_THAT(message("${x -> x}"), HasSubstr("Lambda"));
  EXPECT_THAT(message("${l.stream().count()}"), HasSubstr("Streams"));
  EXPECT_THAT(message("${a = 1}"), HasSubstr("=="));
  EXPECT_THAT(message("${a; b}"), HasSubstr("semicolon"));
  EXPECT_THAT(message("${{1, 2}}"), HasSubstr("Expected :"));
  EXPECT_THAT(message("${a += b}"), HasSubstr("concat"));
  EXPECT_THAT(message("${nothing(1)}"), HasSubstr("there is no nothing with 1 arguments"));
}

TEST(JuelSyntax, AColonOfAChoiceIsNoFunctionSpace) {
  EXPECT_EQ(inside("true?a:b(c)"), "SyntaxError: Expected a function that exists, but there is no b with 1 arguments");
  EXPECT_EQ(inside("false?1:now().year"), "2026");
}

TEST(JuelLimits, NestingIsBoundedAndLengthIsNot) {
  const auto nested = [](int levels) {
    return "${" + std::string(static_cast<std::size_t>(levels), '(') + "1" +
           std::string(static_cast<std::size_t>(levels), ')') + "}";
  };
  EXPECT_EQ(answer(nested(150)), "1");
  EXPECT_THAT(answer(nested(50'00)), HasSubstr("200 levels"));
  std::string sum = "1";
  for (int i = 0; i < 10'000; ++i) sum += "+1";
  EXPECT_EQ(inside(sum), "10001");
  EXPECT_THAT(inside(std::string(300, '-') + "1"), HasSubstr("200 levels"));
  std::string path = "a";
  for (int i = 0; i < 300; ++i) path += ".b";
  EXPECT_THAT(inside(path), HasSubstr("200 levels"));
  EXPECT_THAT(answer(std::string(70'000, 'x')), HasSubstr("65536"));
}

TEST(JuelLimits, BudgetsEndAnEvaluation) {
  feel::Environment env = feel::test_environment();
  env.limits.memory = 1 << 16;
  const ContextEntries variables = {{"t", std::string(5'000, 'a')}};
  const auto grown = parse_expression("${t.replace('a', 'aaaaaaaaaaaaaaaaaaaaaaaaaaaa')}")
                         ->evaluate(feel::variables_of(variables), {}, env);
  ASSERT_FALSE(grown);
  EXPECT_EQ(grown.error().which, "memory");
  env.limits.steps = 5;
  const auto long_one = parse_expression("${1+1+1+1+1+1+1+1}")->evaluate(feel::variables_of(variables), {}, env);
  ASSERT_FALSE(long_one);
  EXPECT_EQ(long_one.error().which, "steps");
}

TEST(JuelExpression, IsEqualByItsText) {
  EXPECT_EQ(*parse_expression("${a}"), *parse_expression("${a}"));
  EXPECT_FALSE(*parse_expression("${a}") == *parse_expression("#{a}"));
  EXPECT_EQ(Expression(), *parse_expression(""));
}

}  // namespace
}  // namespace bihuan::juel
