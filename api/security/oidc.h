// Decides how somebody signs in through an identity provider: OpenID Connect, authorization code with PKCE (RFC 7636,
// S256). The provider says who they are; which account that is, the system administrator has said before, and nobody
// gets an account by signing in. What a sign-in under way needs to know is kept in the store, so that any node can
// finish it, once. It does not open sessions (sessions.h).
#pragma once

#include <atomic>
#include <expected>
#include <functional>
#include <mutex>
#include <optional>
#include <string>

#include "adapters/store/store.h"
#include "adapters/web/fetch.h"
#include "api/security/id_token.h"
#include "engine/base/value.h"

namespace bihuan::security {

struct OidcSettings {
  std::string issuer;  ///< as the provider writes it; https, or http to this machine
  std::string client_id, client_secret;
  std::string title;  ///< on the button
};

/// The cookie that binds a sign-in under way to the browser that began it.
constexpr std::string_view oidc_cookie = "bihuan-oidc";
constexpr std::int64_t oidc_lasts_s = 600;

enum class OidcFault {
  ProviderUnavailable,  ///< no answer, or not one that the standard knows
  TooMany,              ///< sign-ins under way
  UnknownState,         ///< not begun by this browser, finished before, or too long ago
  Refused,              ///< by the provider, or its token is not one for us
};
struct OidcRefusal {
  OidcFault fault = OidcFault::Refused;
  std::string words;  ///< for the log
};

struct OidcBegun {
  std::string url;     ///< of the provider, to redirect to
  std::string cookie;  ///< value of `oidc_cookie`
};
struct OidcFinished {
  Identity identity;
  std::string return_to;  ///< a path of this server
};

class Oidc {
 public:
  Oidc(OidcSettings settings, store::Store& store, std::function<Instant()> clock, web::Fetch fetch = web::fetch);

  const std::string& title() const { return settings_.title; }
  /// How an account names this subject: "<issuer> <subject>".
  std::string account_subject(const std::string& subject) const { return settings_.issuer + " " + subject; }

  /// `callback`: this server's own address for the provider's answer. A `return_to` that is no path of this server
  /// becomes "/". Blocks for the provider's document.
  std::expected<OidcBegun, OidcRefusal> begin(const std::string& callback, const std::string& return_to);
  /// What the provider sent the browser back with. Blocks for the token and the keys.
  std::expected<OidcFinished, OidcRefusal> finish(const std::string& state, const std::string& code,
                                                  const std::string& cookie);
  /// The account that this identity signs in as: the one with its subject, else the one whose login is its user name
  /// and that has no subject yet; that one is bound to it from then on.
  std::optional<store::AccountRow> account_of(const Identity& identity);

 private:
  struct Provider {
    std::string authorization, token, keys;  ///< addresses
    Value key_set;
    Instant read, keys_read;
  };
  struct UnderWay {
    std::string nonce, verifier, return_to, callback;
  };

  std::expected<Value, OidcRefusal> json_from(const web::FetchRequest& request) const;
  std::expected<Provider, OidcRefusal> provider();
  std::expected<Value, OidcRefusal> keys(const Provider& provider, bool again);
  std::optional<OidcRefusal> keep(const std::string& state, const std::string& cookie, const UnderWay& under_way);
  std::optional<UnderWay> take(const std::string& state, const std::string& cookie);
  std::expected<std::string, OidcRefusal> id_token(const Provider& provider, const UnderWay& under_way,
                                                   const std::string& code) const;

  OidcSettings settings_;
  store::Store& store_;
  std::function<Instant()> clock_;
  web::Fetch fetch_;
  std::mutex mutex_;
  std::optional<Provider> known_;
};

/// What is wrong with the settings, in words for the operator.
std::optional<std::string> wrong_with(const OidcSettings& settings);

}  // namespace bihuan::security
