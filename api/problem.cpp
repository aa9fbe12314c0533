#include "api/problem.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "adapters/codec/json.h"
#include "api/json_writer.h"
#include "engine/base/check.h"

namespace bihuan::api {
namespace {

struct Row {
  Fault fault;
  int status;
  std::string_view code, title_zh, title_en;
};

constexpr std::array table = {
    Row{Fault::MalformedJson, 400, "malformed-json", "请求不是合法的 JSON", "The request is no JSON"},
    Row{Fault::InvalidBody, 400, "invalid-body", "请求内容有误", "The request body is not as expected"},
    Row{Fault::InvalidParameter, 400, "invalid-parameter", "请求参数有误", "A parameter is not as expected"},
    Row{Fault::MalformedUpload, 400, "malformed-upload", "上传内容有误", "The upload is not as expected"},
    Row{Fault::Unauthenticated, 401, "not-signed-in", "请先登录", "Sign in first"},
    Row{Fault::SessionExpired, 401, "session-expired", "登录已过期", "The session is over"},
    Row{Fault::SignInRefused, 401, "sign-in-refused", "登录失败", "Sign-in refused"},
    Row{Fault::ForeignRequest, 403, "foreign-request", "请求不是从本系统页面发出的", "Not from a page of ours"},
    Row{Fault::NotAllowed, 403, "not-allowed", "没有权限", "Not allowed"},
    Row{Fault::PasswordChangeRequired, 403, "password-change-required", "请先修改一次性密码",
        "Change the one-time password first"},
    Row{Fault::OwnRoles, 403, "own-roles", "不能更改自己的权限", "Not for oneself"},
    Row{Fault::NotFound, 404, "not-found", "没有找到", "Not found"},
    Row{Fault::MethodNotAllowed, 405, "method-not-allowed", "该地址不支持此操作", "Method not allowed"},
    Row{Fault::AlreadyDone, 409, "already-done", "已被办理", "Already done"},
    Row{Fault::TaskTaken, 409, "task-taken", "任务已被签收", "Somebody else has claimed the task"},
    Row{Fault::TaskEnded, 409, "task-ended", "任务已经结束", "The task is over"},
    Row{Fault::AdministratorsExclude, 409, "administrators-exclude", "三员不能由一人兼任",
        "The three administrators are three people"},
    Row{Fault::ChangedMeanwhile, 412, "changed-meanwhile", "已被他人修改，请刷新后再改",
        "Changed meanwhile; read it again"},
    Row{Fault::WrongState, 409, "wrong-state", "当前状态不允许此操作", "Not possible in this state"},
    Row{Fault::LeaseLost, 409, "lease-lost", "任务锁已不属于该工作程序", "The lock is not this worker's any more"},
    Row{Fault::KeyReused, 409, "idempotency-key-reused", "幂等键已用于另一请求",
        "The Idempotency-Key was used for another request"},
    Row{Fault::KeyInProgress, 409, "idempotency-key-in-progress", "同一请求正在处理",
        "The same request is being handled"},
    Row{Fault::TooLarge, 413, "body-too-large", "内容过大", "Too large"},
    Row{Fault::UnsupportedMediaType, 415, "unsupported-media-type", "不支持的内容类型", "Unsupported media type"},
    Row{Fault::FileTypeRefused, 415, "file-type-refused", "不接受这种文件", "Files of this kind are not taken"},
    Row{Fault::PasswordWeak, 422, "password-weak", "密码不符合要求", "The password is too weak"},
    Row{Fault::InvalidInput, 422, "invalid-input", "填写的内容不符合要求", "The input is not acceptable"},
    Row{Fault::DeploymentRefused, 422, "deployment-refused", "文件未通过检查，未部署",
        "The files did not pass the checks and were not deployed"},
    Row{Fault::TooManyAttempts, 429, "sign-in-throttled", "尝试次数过多", "Too many attempts"},
    Row{Fault::Broken, 500, "internal-error", "内部错误", "Internal error"},
    Row{Fault::Unavailable, 503, "unavailable", "服务暂不可用", "Service unavailable"},
};

const Row& row_of(Fault fault) {
  const auto found = std::ranges::find(table, fault, &Row::fault);
  CHECK(found != table.end());
  return *found;
}

Fault fault_of(host::FailureCode code) {
  switch (code) {
    case host::FailureCode::NotFound:
      return Fault::NotFound;
    case host::FailureCode::AlreadyDone:
      return Fault::AlreadyDone;
    case host::FailureCode::NotAllowed:
      return Fault::NotAllowed;
    case host::FailureCode::InvalidInput:
      return Fault::InvalidInput;
    case host::FailureCode::WrongState:
      return Fault::WrongState;
    case host::FailureCode::Unavailable:
      return Fault::Unavailable;
    case host::FailureCode::Broken:
      return Fault::Broken;
  }
  return Fault::Broken;
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

/// The weight of one Accept-Language range (RFC 9110 §12.4.2); 1 where none is given or it is malformed.
double weight_of(std::string_view range) {
  const std::size_t at = range.find("q=");
  if (at == std::string_view::npos) return 1;
  double weight = 1;
  const std::string_view digits = trimmed(range.substr(at + 2));
  std::from_chars(digits.data(), digits.data() + digits.size(), weight);
  return weight;
}

}  // namespace

Language language_of(const http::RequestHead& request) {
  const std::string* accept = request.header("Accept-Language");
  if (!accept) return Language::Chinese;
  double chinese = 0, english = 0;
  std::string_view rest = *accept;
  while (!rest.empty()) {
    const std::size_t comma = rest.find(',');
    const std::string_view range = trimmed(rest.substr(0, comma));
    rest = comma == std::string_view::npos ? std::string_view() : rest.substr(comma + 1);
    if (range.starts_with("en")) english = std::max(english, weight_of(range));
    if (range.starts_with("zh") || range.starts_with("*")) chinese = std::max(chinese, weight_of(range));
  }
  return english > chinese ? Language::English : Language::Chinese;
}

Problem problem_of(const host::Failure& failure) {
  return {fault_of(failure.code), failure.message_zh, failure.message_en, failure.faults};
}

Problem not_found(std::string what_zh, std::string what_en) {
  return {
      Fault::NotFound, "没有找到" + std::move(what_zh), "Expected " + std::move(what_en) + ", but there is none", {}};
}

int status_of(Fault fault) {
  return row_of(fault).status;
}

std::string problem_json(const Problem& problem, Language language) {
  const bool chinese = language == Language::Chinese;
  const Row& row = row_of(problem.fault);
  JsonObject out;
  out.text("type", "urn:bihuan:problem:" + std::string(row.code));
  out.text("title", chinese ? row.title_zh : row.title_en).number("status", row.status);
  out.text("detail", chinese ? problem.message_zh : problem.message_en).text("code", row.code);
  if (!problem.errors.empty()) {
    out.raw("errors", json_list(problem.errors, [&](const InputFault& fault) {
              return JsonObject()
                  .text("pointer", fault.pointer)
                  .text("message", chinese ? fault.message_zh : fault.message_en)
                  .done();
            }));
  }
  if (!problem.diagnostics.empty()) out.raw("diagnostics", problem.diagnostics);
  return out.done();
}

http::Response problem_answer(const Problem& problem, Language language) {
  http::Response response =
      http::make_response(status_of(problem.fault), "application/problem+json", problem_json(problem, language));
  response.headers.push_back({"Content-Language", language == Language::Chinese ? "zh-CN" : "en"});
  response.headers.insert(response.headers.end(), problem.headers.begin(), problem.headers.end());
  if (problem.fault == Fault::Unauthenticated) {
    response.headers.push_back({"WWW-Authenticate", "Bearer realm=\"bihuan\""});
  }
  if (problem.fault == Fault::Unavailable) response.headers.push_back({"Retry-After", "2"});
  return response;
}

}  // namespace bihuan::api
