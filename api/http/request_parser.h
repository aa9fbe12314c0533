// Decides whether bytes are a request: Boost.Beast reads the grammar, here stands what RFC 9112 demands beyond it.
// It does no IO and does not answer; it says which answer a refused request deserves.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include "api/http/head_scanner.h"
#include "api/http/message.h"
#include "api/http/settings.h"

namespace bihuan::http {

/// Why a request is refused, for problem_response.
struct Refusal {
  int status = 0;
  std::string_view code, detail;
};

enum class ParseStep { NeedMore, HeadDone, RequestDone, Refused };

class RequestParser {
 public:
  explicit RequestParser(const RequestLimits& limits);
  ~RequestParser();
  RequestParser(const RequestParser&) = delete;
  RequestParser& operator=(const RequestParser&) = delete;

  struct Progress {
    ParseStep step;
    std::size_t consumed;  ///< bytes of the input that need not be shown again
  };
  /// Reads on. `input` begins at the first byte not consumed; after NeedMore it must be longer than before.
  Progress put(std::string_view input);

  /// Requires: HeadDone was said and the request not yet taken.
  RequestHead& head() { return request_; }
  const RequestHead& head() const { return request_; }
  /// Refuses by this rule, or lets the body in. Requires: as head().
  ParseStep accept_body(const BodyRule& rule);
  bool keep_alive() const { return keep_alive_; }
  bool is_http10() const { return http10_; }
  bool expects_continue() const { return expects_continue_; }
  const Refusal& refusal() const { return refusal_; }
  /// A request has begun and is not whole.
  bool in_head() const { return phase_ == Phase::Head && scanner_.seen_anything(); }
  bool in_body() const { return phase_ == Phase::Body; }
  std::size_t body_bytes() const { return request_.body.size(); }

  /// The whole request; the parser is ready for the next. Requires: RequestDone.
  Request take();

 private:
  class Grammar;  // keeps Beast's headers in one translation unit
  enum class Phase { Head, Body, Refused };

  Progress put_head(std::string_view input);
  Progress put_body(std::string_view input);
  Progress refuse(Refusal refusal);
  ParseStep check_head();

  const RequestLimits* limits_;
  HeadScanner scanner_;
  std::unique_ptr<Grammar> grammar_;
  Request request_;
  Refusal refusal_;
  Phase phase_ = Phase::Head;
  bool keep_alive_ = false, http10_ = false, expects_continue_ = false;
};

}  // namespace bihuan::http
