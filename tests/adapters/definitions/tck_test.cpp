// Test files of the compatibility kit: their values, how cases are judged, and files that are none.
#include <gtest/gtest.h>

#include "adapters/definitions/dmn_reader.h"
#include "adapters/definitions/tck_reader.h"
#include "adapters/definitions/tck_run.h"
#include "engine/feel/text.h"

namespace bihuan::definitions {
namespace {

std::string test_file(const std::string& cases) {
  return R"(<testCases xmlns="http://www.omg.org/spec/DMN/20160719/testcase" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema"><modelName>m.dmn</modelName>)" +
         cases + "</testCases>";
}

std::string value_read(const std::string& inside) {
  const auto file =
      read_tck(test_file("<testCase id=\"1\"><inputNode name=\"i\">" + inside + "</inputNode></testCase>"), "t");
  return file ? feel::literal(file->cases.at(0).inputs.at(0).value) : "unread";
}

TEST(TckReader, ReadsValuesByTheirType) {
  EXPECT_EQ(value_read("<value xsi:type=\"xsd:decimal\">1.50</value>"), "1.5");
  EXPECT_EQ(value_read("<value xsi:type=\"xsd:double\">1.0E3</value>"), "1000");
  EXPECT_EQ(value_read("<value xsi:type=\"xsd:string\"> 1 </value>"), "\" 1 \"");
  EXPECT_EQ(value_read("<value xsi:type=\"xsd:string\"> </value>"), "\" \"");
  EXPECT_EQ(value_read("<value xsi:type=\"xsd:string\"/>"), "\"\"");
  EXPECT_EQ(value_read("<value xsi:type=\"xsd:boolean\">true</value>"), "true");
  EXPECT_EQ(value_read("<value xsi:type=\"xsd:date\">2026-10-01</value>"), "@\"2026-10-01\"");
  EXPECT_EQ(value_read("<value xsi:type=\"xsd:duration\">P1Y2M</value>"), "@\"P1Y2M\"");
  EXPECT_EQ(value_read("<value xsi:type=\"xsd:duration\">PT2H</value>"), "@\"PT2H\"");
  EXPECT_EQ(value_read("<value xsi:nil=\"true\"/>"), "null");
  EXPECT_EQ(value_read("<value>12</value>"), "12");
  EXPECT_EQ(value_read("<value xsi:type=\"xsd:date\">yesterday</value>"), "\"yesterday\"");
}

TEST(TckReader, ReadsListsAndComponents) {
  EXPECT_EQ(value_read("<list><item><value xsi:type=\"xsd:decimal\">1</value></item><item><list/></item></list>"),
            "[1, []]");
  EXPECT_EQ(value_read("<component name=\"a\"><value xsi:type=\"xsd:decimal\">1</value></component>"
                       "<component name=\"b\"><list xsi:nil=\"true\"/></component>"),
            "{a: 1, b: null}");
}

TEST(TckReader, RefusesOtherFiles) {
  EXPECT_EQ(read_tck("<a/>", "t").error().at(0).code, "not-tck");
  EXPECT_EQ(read_tck("<testCases>", "t").error().at(0).code, "xml-malformed");
}

TEST(TckComparison, TakesNumbersToWithinAHundredMillionth) {
  EXPECT_TRUE(same_in_tck(*Decimal::parse("0.33333333"), *Decimal::parse("0.333333333333")));
  EXPECT_FALSE(same_in_tck(*Decimal::parse("0.3333333"), *Decimal::parse("0.333333333333")));
  EXPECT_TRUE(same_in_tck(Value(List{1, 2}), Value(List{1, 2})));
  EXPECT_FALSE(same_in_tck(Value(List{1, 2}), Value(List{1})));
  EXPECT_TRUE(same_in_tck(Value(ContextEntries{{"a", 1}, {"b", 2}}), Value(ContextEntries{{"b", 2}, {"a", 1}})));
  EXPECT_FALSE(same_in_tck(Value(ContextEntries{{"a", 1}}), Value(ContextEntries{{"a", 1}, {"b", 2}})));
  EXPECT_FALSE(same_in_tck(Value(1), Value("1")));
}

dmn::Decisions model() {
  const auto read = read_dmn(
      R"(<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" id="m" name="m" namespace="urn:m">
<inputData id="i" name="x"/><decision id="d" name="Twice"><informationRequirement id="r"><requiredInput href="#i"/></informationRequirement><literalExpression><text>x * 2</text></literalExpression></decision>
<businessKnowledgeModel id="k" name="thrice"><encapsulatedLogic><formalParameter name="n"/><literalExpression><text>n * 3</text></literalExpression></encapsulatedLogic></businessKnowledgeModel>
<decisionService id="s" name="service"><outputDecision href="#d"/><inputData href="#i"/></decisionService></definitions>)",
      "m.dmn");
  return *dmn::compile(*read);
}

std::string verdicts(const std::string& cases) {
  std::string text;
  const feel::Environment env{{0}, nullptr, {}, {}};
  for (const TckOutcome& outcome : run_tck(*read_tck(test_file(cases), "t"), model(), env))
    text += outcome.passed() ? "+" : "-";
  return text;
}

std::string case_of(const std::string& attributes, const std::string& input, const std::string& node, int x,
                    int result) {
  return "<testCase id=\"1\" " + attributes + "><inputNode name=\"" + input + "\"><value xsi:type=\"xsd:decimal\">" +
         std::to_string(x) + "</value></inputNode><resultNode name=\"" + node +
         "\"><expected><value xsi:type=\"xsd:decimal\">" + std::to_string(result) +
         "</value></expected></resultNode></testCase>";
}

TEST(TckRun, JudgesDecisionsServicesAndKnowledge) {
  EXPECT_EQ(verdicts(case_of("", "x", "Twice", 2, 4)), "+");
  EXPECT_EQ(verdicts(case_of("", "x", "Twice", 2, 5)), "-");
  EXPECT_EQ(verdicts(case_of("type=\"decisionService\" invocableName=\"service\"", "x", "Twice", 2, 4)), "+");
  EXPECT_EQ(verdicts(case_of("type=\"bkm\" invocableName=\"thrice\"", "n", "thrice", 2, 6)), "+");
}

TEST(TckRun, AnExpectedErrorIsNullButNotAMissingDecision) {
  const std::string error = "<testCase id=\"1\"><resultNode name=\"Twice\" errorResult=\"true\"/></testCase>";
  EXPECT_EQ(verdicts(error), "+");
  EXPECT_EQ(verdicts("<testCase id=\"1\"><resultNode name=\"Gone\" errorResult=\"true\"/></testCase>"), "-");
}

}  // namespace
}  // namespace bihuan::definitions
