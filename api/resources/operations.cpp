// What operators and programs ask of the node itself: is it alive, can it work, how busy is it, what does it execute,
// what is its contract.
#include <fmt/format.h>

#include "api/json_writer.h"
#include "api/metrics.h"
#include "api/openapi_text.h"
#include "api/resources/coverage.h"
#include "api/resources/resources.h"
#include "api/routes.h"
#include "api/version.h"

namespace bihuan::resources {
namespace {

using namespace api;

constexpr std::string_view style =
    R"(body { font-family: sans-serif; max-width: 70rem; margin: 2rem auto; padding: 0 1rem; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; padding: 0.3rem 0.6rem; border-bottom: 1px solid #ddd; }
code { font-family: monospace; }
)";

}  // namespace

Answer livez(const Call&) {
  return json_answer(R"({"status":"alive"})");
}

Answer readyz(const Call& call) {
  if (call.services.store.healthy()) {
    return json_answer(JsonObject().text("status", "ready").text("store", call.services.store.kind()).done());
  }
  return Problem{Fault::Unavailable, "数据库暂不可用", "Expected the store to answer, but it does not", {}};
}

Answer metrics(const Call& call) {
  return http::make_response(200, "text/plain; version=0.0.4; charset=utf-8",
                             call.services.metrics.text(call.services.host.counts(), call.services.gauges()));
}

Answer version(const Call&) {
  return json_answer(JsonObject().text("name", "bihuan").text("version", bihuan::version).done());
}

Answer coverage(const Call&) {
  return json_answer(coverage_json());
}

Answer openapi(const Call&) {
  return http::make_response(200, "application/yaml", std::string(openapi_text()));
}

Answer api_page(const Call&) {
  std::string rows;
  for (const Route& route : routes()) {
    rows += fmt::format("<tr><td>{}</td><td><code>{}</code></td><td>{}</td><td>{}</td></tr>\n", route.method,
                        route.pattern, route.operation, security::name_of(route.permission));
  }
  std::string page = fmt::format(
      "<!DOCTYPE html>\n<html lang=\"zh-CN\"><head><meta charset=\"utf-8\"><title>闭环 API</title>"
      "<link rel=\"stylesheet\" href=\"/api/style.css\"></head>\n<body><h1>闭环 API</h1>\n"
      "<p>接口约定见 <a href=\"/openapi.yaml\">openapi.yaml</a>（OpenAPI 3.1）。"
      "The contract is <a href=\"/openapi.yaml\">openapi.yaml</a>.</p>\n"
      "<table><thead><tr><th>方法</th><th>地址</th><th>操作</th><th>权限</th></tr></thead>\n<tbody>\n{}</tbody></table>"
      "</body></html>\n",
      rows);
  http::Response response = http::make_response(200, "text/html; charset=utf-8", std::move(page));
  response.headers.push_back({"Content-Security-Policy",
                              "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; "
                              "frame-ancestors 'none'"});
  return response;
}

Answer api_style(const Call&) {
  return http::make_response(200, "text/css; charset=utf-8", std::string(style));
}

}  // namespace bihuan::resources
