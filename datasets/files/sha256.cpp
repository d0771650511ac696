#include "datasets/files/sha256.hpp"

#include <cerrno>
#include <filesystem>
#include <fstream>
#include <vector>

#include "core/numbers/sha256.hpp"
#include "datasets/files/regular_file.hpp"

namespace lysep {

std::string sha256_of(const std::string& path) {
  std::ifstream in;
  std::error_code error;
  if (std::filesystem::is_regular_file(path, error)) {  // a pipe may have no end
    errno = 0;
    in.open(path, std::ios::binary);
    if (!in.is_open()) refuse_read(path, errno);
  }
  Sha256 sha256;
  std::vector<char> buffer(65536);
  while (in.is_open() && (in.read(buffer.data(), static_cast<std::streamsize>(buffer.size())), in.gcount() > 0)) {
    sha256.add(buffer.data(), static_cast<std::size_t>(in.gcount()));
  }
  if (in.bad()) refuse_read(path, errno);
  return hex_of(sha256.digest());
}

}  // namespace lysep
