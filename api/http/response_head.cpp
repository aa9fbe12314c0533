// Decides how an answer's head is written. The date is formatted once a second per thread.
#include "api/http/response_head.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <ctime>
#include <iterator>

#include "api/http/http_date.h"

namespace bihuan::http {
namespace {

constexpr std::array<std::string_view, 6> kOurs{
    "Content-Length", "Transfer-Encoding", "Connection", "Keep-Alive", "Date", "Trailer"};

bool is_ours(std::string_view name) {
  return std::any_of(kOurs.begin(), kOurs.end(), [&](std::string_view ours) { return same_name(ours, name); });
}

bool is_token(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos;
  });
}

bool is_field_value(std::string_view text) {
  return std::none_of(text.begin(), text.end(), [](char c) { return c == '\r' || c == '\n' || c == '\0'; });
}

const std::string& date_now() {
  thread_local std::time_t written = 0;
  thread_local std::string text;
  if (const std::time_t now = ::time(nullptr); now != written) {
    text = http_date(now);
    written = now;
  }
  return text;
}

}  // namespace

bool status_has_no_body(int status) {
  return status == 204 || status == 304;
}

bool is_writable(int status, const std::vector<Header>& headers) {
  return status >= 200 && status <= 599 && std::all_of(headers.begin(), headers.end(), [](const Header& h) {
           return is_token(h.name) && is_field_value(h.value);
         });
}

bool asks_to_close(const std::vector<Header>& headers) {
  const std::string* value = find_header(headers, "Connection");
  return value != nullptr && same_name(*value, "close");
}

std::string response_head(int status, const std::vector<Header>& headers, const AnswerFraming& framing) {
  std::string out;
  out.reserve(256);
  auto into = std::back_inserter(out);
  fmt::format_to(into, "HTTP/1.1 {} {}\r\nDate: {}\r\n", status, reason_phrase(status), date_now());
  for (const Header& header : headers)
    if (!is_ours(header.name)) out.append(header.name).append(": ").append(header.value).append("\r\n");
  if (framing.chunked)
    out += "Transfer-Encoding: chunked\r\n";
  else if (framing.content_length)
    fmt::format_to(into, "Content-Length: {}\r\n", *framing.content_length);
  if (!framing.keep_alive)
    out += "Connection: close\r\n";
  else if (framing.http10)
    out += "Connection: keep-alive\r\n";
  out += "\r\n";
  return out;
}

}  // namespace bihuan::http
