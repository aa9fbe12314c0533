#include "api/call.h"

#include <future>

#include "api/compat/error.h"
#include "api/metrics.h"
#include "api/routes.h"
#include "engine/base/check.h"

namespace bihuan::api {
namespace {

Problem no_such_thing() {
  return not_found("该编号对应的内容", "something with this id");
}

/// The answer of the host, also one that was stored by an earlier request with the same key: only status and body are
/// kept, and the status says which kind of body it is.
http::Response response_of(const host::Rendered& rendered, bool problem_documents) {
  http::Response response{.status = rendered.status, .body = rendered.body};
  if (!rendered.body.empty()) {
    const bool problem = rendered.status >= 400 && problem_documents;
    const char* type = problem ? "application/problem+json" : "application/json";
    response.headers.push_back({"Content-Type", type});
  }
  if (rendered.repeated) response.headers.push_back({"Idempotent-Replayed", "true"});
  if (rendered.status == 503) response.headers.push_back({"Retry-After", "2"});
  return response;
}

}  // namespace

std::string Call::parameter(std::string_view name) const {
  const auto found = path.find(name);
  CHECK(found != path.end());
  return found->second;
}

std::expected<InstanceId, Problem> Call::instance_id() const {
  if (const auto id = codec::parse_instance_id(parameter("id"))) return *id;
  return std::unexpected(no_such_thing());
}

std::expected<codec::Reference, Problem> Call::reference() const {
  if (const auto id = codec::parse_reference(parameter("id"))) return *id;
  return std::unexpected(no_such_thing());
}

std::expected<Body, Problem> Call::body(std::span<const Field> fields) const {
  return read_body(request->body, fields);
}

host::Rendered Call::failed(const Problem& problem) const {
  if (compat::speaks(*request)) return {compat::error_status(problem), compat::error_json(problem, request->method)};
  return {status_of(problem.fault), problem_json(problem, language)};
}

void Call::finish(const Answer& answer) const {
  if (const auto* response = std::get_if<http::Response>(&answer)) send(*response);
  const auto* problem = std::get_if<Problem>(&answer);
  if (problem && compat::speaks(*request)) return send(compat::error_answer(*problem, request->method));
  if (problem) send(problem_answer(*problem, language));
}

void Call::send(http::Response response) const {
  response.headers.push_back({"X-Request-Id", request_id});
  response.headers.push_back({"X-Content-Type-Options", "nosniff"});
  if (!http::find_header(response.headers, "Cache-Control")) {
    response.headers.push_back({"Cache-Control", "no-store"});
  }
  const auto took = std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
  services.metrics.answered(route ? route->operation : "none", response.status, took);
  reply.send(std::move(response));
}

Later Call::ask(decltype(host::Request::what) what, std::function<std::string(const host::Ran&)> success, int status,
                std::string reason, std::function<Problem(const host::Ran&)> refused) const {
  host::Request asked{.what = std::move(what)};
  asked.actor = caller.actor;
  asked.request_id = request_id;
  asked.reason = std::move(reason);
  asked.once = once;
  asked.render = [call = *this, success = std::move(success), status, refused](const host::Ran& ran) {
    if (!ran.failure) return host::Rendered{status, success(ran)};
    return call.failed(refused ? refused(ran) : problem_of(*ran.failure));
  };
  asked.answer = [call = *this](const host::Rendered& rendered) {
    call.send(response_of(rendered, !compat::speaks(*call.request)));
  };
  services.host.ask(std::move(asked));
  return {};
}

std::vector<host::Rendered> Call::ask_all(std::vector<decltype(host::Request::what)> requests,
                                          const std::function<host::Rendered(std::size_t, const host::Ran&)>& render,
                                          const std::string& reason) const {
  std::vector<std::future<host::Rendered>> waiting;
  for (auto& what : requests) {
    auto answered = std::make_shared<std::promise<host::Rendered>>();
    waiting.push_back(answered->get_future());
    host::Request asked{.what = std::move(what)};
    asked.actor = caller.actor;
    asked.request_id = request_id;
    asked.reason = reason;
    asked.render = [render, place = waiting.size() - 1](const host::Ran& ran) { return render(place, ran); };
    asked.answer = [answered](const host::Rendered& rendered) { answered->set_value(rendered); };
    services.host.ask(std::move(asked));
  }
  std::vector<host::Rendered> out;
  for (std::future<host::Rendered>& one : waiting) out.push_back(one.get());
  return out;
}

std::vector<host::Rendered> Call::ask_each(std::vector<host::Tell> commands,
                                           const std::function<host::Rendered(std::size_t, const host::Ran&)>& render,
                                           const std::string& reason) const {
  std::vector<decltype(host::Request::what)> requests;
  for (host::Tell& command : commands) requests.emplace_back(std::move(command));
  return ask_all(std::move(requests), render, reason);
}

http::Response json_answer(std::string body, int status) {
  return http::make_response(status, "application/json", std::move(body));
}

http::Response empty_answer() {
  return http::Response{.status = 204};
}

}  // namespace bihuan::api
