#pragma once
// The commands of the program. Each adds itself to the command line and is run after parsing.
#include <atomic>
#include <functional>
#include <string>

namespace CLI {
class App;
}

namespace lysep {

enum ExitCode { exit_done = 0, exit_check_failed = 1, exit_bad_input = 2, exit_stopped = 3 };

/// Set by SIGINT and SIGTERM; long work ends at the next good place.
extern std::atomic<bool> stop_requested;

using Command = std::function<int()>;
Command add_check(CLI::App& app);
Command add_train(CLI::App& app);
Command add_verify(CLI::App& app);
Command add_eval(CLI::App& app);
Command add_data(CLI::App& app);
Command add_reproduce(CLI::App& app);
Command add_bench(CLI::App& app);

/// Writes text to a file (whole or not at all), to a device or a pipe, or to standard output where the name is "-".
void write_text(const std::string& path, const std::string& text);
/// Throws BadInput where write_text could not, before the work whose result it is to write.
void require_writable(const std::string& path);
/// Makes the folder. Throws BadInput, in the name of the option, where it cannot be made or written to.
void make_folder(const char* option, const std::string& folder);

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
