// What clients do wrong, and how they are told: each class of error with its status, its code and its place.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/api/node.h"
#include "tests/api/samples.h"

namespace bihuan::api::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

TEST(Errors, MalformedJsonIsNamedWithItsPlace) {
  const Node node;
  const Answered answered = node.post("/api/v1/instances", R"({"process": )");
  EXPECT_EQ(answered.status, 400);
  EXPECT_EQ(answered.at("code"), "malformed-json");
  EXPECT_THAT(answered.at("detail"), HasSubstr("第 11 字节"));
  EXPECT_EQ(answered.header("content-type"), "application/problem+json");
}

TEST(Errors, UnknownMissingAndWronglyTypedFieldsAreNamedAllAtOnce) {
  const Node node;
  const Answered answered = node.post("/api/v1/instances", R"({"proces": "x", "version": "one", "variables": []})");
  EXPECT_EQ(answered.status, 400);
  EXPECT_THAT(answered.pointers(), ElementsAre("/proces", "/process", "/variables", "/version"));
}

TEST(Errors, AnswersAreChineseUnlessEnglishIsPreferred) {
  const Node node;
  EXPECT_EQ(node.get("/api/v1/instances/7").at("title"), "没有找到");
  const Asked english{.method = "GET", .path = "/api/v1/instances/7", .headers = {"Accept-Language: en-GB, zh;q=0.4"}};
  EXPECT_EQ(node.ask(english).at("title"), "Not found");
  EXPECT_EQ(node.ask(english).header("content-language"), "en");
}

TEST(Errors, AnotherContentTypeIsRefused) {
  const Node node;
  const Answered json =
      node.ask({.method = "POST", .path = "/api/v1/instances", .body = "a=1", .content_type = "text/plain"});
  EXPECT_EQ(json.status, 415);
  const Answered upload = node.post("/api/v1/deployments", "{}");
  EXPECT_EQ(upload.status, 415);
}

TEST(Errors, ABodyOverTheLimitOfItsRouteIsRefused) {
  const Node node;
  const std::string large = R"({"reason": ")" + std::string(100'000, 'x') + "\"}";
  // Refused while it is being read, so by the server and not by the route.
  const Answered answered =
      node.ask({.method = "POST", .path = "/api/v1/instances/7/cancel", .body = large, .in_contract = false});
  EXPECT_EQ(answered.status, 413);
  EXPECT_EQ(answered.header("content-type"), "application/problem+json");
}

TEST(Errors, WhatDoesNotExistIs404) {
  const Node node;
  for (const char* path :
       {"/api/v1/instances/7", "/api/v1/instances/x", "/api/v1/tasks/7-1", "/api/v1/tasks/7", "/api/v1/nothing",
        "/api/v1/deployments/3", "/api/v1/processes/none", "/api/v1/forms/none", "/api/v1/incidents/7-1",
        "/api/v1/attachments/a-1", "/api/v1/history/instances/7/journal", "/api/v1/calendars/none"}) {
    EXPECT_EQ(node.get(path).status, 404) << path;
  }
  EXPECT_EQ(node.post("/api/v1/instances", R"({"process": "none"})").status, 404);
  EXPECT_EQ(node.post("/api/v1/messages", R"({"name": "nobody waits"})").status, 404);
  EXPECT_EQ(node.post("/api/v1/instances/7/resume").status, 404);
  EXPECT_EQ(node.post("/api/v1/incidents/7-1/retry").status, 404);
}

TEST(Errors, AMethodThatAPathDoesNotTakeIs405WithThoseThatItTakes) {
  const Node node;
  const Answered answered = node.ask({.method = "DELETE", .path = "/api/v1/tasks", .in_contract = false});
  EXPECT_EQ(answered.status, 405);
  EXPECT_THAT(answered.header("allow"), HasSubstr("GET"));
  const Answered options = node.ask({.method = "OPTIONS", .path = "/api/v1/tasks", .in_contract = false});
  EXPECT_EQ(options.status, 204);
  EXPECT_THAT(options.header("allow"), HasSubstr("GET"));
}

TEST(Errors, ParametersThatAreNoneAreNamed) {
  const Node node;
  const Answered answered = node.get("/api/v1/tasks?view=some&limit=5000&cursor=zz&dueBefore=tomorrow&x=1");
  EXPECT_EQ(answered.status, 400);
  EXPECT_THAT(answered.pointers(), ElementsAre("?cursor", "?dueBefore", "?limit", "?view", "?x"));
}

TEST(Errors, TheRequestIdIsEchoedAndMadeWhereItIsMissing) {
  const Node node;
  const Answered given = node.ask({.method = "GET", .path = "/version", .headers = {"X-Request-Id: abc-1"}});
  EXPECT_EQ(given.header("x-request-id"), "abc-1");
  EXPECT_EQ(node.get("/version").header("x-request-id").size(), 32u);
}

TEST(Errors, AMalformedUploadIsNotHalfTaken) {
  const Node node;
  const Answered broken = node.deploy({{"a.bpmn", "<definitions><process"}});
  EXPECT_EQ(broken.status, 422);
  EXPECT_EQ(broken.at("code"), "deployment-refused");
  EXPECT_EQ(broken.at("diagnostics/0/file"), "a.bpmn");
  EXPECT_EQ(broken.at("diagnostics/0/severity"), "error");
  EXPECT_NE(broken.at("diagnostics/0/line"), "0");
  const Answered mixed = node.deploy(
      {{"a.bpmn", "<definitions><process"}, {"approval.bpmn", approval()}, {"approval.form", approval_form()}});
  EXPECT_EQ(mixed.status, 422);
  EXPECT_EQ(node.get("/api/v1/processes").size("items"), 0u);
  const Answered no_parts = node.ask({.method = "POST",
                                      .path = "/api/v1/deployments",
                                      .body = "nothing",
                                      .content_type = "multipart/form-data; boundary=tests-boundary"});
  EXPECT_EQ(no_parts.status, 400);
}

TEST(Errors, WhenNoWorkerIsFreeTheClientIsToldToComeAgain) {
  Application application({.store = "memory:", .workers = 1, .queue_limit = 0, .http = {.port = 0, .threads = 1}});
  const auto started = application.start();
  ASSERT_TRUE(started.has_value());
  const Answered answered = ask_port(started->port, {.method = "GET", .path = "/version", .as = "-"});
  EXPECT_EQ(answered.status, 503);
  EXPECT_EQ(answered.at("code"), "unavailable");
  EXPECT_NE(answered.header("retry-after"), "");
}

}  // namespace
}  // namespace bihuan::api::testing
