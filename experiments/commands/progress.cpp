#include <fmt/format.h>
#include <unistd.h>

#include <chrono>

#include "experiments/commands/commands.hpp"

namespace lysep {
namespace {

double now() { return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count(); }

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

}  // namespace lysep
