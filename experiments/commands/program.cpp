#include <fcntl.h>
#include <cxxabi.h>
#include <fmt/format.h>
#include <gmp.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <cstdlib>
#include <ctime>
#include <new>
#include <string_view>
#include <system_error>
#include <typeinfo>

#include "core/numbers/bad_input.hpp"
#include "core/numbers/float_environment.hpp"
#include "datasets/files/confined.hpp"
#include "datasets/files/printable.hpp"
#include "experiments/commands/commands.hpp"
#include "experiments/commands/together.hpp"
#include "experiments/commands/unless_stopped.hpp"

namespace lysep {

std::atomic<bool> stop_requested{false};

namespace {

std::atomic<int> first_signal{0};
std::atomic<std::int64_t> first_signal_at{0};  // ns

std::int64_t nanoseconds() {
  timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return std::int64_t{1000000000} * now.tv_sec + now.tv_nsec;
}

/// The first signal ends the work at the next good place. A second one does not wait; but the same within a second is
/// the first one again: batch systems and timeout(1) send it to the process and to its group.
void request_stop(int signal) {
  if (!stop_requested.exchange(true)) {
    first_signal = signal;
    first_signal_at = nanoseconds();
    return;
  }
  if (signal == first_signal && nanoseconds() - first_signal_at < 1000000000) return;
  std::signal(signal, SIG_DFL);  // says that nothing was saved
  std::raise(signal);
}

/// A file that is opened later must not become standard output. What is opened for reading cannot be written to, so
/// that a lost result is told.
void open_standard_streams() {
  for (const int descriptor : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
    if (fcntl(descriptor, F_GETFD) == -1) open("/dev/null", O_RDONLY);  // takes the lowest number that is free
  }
}

constexpr char out_of_memory[] = "requires more memory than there is";

/// What nothing can catch: memory runs out before main begins, or where an exception may not leave.
void end_in_one_line() {
  const std::type_info* type = abi::__cxa_current_exception_type();
  if (!type || *type != typeid(std::bad_alloc)) std::abort();
  end_without_memory();
}
[[gnu::constructor(101)]] void end_in_one_line_from_the_start() { std::set_terminate(end_in_one_line); }

constexpr std::size_t longest_message = 2000;

/// Of several ranks the first one tells what all have; what one alone has ends them all.
int tell(const Failure& failure) {
  const auto& [code, message] = failure;
  Ranks& ranks = *program_ranks;
  const bool at_all = thrown_at_all_ranks();
  if (at_all && !ranks.first()) return code;
  const std::string line = printable(message.substr(0, message.find('\n')), longest_message);  // errors are one line
  const std::string rank = at_all || ranks.count() == 1 ? "" : "rank " + std::to_string(ranks.own()) + ": ";
  std::fputs(("lysep: " + rank + line + "\n").c_str(), stderr);
  if (!at_all && ranks.count() > 1) ranks.abort(code);
  return code;
}

}  // namespace

/// Without memory of its own.
[[noreturn]] static void end_with(std::string_view message) {
  for (const std::string_view text : {std::string_view("lysep: "), message, std::string_view("\n")}) {
    if (write(STDERR_FILENO, text.data(), text.size()) < 0) break;
  }
  _exit(exit_machine_fault);
}

void end_without_memory() { end_with(out_of_memory); }
void end_without_room() { end_with("--blocks-on-disk requires more room in its folder than there is"); }

Failure current_failure() {
  try {
    throw;
  } catch (const std::bad_alloc&) {
    return {exit_machine_fault, out_of_memory};
  } catch (const Interrupted& stopped) {
    return {exit_stopped, stopped.what()};
  } catch (const MachineFault& fault) {
    return {exit_machine_fault, fault.what()};
  } catch (const std::system_error& fault) {
    return {exit_machine_fault, std::string("writing failed: ") + fault.what()};
  } catch (const std::exception& error) {
    return {exit_bad_input, error.what()};
  }
}

/// What the command gives, or what ended it, told in a line.
static int code_of(int argc, char** argv, const std::map<std::string, AddCommand>& commands) {
  try {
    if (const std::string fault = arithmetic_fault(); !fault.empty()) {
      throw MachineFault("requires IEC 559 arithmetic, but this build or machine has another one: " + fault);
    }
    const int code = run_commands(argc, argv, commands);
    if (std::fflush(stdout) == 0 && !std::ferror(stdout)) return code;
    throw MachineFault("writing requires room on standard output, but got a failed write");
  } catch (const std::exception&) {
    return tell(current_failure());
  }
}

int run_program(int argc, char** argv, const std::map<std::string, AddCommand>& commands) {
  const FloatEnvironment environment;
  // GMP aborts where memory runs out; these calls are wrapped (out_of_memory.cpp), and end in one line.
  mp_set_memory_functions([](std::size_t bytes) { return std::malloc(bytes); },
                          [](void* old, std::size_t, std::size_t bytes) { return std::realloc(old, bytes); },
                          [](void* memory, std::size_t) { std::free(memory); });
  open_standard_streams();
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) std::signal(signal, request_stop);
  for (const int signal : {SIGXFSZ, SIGPIPE}) std::signal(signal, SIG_IGN);  // the write fails, and is told
  reading_stops = &stop_requested;
  const int code = code_of(argc, argv, commands);
  if (work_left_behind) _exit(code);  // standard output is flushed
  return code;
}

}  // namespace lysep
