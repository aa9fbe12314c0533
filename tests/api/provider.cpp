// Decides what the tests' identity provider answers: OpenID Connect Discovery, the token endpoint with PKCE, its keys.
#include "tests/api/provider.h"

#include <fmt/format.h>
#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/rsa.h>

#include <stdexcept>

#include "api/http/target.h"
#include "api/security/id_token.h"
#include "api/security/secret.h"

namespace bihuan::api::testing {
namespace {

EVP_PKEY* key_in(void* key) {
  return static_cast<EVP_PKEY*>(key);
}

std::string number_in(EVP_PKEY* key, const char* name, int length = 0) {
  BIGNUM* number = nullptr;
  EVP_PKEY_get_bn_param(key, name, &number);
  std::string bytes(static_cast<std::size_t>(length ? length : BN_num_bytes(number)), '\0');
  BN_bn2binpad(number, reinterpret_cast<unsigned char*>(bytes.data()), static_cast<int>(bytes.size()));
  BN_free(number);
  return security::base64url(bytes);
}

/// r and s of 32 bytes each, from OpenSSL's DER.
std::string flat(const std::string& der) {
  const auto* at = reinterpret_cast<const unsigned char*>(der.data());
  ECDSA_SIG* pair = d2i_ECDSA_SIG(nullptr, &at, static_cast<long>(der.size()));
  std::string out(64, '\0');
  auto* to = reinterpret_cast<unsigned char*>(out.data());
  BN_bn2binpad(ECDSA_SIG_get0_r(pair), to, 32);
  BN_bn2binpad(ECDSA_SIG_get0_s(pair), to + 32, 32);
  ECDSA_SIG_free(pair);
  return out;
}

std::string or_else(const std::string& lie, const std::string& truth) {
  return lie.empty() ? truth : lie;
}

std::string sha256(const std::string& text) {
  const std::string hex = security::sha256_hex(text);
  std::string bytes;
  for (std::size_t i = 0; i < hex.size(); i += 2) bytes += static_cast<char>(std::stoi(hex.substr(i, 2), nullptr, 16));
  return bytes;
}

http::Response json(const std::string& text, int status = 200) {
  return http::make_response(status, "application/json", text);
}

}  // namespace

std::map<std::string, std::string> parameters_of(const std::string& query) {
  std::map<std::string, std::string> found;
  const auto pairs = http::parse_query(query);
  if (!pairs) return found;
  for (const auto& [name, value] : *pairs) found[name] = value;
  return found;
}

SigningKey::SigningKey(bool rsa) : rsa_(rsa), key_(rsa ? EVP_RSA_gen(2048) : EVP_EC_gen("P-256")) {
  if (!key_) throw std::runtime_error("no key");
}

SigningKey::~SigningKey() {
  EVP_PKEY_free(key_in(key_));
}

std::string SigningKey::jwk(const std::string& kid) const {
  EVP_PKEY* key = key_in(key_);
  if (rsa_) {
    return fmt::format(R"({{"kty":"RSA","use":"sig","kid":"{}","n":"{}","e":"{}"}})", kid,
                       number_in(key, OSSL_PKEY_PARAM_RSA_N), number_in(key, OSSL_PKEY_PARAM_RSA_E));
  }
  return fmt::format(R"({{"kty":"EC","crv":"P-256","use":"sig","kid":"{}","x":"{}","y":"{}"}})", kid,
                     number_in(key, OSSL_PKEY_PARAM_EC_PUB_X, 32), number_in(key, OSSL_PKEY_PARAM_EC_PUB_Y, 32));
}

std::string SigningKey::signature(const std::string& text) const {
  EVP_MD_CTX* context = EVP_MD_CTX_new();
  EVP_DigestSignInit_ex(context, nullptr, "SHA256", nullptr, nullptr, key_in(key_), nullptr);
  std::size_t length = 0;
  const auto* from = reinterpret_cast<const unsigned char*>(text.data());
  EVP_DigestSign(context, nullptr, &length, from, text.size());
  std::string out(length, '\0');
  EVP_DigestSign(context, reinterpret_cast<unsigned char*>(out.data()), &length, from, text.size());
  out.resize(length);
  EVP_MD_CTX_free(context);
  return rsa_ ? out : flat(out);
}

std::string SigningKey::token(const std::string& claims, const std::string& kid, const std::string& algorithm) const {
  const std::string head =
      fmt::format(R"({{"alg":"{}","typ":"JWT","kid":"{}"}})", algorithm.empty() ? this->algorithm() : algorithm, kid);
  const std::string text = security::base64url(head) + "." + security::base64url(claims);
  return text + "." + (algorithm == "none" ? "" : security::base64url(signature(text)));
}

Provider::Provider(std::function<Instant()> clock, bool rsa)
    : clock_(std::move(clock)),
      rsa_(rsa),
      key_(std::make_unique<SigningKey>(rsa)),
      other_(std::make_unique<SigningKey>(rsa)) {
  http::ServerSettings settings;
  settings.port = 0;
  settings.threads = 1;
  server_ = std::make_unique<http::Server>(
      settings, [this](http::Request request, http::Reply reply) { answer(request, reply); });
  server_->start();
}

Provider::~Provider() {
  server_->stop_now();
}

void Provider::turn_keys(const std::string& kid) {
  const std::lock_guard lock(mutex_);
  key_ = std::make_unique<SigningKey>(rsa_);
  kid_ = kid;
}

std::string Provider::approve(const std::string& authorization_url, const std::string& subject,
                              const std::string& username) {
  const auto asked = parameters_of(authorization_url.substr(authorization_url.find('?') + 1));
  const std::string code = security::new_token();
  const std::lock_guard lock(mutex_);
  codes_[code] = {asked.at("nonce"), asked.at("code_challenge"), asked.at("redirect_uri"), subject, username};
  return "code=" + code + "&state=" + asked.at("state");
}

void Provider::answer(const http::Request& request, const http::Reply& reply) {
  if (request.path == "/.well-known/openid-configuration") {
    return reply.send(json(fmt::format(
        R"({{"issuer":"{0}","authorization_endpoint":"{0}/authorize","token_endpoint":"{0}/token","jwks_uri":"{0}/keys"}})",
        issuer())));
  }
  if (request.path == "/keys") {
    ++key_reads_;
    const std::lock_guard lock(mutex_);
    return reply.send(json("{\"keys\":[" + key_->jwk(kid_) + "]}"));
  }
  if (request.path == "/token" && request.method == "POST") return reply.send(token_answer(request));
  reply.send(json("{}", 404));
}

http::Response Provider::token_answer(const http::Request& request) {
  const auto form = parameters_of(request.body);
  const std::string* authorization = request.header("Authorization");
  const std::string expected = "Basic " + security::base64("bihuan:a%20secret");
  const std::lock_guard lock(mutex_);
  const auto granted = codes_.find(form.contains("code") ? form.at("code") : "");
  if (lies.token_fails || granted == codes_.end() || !authorization || *authorization != expected) {
    return json(R"({"error":"invalid_grant"})", 400);
  }
  const bool proved = security::base64url(sha256(form.at("code_verifier"))) == granted->second.challenge &&
                      form.at("redirect_uri") == granted->second.redirect;
  if (!proved) return json(R"({"error":"invalid_grant"})", 400);
  const std::string token = id_token(granted->second);
  codes_.erase(granted);  // once
  return json(R"({"token_type":"Bearer","access_token":"x","id_token":")" + token + "\"}");
}

std::string Provider::id_token(const Granted& granted) const {
  const std::int64_t now = clock_().us / us_per_second;
  const std::string claims = fmt::format(
      R"({{"iss":"{}","aud":"{}","sub":"{}","nonce":"{}","iat":{},"exp":{},"preferred_username":"{}"}})",
      or_else(lies.issuer, issuer()), or_else(lies.audience, "bihuan"), or_else(lies.subject, granted.subject),
      or_else(lies.nonce, granted.nonce), now, now + lies.lives_s, granted.username);
  return (lies.other_key ? *other_ : *key_).token(claims, or_else(lies.kid, kid_), lies.algorithm);
}

}  // namespace bihuan::api::testing
