// Decides what RFC 9112 and 9110 demand of a well-formed head. One function per rule, in the order of their refusals.
#include "api/http/head_rules.h"

#include <algorithm>
#include <array>
#include <limits>

#include "api/http/target.h"

namespace bihuan::http {
namespace {

constexpr std::array<std::string_view, 7> kMethods{"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"};

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

std::size_t count_named(const RequestHead& head, std::string_view name) {
  return std::count_if(head.headers.begin(), head.headers.end(),
                       [&](const Header& h) { return same_name(h.name, name); });
}

/// RFC 9112 §6.1, §6.3: a request with both lengths, or a coding under which its end is unclear, is an attack.
Refusal check_transfer_encoding(const RequestHead& head, bool http10, Framing& framing) {
  const std::string* coding = head.header("Transfer-Encoding");
  if (coding == nullptr) return {};
  if (http10) return {400, "bad_framing", "HTTP/1.0 has no Transfer-Encoding."};
  if (head.header("Content-Length") != nullptr || count_named(head, "Transfer-Encoding") > 1)
    return {400, "bad_framing", "A request has one length: Content-Length or Transfer-Encoding, once."};
  framing.chunked = same_name(*coding, "chunked");
  if (framing.chunked) return {};
  return {501, "transfer_coding_unknown", "Only the transfer coding \"chunked\" is understood."};
}

/// RFC 9112 §6.3: one field, digits only; "+5", "0x5", "5, 5" and two fields are refused, equal or not.
Refusal check_content_length(const RequestHead& head, Framing& framing) {
  const std::string* length = head.header("Content-Length");
  if (length == nullptr) return {};
  const Refusal bad{400, "bad_framing", "Content-Length is one decimal number, given once."};
  if (count_named(head, "Content-Length") > 1 || length->empty() || length->size() > 18) return bad;
  if (!std::all_of(length->begin(), length->end(), is_digit)) return bad;
  framing.has_length = true;
  for (const char c : *length) framing.length = framing.length * 10 + static_cast<std::size_t>(c - '0');
  return {};
}

/// RFC 9112 §3.2: exactly one Host, also when the target names another; HTTP/1.0 may leave it out.
Refusal check_host(RequestHead& head, bool http10) {
  const std::size_t count = count_named(head, "Host");
  if (count > 1 || (count == 0 && !http10)) return {400, "bad_host", "A request has exactly one Host."};
  if (count == 0) return {};
  const std::string& host = *head.header("Host");
  if (!is_host(host)) return {400, "bad_host", "Host is not a host name with an optional port."};
  head.host = host;
  return {};
}

Refusal check_target(RequestHead& head) {
  auto target = parse_target(head.method, head.target);
  if (!target) return {400, "bad_target", target.error()};
  head.path = std::move(target->path);
  head.segments = std::move(target->segments);
  head.query = std::move(target->query);
  if (target->authority) head.host = std::move(*target->authority);  // §3.2.2: it overrides Host
  return {};
}

/// RFC 9110 §8.4: bodies are taken as they are, so a compressed one would be misread.
Refusal check_content_coding(const RequestHead& head) {
  const std::string* coding = head.header("Content-Encoding");
  if (coding == nullptr || coding->empty() || same_name(*coding, "identity")) return {};
  return {415, "content_coding_unknown", "Bodies must be sent without Content-Encoding."};
}

Refusal check_length_given(const RequestHead& head, bool http10, const Framing& framing) {
  const bool usually_has_body = head.method == "POST" || head.method == "PUT" || head.method == "PATCH";
  if (!http10 || !usually_has_body || framing.has_length) return {};
  return {411, "length_required", "HTTP/1.0 requests of this method need a Content-Length."};
}

}  // namespace

Refusal apply_head_rules(RequestHead& head, bool http10, Framing& framing) {
  if (auto refusal = check_transfer_encoding(head, http10, framing); refusal.status != 0) return refusal;
  if (auto refusal = check_content_length(head, framing); refusal.status != 0) return refusal;
  if (auto refusal = check_host(head, http10); refusal.status != 0) return refusal;
  if (std::find(kMethods.begin(), kMethods.end(), head.method) == kMethods.end())
    return {501, "method_unknown", "The method is not known here."};
  if (auto refusal = check_target(head); refusal.status != 0) return refusal;
  if (auto refusal = check_length_given(head, http10, framing); refusal.status != 0) return refusal;
  return check_content_coding(head);
}

Refusal check_version(std::string_view request_line) {
  if (request_line.size() < 9) return {};
  const std::string_view version = request_line.substr(request_line.size() - 9);
  const bool well_formed =
      version.starts_with(" HTTP/") && is_digit(version[6]) && version[7] == '.' && is_digit(version[8]);
  if (!well_formed || version == " HTTP/1.1" || version == " HTTP/1.0") return {};
  return {505, "version_unknown", "HTTP/1.1 and HTTP/1.0 are spoken here."};
}

bool expectation_is_known(const RequestHead& head, bool& expects_continue) {
  const std::string* expect = head.header("Expect");
  if (expect == nullptr) return true;
  expects_continue = same_name(*expect, "100-continue");
  return expects_continue && count_named(head, "Expect") == 1;
}

}  // namespace bihuan::http
