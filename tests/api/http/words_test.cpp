// Small grammars: percent-encoding, UTF-8, hosts, dates, trusted proxies, problem documents.
#include <gtest/gtest.h>

#include "api/http/forwarded.h"
#include "api/http/http_date.h"
#include "api/http/message.h"
#include "api/http/target.h"

namespace bihuan::http {
namespace {

TEST(PercentEncoding, DecodesToUtf8OrNothing) {
  EXPECT_EQ(percent_decoded("a%2Fb+c", false), "a/b+c");
  EXPECT_EQ(percent_decoded("a%2fb+c", true), "a/b c");
  EXPECT_EQ(percent_decoded("%e4%b8%ad", false), "中");
  for (const char* bad : {"%", "%4", "%g0", "%00", "%ff", "%c0%80", "%ed%a0%80", "%f4%90%80%80", "%e4%b8"})
    EXPECT_FALSE(percent_decoded(bad, false)) << bad;
}

TEST(Query, KeepsOrderAndEmptyValues) {
  using Pairs = std::vector<std::pair<std::string, std::string>>;
  EXPECT_EQ(*parse_query("a=1&a=2&b&c=&&=d"), (Pairs{{"a", "1"}, {"a", "2"}, {"b", ""}, {"c", ""}, {"", "d"}}));
  EXPECT_TRUE(parse_query("")->empty());
}

TEST(TargetSegments, KeepAnEscapedSlashInside) {
  EXPECT_EQ(parse_target("GET", "/a%2Fb/c")->segments, (std::vector<std::string>{"a/b", "c"}));
  EXPECT_TRUE(parse_target("GET", "/")->segments.empty());
  EXPECT_EQ(parse_target("GET", "/a/")->segments, (std::vector<std::string>{"a", ""}));
}

TEST(HttpDate, IsWrittenAndReadBack) {
  EXPECT_EQ(http_date(784111777), "Sun, 06 Nov 1994 08:49:37 GMT");
  EXPECT_EQ(parse_http_date("Sun, 06 Nov 1994 08:49:37 GMT"), 784111777);
  for (const char* bad :
       {"Mon, 06 Nov 1994 08:49:37 GMT", "Sun, 06 Nov 1994 25:49:37 GMT", "Sun, 31 Feb 1994 08:49:37 GMT",
        "Sunday, 06-Nov-94 08:49:37 GMT", "", "Sun, 06 Xyz 1994 08:49:37 GMT"})
    EXPECT_FALSE(parse_http_date(bad)) << bad;
}

RequestHead forwarded(std::vector<Header> headers, const std::vector<std::string>& trusted, const std::string& peer) {
  RequestHead head;
  head.headers = std::move(headers);
  head.host = "own";
  TrustedProxies(trusted).apply(head, peer);
  return head;
}

TEST(TrustedProxies, AreBelievedAndOthersAreNot) {
  const std::vector<Header> headers{{"X-Forwarded-For", "6.6.6.6, 1.2.3.4, 10.0.0.9"},
                                    {"x-forwarded-proto", "https"},
                                    {"X-Forwarded-Host", "public"}};
  const auto trusted = forwarded(headers, {"10.0.0.0/8", "::1"}, "10.1.2.3");
  EXPECT_EQ(trusted.remote_address, "1.2.3.4") << "the last that no proxy of ours is; 6.6.6.6 is only claimed";
  EXPECT_EQ(trusted.scheme, "https");
  EXPECT_EQ(trusted.host, "public");
  const auto stranger = forwarded(headers, {"10.0.0.0/8"}, "11.1.2.3");
  EXPECT_EQ(stranger.remote_address, "11.1.2.3");
  EXPECT_EQ(stranger.scheme, "http");
  EXPECT_EQ(stranger.host, "own");
  EXPECT_TRUE(stranger.headers.empty()) << "so that nobody believes them later";
  EXPECT_EQ(forwarded({{"X-Forwarded-For", "evil"}}, {"10.0.0.1"}, "10.0.0.1").remote_address, "10.0.0.1");
  EXPECT_EQ(forwarded({{"X-Forwarded-For", "2001:db8::1"}}, {"::1"}, "::1").remote_address, "2001:db8::1");
}

TEST(TrustedProxies, MustBeAddresses) {
  for (const char* bad : {"proxy", "10.0.0.0/33", "10.0.0.0/x", "::/129", "", "10.0.0.0/-1"})
    EXPECT_THROW(TrustedProxies({bad}), std::invalid_argument) << bad;
}

TEST(ProblemDocument, EscapesItsText) {
  const Response problem = problem_response(400, "bad", "a \"quote\" \\ and\nline");
  EXPECT_EQ(
      problem.body,
      R"({"type":"about:blank","title":"Bad Request","status":400,"detail":"a \"quote\" \\ and\u000aline","code":"bad"})");
}

}  // namespace
}  // namespace bihuan::http
