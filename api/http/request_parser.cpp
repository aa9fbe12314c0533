// Decides whether bytes are a request. Boost.Beast's parser derives from here so that fields go straight into our
// Request; its own limits are switched off where ours (head_scanner, BodyRule) are stricter.
#include "api/http/request_parser.h"

#include <boost/asio/buffer.hpp>
#include <boost/beast/http/basic_parser.hpp>
#include <cstdint>
#include <limits>
#include <optional>

#include "api/http/chunk_scanner.h"
#include "api/http/head_rules.h"

namespace bihuan::http {
namespace {
namespace beast = boost::beast;
using beast::string_view;

constexpr Refusal kBadGrammar{400, "bad_request", "The request is not well-formed HTTP/1.1."};
constexpr Refusal kBadChunk{400, "bad_chunk", "The chunked body is not well-formed."};
constexpr Refusal kBodyTooLarge{413, "body-too-large", "The body is larger than this resource takes."};
constexpr Refusal kHeadersTooLarge{431, "headers_too_large", "The header fields are too many or too large."};
}  // namespace

class RequestParser::Grammar final : public beast::http::basic_parser<true> {
 public:
  Grammar(Request& into, const RequestLimits& limits) : into_(into), limits_(limits) {
    header_limit(static_cast<std::uint32_t>(limits.request_line_bytes + limits.header_bytes + 16));
    body_limit(boost::none);
    eager(false);
  }

  int version = 11;
  bool head_done = false;
  Refusal refusal;
  std::size_t body_limit_bytes = 0;
  std::uint64_t chunk_left = 0;
  std::optional<ChunkScanner> chunk_lines;  // set while a chunk's line is awaited

 private:
  using error_code = beast::error_code;

  void stop(error_code& ec, const Refusal& why) {
    refusal = why;
    ec = beast::http::error::bad_value;
  }

  void on_request_impl(beast::http::verb, string_view method, string_view target, int http_version,
                       error_code&) override {
    into_.method.assign(method.data(), method.size());
    into_.target.assign(target.data(), target.size());
    version = http_version;
  }
  void on_response_impl(int, string_view, int, error_code&) override {}

  void on_field_impl(beast::http::field, string_view name, string_view value, error_code& ec) override {
    if (!head_done) {
      into_.headers.push_back({std::string(name.data(), name.size()), std::string(value.data(), value.size())});
      return;
    }
    // Trailers may be dropped (RFC 9110 §6.5.1); merged into the head they would get around its checks.
    trailer_bytes_ += name.size() + value.size();
    if (++trailer_count_ > limits_.header_count || trailer_bytes_ > limits_.header_bytes) stop(ec, kHeadersTooLarge);
  }
  void on_header_impl(error_code&) override {
    head_done = true;
    if (chunked()) chunk_lines.emplace(limits_, false);
  }
  void on_body_init_impl(const boost::optional<std::uint64_t>&, error_code&) override {}

  std::size_t on_body_impl(string_view bytes, error_code& ec) override { return append(bytes, ec); }
  std::size_t on_chunk_body_impl(std::uint64_t, string_view bytes, error_code& ec) override {
    const std::size_t taken = append(bytes, ec);
    chunk_left -= taken;
    if (chunk_left == 0) chunk_lines.emplace(limits_, true);
    return taken;
  }
  void on_chunk_header_impl(std::uint64_t size, string_view extensions, error_code& ec) override {
    chunk_left = size;
    chunk_lines.reset();
    extension_bytes_ += extensions.size();
    if (extension_bytes_ > limits_.chunk_overhead_bytes) return stop(ec, kBadChunk);
    if (size > body_limit_bytes - into_.body.size()) stop(ec, kBodyTooLarge);
  }
  void on_finish_impl(error_code&) override {}

  std::size_t append(string_view bytes, error_code& ec) {
    if (bytes.size() > body_limit_bytes - into_.body.size()) {
      stop(ec, kBodyTooLarge);
      return 0;
    }
    into_.body.append(bytes.data(), bytes.size());
    return bytes.size();
  }

  Request& into_;
  const RequestLimits& limits_;
  std::size_t trailer_bytes_ = 0, trailer_count_ = 0, extension_bytes_ = 0;
};

RequestParser::RequestParser(const RequestLimits& limits) : limits_(&limits), scanner_(limits) {}
RequestParser::~RequestParser() = default;

RequestParser::Progress RequestParser::put(std::string_view input) {
  switch (phase_) {
    case Phase::Head:
      return put_head(input);
    case Phase::Body:
      return put_body(input);
    case Phase::Refused:
      break;
  }
  return {ParseStep::Refused, 0};
}

RequestParser::Progress RequestParser::refuse(Refusal refusal) {
  refusal_ = refusal;
  phase_ = Phase::Refused;
  return {ParseStep::Refused, 0};
}

RequestParser::Progress RequestParser::put_head(std::string_view input) {
  switch (scanner_.scan(input)) {
    case HeadScan::NeedMore:
      return {ParseStep::NeedMore, 0};
    case HeadScan::BadLine:
      return refuse(kBadGrammar);
    case HeadScan::LineTooLong:
      return refuse({414, "target_too_long", "The request line is too long."});
    case HeadScan::HeadersTooLarge:
      return refuse(kHeadersTooLarge);
    case HeadScan::Complete:
      break;
  }
  const std::string_view head = input.substr(scanner_.leading(), scanner_.end() - scanner_.leading());
  if (const Refusal version = check_version(head.substr(0, head.find('\r'))); version.status != 0)
    return refuse(version);
  grammar_ = std::make_unique<Grammar>(request_, *limits_);
  beast::error_code ec;
  const std::size_t used = grammar_->put(boost::asio::buffer(head.data(), head.size()), ec);
  if (ec || !grammar_->is_header_done() || used != head.size()) return refuse(kBadGrammar);
  phase_ = Phase::Body;
  return {check_head(), scanner_.end()};
}

ParseStep RequestParser::check_head() {
  http10_ = grammar_->version == 10;
  Framing framing;
  if (const Refusal bad = apply_head_rules(request_, http10_, framing); bad.status != 0) return refuse(bad).step;
  // What Beast will do with the body must be what the rules read; a difference would be a smuggled request.
  const auto length = grammar_->content_length();
  if (grammar_->chunked() != framing.chunked || length.has_value() != framing.has_length ||
      (length && *length != framing.length))
    return refuse(kBadGrammar).step;
  keep_alive_ = grammar_->keep_alive();
  expects_continue_ = false;
  if (!expectation_is_known(request_, expects_continue_))
    return refuse({417, "expectation_unknown", "Only the expectation 100-continue is understood."}).step;
  // RFC 9110 §10.1.1: from HTTP/1.0 it is ignored, and without a body there is nothing to continue with.
  expects_continue_ = expects_continue_ && !http10_ && !grammar_->is_done();
  return ParseStep::HeadDone;
}

ParseStep RequestParser::accept_body(const BodyRule& rule) {
  if (rule.needs_length && grammar_->chunked())
    return refuse({411, "length_required", "This resource needs a Content-Length."}).step;
  if (grammar_->content_length().value_or(0) > rule.limit_bytes) return refuse(kBodyTooLarge).step;
  grammar_->body_limit_bytes = rule.limit_bytes;
  return ParseStep::HeadDone;
}

RequestParser::Progress RequestParser::put_body(std::string_view input) {
  std::size_t consumed = 0;
  while (!grammar_->is_done()) {
    std::string_view rest = input.substr(consumed);
    if (grammar_->chunk_lines) {
      switch (grammar_->chunk_lines->scan(rest)) {
        case HeadScan::NeedMore:
          return {ParseStep::NeedMore, consumed};
        case HeadScan::Complete:
          rest = rest.substr(0, grammar_->chunk_lines->end());
          break;
        case HeadScan::HeadersTooLarge:
          return refuse(kHeadersTooLarge);
        case HeadScan::BadLine:
        case HeadScan::LineTooLong:
          return refuse(kBadChunk);
      }
    }
    if (rest.empty()) return {ParseStep::NeedMore, consumed};
    beast::error_code ec;
    consumed += grammar_->put(boost::asio::buffer(rest.data(), rest.size()), ec);
    if (ec) return refuse(grammar_->refusal.status != 0 ? grammar_->refusal : kBadChunk);
  }
  return {ParseStep::RequestDone, consumed};
}

Request RequestParser::take() {
  Request done = std::move(request_);
  request_ = {};
  grammar_.reset();
  scanner_ = HeadScanner(*limits_);
  phase_ = Phase::Head;
  return done;
}

}  // namespace bihuan::http
