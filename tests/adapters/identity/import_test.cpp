// What a filled-in spreadsheet changes, and which rows are left out.
#include <gmock/gmock.h>

#include "adapters/identity/tables.h"
#include "tests/adapters/identity/sample.h"

namespace bihuan::identity::testing {
namespace {

using spreadsheet::Table;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

const MayGrant anything = [](const Grant&) { return Objection{}; };

/// The first row is titles.
Table table(const std::string& name, std::vector<std::vector<std::string>> rows) {
  Table out{.name = name};
  for (auto& row : rows) out.rows.push_back({static_cast<int>(out.rows.size() + 1), std::move(row)});
  return out;
}

std::vector<std::string> places(const Import& import) {
  std::vector<std::string> out;
  for (const RejectedRow& row : import.rejected) out.push_back(row.sheet + std::to_string(row.row) + row.column);
  return out;
}

/// The sheets as they come back from a file.
std::vector<Table> exported(const Organisation& organisation) {
  std::vector<Table> out;
  for (const spreadsheet::Sheet& sheet : sheets_of(organisation)) {
    std::vector<std::vector<std::string>> rows(1);
    for (const auto& column : sheet.columns) rows[0].push_back(column.title);
    for (const auto& row : sheet.rows) {
      rows.emplace_back();
      for (const auto& cell : row) rows.back().push_back(std::get<std::string>(cell));
    }
    out.push_back(table(sheet.name, rows));
  }
  return out;
}

TEST(OrganisationImport, WhatWasExportedChangesNothing) {
  const Import import = import_tables(sample(), exported(sample()), anything);
  EXPECT_THAT(places(import), IsEmpty());
  EXPECT_EQ(import.organisation, sample());
  EXPECT_EQ(import.units.unchanged, 9);
  EXPECT_EQ(import.people.unchanged, 12);
  EXPECT_EQ(import.roles.unchanged, 7);
  EXPECT_EQ(import.people.added + import.people.changed, 0);
}

TEST(OrganisationImport, MakesTheSameOutOfNothing) {
  Organisation empty;
  empty.role_names = sample().role_names;
  empty.role_names.emplace("department-handler", "");
  empty.role_names.emplace("supervision-inspector", "");
  empty.line_names = sample().line_names;
  const Import import = import_tables(empty, exported(sample()), anything);
  EXPECT_THAT(places(import), IsEmpty());
  EXPECT_EQ(import.organisation.units, sample().units);
  EXPECT_EQ(import.organisation.people, sample().people);
  EXPECT_EQ(import.organisation.roles, sample().roles);
}

TEST(OrganisationImport, TakesNamesForKindsLinesAndRoles) {
  const Import import = import_tables(sample(),
                                      {table("单位", {{"编号", "名称", "类别", "上级单位编号", "条线"},
                                                      {"S2-fire", "二街消防站", "职能部门", "S2", "消防"}}),
                                       table("角色", {{"人员编号", "角色", "单位编号"}, {"p-h1", "网格员", "G1"}})},
                                      anything);
  EXPECT_THAT(places(import), IsEmpty());
  EXPECT_EQ(import.organisation.unit("S2-fire")->kind, "department");
  EXPECT_EQ(import.organisation.unit("S2-fire")->line, "fire");
  EXPECT_TRUE(import.organisation.has_role("p-h1", "grid-worker"));
  EXPECT_EQ(import.units.added, 1);
  EXPECT_EQ(import.roles.added, 1);
}

TEST(OrganisationImport, LeavesOutWrongRowsAndTakesTheOthersWhole) {
  const Import import = import_tables(sample(),
                                      {table("人员", {{"编号", "姓名", "单位编号", "职务"},
                                                      {"p-new", "新人", "C1", "网格员"},
                                                      {"p-bad", "某人", "nowhere"},
                                                      {"", "无名", "C1"},
                                                      {"p-new", "又一个", "C1"},
                                                      {"p-h1", "经办一", "C2", "专干"}})},
                                      anything);
  EXPECT_THAT(places(import), ElementsAre("人员3单位编号", "人员4编号", "人员5编号"));
  EXPECT_THAT(import.rejected[0].message_zh, HasSubstr("没有这个单位"));
  EXPECT_EQ(import.rejected[0].value, "nowhere");
  EXPECT_EQ(import.people.added, 1);
  EXPECT_EQ(import.people.changed, 1);
  EXPECT_FALSE(import.organisation.person("p-bad"));
  EXPECT_EQ(import.organisation.person("p-h1")->unit, "C2");
  EXPECT_THAT(faults_of(import.organisation), IsEmpty());
}

TEST(OrganisationImport, ARowThatLeansOnARejectedOneFallsWithIt) {
  const Import import = import_tables(
      sample(),
      {table("单位", {{"编号", "名称", "类别", "上级单位编号"}, {"X", "甲", "网格", "none"}, {"Y", "乙", "网格", "X"}}),
       table("人员", {{"编号", "姓名", "单位编号"}, {"p-y", "某", "Y"}}),
       table("督导组", {{"督导组编号", "督导单位编号"}, {"sup", "Y"}, {"C1", "C2"}})},
      anything);
  EXPECT_THAT(places(import), ElementsAre("人员2单位编号", "单位2上级单位编号", "单位3上级单位编号",
                                          "督导组2督导单位编号", "督导组3督导组编号"));
  EXPECT_EQ(import.organisation, sample());
}

TEST(OrganisationImport, ACircleOfUnitsIsLeftOut) {
  const Import import = import_tables(
      sample(), {table("单位", {{"编号", "名称", "类别", "上级单位编号"}, {"D", "样区", "区", "C1"}})}, anything);
  EXPECT_THAT(places(import), ElementsAre("单位2上级单位编号"));
  EXPECT_EQ(import.organisation, sample());
}

TEST(OrganisationImport, ASecondAdministratorsRoleInOneHandIsLeftOut) {
  const Import import = import_tables(
      sample(), {table("角色", {{"人员编号", "角色", "单位编号"}, {"p-sys", "audit-administrator", "D"}})}, anything);
  EXPECT_THAT(places(import), ElementsAre("角色2"));
  EXPECT_EQ(import.organisation, sample());
}

TEST(OrganisationImport, ARoleThatTheImporterMayNotGrantIsLeftOut) {
  const MayGrant nothing = [](const Grant&) { return Objection{"角色由安全管理员授予", "not yours to grant"}; };
  const Import import = import_tables(
      sample(),
      {table("角色", {{"人员编号", "角色", "单位编号"}, {"p-h1", "社区经办人", "C1"}, {"p-h1", "网格员", "G1"}})},
      nothing);
  EXPECT_THAT(places(import), ElementsAre("角色3角色"));
  EXPECT_EQ(import.roles.unchanged, 1);
}

TEST(OrganisationImport, AFileWithoutItsSheetsSaysSo) {
  EXPECT_THAT(places(import_tables(sample(), {table("Sheet1", {{"a"}})}, anything)), ElementsAre("0"));
  EXPECT_THAT(places(import_tables(sample(), {table("人员", {{"姓名"}, {"某"}})}, anything)), ElementsAre("人员1编号"));
}

}  // namespace
}  // namespace bihuan::identity::testing
