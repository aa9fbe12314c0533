#include "adapters/host/chain.h"

#include <openssl/evp.h>

#include <array>
#include <memory>
#include <string_view>

#include "engine/base/check.h"

namespace bihuan::host {
namespace {

/// OpenSSL's SHA-256, which uses the processor's own instructions where there are any: every commit hashes its entries,
/// and an entry may be a megabyte. Made once a thread, because making one costs more than hashing an entry.
class Sha256 {
 public:
  Sha256()
      : algorithm_(EVP_MD_fetch(nullptr, "SHA256", nullptr), EVP_MD_free), context_(EVP_MD_CTX_new(), EVP_MD_CTX_free) {
    CHECK(algorithm_ != nullptr && context_ != nullptr);
  }
  void begin() { CHECK(EVP_DigestInit_ex2(context_.get(), algorithm_.get(), nullptr) == 1); }
  void add(const void* bytes, std::size_t size) { CHECK(EVP_DigestUpdate(context_.get(), bytes, size) == 1); }
  store::Hash end() {
    store::Hash out;
    CHECK(EVP_DigestFinal_ex(context_.get(), out.data(), nullptr) == 1);
    return out;
  }

 private:
  std::unique_ptr<EVP_MD, decltype(&EVP_MD_free)> algorithm_;
  std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context_;
};

// Stored. Never change: every hash ever written depends on it.
void add_number(Sha256& hash, std::uint64_t n) {
  std::array<unsigned char, 8> bytes{};
  for (int i = 0; i < 8; ++i) bytes[i] = static_cast<unsigned char>(n >> (8 * i));
  hash.add(bytes.data(), bytes.size());
}

void add_text(Sha256& hash, std::string_view text) {
  add_number(hash, text.size());
  hash.add(text.data(), text.size());
}

}  // namespace

store::Hash chain_hash(const store::JournalRow& row) {
  thread_local Sha256 hash;
  hash.begin();
  hash.add(row.previous.data(), row.previous.size());
  add_number(hash, row.instance.n);
  add_number(hash, row.seq);
  add_number(hash, static_cast<std::uint64_t>(row.at.us));
  for (const std::string* text : {&row.actor, &row.request_id, &row.reason, &row.command, &row.events}) {
    add_text(hash, *text);
  }
  return hash.end();
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
