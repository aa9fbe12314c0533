// Decides whether a signature was made with the private half of a key: RSA PKCS #1 v1.5 with SHA-256 (RS256) and ECDSA
// on P-256 with SHA-256 (ES256), RFC 7518 §3. The mathematics is OpenSSL's. It does not decide which key to believe.
#pragma once

#include <string>

namespace bihuan::security {

/// The key's parts as a JWK holds them (base64url). false also for a key under 2048 bits, or none at all.
bool rs256_matches(const std::string& modulus, const std::string& exponent, const std::string& text,
                   const std::string& signature);
/// `signature`: r and s, 32 bytes each. false also for another curve, or a point that is not on it.
bool es256_matches(const std::string& curve, const std::string& x, const std::string& y, const std::string& text,
                   const std::string& signature);

}  // namespace bihuan::security
