#include "datasets/files/whole_file.hpp"

#include <fmt/format.h>

#include <filesystem>

namespace lysep {

void write_whole_file(const std::string& path, const std::function<void(const std::string&)>& fill) {
  const std::string partial = path + ".partial";
  std::error_code error;
  try {
    fill(partial);
    std::filesystem::rename(partial, path, error);
    if (error) throw not_writable(path);
  } catch (...) {
    std::filesystem::remove(partial, error);
    throw;
  }
}

BadInput not_writable(const std::string& path) {
  return BadInput(fmt::format("writing requires a writable path, but got {}", path));
}

}  // namespace lysep
