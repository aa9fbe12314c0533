// Decides how long somebody who signed in with a browser stays signed in, and whether a request that changes something
// comes from our own page. The cookie is 256 random bits; the store holds its SHA-256. It does not check passwords
// (sign_in.h).
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "adapters/store/store.h"
#include "api/http/message.h"
#include "api/security/known_callers.h"

namespace bihuan::security {

constexpr std::string_view session_cookie = "bihuan-session";

struct SessionRules {
  std::int64_t idle_us = 30 * 60 * us_per_second;           ///< without a request
  std::int64_t absolute_us = 12 * 60 * 60 * us_per_second;  ///< in all
};

/// A session as it begins: its cookie is shown once and stored nowhere.
struct OpenedSession {
  std::string cookie, csrf;
  store::SessionRow row;
};

class Sessions {
 public:
  Sessions(store::Store& store, SessionRules rules, std::function<Instant()> clock);

  OpenedSession open(const std::string& person, const http::RequestHead& request);
  /// The session of this cookie; nothing when it is unknown, ended, idle for too long or too old. Notes, at most once a
  /// minute, that it was used.
  std::optional<store::SessionRow> find(const std::string& cookie);
  /// When the session ends if it is not used any more.
  Instant ends(const store::SessionRow& row) const;
  /// Deletes the sessions that are over.
  void forget();
  /// What the node has read of tokens, sessions and accounts within the last second.
  KnownCallers& known() { return known_; }

 private:
  bool over(const store::SessionRow& row, Instant now) const;

  store::Store& store_;
  KnownCallers known_;
  SessionRules rules_;
  std::function<Instant()> clock_;
};

/// The value of this cookie, if the request carries one.
std::optional<std::string> cookie_value(const http::RequestHead& request, std::string_view name);
/// That of the session.
std::optional<std::string> cookie_of(const http::RequestHead& request);
/// What a page must send with whatever changes something. It follows from the cookie, which only the server and the
/// browser's cookie store know, so it needs no place of its own.
std::string csrf_of(const std::string& cookie);
/// Set-Cookie for a new session, or with an empty value for one that has ended. Secure unless the request came in the
/// clear to another host than this machine.
http::Header cookie_header(const http::RequestHead& request, const std::string& cookie);

/// Whether the browser says that the request was made by a page of ours, or says nothing (Sec-Fetch-Site, Origin).
bool same_site(const http::RequestHead& request);
/// Whether a request with this cookie may change something: same site, and the right X-CSRF-Token.
bool from_our_page(const http::RequestHead& request, const std::string& cookie);

}  // namespace bihuan::security
