#pragma once
// SHA-256 (FIPS 180-4), by OpenSSL.
#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

namespace lysep {

class Sha256 {
 public:
  using Digest = std::array<unsigned char, 32>;

  Sha256();
  ~Sha256();
  Sha256(const Sha256&) = delete;
  Sha256& operator=(const Sha256&) = delete;

  void add(const void* bytes, std::size_t count);
  /// Ends the message.
  Digest digest();

 private:
  struct Context;
  std::unique_ptr<Context> context_;
};

/// 64 hexadecimal digits.
std::string hex_of(const Sha256::Digest& digest);

}  // namespace lysep
