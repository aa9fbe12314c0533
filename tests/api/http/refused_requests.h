// Requests that must be refused, each with its status: RFC 9112 §§2-9, RFC 3986 and the smuggling literature. The
// parser's test shows them to the parser, tests/attack sends them to the running program.
#pragma once

#include <string>
#include <vector>

namespace bihuan::http::testing {

struct RefusedRequest {
  const char* what;
  std::string text;
  int status;
};

/// A POST with these header lines, and its chunked body.
std::string post_with(const std::string& headers);
std::string chunked_post(const std::string& body);

std::vector<RefusedRequest> refused_requests();

}  // namespace bihuan::http::testing
