// Decides how secrets are made, hashed and compared (libsodium). It does not store them.
#pragma once

#include <string>
#include <string_view>

namespace bihuan::security {

/// 32 random bytes as text that fits into a header: "bh_" and 43 letters, digits, "-", "_".
std::string new_token();
/// 20 characters that can be read aloud and typed: no 0/O, 1/l/I.
std::string new_password();
/// A random name of 128 bits, hexadecimal.
std::string new_id();

std::string sha256_hex(std::string_view bytes);

/// Argon2id with its parameters and salt inside.
std::string hash_password(const std::string& password);
/// Takes as long for a wrong password as for a right one.
bool password_matches(const std::string& hash, const std::string& password);
/// Takes as long for secrets that differ at their beginning as for those that differ at their end.
bool same_secret(const std::string& given, const std::string& right);
/// A hash that no password has: checked for people who do not exist, so that they take as long as those who do.
const std::string& nobodys_hash();

}  // namespace bihuan::security
