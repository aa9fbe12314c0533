// Decides which file answers a path, and the headers by which a browser runs nothing but what this server sent.
#include "api/pages.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace bihuan::api {
namespace {

using http::Header;

const std::array headers = {
    Header{"Content-Security-Policy",
           "default-src 'self'; img-src 'self' data: blob:; style-src 'self' 'unsafe-inline'; script-src 'self'; "
           "connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'"},
    Header{"Referrer-Policy", "same-origin"},
    Header{"X-Frame-Options", "DENY"},
};

bool names_a_file(const http::RequestHead& request) {
  if (request.segments.empty()) return false;
  return request.segments.front() == "assets" || request.segments.back().find('.') != std::string::npos;
}

}  // namespace

Pages::Pages(const std::string& folder) : files_(folder), assets_(folder, "public, max-age=31536000, immutable") {}

bool Pages::takes(const http::RequestHead& request) {
  if (request.method != "GET" && request.method != "HEAD") return false;
  constexpr std::array<std::string_view, 3> own = {"api", "oidc", "engine-rest"};
  return request.segments.empty() || std::ranges::find(own, request.segments.front()) == own.end();
}

http::Response Pages::answer(const http::RequestHead& request) const {
  http::Response response;
  if (!names_a_file(request)) {
    response = files_.answer(request, {});
  } else if (request.segments.front() == "assets") {
    response = assets_.answer(request, request.segments);
  } else {
    response = files_.answer(request, request.segments);
  }
  response.headers.insert(response.headers.end(), headers.begin(), headers.end());
  return response;
}

}  // namespace bihuan::api
