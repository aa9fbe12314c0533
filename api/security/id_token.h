// Decides whether an ID token (OpenID Connect Core 1.0 §3.1.3.7) is one that the provider signed for us: RS256 or ES256
// by a key of the provider's set, issuer, audience, time, nonce. It fetches nothing and knows no accounts.
#pragma once

#include <expected>
#include <optional>
#include <string>
#include <string_view>

#include "engine/base/instant.h"
#include "engine/base/value.h"

namespace bihuan::security {

struct ExpectedToken {
  std::string issuer, client_id, nonce;
  Instant now;
};

/// Who the provider says somebody is.
struct Identity {
  std::string subject;   ///< never given to another person by this issuer
  std::string username;  ///< preferred_username; may be empty
};

enum class TokenFault {
  Malformed,
  UnknownKey,  ///< the set may be an old one: worth fetching again
  WrongAlgorithm,
  WrongSignature,
  WrongClaims,
};
struct TokenRefusal {
  TokenFault fault = TokenFault::Malformed;
  std::string words;  ///< for the log; no claim's value
};

/// `keys`: the provider's JWK set (RFC 7517).
std::expected<Identity, TokenRefusal> verify_id_token(const std::string& token, const Value& keys,
                                                      const ExpectedToken& expected);

/// Base64 of RFC 4648 §5 without padding; nothing for what is none.
std::string base64url(std::string_view bytes);
std::string base64(std::string_view bytes);  ///< of §4, with padding
std::optional<std::string> from_base64url(std::string_view text);

/// The member of a JSON object, or nullptr.
const Value* member(const Value& object, std::string_view name);
/// The same as a text; empty when it is none.
std::string text_member(const Value& object, std::string_view name);

}  // namespace bihuan::security
