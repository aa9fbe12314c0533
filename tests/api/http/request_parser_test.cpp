// What is a request and what is refused, without a socket: RFC 9112 §§2-9 and the smuggling literature.
#include "api/http/request_parser.h"

#include <gtest/gtest.h>

#include <optional>
#include <random>
#include <vector>

#include "tests/api/http/requests.h"

namespace bihuan::http {
namespace {
using testing::parse_all;
using testing::Parsed;
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

struct Case {
  const char* what;
  std::string text;
  int status;
};

std::string with(const std::string& headers) {
  return "POST / HTTP/1.1\r\nHost: h\r\n" + headers + "\r\n";
}
std::string chunked(const std::string& body) {
  return with("Transfer-Encoding: chunked\r\n") + body;
}

std::vector<Case> refused_requests() {
  using namespace std::string_literals;
  return {
      // RFC 9112 §2.2 and §3: lines and the request line
      {"bare LF after the request line", "GET / HTTP/1.1\nHost: h\n\n", 400},
      {"bare LF after a header", "GET / HTTP/1.1\r\nHost: h\nX: y\r\n\r\n", 400},
      {"bare CR in a header", "GET / HTTP/1.1\r\nHost: h\r\nX: a\rb\r\n\r\n", 400},
      {"CR CR LF", "GET / HTTP/1.1\r\r\nHost: h\r\n\r\n", 400},
      {"NUL in a header", "GET / HTTP/1.1\r\nHost: h\r\nX: a\0b\r\n\r\n"s, 400},
      {"NUL in the target", "GET /\0 HTTP/1.1\r\nHost: h\r\n\r\n"s, 400},
      {"DEL in a header", "GET / HTTP/1.1\r\nHost: h\r\nX: \x7f\r\n\r\n", 400},
      {"two empty lines before", "\r\n\r\nGET / HTTP/1.1\r\nHost: h\r\n\r\n", 400},
      {"two spaces before the version", "GET /  HTTP/1.1\r\nHost: h\r\n\r\n", 400},
      {"two spaces before the target", "GET  / HTTP/1.1\r\nHost: h\r\n\r\n", 400},
      {"space before the method", " GET / HTTP/1.1\r\nHost: h\r\n\r\n", 400},
      {"tab for a space", "GET\t/ HTTP/1.1\r\nHost: h\r\n\r\n", 400},
      {"no version (HTTP/0.9)", "GET /\r\n\r\n", 400},
      {"version in small letters", "GET / http/1.1\r\nHost: h\r\n\r\n", 400},
      {"version with two digits", "GET / HTTP/1.10\r\nHost: h\r\n\r\n", 400},
      {"something behind the version", "GET / HTTP/1.1 \r\nHost: h\r\n\r\n", 400},
      {"method that is no token", "G@T / HTTP/1.1\r\nHost: h\r\n\r\n", 400},
      {"HTTP/2.0", "GET / HTTP/2.0\r\nHost: h\r\n\r\n", 505},
      {"HTTP/2 preface", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505},
      {"HTTP/3.0", "GET / HTTP/3.0\r\nHost: h\r\n\r\n", 505},
      {"unknown method", "BREW / HTTP/1.1\r\nHost: h\r\n\r\n", 501},
      {"method in small letters", "get / HTTP/1.1\r\nHost: h\r\n\r\n", 501},
      {"CONNECT", "CONNECT h:80 HTTP/1.1\r\nHost: h:80\r\n\r\n", 501},
      {"TRACE", "TRACE / HTTP/1.1\r\nHost: h\r\n\r\n", 501},
      // §3.2: targets
      {"relative target", "GET a HTTP/1.1\r\nHost: h\r\n\r\n", 400},
      {"* with GET", "GET * HTTP/1.1\r\nHost: h\r\n\r\n", 400},
      {"other scheme", "GET ftp://h/ HTTP/1.1\r\nHost: h\r\n\r\n", 400},
      {"user in an absolute target", "GET http://u@h/ HTTP/1.1\r\nHost: h\r\n\r\n", 400},
      {"fragment", "GET /a#b HTTP/1.1\r\nHost: h\r\n\r\n", 400},
      {"bytes over 127", "GET /\xc3\xa4 HTTP/1.1\r\nHost: h\r\n\r\n", 400},
      {"half an escape", "GET /%4 HTTP/1.1\r\nHost: h\r\n\r\n", 400},
      {"bad escape", "GET /%zz HTTP/1.1\r\nHost: h\r\n\r\n", 400},
      {"escaped NUL", "GET /%00 HTTP/1.1\r\nHost: h\r\n\r\n", 400},
      {"escaped overlong slash", "GET /%c0%af HTTP/1.1\r\nHost: h\r\n\r\n", 400},
      {"bad escape in the query", "GET /?a=%x HTTP/1.1\r\nHost: h\r\n\r\n", 400},
      // §3.2 Host
      {"no Host", "GET / HTTP/1.1\r\n\r\n", 400},
      {"two Hosts", "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400},
      {"two equal Hosts", "GET / HTTP/1.1\r\nHost: a\r\nhost: a\r\n\r\n", 400},
      {"two Hosts in HTTP/1.0", "GET / HTTP/1.0\r\nHost: a\r\nHost: b\r\n\r\n", 400},
      {"list in Host", "GET / HTTP/1.1\r\nHost: a, b\r\n\r\n", 400},
      {"user in Host", "GET / HTTP/1.1\r\nHost: a@b\r\n\r\n", 400},
      {"path in Host", "GET / HTTP/1.1\r\nHost: a/b\r\n\r\n", 400},
      {"bad port in Host", "GET / HTTP/1.1\r\nHost: a:8x\r\n\r\n", 400},
      // §5: fields
      {"white space before the colon", with("X : y\r\n"), 400},
      {"field without colon", with("X\r\n"), 400},
      {"field without name", with(": y\r\n"), 400},
      {"field name with a space", with("X Y: z\r\n"), 400},
      {"folded line", with("X: a\r\n b\r\n"), 400},
      {"folded first line", "GET / HTTP/1.1\r\n X: a\r\nHost: h\r\n\r\n", 400},
      {"folded by tab", with("X: a\r\n\tb\r\n"), 400},
      // §6: one length
      {"both lengths", with("Content-Length: 3\r\nTransfer-Encoding: chunked\r\n") + "0\r\n\r\n", 400},
      {"both lengths, other order", with("Transfer-Encoding: chunked\r\nContent-Length: 3\r\n") + "0\r\n\r\n", 400},
      {"two different lengths", with("Content-Length: 3\r\nContent-Length: 4\r\n") + "abcd", 400},
      {"two equal lengths", with("Content-Length: 3\r\nContent-Length: 3\r\n") + "abc", 400},
      {"list of lengths", with("Content-Length: 3, 3\r\n") + "abc", 400},
      {"hexadecimal length", with("Content-Length: 0x3\r\n") + "abc", 400},
      {"positive sign", with("Content-Length: +3\r\n") + "abc", 400},
      {"negative length", with("Content-Length: -3\r\n") + "abc", 400},
      {"length with a space inside", with("Content-Length: 3 3\r\n") + "abc", 400},
      {"length with a point", with("Content-Length: 3.0\r\n") + "abc", 400},
      {"empty length", with("Content-Length: \r\n"), 400},
      {"length over 64 bits", with("Content-Length: 18446744073709551619\r\n") + "abc", 400},
      {"unknown coding", with("Transfer-Encoding: gzip\r\n"), 501},
      {"coding before chunked", with("Transfer-Encoding: gzip, chunked\r\n") + "0\r\n\r\n", 501},
      {"chunked not last", with("Transfer-Encoding: chunked, gzip\r\n") + "0\r\n\r\n", 501},
      {"identity", with("Transfer-Encoding: identity\r\n"), 501},
      {"almost chunked", with("Transfer-Encoding: xchunked\r\n"), 501},
      {"quoted chunked", with("Transfer-Encoding: \"chunked\"\r\n"), 501},
      {"vertical tab before chunked",
       with("Transfer-Encoding: \x0b"
            "chunked\r\n"),
       400},
      {"two codings", with("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n") + "0\r\n\r\n", 400},
      {"two codings, one hidden", with("Transfer-Encoding: identity\r\nTransfer-Encoding: chunked\r\n") + "0\r\n\r\n",
       400},
      {"chunked in HTTP/1.0", "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400},
      {"POST of HTTP/1.0 without length", "POST / HTTP/1.0\r\n\r\n", 411},
      {"compressed body", with("Content-Encoding: gzip\r\nContent-Length: 1\r\n") + "a", 415},
      {"unknown expectation", with("Expect: tea\r\nContent-Length: 1\r\n") + "a", 417},
      {"two expectations", with("Expect: 100-continue\r\nExpect: 100-continue\r\nContent-Length: 1\r\n") + "a", 417},
      // §7.1: chunks
      {"size that is no number", chunked("x\r\n"), 400},
      {"empty size", chunked("\r\n"), 400},
      {"signed size", chunked("+3\r\nabc\r\n0\r\n\r\n"), 400},
      {"negative size", chunked("-1\r\nabc\r\n0\r\n\r\n"), 400},
      {"0x before the size", chunked("0x3\r\nabc\r\n0\r\n\r\n"), 400},
      {"space before the size", chunked(" 3\r\nabc\r\n0\r\n\r\n"), 400},
      {"size over 64 bits", chunked("10000000000000003\r\nabc\r\n0\r\n\r\n"), 400},
      {"size of 64 bits", chunked("ffffffffffffffff\r\nabc\r\n0\r\n\r\n"), 413},
      {"no line end after the data", chunked("3\r\nabcd\r\n0\r\n\r\n"), 400},
      {"bare LF after the size", chunked("3\nabc\r\n0\r\n\r\n"), 400},
      {"bare LF after the data", chunked("3\r\nabc\n0\r\n\r\n"), 400},
      {"bare CR after the size", chunked("3\rabc\r\n0\r\n\r\n"), 400},
      {"bare LF in an extension", chunked("3;a\nb\r\nabc\r\n0\r\n\r\n"), 400},
      {"bare CR in an extension", chunked("3;a\rb\r\nabc\r\n0\r\n\r\n"), 400},
      {"bare LF in a quoted extension", chunked("3;a=\"\n\"\r\nabc\r\n0\r\n\r\n"), 400},
      {"NUL in an extension", chunked("3;a\0\r\nabc\r\n0\r\n\r\n"s), 400},
      {"extension that is no token", chunked("3;@\r\nabc\r\n0\r\n\r\n"), 400},
      {"bare LF after the last chunk", chunked("0\n\n"), 400},
      {"trailer that is no field", chunked("0\r\nevil\r\n\r\n"), 400},
      {"Content-Length as trailer", chunked("0\r\nContent-Length: 3\r\n\r\n"), 400},
      {"bare CR in a trailer", chunked("0\r\nX: a\rb\r\n\r\n"), 400},
      // limits
      {"long request line", "GET /" + std::string(9000, 'a') + " HTTP/1.1\r\nHost: h\r\n\r\n", 414},
      {"50,000 slashes", "GET " + std::string(50'000, '/') + " HTTP/1.1\r\nHost: h\r\n\r\n", 414},
      {"long header", with("X: " + std::string(17'000, 'a') + "\r\n"), 431},
      {"endless header", "GET / HTTP/1.1\r\nX: " + std::string(20'000, 'a'), 431},
  };
}

TEST(RequestParser, RefusesWhatIsMalformed) {
  for (const Case& refused : refused_requests()) EXPECT_EQ(status_for(refused.text), refused.status) << refused.what;
}

TEST(RequestParser, RefusesTheSameByteByByte) {
  for (const Case& refused : refused_requests()) {
    std::vector<std::size_t> each_byte;
    for (std::size_t at = 1; at < refused.text.size(); ++at) each_byte.push_back(at);
    EXPECT_EQ(split_at(refused.text, each_byte).refused_with, refused.status) << refused.what;
  }
}

TEST(RequestParser, NeverReadsARequestOutOfARefusedOne) {
  for (const Case& refused : refused_requests()) {
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
      with("Transfer-Encoding: Chunked\r\n") + "0\r\n\r\n",
      chunked("000003\r\nabc\r\n00\r\n\r\n"),
      with("X: \xe4\xb8\xad\r\nContent-Length: 0\r\n"),
      with("Content-Length: 003\r\n") + "abc",
      with("Content-Encoding: identity\r\nContent-Length: 1\r\n") + "a",
      with("X:\r\nContent-Length: 0\r\n"),
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
  EXPECT_EQ(status_for(chunked("200000\r\n")), 413);
  std::string many = chunked("");
  for (int i = 0; i < 17; ++i) many += "10000\r\n" + std::string(65536, 'a') + "\r\n";
  EXPECT_EQ(status_for(many), 413);
}

TEST(RequestParser, RefusesEndlessChunkLinesAndTrailers) {
  EXPECT_NE(status_for(chunked("3;" + std::string(20'000, 'a'))), 0);
  std::string extensions = chunked("");
  for (int i = 0; i < 20; ++i) extensions += "1;" + std::string(1000, 'a') + "\r\nx\r\n";
  EXPECT_EQ(status_for(extensions), 400);
  EXPECT_EQ(status_for(chunked("0\r\nX: " + std::string(20'000, 'a'))), 431);
  std::string trailers = chunked("0\r\n");
  for (int i = 0; i < 200; ++i) trailers += "X: y\r\n";
  EXPECT_EQ(status_for(trailers + "\r\n"), 431);
}

TEST(RequestParser, SurvivesRandomChangesOfGoodRequests) {
  const std::vector<std::string> seeds{
      chunked("3;a=\"b\"\r\nabc\r\n0\r\nT: x\r\n\r\n"), with("Content-Length: 5\r\nExpect: 100-continue\r\n") + "12345",
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
