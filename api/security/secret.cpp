#include "api/security/secret.h"

#include <sodium.h>

#include <array>

#include "engine/base/check.h"

namespace bihuan::security {
namespace {

constexpr std::size_t token_bytes = 32;
constexpr std::string_view readable = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";
constexpr std::size_t password_length = 20;

void ready() {
  static const int started = sodium_init();
  CHECK(started >= 0);
}

std::string hex(const unsigned char* bytes, std::size_t size) {
  std::string out(size * 2 + 1, '\0');
  sodium_bin2hex(out.data(), out.size(), bytes, size);
  out.pop_back();
  return out;
}

}  // namespace

std::string new_token() {
  ready();
  std::array<unsigned char, token_bytes> bytes;
  randombytes_buf(bytes.data(), bytes.size());
  constexpr int variant = sodium_base64_VARIANT_URLSAFE_NO_PADDING;
  std::string out(sodium_base64_encoded_len(bytes.size(), variant), '\0');
  sodium_bin2base64(out.data(), out.size(), bytes.data(), bytes.size(), variant);
  out.pop_back();
  return "bh_" + out;
}

std::string new_password() {
  ready();
  std::string out;
  while (out.size() < password_length) out += readable[randombytes_uniform(readable.size())];
  return out;
}

std::string new_id() {
  ready();
  std::array<unsigned char, 16> bytes;
  randombytes_buf(bytes.data(), bytes.size());
  return hex(bytes.data(), bytes.size());
}

std::string sha256_hex(std::string_view bytes) {
  std::array<unsigned char, crypto_hash_sha256_BYTES> hash;
  crypto_hash_sha256(hash.data(), reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
  return hex(hash.data(), hash.size());
}

std::string hash_password(const std::string& password) {
  ready();
  std::array<char, crypto_pwhash_STRBYTES> out{};
  const int made =
      crypto_pwhash_str_alg(out.data(), password.data(), password.size(), crypto_pwhash_OPSLIMIT_INTERACTIVE,
                            crypto_pwhash_MEMLIMIT_INTERACTIVE, crypto_pwhash_ALG_ARGON2ID13);
  if (made != 0) throw std::bad_alloc();
  return out.data();
}

bool password_matches(const std::string& hash, const std::string& password) {
  ready();
  return crypto_pwhash_str_verify(hash.c_str(), password.data(), password.size()) == 0;
}

bool same_secret(const std::string& given, const std::string& right) {
  return given.size() == right.size() && sodium_memcmp(given.data(), right.data(), right.size()) == 0;
}

const std::string& nobodys_hash() {
  static const std::string hash = hash_password(new_token());
  return hash;
}

}  // namespace bihuan::security
