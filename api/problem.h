// Decides how every failure looks to a client: status, code, title, in one table (problem.cpp), as RFC 9457
// application/problem+json. It does not decide when something has failed.
#pragma once

#include <string>
#include <vector>

#include "adapters/host/request.h"
#include "api/http/message.h"

namespace bihuan::api {

/// What can go wrong, as clients tell it apart. Each has one row in the table.
enum class Fault {
  MalformedJson,
  InvalidBody,       ///< unknown, missing or wrongly typed fields of the request itself
  InvalidParameter,  ///< of the query or a header
  MalformedUpload,
  Unauthenticated,
  SessionExpired,  ///< of a page: it keeps what was typed, and asks for the password
  SignInRefused,
  ForeignRequest,  ///< not made by a page of ours
  NotAllowed,
  PasswordChangeRequired,
  OwnRoles,  ///< nobody changes what they may do themselves
  NotFound,
  MethodNotAllowed,
  AlreadyDone,
  TaskTaken,              ///< another has claimed it
  TaskEnded,              ///< somebody finished it, or it was cancelled, meanwhile
  AdministratorsExclude,  ///< the three administrators are three people
  ChangedMeanwhile,       ///< If-Match names an older revision
  WrongState,
  LeaseLost,
  KeyReused,
  KeyInProgress,
  TooLarge,
  UnsupportedMediaType,
  FileTypeRefused,  ///< of an upload, told by its bytes
  PasswordWeak,
  InvalidInput,  ///< well formed, but not acceptable: form values, outcome, people
  DeploymentRefused,
  TooManyAttempts,
  Broken,
  Unavailable,
};

enum class Language { Chinese, English };

/// Chinese, unless Accept-Language prefers English.
Language language_of(const http::RequestHead& request);

struct Problem {
  Fault fault = Fault::Broken;
  std::string message_zh, message_en;
  std::vector<InputFault> errors;
  std::vector<http::Header> headers = {};
  std::string diagnostics = {};  ///< JSON, for a refused deployment
};

/// The same failure of the host or the engine, as a problem.
Problem problem_of(const host::Failure& failure);
Problem not_found(std::string what_zh, std::string what_en);

int status_of(Fault fault);
std::string problem_json(const Problem& problem, Language language);
http::Response problem_answer(const Problem& problem, Language language);

}  // namespace bihuan::api
