#include "api/dispatch.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <spdlog/spdlog.h>

#include <algorithm>

#include "api/compat/caller.h"
#include "api/compat/error.h"
#include "api/metrics.h"
#include "api/once.h"
#include "api/pages.h"
#include "api/people.h"
#include "api/router.h"
#include "api/security/act_as.h"
#include "api/security/gate.h"
#include "api/security/noted.h"
#include "api/security/permission.h"
#include "api/security/rights.h"
#include "api/security/secret.h"

namespace bihuan::api {
namespace {

constexpr std::size_t longest_request_id = 128;

/// The client's own id where it is one that a log can bear, else a new one.
std::string request_id_of(const http::RequestHead& request) {
  const std::string* given = request.header("X-Request-Id");
  const bool usable = given && !given->empty() && given->size() <= longest_request_id &&
                      std::ranges::all_of(*given, [](char c) { return c > ' ' && c < 0x7f; });
  return usable ? *given : security::new_id();
}

/// The type of a Content-Type header, without parameters, in lower case.
std::string media_type(const http::RequestHead& request) {
  const std::string* header = request.header("Content-Type");
  if (!header) return {};
  std::string type = header->substr(0, header->find_first_of("; \t"));
  std::ranges::transform(type, type.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return type;
}

std::optional<Problem> wrong_content(const Route& route, const http::Request& request) {
  const auto expected = [](std::string_view type) {
    return Problem{Fault::UnsupportedMediaType,
                   fmt::format("请求的 Content-Type 应为 {}", type),
                   fmt::format("Expected Content-Type {}", type),
                   {}};
  };
  if (request.header("Content-Encoding")) {
    return Problem{Fault::UnsupportedMediaType, "不接受压缩的请求内容", "Expected a body without Content-Encoding", {}};
  }
  const std::string type = media_type(request);
  if (route.content == Content::Json && !request.body.empty() && type != "application/json") {
    return expected("application/json");
  }
  if (route.content == Content::Upload && type != "multipart/form-data") return expected("multipart/form-data");
  return std::nullopt;
}

Answer options(const Matched& matched) {
  http::Response response = empty_answer();
  response.headers.push_back({"Allow", fmt::format("{}, OPTIONS", fmt::join(matched.allowed, ", "))});
  return response;
}

Problem no_route(const Matched& matched, const http::Request& request) {
  if (matched.allowed.empty()) return not_found("该地址", "a resource at this address");
  Problem problem{Fault::MethodNotAllowed,
                  fmt::format("该地址不支持 {}", request.method),
                  fmt::format("Expected {}, but got {}", fmt::join(matched.allowed, " or "), request.method),
                  {}};
  problem.headers.push_back({"Allow", fmt::format("{}, OPTIONS", fmt::join(matched.allowed, ", "))});
  return problem;
}

std::optional<Problem> note_key(Call& call) {
  if (call.route->repeat == Repeat::Harmless) return std::nullopt;
  auto once = once_of(*call.request, call.caller);
  if (!once) return once.error();
  call.once = std::move(*once);
  return std::nullopt;
}

/// Looking alone is not noted: the pages of somebody who acts for others would fill the journal.
void note_act_as(const Call& call) {
  if (!call.request->header("X-Act-As") || call.request->method == "GET" || !call.caller.signed_in()) return;
  security::note(call, security::Noted::ActedAs, call.caller.person, std::string(call.route->operation));
}

std::expected<compat::Entered, Problem> entered(const Call& call) {
  if (compat::speaks(*call.request)) return compat::entered(call);
  auto caller = security::caller_of(*call.request, call.services.sessions, call.services.host.now());
  if (!caller) return std::unexpected(caller.error());
  return compat::Entered{std::move(*caller)};
}

/// Who calls, with their rights; what is wrong with them is an error only where not everybody may call.
std::expected<security::Caller, Problem> identified(const Call& call) {
  auto found = entered(call);
  if (!found) return std::unexpected(found.error());
  security::Caller& caller = found->caller;
  if (found->open) return std::move(caller);
  security::give_rights(caller, call.services.people.rights());
  if (auto refused = security::gone(caller)) return std::unexpected(std::move(*refused));
  if (auto refused = security::act_as(*call.request, caller)) return std::unexpected(std::move(*refused));
  return std::move(caller);
}

Answer run(Call& call) {
  auto caller = identified(call);
  if (!caller && call.route->permission != security::Action::Everybody) return caller.error();
  if (caller) call.caller = std::move(*caller);
  if (!caller) security::give_rights(call.caller, call.services.people.rights());
  if (auto refused = security::refusal(call.caller, call.route->permission)) return *refused;
  note_act_as(call);
  if (auto wrong = wrong_content(*call.route, *call.request)) return *wrong;
  if (auto wrong = note_key(call)) return *wrong;
  if (call.once && call.route->repeat != Repeat::Host) {
    return answer_once(call, [&] { return call.route->handler(call); });
  }
  Answer answer = call.route->handler(call);
  if (!call.once || !std::holds_alternative<Problem>(answer)) return answer;
  // A repeat may be refused for what its first try has done, before the host sees the key: a job that is gone, for one.
  auto before = answered_before(call);
  return before ? std::move(*before) : std::move(answer);
}

}  // namespace

void dispatch(Services& services, http::Request request, const http::Reply& reply) {
  const bool switched_off = services.engine_rest == EngineRest::Off && compat::speaks(request);
  Matched matched = switched_off ? Matched{} : match(request.method, request.segments);
  Call call{.request = std::make_shared<const http::Request>(std::move(request)), .reply = reply, .services = services};
  call.request_id = request_id_of(*call.request);
  call.language = language_of(*call.request);
  call.route = matched.route;
  call.path = std::move(matched.path);
  call.begun = std::chrono::steady_clock::now();
  try {
    if (call.request->method == "OPTIONS" && !matched.allowed.empty()) return call.finish(options(matched));
    const bool page = services.pages && matched.allowed.empty() && Pages::takes(*call.request);
    if (!call.route && page) return call.send(services.pages->answer(*call.request));
    if (!call.route) return call.finish(no_route(matched, *call.request));
    if (lane_of(*call.request) != Lane::Work) return call.finish(call.route->handler(call));
    call.finish(run(call));
  } catch (const store::Unavailable& unavailable) {
    spdlog::error("request {}: the store is not available: {}", call.request_id, unavailable.what());
    call.finish(Problem{
        Fault::Unavailable, "数据库暂不可用，请稍后再试", "Expected the store to answer, but it is not available", {}});
  } catch (const std::exception& failure) {
    spdlog::critical("request {} {}: {}", call.request_id, call.route ? call.route->operation : "", failure.what());
    call.finish(Problem{Fault::Broken,
                        "内部错误，请把请求编号告诉管理员",
                        "Something failed inside; tell the administrator the request id",
                        {}});
  }
}

http::BodyRule body_rule(const http::RequestHead& head) {
  const Matched matched = match(head.method, head.segments);
  http::BodyRule rule;
  rule.limit_bytes = matched.route ? matched.route->body_limit : 64u << 10;
  return rule;
}

Lane lane_of(const http::RequestHead& head) {
  if (head.path.starts_with("/api/") || compat::speaks(head)) return Lane::Work;
  return head.path == "/readyz" ? Lane::Ready : Lane::NoStore;
}

http::Response overloaded(const http::RequestHead& request) {
  return problem_answer({Fault::Unavailable, "系统繁忙，请稍后再试", "Expected a free worker, but all are busy", {}},
                        language_of(request));
}

}  // namespace bihuan::api
