#include "datasets/files/sha256.hpp"

#include <fstream>
#include <vector>

#include "core/numbers/sha256.hpp"

namespace lysep {

std::string sha256_of(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  Sha256 sha256;
  std::vector<char> buffer(65536);
  while (in.read(buffer.data(), static_cast<std::streamsize>(buffer.size())), in.gcount() > 0) {
    sha256.add(buffer.data(), static_cast<std::size_t>(in.gcount()));
  }
  return hex_of(sha256.digest());
}

}  // namespace lysep
