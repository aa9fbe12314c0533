#include "api/security/sessions.h"

#include <algorithm>

#include "api/security/secret.h"

namespace bihuan::security {
namespace {

constexpr std::size_t longest_agent = 200, longest_cookie = 100;
constexpr std::int64_t touched_every_us = 60 * us_per_second;

std::string_view trimmed(std::string_view text) {
  while (text.starts_with(' ')) text.remove_prefix(1);
  while (text.ends_with(' ')) text.remove_suffix(1);
  return text;
}

std::string_view without_port(std::string_view host) {
  const std::size_t end = host.starts_with('[') ? host.find(']') : std::string_view::npos;
  if (end != std::string_view::npos) return host.substr(0, end + 1);
  return host.substr(0, host.find(':'));
}

}  // namespace

Sessions::Sessions(store::Store& store, SessionRules rules, std::function<Instant()> clock)
    : store_(store), known_(store), rules_(rules), clock_(std::move(clock)) {}

OpenedSession Sessions::open(const std::string& person, const http::RequestHead& request) {
  const Instant now = clock_();
  OpenedSession session{.cookie = new_token()};
  session.csrf = csrf_of(session.cookie);
  session.row = {.hash = sha256_hex(session.cookie), .id = new_id(), .person = person, .created = now, .seen = now};
  session.row.expires = now + rules_.absolute_us;
  const std::string* agent = request.header("User-Agent");
  session.row.agent = agent ? agent->substr(0, longest_agent) : std::string();
  session.row.address = request.remote_address;
  store_.save_session(session.row);
  return session;
}

std::optional<store::SessionRow> Sessions::find(const std::string& cookie) {
  auto row = known_.session(sha256_hex(cookie));
  const Instant now = clock_();
  if (!row || over(*row, now)) return std::nullopt;
  if (now.us - row->seen.us < touched_every_us) return row;
  known_.touch_session(row->hash, now);
  row->seen = now;
  return row;
}

bool Sessions::over(const store::SessionRow& row, Instant now) const {
  return ends(row) <= now;
}

Instant Sessions::ends(const store::SessionRow& row) const {
  return std::min(row.expires, row.seen + rules_.idle_us);
}

void Sessions::forget() {
  const Instant now = clock_();
  store_.forget_sessions(now, now + -rules_.idle_us);
}

std::optional<std::string> cookie_value(const http::RequestHead& request, std::string_view name) {
  for (const http::Header& header : request.headers) {
    if (!http::same_name(header.name, "Cookie")) continue;
    std::string_view rest = header.value;
    while (!rest.empty()) {
      const std::size_t end = rest.find(';');
      const std::string_view pair = trimmed(rest.substr(0, end));
      const std::size_t equals = pair.find('=');
      if (equals != std::string_view::npos && pair.substr(0, equals) == name) {
        return std::string(pair.substr(equals + 1, longest_cookie));
      }
      rest = end == std::string_view::npos ? std::string_view() : rest.substr(end + 1);
    }
  }
  return std::nullopt;
}

std::optional<std::string> cookie_of(const http::RequestHead& request) {
  return cookie_value(request, session_cookie);
}

std::string csrf_of(const std::string& cookie) {
  return sha256_hex("csrf of " + cookie);
}

http::Header cookie_header(const http::RequestHead& request, const std::string& cookie) {
  std::string value = std::string(session_cookie) + "=" + cookie + "; Path=/; HttpOnly; SameSite=Lax";
  if (cookie.empty()) value += "; Max-Age=0";
  // Browsers take a Secure cookie of "localhost" in the clear too.
  if (request.scheme == "https" || without_port(request.host) == "localhost") value += "; Secure";
  return {"Set-Cookie", value};
}

bool same_site(const http::RequestHead& request) {
  if (const std::string* site = request.header("Sec-Fetch-Site")) return *site == "same-origin" || *site == "none";
  const std::string* origin = request.header("Origin");
  return !origin || *origin == request.scheme + "://" + request.host;
}

bool from_our_page(const http::RequestHead& request, const std::string& cookie) {
  const std::string* token = request.header("X-CSRF-Token");
  return token && same_site(request) && same_secret(*token, csrf_of(cookie));
}

}  // namespace bihuan::security
