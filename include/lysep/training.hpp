#pragma once
// `lysep train` on samples in memory: the same bits, on any machine, with any number of threads.
#include <functional>
#include <optional>
#include <stop_token>
#include <utility>

#include "lysep/network.hpp"
#include "lysep/version.hpp"

namespace lysep {
inline namespace v0_2 {

/// Options of `lysep train` without their dashes, each once: {"method", "joint"}, {"depth", "3"}, {"weight-decay",
/// "1e-3"}. Defaults, ranges and refusals are those of the command line. Lists have commas, flags are true or false.
using TrainOptions = std::vector<std::pair<std::string, std::string>>;

struct OptionHelp {
  std::string name, help;
};
/// Every option there is.
LYSEP_API std::vector<OptionHelp> train_options();

/// The run after a sweep. NaN: not known of this method, or not asked for.
struct SweepProgress {
  long sweep = 0, batch = 0;
  double objective = 0;         // what the method makes smaller: S, or its own
  double L_S = 0, bound = 0;    // sqrt(S/N) and K(B, D) L_S >= CE
  double CE = 0, accuracy = 0;  // of the network on the batch; accuracy in percent
  double seconds = 0;           // spent in sweeps so far
};

struct Monitor {
  /// Called after every sweep by the thread that trains; what it throws ends the run and reaches the caller.
  std::function<void(const SweepProgress&)> progress;
  /// Whether CE, accuracy and bound are worked out for it; they change no bit of the run.
  bool figures = true;
  /// Ends the run after the sweep under way.
  std::stop_token stop;
};

struct Trained {
  Network network;
  std::string status;     // "done", "interrupted", or "stopped: why" where a value was not finite
  std::string last_line;  // as the program prints it
  std::vector<std::string> warnings;
  long sweeps = 0;
  double objective = 0, seconds = 0;
  double CE = 0, accuracy = 0;               // over all training samples
  double batch_CE = 0, batch_accuracy = 0;   // over the last batch
  std::optional<double> test_accuracy = {};  // with the option test-samples
};

/// Trains from initial weights, as the program does on a file of these rows. Throws Error.
LYSEP_API Trained train(const LabelledSamples& samples, const TrainOptions& options = {}, const Monitor& monitor = {});
/// Goes on from a network, on its own samples, as `lysep train --init` does. Throws Error.
LYSEP_API Trained train(const Network& start, const TrainOptions& options = {}, const Monitor& monitor = {});

}  // namespace v0_2
}  // namespace lysep
