#include "experiments/runs/output.hpp"

#include <fmt/format.h>
#include <unistd.h>

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
  if (is_stream(path)) {
    std::ofstream out(path, std::ios::binary);
    out << text;
    if (!out.flush()) throw not_writable(path);
    return;
  }
  write_whole_file(fs::weakly_canonical(path), [&](const std::string& partial) {  // behind a link
    std::ofstream out(partial, std::ios::binary);
    out << text;
    out.close();
    if (!out) throw not_writable(path);
  });
}

void require_writable(const std::string& path) {
  if (path == "-") return;
  const fs::path folder = fs::absolute(path).parent_path();
  if (fs::is_directory(path) || access((is_stream(path) ? path : folder.string()).c_str(), W_OK) != 0) {
    throw not_writable(path);
  }
}

void make_folder(const char* option, const std::string& folder) {
  std::error_code error;
  fs::create_directories(folder, error);
  if (error || access(folder.c_str(), W_OK) != 0) {
    throw BadInput(fmt::format("{} requires a writable folder, but got {}", option, folder));
  }
}

}  // namespace lysep
