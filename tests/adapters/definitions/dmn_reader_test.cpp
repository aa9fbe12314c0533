// Decides what read_dmn must deliver: every boxed expression, the requirements graph, types, services; and what it
// refuses.
#include "adapters/definitions/dmn_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "tests/adapters/definitions/bpmn_text_of.h"

namespace bihuan::definitions {
namespace {

namespace fs = std::filesystem;
using namespace dmn;
using testing::ElementsAre;

constexpr const char* dmn15 = "https://www.omg.org/spec/DMN/20230324/MODEL/";

std::string dmn_file(std::string_view body, std::string_view ns = dmn15) {
  return "<definitions xmlns=\"" + std::string(ns) +
         "\" id=\"m\" name=\"M\" namespace=\"urn:m\" xmlns:feel=\"urn:feel\">\n" + std::string(body) + "</definitions>";
}

Model read_ok_dmn(std::string_view body, std::string_view ns = dmn15) {
  auto model = read_dmn(dmn_file(body, ns), "t.dmn");
  if (model) return std::move(*model);
  ADD_FAILURE() << told(model.error());
  return {};
}

std::string dmn_code(std::string_view body) {
  const auto model = read_dmn(dmn_file(body), "t.dmn");
  if (!model) return model.error().size() == 1 ? model.error()[0].code : told(model.error());
  ADD_FAILURE() << "was read: " << body;
  return "";
}

/// The expression of a decision that holds this XML.
BoxedExpression boxed(std::string_view xml) {
  const Model model =
      read_ok_dmn("<decision id=\"d\" name=\"D\"><variable name=\"D\"/>" + std::string(xml) + "</decision>");
  if (model.decisions.size() == 1 && model.decisions[0].expression) return *model.decisions[0].expression;
  ADD_FAILURE() << "no expression in " << xml;
  return {};
}

std::string literal(const BoxedPtr& expression) {
  const auto* text = expression ? std::get_if<LiteralExpression>(&expression->form) : nullptr;
  return text ? text->text : "(no literal)";
}

constexpr const char* table = R"(<decision id="d" name="风险 等级"><variable name="风险 等级" typeRef="string"/>
  <informationRequirement><requiredInput href="#i"/></informationRequirement>
  <informationRequirement><requiredDecision href="urn:m#e"/></informationRequirement>
  <knowledgeRequirement><requiredKnowledge href="#b"/></knowledgeRequirement>
  <decisionTable id="t" hitPolicy="COLLECT" aggregation="MAX">
    <input id="in" label="分数"><inputExpression typeRef="number"><text>score</text></inputExpression><inputValues><text>[0..100]</text></inputValues></input>
    <output id="out" name="等级" typeRef="string"><outputValues><text>"高","低"</text></outputValues><defaultOutputEntry><text>"低"</text></defaultOutputEntry></output>
    <annotation name="依据"/>
    <rule id="r1"><description>很高</description><inputEntry><text>&gt; 80</text></inputEntry><outputEntry><text>"高"</text></outputEntry><annotationEntry><text>x</text></annotationEntry></rule>
    <rule id="r2"><inputEntry><text>-</text></inputEntry><outputEntry><text>"低"</text></outputEntry></rule>
  </decisionTable></decision>
  <decision id="e" name="E"/><inputData id="i" name="score"><variable name="score" typeRef="number"/></inputData>
  <businessKnowledgeModel id="b" name="B"><encapsulatedLogic><formalParameter name="x" typeRef="number"/><literalExpression><text>x + 1</text></literalExpression></encapsulatedLogic></businessKnowledgeModel>)";

TEST(DmnReader, ReadsADecisionTableInEveryVersion) {
  for (const char* ns :
       {"http://www.omg.org/spec/DMN/20151101/dmn.xsd", "http://www.omg.org/spec/DMN/20180521/MODEL/",
        "https://www.omg.org/spec/DMN/20191111/MODEL/", "https://www.omg.org/spec/DMN/20211108/MODEL/", dmn15}) {
    const Model model = read_ok_dmn(table, ns);
    ASSERT_EQ(model.decisions.size(), 2u) << ns;
    const DecisionModel& decision = model.decisions[0];
    EXPECT_EQ(decision.name, "风险 等级");
    EXPECT_EQ(decision.variable_name, "风险 等级");
    EXPECT_EQ(decision.type_ref, "string");
    EXPECT_EQ(decision.line, 2);
    ASSERT_EQ(decision.required_inputs.size(), 1u);
    EXPECT_EQ(decision.required_inputs[0].id, "i");
    ASSERT_EQ(decision.required_decisions.size(), 1u);
    EXPECT_EQ(decision.required_decisions[0].id, "e");
    ASSERT_EQ(decision.required_knowledge.size(), 1u);
    EXPECT_EQ(decision.required_knowledge[0].id, "b");
    const auto* found = std::get_if<DecisionTable>(&decision.expression->form);
    ASSERT_TRUE(found);
    EXPECT_EQ(found->hit_policy, HitPolicy::Collect);
    EXPECT_EQ(found->aggregator, Aggregator::Max);
    EXPECT_THAT(found->inputs, ElementsAre(InputClause{"in", "分数", "score", "number", "[0..100]", 7}));
    EXPECT_THAT(found->outputs, ElementsAre(OutputClause{"out", "等级", "", "string", "\"高\",\"低\"", "\"低\"", 8}));
    EXPECT_THAT(found->rules,
                ElementsAre(Rule{"r1", {"> 80"}, {"\"高\""}, "很高", 10}, Rule{"r2", {"-"}, {"\"低\""}, "", 11}));
    EXPECT_EQ(model.inputs.at(0).type_ref, "number");
    EXPECT_EQ(literal(model.knowledge.at(0).function.body), "x + 1");
    EXPECT_EQ(model.knowledge.at(0).function.parameters.at(0).name, "x");
  }
}

TEST(DmnReader, ReadsEveryHitPolicyAndAggregator) {
  const std::pair<const char*, HitPolicy> policies[] = {
      {"UNIQUE", HitPolicy::Unique},           {"FIRST", HitPolicy::First},
      {"PRIORITY", HitPolicy::Priority},       {"ANY", HitPolicy::Any},
      {"COLLECT", HitPolicy::Collect},         {"RULE ORDER", HitPolicy::RuleOrder},
      {"OUTPUT ORDER", HitPolicy::OutputOrder}};
  for (const auto& [name, policy] : policies) {
    EXPECT_EQ(
        std::get<DecisionTable>(boxed("<decisionTable hitPolicy=\"" + std::string(name) + "\"/>").form).hit_policy,
        policy)
        << name;
  }
  const std::pair<const char*, Aggregator> aggregators[] = {
      {"SUM", Aggregator::Sum}, {"COUNT", Aggregator::Count}, {"MIN", Aggregator::Min}, {"MAX", Aggregator::Max}};
  for (const auto& [name, aggregator] : aggregators) {
    EXPECT_EQ(
        std::get<DecisionTable>(boxed("<decisionTable aggregation=\"" + std::string(name) + "\"/>").form).aggregator,
        aggregator)
        << name;
  }
  EXPECT_EQ(std::get<DecisionTable>(boxed("<decisionTable/>").form).hit_policy, HitPolicy::Unique);
}

TEST(DmnReader, ReadsEveryBoxedExpression) {
  const std::string one = "<literalExpression><text>1</text></literalExpression>",
                    two = "<literalExpression><text>2</text></literalExpression>";
  const std::string three = "<literalExpression><text>3</text></literalExpression>";
  EXPECT_EQ(std::get<LiteralExpression>(
                boxed("<literalExpression typeRef=\"feel:number\"><text> 1 </text></literalExpression>").form)
                .type_ref,
            "number");

  const auto context =
      std::get<BoxedContext>(boxed("<context><contextEntry><variable name=\"a b\" typeRef=\"number\"/>" + one +
                                   "</contextEntry><contextEntry>" + two + "</contextEntry></context>")
                                 .form);
  ASSERT_EQ(context.entries.size(), 2u);
  EXPECT_EQ(context.entries[0].name, "a b");
  EXPECT_EQ(context.entries[1].name, "");
  EXPECT_EQ(literal(context.entries[1].expression), "2");

  const auto call = std::get<Invocation>(
      boxed("<invocation>" + one + "<binding><parameter name=\"x\"/>" + two + "</binding></invocation>").form);
  EXPECT_EQ(literal(call.function), "1");
  EXPECT_EQ(call.bindings.at(0).parameter, "x");
  EXPECT_EQ(literal(call.bindings.at(0).expression), "2");

  const auto list = std::get<BoxedList>(boxed("<list>" + one + two + "</list>").form);
  ASSERT_EQ(list.items.size(), 2u);
  EXPECT_EQ(literal(list.items[1]), "2");

  const auto relation = std::get<Relation>(boxed("<relation><column name=\"a\"/><column name=\"b\"/><row>" + one + two +
                                                 "</row><row>" + two + one + "</row></relation>")
                                               .form);
  EXPECT_THAT(relation.columns, ElementsAre("a", "b"));
  ASSERT_EQ(relation.rows.size(), 2u);
  EXPECT_EQ(literal(relation.rows[1][0]), "2");

  const auto function = std::get<FunctionDefinition>(
      boxed("<functionDefinition kind=\"Java\"><formalParameter name=\"x\"/>" + one + "</functionDefinition>").form);
  EXPECT_EQ(function.kind, FunctionKind::Java);
  EXPECT_EQ(function.parameters.at(0).name, "x");

  const auto conditional = std::get<Conditional>(
      boxed("<conditional><if>" + one + "</if><then>" + two + "</then><else>" + three + "</else></conditional>").form);
  EXPECT_EQ(literal(conditional.condition) + literal(conditional.then_branch) + literal(conditional.else_branch),
            "123");

  const auto filter = std::get<Filter>(boxed("<filter><in>" + one + "</in><match>" + two + "</match></filter>").form);
  EXPECT_EQ(literal(filter.in) + literal(filter.match), "12");

  const auto loop = std::get<Iterator>(
      boxed("<for iteratorVariable=\"i\"><in typeRef=\"tList\">" + one + "</in><return>" + two + "</return></for>")
          .form);
  EXPECT_EQ(loop.kind, IteratorKind::For);
  EXPECT_EQ(loop.variable, "i");
  EXPECT_EQ(loop.type_ref, "tList");
  EXPECT_EQ(literal(loop.body), "2");
  EXPECT_EQ(
      std::get<Iterator>(
          boxed("<every iteratorVariable=\"i\"><in>" + one + "</in><satisfies>" + two + "</satisfies></every>").form)
          .kind,
      IteratorKind::Every);
  EXPECT_EQ(
      std::get<Iterator>(
          boxed("<some iteratorVariable=\"i\"><in>" + one + "</in><satisfies>" + two + "</satisfies></some>").form)
          .kind,
      IteratorKind::Some);
}

TEST(DmnReader, ReadsTypesAndServices) {
  const Model model = read_ok_dmn(
      R"(<itemDefinition name="tP" id="tp"><itemComponent name="age"><typeRef>number</typeRef><allowedValues><text>&gt; 0</text></allowedValues></itemComponent></itemDefinition>
  <itemDefinition name="tL" isCollection="true"><typeRef>feel:string</typeRef><typeConstraint><text>count(?) &lt; 3</text></typeConstraint></itemDefinition>
  <itemDefinition name="tF"><functionItem outputTypeRef="number"><parameters name="x" typeRef="number"/></functionItem></itemDefinition>
  <decision id="a" name="A"/><decision id="b" name="B"/><decision id="c" name="C"/><inputData id="i" name="I"/>
  <decisionService id="s" name="S"><variable name="S" typeRef="number"/><outputDecision href="#a"/><encapsulatedDecision href="#b"/><inputDecision href="#c"/><inputData href="#i"/></decisionService>)");
  ASSERT_EQ(model.items.size(), 3u);
  EXPECT_EQ(model.items[0].components.at(0).allowed_values, "> 0");
  EXPECT_TRUE(model.items[1].is_collection);
  EXPECT_EQ(model.items[1].type_ref, "string");
  EXPECT_EQ(model.items[1].type_constraint, "count(?) < 3");
  EXPECT_TRUE(model.items[2].is_function);
  EXPECT_EQ(model.items[2].return_type, "number");
  const DecisionService& service = model.services.at(0);
  EXPECT_EQ(service.output_decisions.at(0).id + service.encapsulated_decisions.at(0).id +
                service.input_decisions.at(0).id + service.input_data.at(0).id,
            "abci");
}

TEST(DmnReader, AnElementWithoutIdIsKnownByItsName) {
  EXPECT_EQ(read_ok_dmn("<decision name=\"D\"/>").decisions.at(0).id, "D");
  EXPECT_EQ(dmn_code("<decision/>"), "missing-id");
}

TEST(DmnReader, RefusesWhatItCannotDeliver) {
  EXPECT_EQ(dmn_code("<decision id=\"a\" name=\"A\"/><decision id=\"a\" name=\"B\"/>"), "duplicate-id");
  EXPECT_EQ(dmn_code("<decision id=\"a\" name=\"A\"><informationRequirement><requiredDecision "
                     "href=\"#gone\"/></informationRequirement></decision>"),
            "dangling-reference");
  EXPECT_EQ(dmn_code("<decision id=\"a\" name=\"A\"><decisionTable hitPolicy=\"BEST\"/></decision>"), "bad-value");
  EXPECT_EQ(dmn_code("<decision id=\"a\" name=\"A\"><decisionTable aggregation=\"AVG\"/></decision>"), "bad-value");
  EXPECT_EQ(dmn_code("<decision id=\"a\" name=\"A\"><literalExpression "
                     "expressionLanguage=\"javascript\"><text>1</text></literalExpression></decision>"),
            "not-feel");
  EXPECT_EQ(dmn_code("<decision id=\"a\" name=\"A\"><conditional/></decision>").substr(0, 20), "2 missing-expression");
  EXPECT_EQ(dmn_code("<decision id=\"a\" name=\"A\"><context><contextEntry/></context></decision>"),
            "missing-expression");
  EXPECT_TRUE(read_dmn(
      dmn_file("<import name=\"x\" namespace=\"urn:x\" importType=\"http://www.w3.org/2001/XMLSchema\"/>"), "t.dmn"));
}

TEST(DmnReader, ImportsOfModelsAreDeliveredAndReferencesIntoThemKept) {
  const Model model = read_ok_dmn(
      "<import name=\"b\" namespace=\"urn:b\" importType=\"https://www.omg.org/spec/DMN/20191111/MODEL/\"/>"
      "<import name=\"x\" namespace=\"urn:x\" importType=\"http://www.w3.org/2001/XMLSchema\"/>"
      "<decision id=\"a\" name=\"A\"><informationRequirement><requiredDecision "
      "href=\"urn:b#d\"/></informationRequirement></decision>");
  ASSERT_EQ(model.imports.size(), 1u);
  EXPECT_EQ(model.imports[0].name + " " + model.imports[0].ns, "b urn:b");
  EXPECT_EQ(model.decisions.at(0).required_decisions.at(0).id, "urn:b#d");
}

TEST(DmnReader, WrongNamespacesSayWhich) {
  EXPECT_EQ(read_dmn("<definitions xmlns=\"urn:x\"/>", "t.dmn").error().at(0).code, "wrong-namespace");
  EXPECT_EQ(read_dmn("<a/>", "t.dmn").error().at(0).code, "not-dmn");
  EXPECT_EQ(read_dmn("<!DOCTYPE a><a/>", "t.dmn").error().at(0).code, "xml-doctype");
}

TEST(DmnReader, ATableCutAnywhereIsRefused) {
  const std::string whole = dmn_file(table);
  for (std::size_t cut = 0; cut < whole.size(); cut += 97)
    EXPECT_FALSE(read_dmn(std::string_view(whole).substr(0, cut), "t.dmn")) << cut;
}

TEST(DmnReader, ReadsTheWholeCompatibilityKit) {
  const fs::path folder = fs::path(BIHUAN_SOURCE_DIR) / "../shared/corpora/dmn-tck";
  if (!fs::is_directory(folder)) GTEST_SKIP() << "skipped: no corpora";
  int read = 0;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.path().extension() != ".dmn") continue;
    std::ifstream file(entry.path(), std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    const auto model = read_dmn(text.str(), entry.path().filename().string());
    ++read;
    ASSERT_TRUE(model) << entry.path() << told(model.error()).substr(0, 500);
    EXPECT_FALSE(model->decisions.empty() && model->inputs.empty() && model->knowledge.empty()) << entry.path();
  }
  EXPECT_GE(read, 80);
}

}  // namespace
}  // namespace bihuan::definitions
