// Models of several files: what an import brings, by which names, and which imports are refused.
#include "engine/dmn/link.h"

#include <gtest/gtest.h>

#include "engine/feel/text.h"
#include "tests/engine/feel/evaluating.h"

namespace bihuan::dmn {
namespace {

BoxedPtr text_of(std::string text) {
  return std::make_shared<const BoxedExpression>(BoxedExpression{LiteralExpression{std::move(text), ""}, "", "", 0});
}

/// Declares a type, an input, a function and a decision that uses them all.
Model base() {
  Model model{.id = "base", .name = "base", .ns = "urn:base"};
  model.items.push_back({.name = "tAge", .type_ref = "number", .allowed_values = ">= 0"});
  model.inputs.push_back({.id = "i", .name = "年龄", .type_ref = "tAge"});
  BusinessKnowledgeModel twice{.id = "k", .name = "twice"};
  twice.function.parameters.push_back({"n", "tAge"});
  twice.function.body = text_of("if n instance of tAge then n * 2 else null");
  model.knowledge.push_back(std::move(twice));
  model.decisions.push_back({.id = "d",
                             .name = "双倍",
                             .expression = text_of("twice(年龄)"),
                             .required_inputs = {{"i"}},
                             .required_knowledge = {{"k"}}});
  return model;
}

Model importing(std::string import_name, std::string expression) {
  Model model{.id = "main", .name = "main", .ns = "urn:main", .imports = {{std::move(import_name), "urn:base", 3}}};
  model.decisions.push_back({.id = "d",
                             .name = "结果",
                             .expression = text_of(std::move(expression)),
                             .required_decisions = {{"urn:base#d"}},
                             .required_inputs = {{"urn:base#i"}},
                             .required_knowledge = {{"urn:base#k"}}});
  return model;
}

std::string decided(const Model& model, const std::vector<Model>& others, const ContextEntries& inputs) {
  const auto linked = link(model, others);
  if (!linked) return linked.error()[0].message_en;
  const auto compiled = compile(*linked);
  if (!compiled) return compiled.error()[0].message_en;
  const auto result = evaluate(*compiled, "结果", inputs, feel::test_environment());
  return result ? feel::literal(result->value) : result.error().message_en;
}

TEST(Import, IsReadByItsName) {
  EXPECT_EQ(decided(importing("基础", "基础.双倍 + 基础.twice(1) + 基础.年龄"), {base()}, {{"年龄", 10}}), "32");
}

TEST(Import, WithSpacesInItsNameIsRead) {
  EXPECT_EQ(decided(importing("Base Model", "Base Model.双倍"), {base()}, {{"年龄", 10}}), "20");
}

TEST(Import, WithoutANameBringsBareNames) {
  EXPECT_EQ(decided(importing("", "双倍 + twice(1)"), {base()}, {{"年龄", 10}}), "22");
}

TEST(Import, TakesItsInputsInEveryForm) {
  const Model model = importing("b", "b.双倍");
  EXPECT_EQ(decided(model, {base()}, {{"urn:base#年龄", 4}}), "8");
  EXPECT_EQ(decided(model, {base()}, {{"b.年龄", 4}}), "8");
  EXPECT_EQ(decided(model, {base()}, {{"b", Value(ContextEntries{{"年龄", 4}})}}), "8");
  EXPECT_EQ(decided(model, {base()}, {{"年龄", 4}}), "8");
  EXPECT_EQ(decided(model, {base()}, {{"年龄", 1}, {"urn:base#年龄", 4}}), "8");
}

TEST(Import, BringsTypesUnderItsName) {
  Model model = importing("b", "b.年龄");
  model.decisions[0].type_ref = "b.tAge";
  EXPECT_EQ(decided(model, {base()}, {{"年龄", 4}}), "4");
  EXPECT_EQ(decided(model, {base()}, {{"年龄", -4}}), "null");
  model.decisions[0].expression = text_of("b.年龄 instance of b.tAge");
  model.decisions[0].type_ref = "";
  EXPECT_EQ(decided(model, {base()}, {{"年龄", 4}}), "true");
  model.decisions[0].type_ref = "tAge";
  EXPECT_EQ(decided(model, {base()}, {{"年龄", 4}}), "there is no type 'tAge'");
}

TEST(Import, KeepsTypesOfOneNameApart) {
  Model model = importing("b", "b.双倍");
  model.items.push_back({.name = "tAge", .type_ref = "string"});
  EXPECT_EQ(decided(model, {base()}, {{"年龄", 4}}), "8");
}

TEST(Import, OfImportsIsReadThroughBothNames) {
  Model middle{.id = "middle", .name = "middle", .ns = "urn:middle", .imports = {{"b", "urn:base", 1}}};
  middle.decisions.push_back(
      {.id = "d", .name = "中", .expression = text_of("b.双倍 + 1"), .required_decisions = {{"urn:base#d"}}});
  Model model{.id = "main", .name = "main", .ns = "urn:main", .imports = {{"m", "urn:middle", 1}}};
  model.decisions.push_back({.id = "d",
                             .name = "结果",
                             .expression = text_of("m.中 + m.b.年龄"),
                             .required_decisions = {{"urn:middle#d"}},
                             .required_inputs = {{"urn:base#i"}}});
  EXPECT_EQ(decided(model, {base(), middle}, {{"年龄", 4}}), "13");
}

TEST(Import, ThatIsMissingOrInACircleIsRefused) {
  EXPECT_TRUE(decided(importing("b", "1"), {}, {}).find("does not exist") != std::string::npos);
  Model other = base();
  other.imports.push_back({"m", "urn:main", 1});
  EXPECT_TRUE(decided(importing("b", "1"), {other}, {}).find("circle") != std::string::npos);
  Model twice = importing("b", "1");
  twice.imports.push_back({"b", "urn:other", 4});
  EXPECT_TRUE(decided(twice, {base()}, {}).find("two imports") != std::string::npos);
}

TEST(Import, IsEvaluatedByItsQualifiedNameToo) {
  const auto compiled = compile(*link(importing("b", "1"), std::vector{base()}));
  EXPECT_EQ(compiled->find("urn:base#双倍"), "urn:base#d");
  EXPECT_EQ(compiled->find("urn:main#结果"), "d");
  EXPECT_EQ(compiled->find("nothing"), "");
}

}  // namespace
}  // namespace bihuan::dmn
