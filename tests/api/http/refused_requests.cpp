// The list itself; grouped by the section that forbids it.
#include "tests/api/http/refused_requests.h"

namespace bihuan::http::testing {

std::string post_with(const std::string& headers) {
  return "POST / HTTP/1.1\r\nHost: h\r\n" + headers + "\r\n";
}
std::string chunked_post(const std::string& body) {
  return post_with("Transfer-Encoding: chunked\r\n") + body;
}

std::vector<RefusedRequest> refused_requests() {
  using namespace std::string_literals;
  const auto with = post_with;
  const auto chunked = chunked_post;
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

}  // namespace bihuan::http::testing
