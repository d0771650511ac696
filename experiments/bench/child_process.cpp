#include "experiments/bench/child_process.hpp"

#include <fmt/format.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>
#include <stdexcept>
#include <string>

namespace lysep {
namespace {

/// A line "name:  123 kB" of a file of /proc.
double bytes_in(const char* file, const std::string& name) {
  std::ifstream in(file);
  std::string word;
  double kilobytes = 0;
  while (in >> word) {
    if (word == name && in >> kilobytes) return 1024 * kilobytes;
  }
  throw std::runtime_error(fmt::format("bench requires {} in {}, but got none", name, file));
}

std::string read_to_end(int from) {
  std::string text;
  char part[4096];
  for (ssize_t n; (n = read(from, part, sizeof part)) > 0;) text.append(part, static_cast<std::size_t>(n));
  return text;
}

/// The child's end: writes the result, or what went wrong.
[[noreturn]] void work_in_child(const std::function<nlohmann::ordered_json()>& work, int to) {
  nlohmann::ordered_json answer;
  try {
    answer["result"] = work();
  } catch (const std::exception& error) {
    answer["error"] = error.what();
  }
  const std::string text = answer.dump();
  const bool whole = write(to, text.data(), text.size()) == static_cast<ssize_t>(text.size());
  _exit(whole ? 0 : 1);
}

}  // namespace

nlohmann::ordered_json run_in_child(const std::function<nlohmann::ordered_json()>& work) {
  int ends[2];
  if (pipe(ends) != 0) throw std::runtime_error("bench requires a pipe, but got none");
  const pid_t child = fork();
  if (child == 0) {
    close(ends[0]);
    work_in_child(work, ends[1]);
  }
  close(ends[1]);
  const std::string text = child > 0 ? read_to_end(ends[0]) : "";
  close(ends[0]);
  int status = 0;
  if (child < 0 || waitpid(child, &status, 0) != child || status != 0) {
    throw std::runtime_error("bench requires a process of its own for each measurement, but it was ended");
  }
  const auto answer = nlohmann::ordered_json::parse(text);
  if (answer.contains("error")) throw std::runtime_error(answer["error"].get<std::string>());
  return answer["result"];
}

double resident_bytes() { return bytes_in("/proc/self/status", "VmRSS:"); }
double peak_resident_bytes() { return bytes_in("/proc/self/status", "VmHWM:"); }
double available_bytes() { return bytes_in("/proc/meminfo", "MemAvailable:"); }

}  // namespace lysep
