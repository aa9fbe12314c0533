// Decides how failures look in the Camunda 7 REST dialect: status, {type, message, code} with that engine's type names.
// What has failed, and why, is said by the same Problem as everywhere else (api/problem.h).
#pragma once

#include <string>

#include "api/problem.h"

namespace bihuan::compat {

/// Whether this request is made in the dialect: everything below /engine-rest.
bool speaks(const http::RequestHead& request);

int error_status(const api::Problem& problem);
/// The body, for a request with this method: that engine tells a thing that is not there in two ways.
std::string error_json(const api::Problem& problem, const std::string& method);
http::Response error_answer(const api::Problem& problem, const std::string& method);

/// What the request itself has wrong.
api::Problem invalid_request(std::string zh, std::string en);
/// Refused for what it asks, with 400: a message that fits nobody, a lock that is another's.
api::Problem refused(std::string zh, std::string en);
/// Refused with 500, as that engine does when a command cannot be carried out.
api::Problem cannot(std::string zh, std::string en);

}  // namespace bihuan::compat
