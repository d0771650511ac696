#include "datasets/files/whole_file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>

namespace lysep {
namespace {

/// Waits until file or folder is on the disk.
void sync(const std::string& path, const std::string& told) {
  const int descriptor = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  const bool synced = descriptor >= 0 && (fsync(descriptor) == 0 || errno == EINVAL);  // EINVAL: not a disk's
  const int error = errno;
  if (descriptor >= 0) close(descriptor);
  if (!synced) refuse_write(told, error);
}

}  // namespace

void write_whole_file(const std::string& path, const std::function<void(const std::string&)>& fill) {
  const std::string partial = fmt::format("{}.partial.{}", path, getpid());
  try {
    fill(partial);
    sync(partial, path);
    if (std::rename(partial.c_str(), path.c_str()) != 0) refuse_write(path, errno);
    const auto folder = std::filesystem::path(path).parent_path();
    sync(folder.empty() ? "." : folder.string(), path);
  } catch (...) {
    std::error_code ignored;
    std::filesystem::remove(partial, ignored);
    throw;
  }
}

void refuse_write(const std::string& path, int error) {
  const std::string text = fmt::format("writing requires a writable path, but got {}: {}", path, std::strerror(error));
  for (const int of_path : {ENOENT, ENOTDIR, EISDIR, ENAMETOOLONG, ELOOP}) {
    if (error == of_path) throw BadInput(text);
  }
  throw MachineFault(text);
}

}  // namespace lysep
