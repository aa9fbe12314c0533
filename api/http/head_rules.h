// Decides what RFC 9112 and 9110 demand of a well-formed head: one Host, one honest length, known method and codings.
// It does not read bytes (request_parser does) and knows no route.
#pragma once

#include <string_view>

#include "api/http/message.h"
#include "api/http/request_parser.h"

namespace bihuan::http {

/// What the head says about what follows it.
struct Framing {
  bool chunked = false;
  bool has_length = false;
  std::size_t length = 0;  ///< bytes
};

/// A refusal with status 0 when all is well; fills `head`'s path, query, host and `framing`.
Refusal apply_head_rules(RequestHead& head, bool http10, Framing& framing);

/// The refusal for a request line whose version is well-formed but not ours, status 0 otherwise.
Refusal check_version(std::string_view request_line);

/// False when there is an Expect that is not 100-continue.
bool expectation_is_known(const RequestHead& head, bool& expects_continue);

}  // namespace bihuan::http
