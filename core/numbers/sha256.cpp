#include "core/numbers/sha256.hpp"

#include <openssl/evp.h>

#include <stdexcept>

namespace lysep {

struct Sha256::Context {
  EVP_MD_CTX* of_openssl = EVP_MD_CTX_new();
  ~Context() { EVP_MD_CTX_free(of_openssl); }
};

namespace {

void require(int result) {
  if (result != 1) throw std::runtime_error("SHA-256 requires OpenSSL's digest, but got an error");
}

}  // namespace

Sha256::Sha256() : context_(std::make_unique<Context>()) {
  require(EVP_DigestInit_ex(context_->of_openssl, EVP_sha256(), nullptr));
}

Sha256::~Sha256() = default;

void Sha256::add(const void* bytes, std::size_t count) {
  require(EVP_DigestUpdate(context_->of_openssl, bytes, count));
}

Sha256::Digest Sha256::digest() {
  Digest digest;
  require(EVP_DigestFinal_ex(context_->of_openssl, digest.data(), nullptr));
  return digest;
}

std::string hex_of(const Sha256::Digest& digest) {
  constexpr const char* digits = "0123456789abcdef";
  std::string hex;
  for (const unsigned char byte : digest) hex.append({digits[byte >> 4], digits[byte & 15]});
  return hex;
}

}  // namespace lysep
