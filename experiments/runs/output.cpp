#include "experiments/runs/output.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <fstream>

#include "datasets/files/whole_file.hpp"

namespace lysep {
namespace {

namespace fs = std::filesystem;

/// What is there is written to, not replaced: a device, a pipe.
bool is_stream(const std::string& path) {
  return path.starts_with("/dev/") || (fs::exists(path) && !fs::is_regular_file(path) && !fs::is_directory(path));
}

}  // namespace

void write_text(const std::string& path, const std::string& text) {
  if (path == "-") {
    fmt::print("{}", text);
    return;
  }
  const auto write_to = [&](const std::string& file) {
    errno = 0;
    std::ofstream out(file, std::ios::binary);
    out << text;
    out.close();
    if (!out) refuse_write(path, errno);
  };
  if (is_stream(path)) {
    write_to(path);
  } else {
    write_whole_file(fs::weakly_canonical(path), write_to);  // behind a link
  }
}

void require_writable(const std::string& path) {
  if (path == "-") return;
  const fs::path folder = fs::absolute(path).parent_path();
  if (fs::is_directory(path)) refuse_write(path, EISDIR);
  if (access((is_stream(path) ? path : folder.string()).c_str(), W_OK) != 0) refuse_write(path, errno);
}

void make_folder(const char* option, const std::string& folder) {
  std::error_code error;
  fs::create_directories(folder, error);
  if (!error && access(folder.c_str(), W_OK) != 0) error = {errno, std::generic_category()};
  if (!error) return;
  const std::string text =
      fmt::format("{} requires a writable folder, but got {}: {}", option, folder, error.message());
  if (error == std::errc::no_such_file_or_directory || error == std::errc::not_a_directory ||
      error == std::errc::file_exists)
    throw BadInput(text);
  throw MachineFault(text);
}

}  // namespace lysep
