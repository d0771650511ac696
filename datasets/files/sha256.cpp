#include "datasets/files/sha256.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <vector>

#include "core/numbers/bad_input.hpp"
#include "core/numbers/sha256.hpp"

namespace lysep {

std::string sha256_of(const std::string& path) {
  std::ifstream in;
  std::error_code error;
  if (std::filesystem::is_regular_file(path, error)) in.open(path, std::ios::binary);  // a pipe may have no end
  Sha256 sha256;
  std::vector<char> buffer(65536);
  while (in.is_open() && (in.read(buffer.data(), static_cast<std::streamsize>(buffer.size())), in.gcount() > 0)) {
    sha256.add(buffer.data(), static_cast<std::size_t>(in.gcount()));
  }
  if (in.bad())
    throw BadInput(fmt::format("{} requires a file that can be read to its end, but got a failed read", path));
  return hex_of(sha256.digest());
}

}  // namespace lysep
