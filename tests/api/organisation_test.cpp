// The organisation and the permissions over HTTP: small changes on what their author saw, roles in the right hands,
// spreadsheets in and out.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "adapters/spreadsheet/reader.h"
#include "adapters/spreadsheet/writer.h"
#include "api/people.h"
#include "api/security/secret.h"
#include "tests/api/node.h"
#include "tests/api/samples.h"

namespace bihuan::api::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

/// p-a and p-b handle; p-sys, p-sec and p-audit are the three administrators.
constexpr std::string_view with_administrators = R"({
  "name": "样区", "units": [{"id": "u-1", "name": "示例街道", "kind": "street", "head": "p-c"}],
  "people": [{"id": "p-a", "name": "甲", "unit": "u-1"}, {"id": "p-b", "name": "乙", "unit": "u-1"},
             {"id": "p-c", "name": "丙", "unit": "u-1"}, {"id": "p-sys", "name": "系统", "unit": "u-1"},
             {"id": "p-sec", "name": "安全", "unit": "u-1"}, {"id": "p-audit", "name": "审计", "unit": "u-1"}],
  "roles": [{"person": "p-a", "role": "handler", "unit": "u-1"}, {"person": "p-b", "role": "handler", "unit": "u-1"},
            {"person": "p-sys", "role": "system-administrator", "unit": "u-1"},
            {"person": "p-sec", "role": "security-administrator", "unit": "u-1"},
            {"person": "p-audit", "role": "audit-administrator", "unit": "u-1"}],
  "roleNames": {"handler": "经办人"}, "supervision": []})";

class District {
 public:
  District() {
    const Answered put = node.ask({.method = "PUT", .path = "/api/v1/org", .body = std::string(with_administrators)});
    EXPECT_EQ(put.status, 204) << put.text;
    for (const char* person : {"p-a", "p-c", "p-sys", "p-sec", "p-audit"}) {
      tokens[person] = security::new_token();
      store::TokenRow row{.hash = security::sha256_hex(tokens[person]), .person = person, .name = "tests"};
      row.scope = "all";
      row.id = std::string("t-") + person;
      node.application().store().save_token(row);
    }
  }

  Answered ask(const std::string& person, const std::string& method, const std::string& path,
               const std::string& body = {}, std::vector<std::string> headers = {}) {
    return node.ask(
        {.method = method, .path = "/api/v1" + path, .body = body, .token = tokens.at(person), .headers = headers});
  }

  Answered upload(const std::string& person, const std::string& bytes, const std::string& query = {}) {
    return node.ask({.method = "POST",
                     .path = "/api/v1/org/import" + query,
                     .body = multipart({{"org.xlsx", bytes}}),
                     .token = tokens.at(person),
                     .content_type = "multipart/form-data; boundary=tests-boundary"});
  }

  std::string revision() { return ask("p-sys", "GET", "/org").at("revision"); }

  Node node;
  std::map<std::string, std::string> tokens;
};

TEST(Organisation, IsShownWithNames) {
  District district;
  const Answered shown = district.ask("p-a", "GET", "/org");
  ASSERT_EQ(shown.status, 200) << shown.text;
  EXPECT_EQ(shown.at("units/0/kindName"), "街道（镇）");
  EXPECT_EQ(shown.at("units/0/headName"), "丙");
  EXPECT_EQ(shown.at("people/0/roles/0/name"), "经办人");
  EXPECT_EQ(shown.header("etag"), "\"" + shown.at("revision") + "\"");
}

TEST(Organisation, AChangeOnWhatSomebodyElseChangedMeanwhileIsRefused) {
  District district;
  const std::string seen = "If-Match: \"" + district.revision() + "\"";
  EXPECT_EQ(district.ask("p-sys", "PATCH", "/org/people/p-a", R"({"position": "专干"})", {seen}).status, 204);
  const Answered late = district.ask("p-sys", "PATCH", "/org/people/p-a", R"({"position": "主任"})", {seen});
  EXPECT_EQ(late.status, 412) << late.text;
  EXPECT_EQ(late.at("code"), "changed-meanwhile");
  EXPECT_EQ(district.ask("p-a", "GET", "/org").at("people/0/position"), "专干");
}

TEST(Organisation, UnitsAndPeopleAreAddedChangedAndRemovedOneByOne) {
  District district;
  EXPECT_EQ(district
                .ask("p-sys", "POST", "/org/units",
                     R"({"id": "c-1", "name": "青石社区", "kind": "community", "parent": "u-1"})")
                .status,
            204);
  EXPECT_EQ(district.ask("p-sys", "POST", "/org/people", R"({"id": "p-new", "name": "新", "unit": "c-1"})").status,
            204);
  EXPECT_THAT(
      district.ask("p-sys", "POST", "/org/people", R"({"id": "p-new", "name": "新", "unit": "c-1"})").pointers(),
      ElementsAre("/id"));
  EXPECT_EQ(district.ask("p-sys", "DELETE", "/org/units/c-1").status, 422);
  EXPECT_EQ(district.ask("p-sys", "PATCH", "/org/people/p-new", R"({"unit": "u-1"})").status, 204);
  EXPECT_EQ(district.ask("p-sys", "DELETE", "/org/units/c-1").status, 204);
  EXPECT_EQ(district.ask("p-sys", "DELETE", "/org/units/c-1").status, 404);
  EXPECT_EQ(district.ask("p-a", "POST", "/org/units", R"({"id": "x"})").status, 403);
}

TEST(Organisation, RolesAreGrantedByTheSecurityAdministratorAndNeverToOneself) {
  District district;
  const std::string roles = R"({"roles": [{"role": "handler", "unit": "u-1"}]})";
  EXPECT_EQ(district.ask("p-sys", "PUT", "/org/people/p-c/roles", roles).status, 403);
  EXPECT_EQ(district.ask("p-sec", "PUT", "/org/people/p-c/roles", roles).status, 204);
  const Answered own = district.ask("p-sec", "PUT", "/org/people/p-sec/roles", roles);
  EXPECT_EQ(own.status, 403);
  EXPECT_EQ(own.at("code"), "own-roles");
}

TEST(Organisation, TheThreeAdministratorsExcludeOneAnother) {
  District district;
  const Answered both = district.ask(
      "p-sec", "PUT", "/org/people/p-sys/roles",
      R"({"roles": [{"role": "system-administrator", "unit": "u-1"}, {"role": "audit-administrator", "unit": "u-1"}]})");
  EXPECT_EQ(both.status, 409) << both.text;
  EXPECT_EQ(both.at("code"), "administrators-exclude");
}

TEST(Organisation, AWholeDocumentThatChangesRolesNeedsWhoGrantsThem) {
  District district;
  std::string document(with_administrators);
  const std::string from = R"("person": "p-b", "role": "handler")", to = R"("person": "p-c", "role": "handler")";
  document.replace(document.find(from), from.size(), to);
  EXPECT_EQ(district.ask("p-sys", "PUT", "/org", document).status, 403);
  EXPECT_EQ(district.ask("p-sys", "PUT", "/org", std::string(with_administrators)).status, 204);
}

TEST(Organisation, BeforeThereIsASecurityAdministratorTheFirstAdministratorAppointsOne) {
  const Node node;  // its organisation has none yet
  const auto grant = [&](const char* person, const char* role) {
    return node
        .ask({.method = "PUT",
              .path = std::string("/api/v1/org/people/") + person + "/roles",
              .body = std::string(R"({"roles": [{"role": ")") + role + R"(", "unit": "u-1"}]})"})
        .status;
  };
  EXPECT_EQ(grant("p-a", "audit-administrator"), 204);
  EXPECT_EQ(grant("p-b", "security-administrator"), 204);
  EXPECT_EQ(grant("p-c", "handler"), 403);
}

TEST(Security, NobodyMakesATokenForAnotherAdministrator) {
  District district;
  EXPECT_EQ(district.ask("p-sys", "POST", "/tokens", R"({"person": "p-sec"})").status, 403);
  EXPECT_EQ(district.ask("p-sys", "POST", "/tokens", R"({"person": "p-a"})").status, 201);
}

TEST(Organisation, WhoIsDisabledIsNotOfferedAndMayNothing) {
  District district;
  ASSERT_TRUE(district.node.application().people().set_disabled("p-a", true));
  EXPECT_EQ(district.ask("p-c", "GET", "/people?role=handler").size("items"), 1u);
  EXPECT_EQ(district.ask("p-a", "GET", "/org").status, 401);
  ASSERT_TRUE(district.node.application().people().set_disabled("p-a", false));
  EXPECT_EQ(district.ask("p-a", "GET", "/org").status, 200);
  EXPECT_FALSE(district.node.application().people().set_disabled("nobody", true));
}

TEST(Organisation, WhatIsExportedIsTakenInAgainWithoutAChange) {
  District district;
  const Answered file = district.ask("p-sys", "GET", "/org/export");
  ASSERT_EQ(file.status, 200);
  const auto tables = spreadsheet::read(file.text);
  ASSERT_TRUE(tables) << tables.error().message_en;
  EXPECT_EQ(tables->size(), 4u);
  const Answered taken = district.upload("p-sys", file.text);
  ASSERT_EQ(taken.status, 200) << taken.text;
  EXPECT_EQ(taken.at("people/unchanged"), "6");
  EXPECT_EQ(taken.size("rejected"), 0u);
  EXPECT_EQ(district.ask("p-sys", "GET", "/org/template").status, 200);
}

TEST(Organisation, AnImportIsTriedFirstAndSaysWhichRowsAreLeftOut) {
  District district;
  const auto text = [](const char* one) { return spreadsheet::Cell(std::string(one)); };
  const auto bytes = spreadsheet::write(
      {{"人员",
        {{"编号"}, {"姓名"}, {"单位编号"}},
        {{text("p-n"), text("新"), text("u-1")}, {text("p-m"), text("错"), text("u-9")}}},
       {"角色", {{"人员编号"}, {"角色"}, {"单位编号"}}, {{text("p-n"), text("经办人"), text("u-1")}}}});
  ASSERT_TRUE(bytes);
  const Answered tried = district.upload("p-sys", *bytes, "?check=true");
  ASSERT_EQ(tried.status, 200) << tried.text;
  EXPECT_EQ(tried.at("people/added"), "1");
  ASSERT_EQ(tried.size("rejected"), 2u);
  EXPECT_EQ(tried.at("rejected/0/row"), "3");
  EXPECT_EQ(tried.at("rejected/0/column"), "单位编号");
  EXPECT_THAT(tried.at("rejected/1/message"), HasSubstr("安全管理员"));
  EXPECT_EQ(district.ask("p-a", "GET", "/people?text=新").size("items"), 0u);
  EXPECT_EQ(district.upload("p-sys", *bytes).status, 200);
  EXPECT_EQ(district.ask("p-a", "GET", "/people?text=%E6%96%B0").size("items"), 1u);
  EXPECT_EQ(district.upload("p-sys", "no spreadsheet").status, 422);
  EXPECT_EQ(district.upload("p-a", *bytes).status, 403);
}

TEST(Organisation, PeopleAreFoundByTextUnitAndRole) {
  District district;
  EXPECT_EQ(district.ask("p-a", "GET", "/people?role=handler&unit=u-1").size("items"), 2u);
  EXPECT_EQ(district.ask("p-a", "GET", "/people?text=p-b").at("items/0/unitName"), "示例街道");
  EXPECT_EQ(district.ask("p-a", "GET", "/people?limit=1").size("items"), 1u);
}

TEST(Permissions, AreShownAndChangedByTheSecurityAdministratorAtOnce) {
  District district;
  EXPECT_EQ(district.ask("p-c", "GET", "/permissions").status, 403);
  const Answered shown = district.ask("p-sec", "GET", "/permissions");
  ASSERT_EQ(shown.status, 200) << shown.text;
  EXPECT_GT(shown.size("actions"), 20u);
  EXPECT_EQ(district.ask("p-a", "GET", "/jobs").status, 403);
  const std::string seen = "If-Match: \"" + shown.at("revision") + "\"";
  const std::string jobs = R"({"grants": [{"action": "job.read", "scope": "all"}]})";
  EXPECT_EQ(district.ask("p-sec", "PUT", "/permissions/handler", jobs, {seen}).status, 204);
  EXPECT_EQ(district.ask("p-a", "GET", "/jobs").status, 200);
  EXPECT_EQ(district.ask("p-sec", "PUT", "/permissions/handler", jobs, {seen}).status, 412);
}

TEST(Permissions, NobodyChangesARoleThatTheyHoldOrHandsOutAnotherAdministratorsKey) {
  District district;
  const Answered own = district.ask("p-sec", "PUT", "/permissions/security-administrator", R"({"grants": []})");
  EXPECT_EQ(own.at("code"), "own-roles");
  EXPECT_THAT(district
                  .ask("p-sec", "PUT", "/permissions/handler",
                       R"({"grants": [{"action": "security-journal.read", "scope": "all"},
                               {"action": "fly", "scope": "far"}]})")
                  .pointers(),
              ElementsAre("/grants/0/action", "/grants/1/action", "/grants/1/scope"));
}

}  // namespace
}  // namespace bihuan::api::testing
