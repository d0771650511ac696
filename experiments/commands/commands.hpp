#pragma once
// The commands of the program. Each adds itself to the command line and is run after parsing.
#include <atomic>
#include <functional>
#include <map>
#include <string>

#include "experiments/commands/command_line.hpp"
#include "experiments/runs/output.hpp"

namespace lysep {

enum ExitCode { exit_done = 0, exit_check_failed = 1, exit_bad_input = 2, exit_stopped = 3, exit_machine_fault = 4 };

/// Set by SIGINT, SIGTERM and SIGHUP; long work ends at the next good place.
extern std::atomic<bool> stop_requested;

/// What an exception that ends the program means for it: of the one that is being handled.
struct Failure {
  int code;
  std::string message;
};
Failure current_failure();

using Command = std::function<int()>;
Command add_check(CommandLine line);
Command add_train(CommandLine line);
Command add_verify(CommandLine line);
Command add_eval(CommandLine line);
Command add_certify(CommandLine line);
Command add_data(CommandLine line);
Command add_export(CommandLine line);
Command add_predict(CommandLine line);  // without --enclose
Command add_predict_enclosing(CommandLine line);
Command add_reproduce(CommandLine line);
Command add_bench(CommandLine line);
Command add_plot(CommandLine line);

/// Ends the program in one line where memory, or room in the file of --blocks-on-disk, has run out and nothing can be
/// unwound.
[[noreturn]] void end_without_memory();
[[noreturn]] void end_without_room();

/// Gives a command its options.
using AddCommand = Command (*)(CommandLine line);
/// Parses the command line and runs the command that it names, one of those that this part of the program has. Throws
/// BadInput.
int run_commands(int argc, char** argv, const std::map<std::string, AddCommand>& commands);
/// The program: the same, with its signals and errors; gives the exit code.
int run_program(int argc, char** argv, const std::map<std::string, AddCommand>& commands);

/// A line on standard error now and then: a bar with rate and time left where that is a terminal, a plain line
/// every ten seconds otherwise.
class Progress {
 public:
  Progress(std::string what, long total, bool quiet);
  ~Progress();
  void at(long done, const std::string& note);

 private:
  std::string what_;
  long total_;
  bool quiet_, terminal_, drawn_ = false;
  double start_, last_;
};

}  // namespace lysep
