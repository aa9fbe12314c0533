// What is a request and what is refused, without a socket: RFC 9112 §§2-9 and the smuggling literature.
#include "api/http/request_parser.h"

#include <gtest/gtest.h>

#include <optional>
#include <random>
#include <vector>

#include "tests/api/http/refused_requests.h"
#include "tests/api/http/requests.h"

namespace bihuan::http {
namespace {
using testing::chunked_post;
using testing::parse_all;
using testing::Parsed;
using testing::post_with;
using testing::refused_requests;
using testing::RefusedRequest;
using testing::split_at;
using testing::status_for;

TEST(RequestParser, ReadsMethodTargetHeadersAndBody) {
  const Parsed parsed =
      parse_all("POST /a%20b/%E4%B8%AD?x=1&y=%2B+z HTTP/1.1\r\nHost: h:80\r\nX-A:  v \r\nContent-Length: 3\r\n\r\nabc");
  ASSERT_EQ(parsed.requests.size(), 1u);
  const Request& request = parsed.requests[0];
  EXPECT_EQ(request.method, "POST");
  EXPECT_EQ(request.segments, (std::vector<std::string>{"a b", "中"}));
  EXPECT_EQ(request.query, (std::vector<std::pair<std::string, std::string>>{{"x", "1"}, {"y", "+ z"}}));
  EXPECT_EQ(*request.header("x-a"), "v");
  EXPECT_EQ(request.host, "h:80");
  EXPECT_EQ(request.body, "abc");
}

TEST(RequestParser, ReadsChunkedBodiesAndDropsTrailers) {
  const Parsed parsed = parse_all(
      "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n"
      "3;ext=\"a b\"\r\nabc\r\n0a\r\n0123456789\r\n0\r\nX-Trailer: evil\r\n\r\n");
  ASSERT_EQ(parsed.requests.size(), 1u);
  EXPECT_EQ(parsed.requests[0].body, "abc0123456789");
  EXPECT_EQ(parsed.requests[0].header("X-Trailer"), nullptr);
}

TEST(RequestParser, ReadsTheSameRequestWhereverItIsSplit) {
  const std::string text =
      "\r\nPOST /a HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n4;a=b\r\nbody\r\n1\r\n!\r\n0\r\nT: "
      "x\r\n\r\n"
      "GET /b?c=d HTTP/1.1\r\nHost: h\r\n\r\nPUT /c HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\n12345";
  const auto whole = split_at(text, {});
  ASSERT_EQ(whole.requests.size(), 3u);
  for (std::size_t at = 1; at < text.size(); ++at) {
    const auto parts = split_at(text, {at});
    ASSERT_EQ(parts.requests.size(), 3u) << at;
    EXPECT_EQ(parts.requests[0].body, "body!") << at;
    EXPECT_EQ(parts.requests[1].target, "/b?c=d") << at;
    EXPECT_EQ(parts.requests[2].body, "12345") << at;
  }
  std::vector<std::size_t> each_byte;
  for (std::size_t at = 1; at < text.size(); ++at) each_byte.push_back(at);
  EXPECT_EQ(split_at(text, each_byte).requests.size(), 3u);
}

TEST(RequestParser, RefusesWhatIsMalformed) {
  for (const RefusedRequest& refused : refused_requests())
    EXPECT_EQ(status_for(refused.text), refused.status) << refused.what;
}

TEST(RequestParser, RefusesTheSameByteByByte) {
  for (const RefusedRequest& refused : refused_requests()) {
    std::vector<std::size_t> each_byte;
    for (std::size_t at = 1; at < refused.text.size(); ++at) each_byte.push_back(at);
    EXPECT_EQ(split_at(refused.text, each_byte).refused_with, refused.status) << refused.what;
  }
}

TEST(RequestParser, NeverReadsARequestOutOfARefusedOne) {
  for (const RefusedRequest& refused : refused_requests()) {
    const Parsed parsed = parse_all(refused.text + "GET /smuggled HTTP/1.1\r\nHost: h\r\n\r\n");
    EXPECT_TRUE(parsed.requests.empty()) << refused.what;
  }
}

TEST(RequestParser, TakesOneHundredHeadersAndNoMore) {
  auto head = [](int count) {
    std::string text = "GET / HTTP/1.1\r\nHost: h\r\n";
    for (int i = 1; i < count; ++i) text += "X: y\r\n";
    return text + "\r\n";
  };
  EXPECT_EQ(parse_all(head(100)).requests.size(), 1u);
  EXPECT_EQ(status_for(head(101)), 431);
  EXPECT_EQ(status_for(head(10'000)), 431);
}

TEST(RequestParser, TakesWhatIsUnusualButAllowed) {
  const std::vector<std::string> good{
      "\r\nGET / HTTP/1.1\r\nHost: h\r\n\r\n",
      "GET / HTTP/1.1\r\nHost:\r\n\r\n",
      "GET / HTTP/1.1\r\nHost: [::1]:80\r\n\r\n",
      "GET http://other/a?b HTTP/1.1\r\nHost: h\r\n\r\n",
      "GET http://other HTTP/1.1\r\nHost: h\r\n\r\n",
      "OPTIONS * HTTP/1.1\r\nHost: h\r\n\r\n",
      "GET / HTTP/1.0\r\n\r\n",
      "GET /" + std::string(8000, '/') + " HTTP/1.1\r\nHost: h\r\n\r\n",
      post_with("Transfer-Encoding: Chunked\r\n") + "0\r\n\r\n",
      chunked_post("000003\r\nabc\r\n00\r\n\r\n"),
      post_with("X: \xe4\xb8\xad\r\nContent-Length: 0\r\n"),
      post_with("Content-Length: 003\r\n") + "abc",
      post_with("Content-Encoding: identity\r\nContent-Length: 1\r\n") + "a",
      post_with("X:\r\nContent-Length: 0\r\n"),
  };
  for (const std::string& text : good) EXPECT_EQ(parse_all(text).requests.size(), 1u) << text.substr(0, 80);
}

TEST(RequestParser, TakesTheHostOfAnAbsoluteTargetOverTheField) {
  const Parsed parsed = parse_all("GET http://other:81/a HTTP/1.1\r\nHost: h\r\n\r\n");
  ASSERT_EQ(parsed.requests.size(), 1u);
  EXPECT_EQ(parsed.requests[0].host, "other:81");
  EXPECT_EQ(parsed.requests[0].path, "/a");
}

TEST(RequestParser, RefusesABodyBeyondItsLimitByItsLengthAlone) {
  EXPECT_EQ(status_for("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 2000000\r\n\r\n"), 413);
  EXPECT_EQ(status_for(chunked_post("200000\r\n")), 413);
  std::string many = chunked_post("");
  for (int i = 0; i < 17; ++i) many += "10000\r\n" + std::string(65536, 'a') + "\r\n";
  EXPECT_EQ(status_for(many), 413);
}

TEST(RequestParser, RefusesEndlessChunkLinesAndTrailers) {
  EXPECT_NE(status_for(chunked_post("3;" + std::string(20'000, 'a'))), 0);
  std::string extensions = chunked_post("");
  for (int i = 0; i < 20; ++i) extensions += "1;" + std::string(1000, 'a') + "\r\nx\r\n";
  EXPECT_EQ(status_for(extensions), 400);
  EXPECT_EQ(status_for(chunked_post("0\r\nX: " + std::string(20'000, 'a'))), 431);
  std::string trailers = chunked_post("0\r\n");
  for (int i = 0; i < 200; ++i) trailers += "X: y\r\n";
  EXPECT_EQ(status_for(trailers + "\r\n"), 431);
}

TEST(RequestParser, SurvivesRandomChangesOfGoodRequests) {
  const std::vector<std::string> seeds{
      chunked_post("3;a=\"b\"\r\nabc\r\n0\r\nT: x\r\n\r\n"),
      post_with("Content-Length: 5\r\nExpect: 100-continue\r\n") + "12345",
      "GET http://other/a?b=%20 HTTP/1.1\r\nHost: h\r\nConnection: keep-alive, close\r\n\r\n"};
  using namespace std::string_literals;
  const std::string alphabet = "\r\n\0 \t:;=\",0123456789abcdefxHTP/%\x7f\xff"s;
  std::mt19937 random(20261121);
  std::size_t requests = 0, refusals = 0;
  for (int round = 0; round < 20'000; ++round) {
    std::string text = seeds[round % seeds.size()] + seeds[random() % seeds.size()];
    for (unsigned change = 0; change < 1 + random() % 3; ++change) {
      const std::size_t at = random() % text.size();
      if (random() % 3 == 0 && at > 0)
        text.erase(at, 1 + random() % 4);
      else if (random() % 2 == 0)
        text[at] = alphabet[random() % alphabet.size()];
      else
        text.insert(at, 1, alphabet[random() % alphabet.size()]);
    }
    const Parsed whole = parse_all(text);
    const Parsed parts = split_at(text, {random() % text.size(), text.size() / 2});
    ASSERT_EQ(whole.requests.size(), parts.requests.size()) << text;
    ASSERT_EQ(whole.refused_with, parts.refused_with) << text;
    requests += whole.requests.size();
    refusals += whole.refused_with != 0;
  }
  EXPECT_GT(requests, 1000u);
  EXPECT_GT(refusals, 1000u);
}

}  // namespace
}  // namespace bihuan::http
