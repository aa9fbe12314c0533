// The contract and the program are the same: operations, permissions, parameters, bodies.
#include "tests/api/contract.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "api/people.h"
#include "api/routes.h"
#include "tests/api/node.h"

namespace bihuan::api::testing {
namespace {

TEST(Contract, EveryRouteHasItsOperation) {
  for (const Route& route : routes()) {
    const Contract::Operation* operation = Contract::loaded().operation(std::string(route.operation));
    ASSERT_NE(operation, nullptr) << route.operation;
    EXPECT_EQ(operation->method, route.method) << route.operation;
    EXPECT_EQ(operation->path, route.pattern) << route.operation;
    EXPECT_EQ(operation->permission, security::name_of(route.permission)) << route.operation;
  }
}

TEST(Contract, EveryOperationHasItsRoute) {
  for (const auto& [id, operation] : Contract::loaded().operations()) {
    EXPECT_TRUE(std::ranges::any_of(routes(), [&](const Route& route) { return route.operation == id; })) << id;
  }
}

TEST(Contract, EveryPostButSigningInHonoursAnIdempotencyKey) {
  for (const Route& route : routes()) {
    const bool honours = route.repeat != Repeat::Harmless;
    EXPECT_EQ(honours, route.method == "POST" && route.operation != "signIn") << route.operation;
  }
}

/// What a body or a list may hold is asked without anybody being refused.
void allow_everything(Node& node) {
  std::vector<security::Allowance> all;
  for (const security::ActionWords& words : security::grantable_actions()) all.push_back({words.action});
  ASSERT_TRUE(node.application().people().allow("system-administrator", all, std::nullopt));
}

/// Fills "{id}" with ids of the right form, so that only the body can be at fault.
std::string filled(std::string path) {
  for (std::size_t at = path.find('{'); at != std::string::npos; at = path.find('{')) {
    path.replace(at, path.find('}') - at + 1, "1-1");
  }
  return path;
}

TEST(Contract, EveryBodyHasExactlyTheFieldsThatTheProgramKnows) {
  Node node;
  allow_everything(node);
  for (const auto& [id, operation] : Contract::loaded().operations()) {
    if (operation.json_body.empty() || id == "replaceOrganisation") continue;
    std::string body = "{\"no-such-field\": 1";
    for (const std::string& name : Contract::loaded().properties(operation.json_body))
      body += ",\"" + name + "\": null";
    std::vector<std::string> expected = {"/no-such-field"};
    for (const std::string& name : Contract::loaded().required(operation.json_body)) expected.push_back("/" + name);
    std::ranges::sort(expected);
    const Answered answered =
        node.ask({.method = operation.method, .path = filled(operation.path), .body = body + "}"});
    EXPECT_EQ(answered.status, 400) << id << answered.text;
    EXPECT_EQ(answered.at("code"), "invalid-body") << id;
    EXPECT_EQ(answered.pointers(), expected) << id;
  }
}

TEST(Contract, EveryListKnowsExactlyItsParameters) {
  Node node;
  allow_everything(node);
  for (const auto& [id, operation] : Contract::loaded().operations()) {
    if (operation.method != "GET" || operation.query.empty()) continue;
    std::string path = filled(operation.path) + "?no-such-parameter=1";
    const Answered answered = node.ask({.method = "GET", .path = path});
    if (answered.status == 404) continue;  // the thing itself is looked for first
    EXPECT_EQ(answered.status, 400) << id;
    EXPECT_THAT(answered.pointers(), ::testing::ElementsAre("?no-such-parameter")) << id;
    // A declared parameter is never called unknown, whatever else is wrong with its value.
    for (const std::string& name : operation.query) {
      const Answered known = node.ask({.method = "GET", .path = filled(operation.path) + "?" + name + "=1"});
      EXPECT_EQ(known.text.find("不认识的参数"), std::string::npos) << id << " " << name;
    }
  }
}

TEST(Contract, IsServedAsItIs) {
  const Node node;
  const Answered answered = node.ask({.method = "GET", .path = "/openapi.yaml", .as = "-"});
  EXPECT_EQ(answered.status, 200);
  EXPECT_TRUE(answered.text.starts_with("# The contract of the API."));
  const Answered page = node.ask({.method = "GET", .path = "/api", .as = "-"});
  EXPECT_THAT(page.header("content-security-policy"), ::testing::HasSubstr("default-src 'none'"));
  EXPECT_THAT(page.text, ::testing::HasSubstr("/api/v1/tasks/{id}/complete"));
}

}  // namespace
}  // namespace bihuan::api::testing
