#include "api/security/oidc.h"

#include <spdlog/spdlog.h>

#include <algorithm>

#include "adapters/codec/json.h"
#include "api/security/secret.h"

namespace bihuan::security {
namespace {

constexpr std::int64_t document_lasts_us = 3600 * us_per_second, keys_again_us = 60 * us_per_second;
constexpr std::size_t most_under_way = 1000, longest_path = 1000;
constexpr const char* kept_kind = "oidc";  ///< documents of nobody: sign-ins under way

bool is_safe_address(const std::string& url) {
  if (url.starts_with("https://")) return true;
  for (const char* local : {"http://127.0.0.1", "http://localhost", "http://[::1]"}) {
    const std::string_view rest = std::string_view(url).substr(std::min(url.size(), std::string_view(local).size()));
    if (url.starts_with(local) && (rest.empty() || rest[0] == ':' || rest[0] == '/')) return true;
  }
  return false;
}

/// Only a path: "//elsewhere" and "/\elsewhere" would lead away from this server.
std::string own_path(const std::string& path) {
  const bool plain = std::ranges::all_of(path, [](unsigned char c) { return c > ' ' && c != 0x7f && c != '\\'; });
  const bool own = path.starts_with('/') && !path.starts_with("//") && plain && path.size() <= longest_path;
  return own ? path : "/";
}

std::string sha256(const std::string& text) {
  const std::string hex = sha256_hex(text);
  std::string bytes;
  for (std::size_t i = 0; i < hex.size(); i += 2) bytes += static_cast<char>(std::stoi(hex.substr(i, 2), nullptr, 16));
  return bytes;
}

OidcRefusal unavailable(const std::string& words) {
  return {OidcFault::ProviderUnavailable, words};
}

std::string with_query(const std::string& url, const std::string& query) {
  return url + (url.find('?') == std::string::npos ? "?" : "&") + query;
}

}  // namespace

std::optional<std::string> wrong_with(const OidcSettings& settings) {
  if (!is_safe_address(settings.issuer)) return "--oidc-issuer: Expected an https address";
  if (settings.client_id.empty()) return "--oidc-client-id: Expected the id of this client at the provider";
  return std::nullopt;
}

Oidc::Oidc(OidcSettings settings, store::Store& store, std::function<Instant()> clock, web::Fetch fetch)
    : settings_(std::move(settings)), store_(store), clock_(std::move(clock)), fetch_(std::move(fetch)) {}

std::expected<Value, OidcRefusal> Oidc::json_from(const web::FetchRequest& request) const {
  const auto answer = fetch_(request);
  if (!answer) return std::unexpected(unavailable(answer.error()));
  if (answer->status != 200) return std::unexpected(unavailable("status " + std::to_string(answer->status)));
  auto value = codec::parse_json(answer->body);
  if (!value || !value->context()) return std::unexpected(unavailable("Expected a JSON object"));
  return std::move(*value);
}

/// OpenID Connect Discovery 1.0 §4, kept for an hour.
std::expected<Oidc::Provider, OidcRefusal> Oidc::provider() {
  {
    const std::lock_guard lock(mutex_);
    if (known_ && clock_().us - known_->read.us < document_lasts_us) return *known_;
  }
  std::string base = settings_.issuer;
  if (base.ends_with('/')) base.pop_back();
  const auto document = json_from({.url = base + "/.well-known/openid-configuration"});
  if (!document) return std::unexpected(document.error());
  Provider provider{.authorization = text_member(*document, "authorization_endpoint"),
                    .token = text_member(*document, "token_endpoint"),
                    .keys = text_member(*document, "jwks_uri"),
                    .key_set = {},
                    .read = clock_(),
                    .keys_read = {}};
  if (text_member(*document, "issuer") != settings_.issuer) {
    return std::unexpected(unavailable("Expected the provider's document to name the issuer that is configured"));
  }
  for (const std::string* address : {&provider.authorization, &provider.token, &provider.keys}) {
    if (!is_safe_address(*address)) return std::unexpected(unavailable("Expected https addresses in the document"));
  }
  const std::lock_guard lock(mutex_);
  known_ = provider;
  return provider;
}

/// `again`: a token names a key that the set has not; asked for at most once a minute.
std::expected<Value, OidcRefusal> Oidc::keys(const Provider& provider, bool again) {
  const Instant now = clock_();
  {
    const std::lock_guard lock(mutex_);
    const bool any = known_ && known_->key_set.context();
    const std::int64_t age_us = any ? now.us - known_->keys_read.us : 0;
    if (any && age_us < (again ? keys_again_us : document_lasts_us)) return known_->key_set;
  }
  auto set = json_from({.url = provider.keys});
  if (!set) return set;
  const std::lock_guard lock(mutex_);
  if (known_) {
    known_->key_set = *set;
    known_->keys_read = now;
  }
  return set;
}

std::optional<OidcRefusal> Oidc::keep(const std::string& state, const std::string& cookie, const UnderWay& under_way) {
  const Instant now = clock_();
  std::size_t live = 0;
  for (const store::DocumentRow& row : store_.documents("", kept_kind)) {
    const bool over = now.us - row.updated.us >= oidc_lasts_s * us_per_second;
    over ? void(store_.remove_document("", kept_kind, row.name)) : void(++live);
  }
  if (live >= most_under_way) return OidcRefusal{OidcFault::TooMany, "too many sign-ins under way"};
  const std::string body = codec::to_json(Value(ContextEntries{{"cookie", sha256_hex(cookie)},
                                                               {"nonce", under_way.nonce},
                                                               {"verifier", under_way.verifier},
                                                               {"returnTo", under_way.return_to},
                                                               {"callback", under_way.callback}}));
  store_.save_document({.person = "", .kind = kept_kind, .name = sha256_hex(state), .body = body, .updated = now});
  return std::nullopt;
}

/// Once: whoever removes it has it.
std::optional<Oidc::UnderWay> Oidc::take(const std::string& state, const std::string& cookie) {
  const std::string name = sha256_hex(state);
  const auto row = store_.document("", kept_kind, name);
  if (!row || clock_().us - row->updated.us >= oidc_lasts_s * us_per_second) return std::nullopt;
  const auto body = codec::parse_json(row->body);
  if (!body || !same_secret(sha256_hex(cookie), text_member(*body, "cookie"))) return std::nullopt;
  if (!store_.remove_document("", kept_kind, name)) return std::nullopt;
  return UnderWay{text_member(*body, "nonce"), text_member(*body, "verifier"), text_member(*body, "returnTo"),
                  text_member(*body, "callback")};
}

std::expected<OidcBegun, OidcRefusal> Oidc::begin(const std::string& callback, const std::string& return_to) {
  const auto provider = this->provider();
  if (!provider) return std::unexpected(provider.error());
  const std::string state = new_token(), cookie = new_token();
  const UnderWay under_way{new_token(), new_token(), own_path(return_to), callback};
  if (auto refused = keep(state, cookie, under_way)) return std::unexpected(*refused);
  const std::string query = web::form_of({{"response_type", "code"},
                                          {"scope", "openid profile"},
                                          {"client_id", settings_.client_id},
                                          {"redirect_uri", callback},
                                          {"state", state},
                                          {"nonce", under_way.nonce},
                                          {"code_challenge", base64url(sha256(under_way.verifier))},
                                          {"code_challenge_method", "S256"}});
  return OidcBegun{with_query(provider->authorization, query), cookie};
}

std::expected<std::string, OidcRefusal> Oidc::id_token(const Provider& provider, const UnderWay& under_way,
                                                       const std::string& code) const {
  web::FetchRequest request{.url = provider.token};
  std::vector<std::pair<std::string, std::string>> form = {{"grant_type", "authorization_code"},
                                                           {"code", code},
                                                           {"redirect_uri", under_way.callback},
                                                           {"code_verifier", under_way.verifier}};
  if (settings_.client_secret.empty()) {
    form.emplace_back("client_id", settings_.client_id);
  } else {
    // RFC 6749 §2.3.1: both parts form-encoded first.
    const std::string pair =
        web::percent_encoded(settings_.client_id) + ":" + web::percent_encoded(settings_.client_secret);
    request.headers.push_back("Authorization: Basic " + base64(pair));
  }
  request.headers.push_back("Accept: application/json");
  request.form = web::form_of(form);
  const auto answer = json_from(request);
  if (!answer) return std::unexpected(answer.error());
  std::string token = text_member(*answer, "id_token");
  if (token.empty()) return std::unexpected(OidcRefusal{OidcFault::Refused, "the provider gave no ID token"});
  return token;
}

std::expected<OidcFinished, OidcRefusal> Oidc::finish(const std::string& state, const std::string& code,
                                                      const std::string& cookie) {
  const auto under_way = take(state, cookie);
  if (!under_way) return std::unexpected(OidcRefusal{OidcFault::UnknownState, "unknown or used state"});
  const auto provider = this->provider();
  if (!provider) return std::unexpected(provider.error());
  const auto token = id_token(*provider, *under_way, code);
  if (!token) return std::unexpected(token.error());
  const ExpectedToken expected{settings_.issuer, settings_.client_id, under_way->nonce, clock_()};
  for (const bool again : {false, true}) {
    const auto set = keys(*provider, again);
    if (!set) return std::unexpected(set.error());
    const auto identity = verify_id_token(*token, *set, expected);
    if (identity) return OidcFinished{*identity, under_way->return_to};
    if (again || identity.error().fault != TokenFault::UnknownKey) {
      return std::unexpected(OidcRefusal{OidcFault::Refused, identity.error().words});
    }
  }
  return std::unexpected(OidcRefusal{});
}

std::optional<store::AccountRow> Oidc::account_of(const Identity& identity) {
  const std::string subject = account_subject(identity.subject);
  if (auto account = store_.account_with_subject(subject)) return account;
  if (identity.username.empty()) return std::nullopt;
  auto account = store_.account_with_login(identity.username);
  if (!account || !account->subject.empty()) return std::nullopt;
  account->subject = subject;
  if (!store_.save_account(*account)) return std::nullopt;
  return store_.account(account->person);
}

}  // namespace bihuan::security
