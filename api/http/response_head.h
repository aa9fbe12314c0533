// Decides how an answer's head is written: status line, Date, framing, the resource's own fields untouched.
// It does not send.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "api/http/message.h"

namespace bihuan::http {

/// How the answer's end is told to the client.
struct AnswerFraming {
  bool http10 = false;
  bool keep_alive = true;
  bool chunked = false;
  std::optional<std::uint64_t> content_length;
};

/// True for statuses whose answers have no body (RFC 9110 §6.4.1).
bool status_has_no_body(int status);

/// True when it can be written: a final status, names are tokens, values hold no CR, LF or NUL.
bool is_writable(int status, const std::vector<Header>& headers);

/// True when the handler's own headers ask for the connection's end.
bool asks_to_close(const std::vector<Header>& headers);

/// The head with its empty line. Requires: is_writable.
std::string response_head(int status, const std::vector<Header>& headers, const AnswerFraming& framing);

}  // namespace bihuan::http
