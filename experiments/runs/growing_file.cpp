#include "experiments/runs/growing_file.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>

#include "datasets/files/whole_file.hpp"

namespace lysep {

GrowingFile::~GrowingFile() {
  if (is_open()) close(descriptor_);
}

void GrowingFile::open(const std::string& path, std::uintmax_t bytes, const std::string& header) {
  path_ = path;
  descriptor_ = ::open(path.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0666);
  if (!is_open() || ftruncate(descriptor_, static_cast<off_t>(bytes)) != 0 || lseek(descriptor_, 0, SEEK_END) < 0) {
    refuse_write(path_, errno);
  }
  if (bytes == 0) append(header + "\n");
}

bool GrowingFile::append(const std::string& text) {
  for (std::size_t done = 0; whole_ && done < text.size();) {
    const ssize_t n = write(descriptor_, text.data() + done, text.size() - done);
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) {
      whole_ = false;
    } else {
      done += static_cast<std::size_t>(n);
    }
  }
  return whole_;
}

void GrowingFile::sync() const {
  if (is_open() && fsync(descriptor_) != 0 && errno != EINVAL) refuse_write(path_, errno);
}

std::uintmax_t GrowingFile::bytes() const {
  return is_open() ? static_cast<std::uintmax_t>(lseek(descriptor_, 0, SEEK_CUR)) : 0;
}

void GrowingFile::remove() const {
  std::error_code ignored;
  if (is_open()) std::filesystem::remove(path_, ignored);
}

}  // namespace lysep
