#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <charconv>
#include <csignal>
#include <cstdlib>
#include <map>

#include "core/bad_input.hpp"
#include "experiments/commands.hpp"

namespace lysep {

std::atomic<bool> stop_requested{false};

namespace {

/// The first line of a message, for errors are one line.
std::string one_line(const std::string& message) { return message.substr(0, message.find('\n')); }

/// Whole numbers are decimal and in range: 010 is not eight, and nothing wraps round.
template <class Integer>
std::string decimal(const std::string& text) {
  Integer value = 0;
  const char *begin = text.data(), *end = begin + text.size();
  const auto [last, error] = std::from_chars(begin, end, value);
  if (error == std::errc() && last == end && fmt::format("{}", value) == text) return "";
  return fmt::format("requires a decimal number of at most 64 bits, but got {}", text);
}

void require_decimals(CLI::App& app) {
  for (CLI::Option* option : app.get_options()) {
    const std::string type = option->get_type_name();
    if (type == "INT") option->check(decimal<std::int64_t>);
    if (type == "UINT") option->check(decimal<std::uint64_t>);
  }
  for (CLI::App* command : app.get_subcommands([](const CLI::App*) { return true; })) require_decimals(*command);
}

int run(int argc, char** argv) {
  CLI::App app{"Layer separation training for cross-entropy networks, with its theorems checked by rigorous arithmetic",
               "lysep"};
  app.require_subcommand(1);
  app.set_version_flag("--version", LYSEP_VERSION);
  std::map<std::string, Command> commands;
#ifdef LYSEP_PROOFS
  commands["check"] = add_check(app);
  commands["eval"] = add_eval(app);
  commands["reproduce"] = add_reproduce(app);
  commands["bench"] = add_bench(app);
#endif
  commands["train"] = add_train(app);
  commands["verify"] = add_verify(app);
  commands["data"] = add_data(app);
  require_decimals(app);
  app.footer(
      "./lysep test builds and runs the tests. Exit codes: 0 done, 1 a check failed, 2 bad usage or input, 3 stopped.");
  const std::string command = argc > 1 ? argv[1] : "";
  if (!command.starts_with('-') && commands.count(command) == 0) {
    throw BadInput(fmt::format(
        "requires a command, one of check, train, verify, eval, reproduce, bench, data (and test, of the wrapper), "
        "but got \"{}\"",
        command));
  }
  try {
    app.parse(argc, argv);
  } catch (const CLI::Success& help) {
    return app.exit(help);
  } catch (const CLI::ParseError& error) {
    fmt::print(stderr, "lysep: {}\n", one_line(error.what()));
    return exit_bad_input;
  }
  return commands.at(app.get_subcommands().front()->get_name())();
}

}  // namespace
}  // namespace lysep

int main(int argc, char** argv) {
  const auto request_stop = [](int signal) {
    if (!lysep::stop_requested.exchange(true)) return;
    std::signal(signal, SIG_DFL);  // a second signal does not wait, and says that nothing was saved
    std::raise(signal);
  };
  std::signal(SIGINT, request_stop);
  std::signal(SIGTERM, request_stop);
  try {
    const int code = lysep::run(argc, argv);
    if (std::fflush(stdout) == 0) return code;
    throw lysep::BadInput("writing requires room on standard output, but got a failed write");
  } catch (const lysep::BadInput& error) {
    fmt::print(stderr, "lysep: {}\n", lysep::one_line(error.what()));
    return lysep::exit_bad_input;
  } catch (const std::exception& error) {
    fmt::print(stderr, "lysep: {}\n", lysep::one_line(error.what()));
    return lysep::exit_bad_input;
  }
}
