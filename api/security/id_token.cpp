#include "api/security/id_token.h"

#include <sodium.h>

#include <algorithm>
#include <optional>
#include <vector>

#include "adapters/codec/json.h"
#include "api/security/public_key.h"

namespace bihuan::security {
namespace {

constexpr std::int64_t leeway_us = 60 * us_per_second;
constexpr std::size_t longest_token = 32 * 1024, longest_subject = 255;

struct Parts {
  std::string_view head, claims, signature;
};

std::optional<Parts> parts_of(std::string_view token) {
  const std::size_t first = token.find('.');
  const std::size_t second = first == std::string_view::npos ? first : token.find('.', first + 1);
  if (second == std::string_view::npos || token.find('.', second + 1) != std::string_view::npos) return std::nullopt;
  return Parts{token.substr(0, first), token.substr(first + 1, second - first - 1), token.substr(second + 1)};
}

std::optional<Value> json_in(std::string_view encoded) {
  const auto text = from_base64url(encoded);
  if (!text) return std::nullopt;
  auto value = codec::parse_json(*text);
  if (!value || !value->context()) return std::nullopt;
  return std::move(*value);
}

TokenRefusal refusal(TokenFault fault, const char* words) {
  return {fault, words};
}

bool may_sign(const Value& key, std::string_view kid, std::string_view algorithm) {
  if (!kid.empty() && text_member(key, "kid") != kid) return false;
  const std::string use = text_member(key, "use"), named = text_member(key, "alg");
  if ((!use.empty() && use != "sig") || (!named.empty() && named != algorithm)) return false;
  return text_member(key, "kty") == (algorithm == "RS256" ? "RSA" : "EC");
}

std::optional<TokenRefusal> signature_fault(const Parts& parts, const Value& head, const Value& keys) {
  const std::string algorithm = text_member(head, "alg"), kid = text_member(head, "kid");
  if (algorithm != "RS256" && algorithm != "ES256") {
    return refusal(TokenFault::WrongAlgorithm, "Expected RS256 or ES256, but the token names another algorithm");
  }
  const auto signature = from_base64url(parts.signature);
  const Value* list = member(keys, "keys");
  if (!signature || !list || !list->list()) return refusal(TokenFault::Malformed, "Expected a signature and keys");
  const std::string signed_text = std::string(parts.head) + "." + std::string(parts.claims);
  bool any = false;
  for (const Value& key : *list->list()) {
    if (!may_sign(key, kid, algorithm)) continue;
    any = true;
    const bool right = algorithm == "RS256"
                           ? rs256_matches(text_member(key, "n"), text_member(key, "e"), signed_text, *signature)
                           : es256_matches(text_member(key, "crv"), text_member(key, "x"), text_member(key, "y"),
                                           signed_text, *signature);
    if (right) return std::nullopt;
  }
  return any ? refusal(TokenFault::WrongSignature, "Expected a signature by the provider's key, but it is not")
             : refusal(TokenFault::UnknownKey, "Expected a key of the provider's set, but the token names another");
}

/// Seconds since 1970; nothing when it is no such number.
std::optional<Instant> moment_member(const Value& claims, std::string_view name) {
  const Value* value = member(claims, name);
  const auto seconds = value && value->number() ? value->number()->to_int64() : std::nullopt;
  if (!seconds || *seconds < 0 || *seconds > 100'000'000'000) return std::nullopt;
  return Instant{*seconds * us_per_second};
}

bool is_for(const Value& claims, const std::string& client) {
  const Value* audience = member(claims, "aud");
  if (!audience) return false;
  if (audience->string()) return *audience->string() == client;
  if (!audience->list()) return false;
  const auto& all = *audience->list();
  const bool named =
      std::ranges::any_of(all, [&](const Value& one) { return one.string() && *one.string() == client; });
  return named && (all.size() == 1 || text_member(claims, "azp") == client);
}

const char* claims_fault(const Value& claims, const ExpectedToken& expected) {
  const auto expires = moment_member(claims, "exp"), issued = moment_member(claims, "iat");
  if (text_member(claims, "iss") != expected.issuer) return "Expected the issuer that is configured, but it is another";
  if (!is_for(claims, expected.client_id)) return "Expected a token for this client, but it is for another";
  if (!expires || *expires + leeway_us <= expected.now) return "Expected a token that is still valid, but it is not";
  if (!issued || expected.now + leeway_us < *issued) return "Expected a token that was issued, but not in the future";
  if (expected.nonce.empty() || text_member(claims, "nonce") != expected.nonce) {
    return "Expected the nonce of this sign-in, but it is another";
  }
  const std::string subject = text_member(claims, "sub");
  if (subject.empty() || subject.size() > longest_subject) return "Expected a subject";
  return nullptr;
}

}  // namespace

const Value* member(const Value& object, std::string_view name) {
  if (!object.context()) return nullptr;
  const auto found =
      std::ranges::find(*object.context(), name, [](const auto& entry) -> const std::string& { return entry.first; });
  return found == object.context()->end() ? nullptr : &found->second;
}

std::string text_member(const Value& object, std::string_view name) {
  const Value* value = member(object, name);
  return value && value->string() ? *value->string() : std::string();
}

namespace {

std::string encoded(std::string_view bytes, int variant) {
  std::string out(sodium_base64_encoded_len(bytes.size(), variant), '\0');
  sodium_bin2base64(out.data(), out.size(), reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(),
                    variant);
  out.pop_back();
  return out;
}

}  // namespace

std::string base64url(std::string_view bytes) {
  return encoded(bytes, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
}

std::string base64(std::string_view bytes) {
  return encoded(bytes, sodium_base64_VARIANT_ORIGINAL);
}

std::optional<std::string> from_base64url(std::string_view text) {
  std::string out(text.size() + 1, '\0');
  std::size_t length = 0;
  const char* end = nullptr;
  const int read = sodium_base642bin(reinterpret_cast<unsigned char*>(out.data()), out.size(), text.data(), text.size(),
                                     nullptr, &length, &end, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
  if (read != 0 || end != text.data() + text.size()) return std::nullopt;
  out.resize(length);
  return out;
}

std::expected<Identity, TokenRefusal> verify_id_token(const std::string& token, const Value& keys,
                                                      const ExpectedToken& expected) {
  const auto parts = token.size() <= longest_token ? parts_of(token) : std::nullopt;
  const auto head = parts ? json_in(parts->head) : std::nullopt;
  const auto claims = parts ? json_in(parts->claims) : std::nullopt;
  if (!head || !claims) return std::unexpected(refusal(TokenFault::Malformed, "Expected a token of three JSON parts"));
  if (const auto wrong = signature_fault(*parts, *head, keys)) return std::unexpected(*wrong);
  if (const char* wrong = claims_fault(*claims, expected)) {
    return std::unexpected(refusal(TokenFault::WrongClaims, wrong));
  }
  return Identity{text_member(*claims, "sub"), text_member(*claims, "preferred_username")};
}

}  // namespace bihuan::security
