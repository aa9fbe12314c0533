#include "api/compat/error.h"

#include <fmt/format.h>

#include "api/json_writer.h"

namespace bihuan::compat {
namespace {

using api::Fault;

struct Look {
  int status = 500;
  std::string_view type = "ProcessEngineException";
};

Look look_of(Fault fault) {
  switch (fault) {
    case Fault::MalformedJson:
    case Fault::InvalidBody:
    case Fault::InvalidParameter:
    case Fault::MalformedUpload:
      return {400, "InvalidRequestException"};
    case Fault::DeploymentRefused:
      return {400, "ParseException"};
    case Fault::InvalidInput:
    case Fault::LeaseLost:
    case Fault::PasswordWeak:
    case Fault::FileTypeRefused:
      return {400, "RestException"};
    case Fault::Unauthenticated:
    case Fault::SessionExpired:
    case Fault::SignInRefused:
      return {401, "AuthenticationException"};
    case Fault::ForeignRequest:
    case Fault::NotAllowed:
    case Fault::PasswordChangeRequired:
    case Fault::OwnRoles:
    case Fault::AdministratorsExclude:
      return {403, "AuthorizationException"};
    case Fault::NotFound:
      return {404, "RestException"};
    case Fault::TaskTaken:
      return {500, "TaskAlreadyClaimedException"};
    case Fault::MethodNotAllowed:
    case Fault::UnsupportedMediaType:
    case Fault::TooLarge:
    case Fault::TooManyAttempts:
    case Fault::KeyReused:
    case Fault::KeyInProgress:
    case Fault::Unavailable:
      return {api::status_of(fault), "RestException"};
    case Fault::AlreadyDone:
    case Fault::TaskEnded:
    case Fault::ChangedMeanwhile:
    case Fault::WrongState:
    case Fault::Broken:
      return {};
  }
  return {};
}

/// Programs of that engine show the message as it stands, to designers and to operators alike: both languages, and
/// every field that is wrong.
std::string message_of(const api::Problem& problem) {
  std::string message = problem.message_zh + " / " + problem.message_en;
  for (const InputFault& fault : problem.errors) {
    message += fmt::format("; {}: {} / {}", fault.pointer, fault.message_zh, fault.message_en);
  }
  return message;
}

}  // namespace

bool speaks(const http::RequestHead& request) {
  return !request.segments.empty() && request.segments.front() == "engine-rest";
}

int error_status(const api::Problem& problem) {
  return look_of(problem.fault).status;
}

std::string error_json(const api::Problem& problem, const std::string& method) {
  std::string_view type = look_of(problem.fault).type;
  if (problem.fault == Fault::NotFound && method == "GET") type = "InvalidRequestException";
  api::JsonObject out;
  out.text("type", type).text("message", message_of(problem)).number("code", 0);
  if (!problem.diagnostics.empty()) out.raw("details", problem.diagnostics);
  return out.done();
}

http::Response error_answer(const api::Problem& problem, const std::string& method) {
  http::Response response = http::make_response(error_status(problem), "application/json", error_json(problem, method));
  response.headers.insert(response.headers.end(), problem.headers.begin(), problem.headers.end());
  if (problem.fault == Fault::Unauthenticated) {
    response.headers.push_back({"WWW-Authenticate", "Basic realm=\"bihuan\""});
  }
  if (problem.fault == Fault::Unavailable) response.headers.push_back({"Retry-After", "2"});
  return response;
}

api::Problem invalid_request(std::string zh, std::string en) {
  return {Fault::InvalidParameter, std::move(zh), std::move(en), {}};
}

api::Problem refused(std::string zh, std::string en) {
  return {Fault::InvalidInput, std::move(zh), std::move(en), {}};
}

api::Problem cannot(std::string zh, std::string en) {
  return {Fault::WrongState, std::move(zh), std::move(en), {}};
}

}  // namespace bihuan::compat
