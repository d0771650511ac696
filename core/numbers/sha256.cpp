// The functions that OpenSSL 3 calls deprecated: they need neither memory nor its start-up, which crashes where it gets
// none.
#define OPENSSL_SUPPRESS_DEPRECATED
#include "core/numbers/sha256.hpp"

#include <openssl/sha.h>

#include <stdexcept>

namespace lysep {

struct Sha256::Context {
  SHA256_CTX of_openssl;
};

namespace {

void require(int result) {
  if (result != 1) throw std::runtime_error("SHA-256 requires OpenSSL's digest, but got an error");
}

}  // namespace

Sha256::Sha256() : context_(std::make_unique<Context>()) { require(SHA256_Init(&context_->of_openssl)); }

Sha256::~Sha256() = default;

void Sha256::add(const void* bytes, std::size_t count) { require(SHA256_Update(&context_->of_openssl, bytes, count)); }

Sha256::Digest Sha256::digest() {
  Digest digest;
  require(SHA256_Final(digest.data(), &context_->of_openssl));
  return digest;
}

std::string hex_of(const Sha256::Digest& digest) {
  constexpr const char* digits = "0123456789abcdef";
  std::string hex;
  for (const unsigned char byte : digest) hex.append({digits[byte >> 4], digits[byte & 15]});
  return hex;
}

}  // namespace lysep
