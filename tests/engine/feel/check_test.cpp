// The checks while writing: what is certain to be wrong is told with its place, in two languages and with a suggestion;
// what is not certain is silent.
#include "engine/feel/check.h"

#include <gtest/gtest.h>

#include "tests/engine/feel/evaluating.h"

namespace bihuan::feel {
namespace {

Type kind(TypeKind k) {
  return Type{.kind = k};
}

/// A scope of an application with two addresses, as a designer would have it.
const std::vector<TypedName>& application() {
  static const std::vector<TypedName> names = [] {
    const Type address{.kind = TypeKind::Context,
                       .fields = {{"city", kind(TypeKind::String)}, {"since", kind(TypeKind::Date)}}};
    const Type addresses{.kind = TypeKind::List, .arguments = {address}};
    const Type applicant{.kind = TypeKind::Context,
                         .fields = {{"age", kind(TypeKind::Number)}, {"addresses", addresses}}};
    const Type rate{.kind = TypeKind::Function, .arguments = {kind(TypeKind::Number), kind(TypeKind::Number)}};
    return std::vector<TypedName>{{"applicant", applicant},
                                  {"申请 金额", kind(TypeKind::Number)},
                                  {"filed", kind(TypeKind::Date)},
                                  {"note", kind(TypeKind::Any)},
                                  {"rate", rate}};
  }();
  return names;
}

std::vector<Finding> findings(std::string_view text, bool closed = true) {
  std::vector<std::string> known;
  for (const TypedName& name : application()) known.push_back(name.name);
  const auto parsed = parse_expression(text, known);
  if (!parsed) return {{parsed.error().offset, 0, "", "SyntaxError", ""}};
  return check(*parsed, {.names = application(), .closed = closed});
}

/// The text of the first finding's place, and behind "->" its suggestion; "" when there is no finding.
std::string found(std::string_view text, bool closed = true) {
  const auto all = findings(text, closed);
  if (all.empty()) return "";
  EXPECT_FALSE(all[0].zh.empty()) << text;
  EXPECT_FALSE(all[0].en.empty()) << text;
  const std::string place(text.substr(all[0].offset, all[0].length));
  return all[0].suggestion.empty() ? place : place + "->" + all[0].suggestion;
}

TEST(Check, SuggestsTheNearestNameForOneThatDoesNotExist) {
  EXPECT_EQ(found("aplicant.age > 18"), "aplicant->applicant");
  EXPECT_EQ(found("1 + 申请 金客"), "申请 金客->申请 金额");
  EXPECT_EQ(found("zzz"), "zzz");
}

TEST(Check, SaysNothingOfUnknownNamesWhereOthersMayExist) {
  EXPECT_EQ(found("aplicant > 18", false), "");
  EXPECT_EQ(found("note.anything.at all + 1"), "");
}

TEST(Check, KnowsTheFieldsOfContextsListsAndTemporalValues) {
  EXPECT_EQ(found("applicant.agee"), "agee->age");
  EXPECT_EQ(found("applicant.addresses.cty"), "cty->city");
  EXPECT_EQ(found("applicant.addresses[1].since.yaer"), "yaer->year");
  EXPECT_EQ(found("filed.hour"), "hour");
  EXPECT_EQ(found("{a: 1}.b"), "b");
  EXPECT_EQ(found("(1..5].strat"), "strat->start");
}

TEST(Check, KnowsNamesThatTheTextItselfBinds) {
  EXPECT_EQ(found("for x in applicant.addresses return x.city"), "");
  EXPECT_EQ(found("for x in applicant.addresses return x.ctiy"), "ctiy->city");
  EXPECT_EQ(found("some x in [1, 2] satisfies y > 1"), "y");
  EXPECT_EQ(found("applicant.addresses[city = \"x\" and item.since < filed]"), "");
  EXPECT_EQ(found("applicant.addresses[cyty = \"x\"]"), "cyty->city");
  EXPECT_EQ(found("{f: function(n: number) if n < 1 then 1 else n * f(n - 1), r: f(3)}.r"), "");
  EXPECT_EQ(found("for i in 1..3 return if i = 1 then 1 else partial[-1] + 1"), "");
}

TEST(Check, TellsOperandsThatHaveNoResult) {
  EXPECT_EQ(found("1 + \"a\""), "1->string(1)");
  EXPECT_EQ(found("\"金额：\" + 申请 金额"), "申请 金额->string(申请 金额)");
  EXPECT_EQ(found("filed + 1"), "1");
  EXPECT_EQ(found("filed - filed > @\"P1D\""), "");
  EXPECT_EQ(found("@\"P1Y\" + @\"P1D\""), "@\"P1D\"");
  EXPECT_EQ(found("-\"a\""), "\"a\"");
}

TEST(Check, TellsComparisonsOfDifferentKindsAndHowToMeanThem) {
  EXPECT_EQ(found("filed > \"2026-01-01\""), "filed > \"2026-01-01\"->date(\"2026-01-01\")");
  EXPECT_EQ(found("applicant.age = \"18\""), "applicant.age = \"18\"->number(\"18\")");
  EXPECT_EQ(found("applicant.age between 18 and \"a\""), "\"a\"");
  EXPECT_EQ(found("applicant.age in [\"a\"..\"c\"]"), "[\"a\"..\"c\"]");
  EXPECT_EQ(found("applicant.age = null"), "");
  EXPECT_EQ(found("[1..\"b\"]"), "\"b\"");
}

TEST(Check, HoldsCallsAgainstTheSignaturesOfTheFunctions) {
  EXPECT_EQ(found("contans(\"a\", \"b\")"), "contans->contains");
  EXPECT_EQ(found("substring(\"abc\")"), "substring");
  EXPECT_EQ(found("substring(\"abc\", \"1\")"), "\"1\"");
  EXPECT_EQ(found("substring(strng: \"a\", start position: 1)"), "strng->string");
  EXPECT_EQ(found("context put(context: {}, key: 1, value: 2)"), "1");
  EXPECT_EQ(found("rate(1, 2)"), "rate");
  EXPECT_EQ(found("rate(\"a\")"), "\"a\"");
  EXPECT_EQ(found("sum([1, 2])[1] + 1"), "");
  EXPECT_EQ(found("string join(applicant.addresses.city, \", \") + \"!\""), "");
  EXPECT_EQ(found("count(applicant.addresses) + \"a\""),
            "count(applicant.addresses)->string(count(applicant.addresses))");
}

TEST(Check, ReadsConstantDatesAndPatterns) {
  EXPECT_EQ(found("date(\"2026-13-01\")"), "\"2026-13-01\"");
  EXPECT_EQ(found("@\"2026-02-30\""), "@\"2026-02-30\"");
  EXPECT_EQ(found("matches(note, \"(a)\\\\1\")"), "\"(a)\\\\1\"");
  EXPECT_EQ(found("matches(note, \"^1[3-9]\\\\d{9}$\")"), "");
  EXPECT_EQ(found("duration(\"P1D\") > @\"PT1H\""), "");
}

TEST(Check, AsksTypesForTheirParameters) {
  EXPECT_EQ(found("note instance of list"), "list->list<Any>");
  EXPECT_EQ(found("note instance of list<number>"), "");
}

TEST(Check, WarnsWhereAValueComesOutThatWasHardlyMeant) {
  for (const char* text : {"if 1 then 2 else 3", "true and 1", "[1, 2][\"a\"]", "some x in [1] satisfies 1"}) {
    const auto all = findings(text);
    ASSERT_EQ(all.size(), 1u) << text;
    EXPECT_EQ(all[0].weight, Weight::Warning) << text;
  }
  EXPECT_EQ(findings("1 + \"a\"")[0].weight, Weight::Error);
}

TEST(Check, HoldsUnaryTestsAgainstTheTypeOfTheInput) {
  const auto tests = parse_unary_tests("< 5, [\"a\"..\"c\"]");
  ASSERT_TRUE(tests);
  const auto of_number = check(*tests, {.input = kind(TypeKind::Number)});
  ASSERT_EQ(of_number.size(), 1u);
  EXPECT_EQ(of_number[0].offset, 5u);
  EXPECT_TRUE(check(*tests, {}).empty());
}

TEST(Check, InfersTypesFromTheLeavesUpwards) {
  const auto type = [](std::string_view text) {
    const auto parsed = parse_expression(text);
    return parsed ? type_of(*parsed, {}).kind : TypeKind::Null;
  };
  EXPECT_EQ(type("1 + 2 * 3"), TypeKind::Number);
  EXPECT_EQ(type("@\"2026-01-01\" - @\"2025-01-01\""), TypeKind::DaysDuration);
  EXPECT_EQ(type("if a then 1 else 2"), TypeKind::Number);
  EXPECT_EQ(type("if a then 1 else \"x\""), TypeKind::Any);
  EXPECT_EQ(type("for i in 1..3 return string(i)"), TypeKind::List);
  EXPECT_EQ(type("{a: 1}.a > 0"), TypeKind::Boolean);
  EXPECT_EQ(type("max([1, 2])"), TypeKind::Number);
  EXPECT_EQ(type("reverse([\"a\"])[1]"), TypeKind::String);
}

TEST(Check, BoundsItsWorkOnHostileTexts) {
  std::string text = "x0";
  for (int i = 1; i < 3'000; ++i) text += " + x" + std::to_string(i);
  const auto parsed = parse_expression(text);
  ASSERT_TRUE(parsed);
  EXPECT_EQ(check(*parsed, {.closed = true}).size(), 100u);
}

}  // namespace
}  // namespace bihuan::feel
