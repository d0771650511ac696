#include <fmt/format.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <fstream>

#include "datasets/whole_file.hpp"
#include "experiments/commands.hpp"

namespace lysep {
namespace {

namespace fs = std::filesystem;

double now() { return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count(); }

/// What is there is written to, not replaced: a device, a pipe.
bool is_stream(const std::string& path) {
  return path.starts_with("/dev/") || (fs::exists(path) && !fs::is_regular_file(path) && !fs::is_directory(path));
}

}  // namespace

Progress::Progress(std::string what, long total, bool quiet)
    : what_(std::move(what)),
      total_(total),
      quiet_(quiet),
      terminal_(isatty(STDERR_FILENO)),
      start_(now()),
      last_(start_) {}

void Progress::at(long done, const std::string& note) {
  if (quiet_) return;
  const double time = now();
  if (time - last_ < (terminal_ ? 0.1 : 10.0)) return;
  last_ = time;
  const double rate = static_cast<double>(done) / (time - start_);
  const double left = rate > 0 ? static_cast<double>(total_ - done) / rate : 0;
  const auto line = fmt::format("{} {}/{} {:.1f}/s {:.0f} s left {}", what_, done, total_, rate, left, note);
  if (terminal_) {
    constexpr int width = 20;
    const int full = static_cast<int>(width * done / std::max(total_, 1L));
    fmt::print(stderr, "\r\033[K[{:#<{}}{:.<{}}] {}", "", full, "", width - full, line);
    drawn_ = true;
  } else {
    fmt::print(stderr, "{}\n", line);
  }
  std::fflush(stderr);
}

Progress::~Progress() {
  if (drawn_) fmt::print(stderr, "\r\033[K");
}

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
