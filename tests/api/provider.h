// Decides how a test gets an identity provider: a small real one, on a port of its own, that signs with real keys and
// can be told to lie.
#pragma once

#include <atomic>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "api/http/server.h"
#include "engine/base/instant.h"

namespace bihuan::api::testing {

/// A key pair that signs; RSA of 2048 bits or EC on P-256.
class SigningKey {
 public:
  explicit SigningKey(bool rsa);
  ~SigningKey();
  SigningKey(const SigningKey&) = delete;
  SigningKey& operator=(const SigningKey&) = delete;
  /// As a JWK set holds it.
  std::string jwk(const std::string& kid) const;
  /// "head.claims.signature".
  std::string token(const std::string& claims, const std::string& kid, const std::string& algorithm = {}) const;
  const char* algorithm() const { return rsa_ ? "RS256" : "ES256"; }

 private:
  std::string signature(const std::string& text) const;
  bool rsa_;
  void* key_;
};

struct Lies {
  std::string issuer, audience, nonce, algorithm, subject, kid;  ///< empty: the truth
  std::int64_t lives_s = 300;
  bool other_key = false;    ///< signs with a key that is not in its set
  bool token_fails = false;  ///< refuses the code
};

class Provider {
 public:
  explicit Provider(std::function<Instant()> clock, bool rsa = true);
  ~Provider();

  std::string issuer() const { return "http://127.0.0.1:" + std::to_string(server_->port()); }
  /// What the browser's visit to the provider's address ends with: the query of the redirect back.
  std::string approve(const std::string& authorization_url, const std::string& subject, const std::string& username);
  /// A new key pair from now on, named by this kid.
  void turn_keys(const std::string& kid);
  int key_reads() const { return key_reads_; }

  Lies lies;

 private:
  struct Granted {
    std::string nonce, challenge, redirect, subject, username;
  };
  void answer(const http::Request& request, const http::Reply& reply);
  http::Response token_answer(const http::Request& request);
  std::string id_token(const Granted& granted) const;

  std::function<Instant()> clock_;
  bool rsa_;
  std::unique_ptr<SigningKey> key_, other_;
  std::string kid_ = "k1";
  std::mutex mutex_;
  std::map<std::string, Granted> codes_;
  std::atomic<int> key_reads_{0};
  std::unique_ptr<http::Server> server_;
};

/// The parameters of a query or form, decoded.
std::map<std::string, std::string> parameters_of(const std::string& query);

}  // namespace bihuan::api::testing
