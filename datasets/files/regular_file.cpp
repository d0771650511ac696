#include "datasets/files/regular_file.hpp"

#include <fmt/format.h>

#include <cstring>
#include <filesystem>

#include "core/numbers/bad_input.hpp"

namespace lysep {

void require_regular_file(const std::string& path) {
  namespace fs = std::filesystem;
  std::error_code error;
  const fs::file_type type = fs::status(path, error).type();
  if (type == fs::file_type::regular) return;
  if (type == fs::file_type::none || type == fs::file_type::not_found) {
    throw BadInput(fmt::format("reading requires an existing file, but got {}", path));
  }
  throw BadInput(fmt::format("{} requires a regular file, but got {}", path,
                             type == fs::file_type::directory ? "a folder"
                             : type == fs::file_type::fifo    ? "a pipe"
                                                              : "a device or a socket"));
}

void refuse_read(const std::string& path, int error) {
  throw MachineFault(fmt::format("reading requires a readable file, but got {}: {}", path,
                                 error != 0 ? std::strerror(error) : "a failed read"));
}

}  // namespace lysep
