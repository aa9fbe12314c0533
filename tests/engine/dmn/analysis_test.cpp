// Gaps, overlaps and rules that never match, in the designer's words.
#include "engine/dmn/analysis.h"

#include <gtest/gtest.h>

namespace bihuan::dmn {
namespace {

struct Column {
  std::string expression, type, allowed;
};

/// Each rule is one text per column and then its output.
Model table_of(HitPolicy policy, std::vector<Column> columns, std::vector<std::vector<std::string>> rules) {
  DecisionTable table{.hit_policy = policy, .inputs = {}, .outputs = {{.id = "o", .name = "o"}}, .rules = {}};
  for (const Column& one : columns)
    table.inputs.push_back({.expression = one.expression, .type_ref = one.type, .allowed_values = one.allowed});
  for (const auto& rule : rules)
    table.rules.push_back({.input_entries = {rule.begin(), rule.end() - 1}, .output_entries = {rule.back()}});
  Model model{.id = "m", .name = "m"};
  for (const Column& one : columns) model.inputs.push_back({.id = one.expression, .name = one.expression});
  DecisionModel decision{.id = "d", .name = "D"};
  for (const Column& one : columns) decision.required_inputs.push_back({one.expression});
  decision.expression = std::make_shared<const BoxedExpression>(BoxedExpression{std::move(table), "", "", 0});
  model.decisions.push_back(std::move(decision));
  return model;
}

TableAnalysis analysed(const Model& model) {
  const auto compiled = compile(model);
  EXPECT_TRUE(compiled) << (compiled ? "" : compiled.error()[0].message_en);
  const auto all = compiled ? analyse(*compiled) : std::vector<TableAnalysis>{};
  return all.size() == 1 ? all[0] : TableAnalysis{};
}

std::vector<std::string> said(const Model& model, bool zh = false) {
  std::vector<std::string> words;
  for (const TableFinding& one : analysed(model).findings) words.push_back(zh ? one.message_zh : one.message_en);
  return words;
}

using Words = std::vector<std::string>;

TEST(TableGaps, AreToldInTheDesignersWords) {
  const Model model = table_of(HitPolicy::Unique, {{"金额", "number", ""}, {"等级", "string", "\"高\", \"低\""}},
                               {{"<= 1000", "-", "1"}, {"> 1000", "\"低\"", "2"}});
  EXPECT_EQ(said(model, true), Words{"金额 > 1000 且 等级 = \"高\" 时没有规则"});
  EXPECT_EQ(said(model), Words{"no rule when 金额 > 1000 and 等级 = \"高\""});
}

TEST(TableGaps, LieBetweenIntervalsAndAtTheirEnds) {
  EXPECT_EQ(said(table_of(HitPolicy::First, {{"x", "number", ""}}, {{"< 5", "1"}, {"> 5", "2"}})),
            Words{"no rule when x = 5"});
  EXPECT_EQ(said(table_of(HitPolicy::First, {{"x", "number", ""}}, {{"[0..5)", "1"}, {"(7..9]", "2"}})),
            Words{"no rule when x < 0 or 5 <= x <= 7 or x > 9"});
}

TEST(TableGaps, OfBooleansDatesAndOtherStrings) {
  EXPECT_EQ(said(table_of(HitPolicy::Unique, {{"b", "boolean", ""}}, {{"true", "1"}})),
            Words{"no rule when b = false"});
  EXPECT_EQ(said(table_of(HitPolicy::Unique, {{"s", "string", ""}}, {{"\"a\"", "1"}, {"\"b\"", "2"}})),
            Words{"no rule when s not in (\"a\", \"b\")"});
  EXPECT_EQ(said(table_of(HitPolicy::Unique, {{"s", "string", ""}}, {{"\"a\"", "1"}, {"not(\"a\")", "2"}})), Words{});
  // Between a day and the next there is nothing.
  EXPECT_EQ(said(table_of(HitPolicy::Unique, {{"t", "date", ""}},
                          {{"<= @\"2026-09-30\"", "1"}, {">= @\"2026-10-01\"", "2"}})),
            Words{});
}

TEST(TableGaps, AreNoneWithADefaultOrWhereNothingIsAnAnswer) {
  Model model = table_of(HitPolicy::Collect, {{"x", "number", ""}}, {{"< 5", "1"}});
  EXPECT_EQ(said(model), Words{});
  model = table_of(HitPolicy::Unique, {{"x", "number", ""}}, {{"< 5", "1"}});
  auto table = std::get<DecisionTable>(model.decisions[0].expression->form);
  table.outputs[0].default_value = "0";
  model.decisions[0].expression = std::make_shared<const BoxedExpression>(BoxedExpression{table, "", "", 0});
  EXPECT_EQ(said(model), Words{});
}

TEST(TableGaps, AreNotClaimedWhereAConditionIsComputed) {
  const Model model = table_of(HitPolicy::First, {{"x", "number", ""}}, {{"< 5", "1"}, {"? > x / 2", "2"}});
  const TableAnalysis analysis = analysed(model);
  EXPECT_EQ(analysis.computed_rules, 1u);
  EXPECT_TRUE(analysis.findings.empty());
}

TEST(TableGaps, UseTheAllowedValuesOfTheColumnsType) {
  Model model = table_of(HitPolicy::Unique, {{"x", "tLevel", ""}}, {{"\"高\"", "1"}});
  model.items.push_back({.name = "tLevel", .type_ref = "string", .allowed_values = "\"高\", \"中\", \"低\""});
  EXPECT_EQ(said(model), Words{"no rule when x in (\"中\", \"低\")"});
}

TEST(TableOverlaps, OfUniqueAreToldWithTheirCases) {
  const TableAnalysis analysis = analysed(table_of(HitPolicy::Unique, {{"x", "number", ""}, {"y", "number", ""}},
                                                   {{"< 10", "-", "1"}, {">= 5", "> 3", "2"}, {">= 10", "<= 3", "3"}}));
  ASSERT_FALSE(analysis.findings.empty());
  const auto overlap = std::find_if(analysis.findings.begin(), analysis.findings.end(),
                                    [](const auto& one) { return one.kind == TableFindingKind::Overlap; });
  ASSERT_NE(overlap, analysis.findings.end());
  EXPECT_EQ(overlap->rules, (std::vector<std::size_t>{1, 2}));
  EXPECT_EQ(overlap->message_en, "rules 1 and 2 overlap with different outputs: 5 <= x < 10 and y > 3");
  EXPECT_EQ(overlap->message_zh, "第 1 条和第 2 条规则重叠且结果不同：5 <= x < 10 且 y > 3");
}

TEST(TableOverlaps, OfAnyMatterOnlyWhenTheOutputsDiffer) {
  EXPECT_EQ(said(table_of(HitPolicy::Any, {{"x", "number", ""}}, {{"<= 5", "1"}, {">= 5", "1"}})), Words{});
  EXPECT_EQ(said(table_of(HitPolicy::Any, {{"x", "number", ""}}, {{"<= 5", "1"}, {">= 5", "2"}})),
            Words{"rules 1 and 2 overlap with different outputs: x = 5"});
}

TEST(TableRules, ThatNeverMatchAreToldUnderFirst) {
  EXPECT_EQ(said(table_of(HitPolicy::First, {{"x", "number", ""}}, {{"-", "1"}, {"> 5", "2"}})),
            Words{"rule 2 never matches: rule 1 comes first and takes all its cases"});
  EXPECT_EQ(said(table_of(HitPolicy::First, {{"x", "number", ""}}, {{"<= 5", "1"}, {">= 5", "2"}, {"[0..9]", "3"}})),
            Words{"rule 3 never matches: the rules before it take all its cases"});
  EXPECT_EQ(said(table_of(HitPolicy::Collect, {{"x", "string", "\"a\", \"b\""}}, {{"\"c\"", "1"}, {"\"a\"", "2"}})),
            Words{"rule 1 never matches: no allowed input meets its conditions"});
}

TEST(TableAnalysis, GivesUpOnHugeTablesAndSaysSo) {
  std::vector<std::vector<std::string>> rules;
  for (int i = 0; i < 3000; ++i) {
    const std::string interval = "[" + std::to_string(i) + ".." + std::to_string(i + 1) + ")";
    rules.push_back({interval, interval, "1"});
  }
  const TableAnalysis analysis =
      analysed(table_of(HitPolicy::First, {{"a", "number", ""}, {"b", "number", ""}}, rules));
  EXPECT_TRUE(analysis.cut_off);
  EXPECT_EQ(analysis.rules, 3000u);
  EXPECT_TRUE(analysis.findings.empty());
}

TEST(TableAnalysis, TellsAtMostTwentyFindingsOfAKind) {
  std::vector<std::vector<std::string>> rules;
  for (int i = 0; i < 40; ++i) rules.push_back({std::to_string(i), "[" + std::to_string(i) + "..99]", "1"});
  const TableAnalysis analysis =
      analysed(table_of(HitPolicy::Unique, {{"a", "number", ""}, {"b", "number", ""}}, rules));
  EXPECT_FALSE(analysis.cut_off);
  EXPECT_GT(analysis.findings.size(), 0u);
  EXPECT_LE(analysis.findings.size(), 20u);
}

}  // namespace
}  // namespace bihuan::dmn
