// Every route, asked by every role about things of its own, of its ground and of others, answers as docs/permissions.md
// says. UPDATE_PERMISSIONS=1 writes that page anew, to be read as a difference.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <set>
#include <sstream>

#include "api/routes.h"
#include "api/security/secret.h"
#include "tests/api/node.h"
#include "tests/api/samples.h"

namespace bihuan::api::testing {
namespace {

constexpr const char* page = BIHUAN_SOURCE_DIR "/docs/permissions.md";

constexpr std::string_view organisation = R"({"name": "样区", "units": [
  {"id": "D", "name": "样区", "kind": "district"}, {"id": "S1", "name": "一街", "kind": "street", "parent": "D"},
  {"id": "S2", "name": "二街", "kind": "street", "parent": "D"},
  {"id": "S1-fire", "name": "一街消防", "kind": "department", "parent": "S1", "line": "fire"},
  {"id": "C1", "name": "青石社区", "kind": "community", "parent": "S1", "head": "p-head"},
  {"id": "C2", "name": "柳荫社区", "kind": "community", "parent": "S2"},
  {"id": "sup", "name": "督导组", "kind": "supervision-group", "parent": "D"}],
 "people": [
  {"id": "p-grid", "name": "网格员", "unit": "C1"}, {"id": "p-community", "name": "社区", "unit": "C1"},
  {"id": "p-head", "name": "负责人", "unit": "C1"}, {"id": "p-street", "name": "街道", "unit": "S1"},
  {"id": "p-department", "name": "部门", "unit": "S1-fire"}, {"id": "p-sup", "name": "督导", "unit": "sup"},
  {"id": "p-desk", "name": "指挥部", "unit": "D"}, {"id": "p-designer", "name": "设计", "unit": "D"},
  {"id": "p-system", "name": "系统", "unit": "D"}, {"id": "p-security", "name": "安全", "unit": "D"},
  {"id": "p-audit", "name": "审计", "unit": "D"}, {"id": "p-near", "name": "近人", "unit": "C1"},
  {"id": "p-far", "name": "远人", "unit": "C2"}, {"id": "p-spare", "name": "备用", "unit": "C2"}],
 "roles": [
  {"person": "p-grid", "role": "grid-worker", "unit": "C1"},
  {"person": "p-community", "role": "community-handler", "unit": "C1"},
  {"person": "p-street", "role": "street-approver", "unit": "S1"},
  {"person": "p-department", "role": "department-handler", "unit": "S1-fire"},
  {"person": "p-sup", "role": "supervision-inspector", "unit": "sup"},
  {"person": "p-desk", "role": "district-desk", "unit": "D"},
  {"person": "p-designer", "role": "process-designer", "unit": "D"},
  {"person": "p-system", "role": "system-administrator", "unit": "D"},
  {"person": "p-security", "role": "security-administrator", "unit": "D"},
  {"person": "p-audit", "role": "audit-administrator", "unit": "D"}],
 "roleNames": {}, "supervision": [{"group": "sup", "communities": ["C1"]}]})";

struct Column {
  const char *title, *person;
};
constexpr Column columns[] = {{"网格员", "p-grid"},         {"社区经办", "p-community"},  {"单位负责人", "p-head"},
                              {"街道审批", "p-street"},     {"部门经办", "p-department"}, {"督导员", "p-sup"},
                              {"区指挥部", "p-desk"},       {"流程设计", "p-designer"},   {"系统管理员", "p-system"},
                              {"安全管理员", "p-security"}, {"审计员", "p-audit"}};

/// start → one task of `handler` → end, on the ground of `unit` and of the line of `line`.
std::string walked_process(const std::string& id) {
  std::string model = bpmn(id, R"(<extensionElements><bihuan:variable name="unit"/><bihuan:variable name="line"/>
    <bihuan:variable name="handler"/></extensionElements><startEvent id="start"/><userTask id="act" name="办理">
    <extensionElements><bihuan:assignment kind="person" person="=handler"/></extensionElements></userTask>
    <endEvent id="end"/>)" + flow("start", "act") +
                                   flow("act", "end"));
  const std::string mark = "isExecutable=\"true\"";
  model.replace(model.find(mark), mark.size(), mark + " bihuan:unit=\"=unit\" bihuan:line=\"=line\"");
  return model;
}

enum class Whose { Own, Ground, Foreign };

/// A fresh case with its task, an attachment and whatever else a route may name.
struct Thing {
  std::string instance, task, attachment;
};

class Walk {
 public:
  Walk() {
    for (const char* person : {"p-near", "p-far"}) sign_in(person);
    for (const Column& column : columns) sign_in(column.person);
    const Answered put = node_.ask({.method = "PUT", .path = "/api/v1/org", .body = std::string(organisation)});
    EXPECT_EQ(put.status, 204) << put.text;
    const Answered deployed =
        node_.deploy({{"walked.bpmn", walked_process("walked")}, {"spare.bpmn", walked_process("spare")}});
    EXPECT_EQ(deployed.status, 201) << deployed.text;
  }

  std::string cell(const Route& route, const Column& column) {
    if (!is_about_cases(route)) return ask(route, column, {});
    std::string out;
    for (const Whose whose : {Whose::Own, Whose::Ground, Whose::Foreign}) {
      out += (out.empty() ? "" : "/") + ask(route, column, make(column, whose));
    }
    return out;
  }

  static bool is_about_cases(const Route& route) {
    for (const char* prefix : {"/api/v1/instances/{id}", "/api/v1/tasks/{id}", "/api/v1/attachments/{id}",
                               "/api/v1/history/instances/{id}", "/engine-rest/process-instance/{id}",
                               "/engine-rest/task/{id}", "/engine-rest/history/process-instance/{id}"}) {
      if (route.pattern.starts_with(prefix)) return true;
    }
    return false;
  }

 private:
  void sign_in(const std::string& person) {
    tokens_[person] = security::new_token();
    store::TokenRow row{
        .hash = security::sha256_hex(tokens_[person]), .person = person, .name = "walk", .scope = "all"};
    row.id = "walk-" + person;
    node_.application().store().save_token(row);
  }

  Thing make(const Column& column, Whose whose) {
    const std::string person = whose == Whose::Own ? column.person : whose == Whose::Ground ? "p-near" : "p-far";
    const bool far = whose == Whose::Foreign;
    Thing thing;
    const Answered started = node_.ask(
        {.method = "POST",
         .path = "/api/v1/instances",
         .body = fmt::format(R"({{"process": "walked", "variables": {{"unit": "{}", "line": "{}", "handler": "{}"}}}})",
                             far || whose == Whose::Own ? "C2" : "C1", whose == Whose::Ground ? "S1-fire" : "", person),
         .token = tokens_.at(person),
         .in_contract = false});
    thing.instance = started.at("id");
    EXPECT_FALSE(thing.instance.empty()) << started.text;
    thing.task = node_.task_of(thing.instance);
    const Answered uploaded = node_.ask({.method = "POST",
                                         .path = "/api/v1/attachments?fileName=a.txt&instance=" + thing.instance,
                                         .body = "plain text",
                                         .token = tokens_.at(person),
                                         .content_type = "text/plain",
                                         .in_contract = false});
    thing.attachment = uploaded.at("id");
    return thing;
  }

  std::string path_of(const Route& route, const Thing& thing) {
    std::string path(route.pattern);
    const auto put = [&](const std::string& name, const std::string& value) {
      if (const std::size_t at = path.find(name); at != std::string::npos) path.replace(at, name.size(), value);
    };
    if (path.starts_with("/api/v1/tasks/") || path.starts_with("/engine-rest/task/")) put("{id}", thing.task);
    if (path.starts_with("/api/v1/attachments/")) put("{id}", thing.attachment);
    if (is_about_cases(route)) put("{id}", thing.instance);
    if (path.starts_with("/api/v1/org/people/")) put("{id}", "p-spare");
    put("{id}", "none");
    put("{person}", "p-spare");
    put("{key}", path.ends_with("able") ? "spare" : "walked");  // what is switched off starts no more
    put("{name}", "none");
    put("{kind}", "draft");
    put("{role}", "nobody");
    put("{varName}", "handler");
    put("{resourceId}", "none");
    put("{messageName}", "none");
    return path;
  }

  std::string body_of(const Route& route) {
    if (route.method == "GET" || route.method == "DELETE") return "";
    const std::string reason = R"({"reason": "walk"})";
    if (route.operation.starts_with("camundaS") && route.operation.ends_with("ByKey")) {  // a case that begins well
      return R"({"variables": {"unit": {"value": "C2"}, "line": {"value": ""}, "handler": {"value": "p-far"}}})";
    }
    if (route.operation == "putRoles") {  // another unit each time, so that something changes
      ++turn_;
      return fmt::format(R"({{"roles": [{{"role": "grid-worker", "unit": "{}"}}]}})", turn_ % 2 ? "C1" : "C2");
    }
    if (route.operation == "putPermissions") return R"({"grants": []})";
    if (route.operation == "setVariables") return R"({"variables": {"x": 1}})";
    if (route.operation == "sendCaseMessage") return R"({"name": "x", "reason": "walk"})";
    if (route.operation == "transferTask") return R"({"to": "p-far"})";
    for (const char* operation : {"cancelInstance", "suspendInstance", "resumeInstance", "withdrawInstance"}) {
      if (route.operation == operation) return reason;
    }
    return "{}";
  }

  /// "✓": permitted, whatever else was wrong with the request. About a case 404 means that it stays hidden.
  std::string ask(const Route& route, const Column& column, const Thing& thing) {
    const Answered answered = node_.ask({.method = std::string(route.method),
                                         .path = path_of(route, thing),
                                         .body = body_of(route),
                                         .token = tokens_.at(column.person),
                                         .give_up_ms = 5000,
                                         .in_contract = false});
    if (answered.status == 401 || answered.status == 403) return std::to_string(answered.status);
    if (answered.status == 404 && is_about_cases(route)) return "404";
    if (answered.status == 409 && is_about_cases(route)) return "409";
    EXPECT_NE(answered.status, 0) << route.operation;
    // In the Camunda 7 dialect a command that is refused for the state of things is a 500.
    const bool dialect = route.pattern.starts_with("/engine-rest");
    EXPECT_LT(answered.status, dialect ? 501 : 500) << route.operation << answered.text;
    return "✓";
  }

  Node node_;
  std::map<std::string, std::string> tokens_;
  int turn_ = 0;
};

/// Streams that do not end, and what would end the walker's own session.
bool is_walked(const Route& route) {
  static const std::set<std::string_view> left_out = {"signOut", "changePassword", "events", "streamEvents",
                                                      "readEvents"};
  return route.permission != security::Action::Everybody && !left_out.contains(route.operation) &&
         route.pattern.find("/events") == std::string_view::npos;
}

std::string short_of(const std::string& cell) {
  std::istringstream rest(cell);
  std::set<std::string> different;
  for (std::string part; std::getline(rest, part, '/');) different.insert(part);
  return different.size() == 1 ? *different.begin() : cell;
}

constexpr const char* head = R"(# Who may do what

A row for each route, a column for each of the sample's roles; every cell was asked of a running server
(`tests/api/permission_walk_test.cpp`; `UPDATE_PERMISSIONS=1` writes this page). ✓: permitted. 403: refused. 404: hidden. 409: the task is in
somebody else's hands.
Where a cell has three parts the route is about a case: **one's own / one begun by others on one's ground (青石社区, line
fire) / one of another street**. The defaults come from `api/security/default_policy.cpp`; the security administrator may
change them (权限). Routes that everybody may use without signing in are not listed.

)";

std::string table_of(Walk& walk) {
  std::string out = head;
  out += "| permission | route |";
  for (const Column& column : columns) out += fmt::format(" {} |", column.title);
  out += "\n|---|---|";
  for (std::size_t i = 0; i < std::size(columns); ++i) out += "---|";
  out += "\n";
  for (const Route& route : routes()) {
    if (!is_walked(route)) continue;
    out += fmt::format("| {} | {} {} |", security::name_of(route.permission), route.method,
                       route.pattern.starts_with("/api/v1") ? route.pattern.substr(7) : route.pattern);
    for (const Column& column : columns) out += fmt::format(" {} |", short_of(walk.cell(route, column)));
    out += "\n";
  }
  return out;
}

std::vector<std::string> lines(const std::string& text) {
  std::vector<std::string> out;
  std::istringstream rest(text);
  for (std::string line; std::getline(rest, line);) out.push_back(line);
  return out;
}

TEST(Permissions, EveryRouteAnswersEveryRoleAsThePageSays) {
  Walk walk;
  const std::string walked = table_of(walk);
  if (std::getenv("UPDATE_PERMISSIONS")) {
    std::ofstream(page) << walked;
    return;
  }
  std::ifstream in(page);
  std::stringstream stored;
  stored << in.rdbuf();
  const auto expected = lines(stored.str()), got = lines(walked);
  for (std::size_t i = 0; i < std::max(expected.size(), got.size()); ++i) {
    EXPECT_EQ(i < got.size() ? got[i] : "", i < expected.size() ? expected[i] : "") << "docs/permissions.md:" << i + 1;
  }
}

}  // namespace
}  // namespace bihuan::api::testing
