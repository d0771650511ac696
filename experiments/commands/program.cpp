#include <fmt/format.h>

#include <csignal>

#include "core/numbers/bad_input.hpp"
#include "datasets/files/confined.hpp"
#include "datasets/files/printable.hpp"
#include "experiments/commands/commands.hpp"

namespace lysep {

std::atomic<bool> stop_requested{false};

static constexpr std::size_t longest_message = 2000;

int run_program(int argc, char** argv, const std::map<std::string, AddCommand>& commands) {
  const auto request_stop = [](int signal) {
    if (!stop_requested.exchange(true)) return;
    std::signal(signal, SIG_DFL);  // a second signal does not wait, and says that nothing was saved
    std::raise(signal);
  };
  std::signal(SIGINT, request_stop);
  std::signal(SIGTERM, request_stop);
  reading_stops = &stop_requested;
  try {
    const int code = run_commands(argc, argv, commands);
    if (std::fflush(stdout) == 0) return code;
    throw BadInput("writing requires room on standard output, but got a failed write");
  } catch (const Interrupted& stopped) {
    fmt::print(stderr, "lysep: {}\n", printable(stopped.what(), longest_message));
    return exit_stopped;
  } catch (const std::exception& error) {
    const std::string message = error.what();  // errors are one line
    fmt::print(stderr, "lysep: {}\n", printable(message.substr(0, message.find('\n')), longest_message));
    return exit_bad_input;
  }
}

}  // namespace lysep
