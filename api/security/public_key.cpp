#include "api/security/public_key.h"

#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>

#include <memory>

#include "api/security/id_token.h"

namespace bihuan::security {
namespace {

constexpr int shortest_rsa_bits = 2048, longest_rsa_bits = 16384;
constexpr std::size_t coordinate_bytes = 32;

struct Free {
  void operator()(BIGNUM* p) const { BN_free(p); }
  void operator()(OSSL_PARAM_BLD* p) const { OSSL_PARAM_BLD_free(p); }
  void operator()(OSSL_PARAM* p) const { OSSL_PARAM_free(p); }
  void operator()(EVP_PKEY* p) const { EVP_PKEY_free(p); }
  void operator()(EVP_PKEY_CTX* p) const { EVP_PKEY_CTX_free(p); }
  void operator()(EVP_MD_CTX* p) const { EVP_MD_CTX_free(p); }
  void operator()(ECDSA_SIG* p) const { ECDSA_SIG_free(p); }
};
template <class T>
using Owned = std::unique_ptr<T, Free>;

const unsigned char* bytes_of(const std::string& text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

Owned<BIGNUM> number_of(const std::string& bytes) {
  return Owned<BIGNUM>(BN_bin2bn(bytes_of(bytes), static_cast<int>(bytes.size()), nullptr));
}

Owned<EVP_PKEY> key_of(const char* type, OSSL_PARAM_BLD* parts) {
  const Owned<OSSL_PARAM> parameters(OSSL_PARAM_BLD_to_param(parts));
  const Owned<EVP_PKEY_CTX> context(EVP_PKEY_CTX_new_from_name(nullptr, type, nullptr));
  EVP_PKEY* key = nullptr;
  if (!parameters || !context || EVP_PKEY_fromdata_init(context.get()) <= 0) return nullptr;
  if (EVP_PKEY_fromdata(context.get(), &key, EVP_PKEY_PUBLIC_KEY, parameters.get()) <= 0) return nullptr;
  return Owned<EVP_PKEY>(key);
}

bool verifies(EVP_PKEY* key, const std::string& text, const std::string& signature) {
  const Owned<EVP_MD_CTX> context(EVP_MD_CTX_new());
  const bool right =
      context && EVP_DigestVerifyInit_ex(context.get(), nullptr, "SHA256", nullptr, nullptr, key, nullptr) == 1 &&
      EVP_DigestVerify(context.get(), bytes_of(signature), signature.size(), bytes_of(text), text.size()) == 1;
  ERR_clear_error();
  return right;
}

/// r and s as the DER that OpenSSL reads.
std::string der_of(const std::string& signature) {
  Owned<BIGNUM> r = number_of(signature.substr(0, coordinate_bytes)), s = number_of(signature.substr(coordinate_bytes));
  const Owned<ECDSA_SIG> pair(ECDSA_SIG_new());
  if (!r || !s || !pair || ECDSA_SIG_set0(pair.get(), r.get(), s.get()) != 1) return {};
  (void)r.release();  // the pair owns them now
  (void)s.release();
  unsigned char* der = nullptr;
  const int length = i2d_ECDSA_SIG(pair.get(), &der);
  if (length <= 0) return {};
  std::string out(reinterpret_cast<char*>(der), static_cast<std::size_t>(length));
  OPENSSL_free(der);
  return out;
}

}  // namespace

bool rs256_matches(const std::string& modulus, const std::string& exponent, const std::string& text,
                   const std::string& signature) {
  const auto n = from_base64url(modulus), e = from_base64url(exponent);
  if (!n || !e || n->empty() || e->empty()) return false;
  const Owned<BIGNUM> big_n = number_of(*n), big_e = number_of(*e);
  const Owned<OSSL_PARAM_BLD> parts(OSSL_PARAM_BLD_new());
  if (!big_n || !big_e || !parts) return false;
  const int bits = BN_num_bits(big_n.get());
  if (bits < shortest_rsa_bits || bits > longest_rsa_bits) return false;
  OSSL_PARAM_BLD_push_BN(parts.get(), OSSL_PKEY_PARAM_RSA_N, big_n.get());
  OSSL_PARAM_BLD_push_BN(parts.get(), OSSL_PKEY_PARAM_RSA_E, big_e.get());
  const Owned<EVP_PKEY> key = key_of("RSA", parts.get());
  return key && verifies(key.get(), text, signature);
}

bool es256_matches(const std::string& curve, const std::string& x, const std::string& y, const std::string& text,
                   const std::string& signature) {
  const auto px = from_base64url(x), py = from_base64url(y);
  if (curve != "P-256" || !px || !py || signature.size() != 2 * coordinate_bytes) return false;
  if (px->size() != coordinate_bytes || py->size() != coordinate_bytes) return false;
  const std::string point = std::string("\x04") + *px + *py;
  const Owned<OSSL_PARAM_BLD> parts(OSSL_PARAM_BLD_new());
  if (!parts) return false;
  OSSL_PARAM_BLD_push_utf8_string(parts.get(), OSSL_PKEY_PARAM_GROUP_NAME, "prime256v1", 0);
  OSSL_PARAM_BLD_push_octet_string(parts.get(), OSSL_PKEY_PARAM_PUB_KEY, point.data(), point.size());
  const Owned<EVP_PKEY> key = key_of("EC", parts.get());
  return key && verifies(key.get(), text, der_of(signature));
}

}  // namespace bihuan::security
