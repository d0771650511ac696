#include "core/training/memory.hpp"

#include <sys/resource.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <limits>

#include "core/methods/methods.hpp"
#include "core/numbers/bad_input.hpp"
#include "core/numbers/block_sums.hpp"

namespace lysep {
namespace {

constexpr double none = std::numeric_limits<double>::infinity();

/// The number in a file of the kernel's, behind `name` if that is not empty.
double number_in(const std::string& path, const std::string& name = "") {
  std::ifstream in(path);
  std::string word;
  while (!name.empty() && in >> word && word != name) {
  }
  double value = none;
  return in >> value ? value : none;
}

double limit_of(int resource) {
  rlimit limit;
  if (getrlimit(static_cast<__rlimit_resource>(resource), &limit) != 0 || limit.rlim_cur == RLIM_INFINITY) return none;
  return static_cast<double>(limit.rlim_cur);
}

std::string gigabytes(double bytes) {
  char text[32];
  std::snprintf(text, sizeof text, "%.3g GB", bytes / 1e9);
  return text;
}

}  // namespace

double memory_needed(const TrainingOptions& options, const Problem& problem, double bytes_of_a_number) {
  const bool grows = options.batch_growth > 0;
  const auto all = grows ? static_cast<double>(problem.train.samples()) : static_cast<double>(problem.start.samples());
  const double N = all / (options.ranks ? options.ranks->count() : 1);
  const double parts = std::min(N / 256 + 1, static_cast<double>(most_parts));
  const MethodEntry* method = method_named(options.method);
  const MemoryUse own = method->memory ? method->memory(problem.start, parts + options.threads + 1) : MemoryUse();
  double kept = static_cast<double>(problem.start.X.cols());
  for (const auto& layer : problem.start.layers) {
    if (layer.b.size() > 0) kept += 3 * static_cast<double>(layer.outputs());
  }
  double certificate = 0;  // c_l and V_{l+1} in three numbers each, r_l
  for (const auto& layer : problem.start.layers) {
    if (options.certify_every > 0 && layer.b.size() > 0) certificate += 7 * static_cast<double>(layer.outputs());
  }
  return bytes_of_a_number * (N * (kept + own.per_sample + certificate) + own.in_all);
}

double memory_available() {
  double available = 1024 * number_in("/proc/meminfo", "MemAvailable:");
  available = std::min(available, number_in("/sys/fs/cgroup/memory.max") - number_in("/sys/fs/cgroup/memory.current"));
  available = std::min(available, limit_of(RLIMIT_AS) - 1024 * number_in("/proc/self/status", "VmSize:"));
  return std::min(available, limit_of(RLIMIT_DATA) - 1024 * number_in("/proc/self/status", "VmData:"));
}

void require_memory(const TrainingOptions& options, const Problem& problem, const std::string& scalar) {
  const double number = scalar == "mp50" ? 56 : scalar == "mp100" ? 80 : 8;
  const std::string& folder = options.blocks_on_disk;
  const double needed = memory_needed(options, problem, number);
  const double available =
      folder.empty() ? memory_available() : static_cast<double>(std::filesystem::space(folder).available);
  if (!(needed > available)) return;
  throw MachineFault("train requires about " + gigabytes(needed) +
                     (folder.empty() ? " of memory" : " of room in " + folder) + ", but got " + gigabytes(available));
}

}  // namespace lysep
