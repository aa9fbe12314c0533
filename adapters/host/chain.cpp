#include "adapters/host/chain.h"

#include <sodium.h>

#include <array>
#include <string_view>

namespace bihuan::host {
namespace {

// Stored. Never change: every hash ever written depends on it.
void add_number(crypto_hash_sha256_state& hash, std::uint64_t n) {
  std::array<unsigned char, 8> bytes{};
  for (int i = 0; i < 8; ++i) bytes[i] = static_cast<unsigned char>(n >> (8 * i));
  crypto_hash_sha256_update(&hash, bytes.data(), bytes.size());
}

void add_text(crypto_hash_sha256_state& hash, std::string_view text) {
  add_number(hash, text.size());
  crypto_hash_sha256_update(&hash, reinterpret_cast<const unsigned char*>(text.data()), text.size());
}

}  // namespace

store::Hash chain_hash(const store::JournalRow& row) {
  crypto_hash_sha256_state hash;
  crypto_hash_sha256_init(&hash);
  crypto_hash_sha256_update(&hash, row.previous.data(), row.previous.size());
  add_number(hash, row.instance.n);
  add_number(hash, row.seq);
  add_number(hash, static_cast<std::uint64_t>(row.at.us));
  for (const std::string* text : {&row.actor, &row.request_id, &row.reason, &row.command, &row.events}) {
    add_text(hash, *text);
  }
  store::Hash out;
  crypto_hash_sha256_final(&hash, out.data());
  return out;
}

std::string hex(const store::Hash& hash) {
  static constexpr char digits[] = "0123456789abcdef";
  std::string out;
  out.reserve(hash.size() * 2);
  for (unsigned char byte : hash) {
    out += digits[byte >> 4];
    out += digits[byte & 15];
  }
  return out;
}

}  // namespace bihuan::host
