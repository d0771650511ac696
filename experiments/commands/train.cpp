#include "experiments/commands/train.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <memory>

#include "core/numbers/bad_input.hpp"
#include "experiments/commands/commands.hpp"
#include "experiments/runs/run_files.hpp"

namespace lysep {
namespace {

/// What the command line says.
struct TrainCommand {
  std::optional<CommandLine> line;
  RunSpec spec;
  std::string out;
  bool overwrite = false, quiet = false;

  bool given(const std::string& option) const { return line->given(option); }
};

void refuse_given(const TrainCommand& c, const std::vector<std::string>& options, const std::string& because) {
  for (const auto& option : options) {
    if (c.given(option)) throw BadInput(fmt::format("train {}, but got {}", because, option));
  }
}

/// Refuses options that do not go together.
void check_combination(const TrainCommand& c) {
  if (c.spec.method != "lysep") {
    refuse_given(c, {"--step", "--shrink", "--grow", "--relaxation", "--constants", "--tau-factor"},
                 "requires --method lysep for the options of Algorithm 1");
  } else {
    refuse_given(c, {"--learning-rate"}, "requires --method gd, momentum or adam for a learning rate");
  }
  if (c.spec.step == "certified") {
    refuse_given(c, {"--shrink", "--grow"}, "requires --step backtracking or per-sample for a line search");
  } else {
    refuse_given(c, {"--constants", "--tau-factor"}, "requires --step certified for the constants of a step");
  }
  if (c.spec.convolution.layers > 0) {
    refuse_given(c, {"--depth", "--width"}, "requires --conv, --fc and --fc-width for a convolutional network");
  } else {
    refuse_given(c, {"--channels", "--fc", "--fc-width", "--pools", "--freeze"},
                 "requires --conv for the options of a convolutional network");
  }
  if (c.given("--refresh") && c.spec.training.batch == 0) {
    throw BadInput("train requires --batch for --refresh, but got none");
  }
  if (!c.spec.init.empty()) {
    refuse_given(
        c,
        {"--data", "--samples", "--test-samples", "--depth", "--width", "--activation", "--scale", "--conv", "--batch"},
        "requires data and network to come from --init alone");
    const auto in_out = std::filesystem::weakly_canonical(c.out) / "state.h5";
    if (!c.out.empty() && std::filesystem::weakly_canonical(c.spec.init) == in_out) {
      throw BadInput(fmt::format("train requires --init outside of --out, which it replaces, but got {}", c.spec.init));
    }
  }
}

int train(TrainCommand& c) {
  complete(c.spec);
  check_combination(c);
  const Problem problem = problem_of(c.spec);
  const auto options = json_of(c.spec, problem);  // with the SHA-256 of what was read
  TrainingOptions& t = c.spec.training;
  std::unique_ptr<RunFolder> folder;
  if (!c.out.empty()) folder = std::make_unique<RunFolder>(c.out, c.overwrite);
  t.trace = folder != nullptr;

  TrainingResult result;
  {
    Progress progress("train", t.sweeps, c.quiet);
    const auto sink = [&](const TraceRow& row) {
      if (folder) folder->add(row);
      progress.at(row.sweep, fmt::format("S={:.4e}", row.S));
    };
    result = run_training(c.spec, problem, sink, stop_requested);
  }
  if (!result.failure.empty()) fmt::print(stderr, "lysep: train stopped: {}\n", result.failure);
  if (result.state.layers.empty()) return exit_check_failed;  // not even the start could be evaluated
  const std::string line = last_line(result);
  fmt::print("{}\n", line);
  std::fflush(stdout);  // whatever happens to the files
  if (folder) folder->finish(options, result, line);
  if (!result.failure.empty()) return exit_check_failed;
  return result.interrupted ? exit_stopped : exit_done;
}

void add_options(const CommandLine& line, TrainCommand* c) {
  c->line = line;
  const auto option = [&](const char* name, const OptionTarget& target, const char* help) {
    line.option(name, target, help);
  };
  option("--data", &c->spec.data,
         "circle, allen-cahn:T, mnist, fashion-mnist, or csv:FILE (the label is the last column or the one "
         "called label)");
  option("--samples", &c->spec.samples,
         "training samples; circle and allen-cahn: 3000, else all (csv: that are not test samples)");
  option("--test-samples", &c->spec.test_samples,
         "test samples; circle and allen-cahn: 1000, csv: 0 (taken from the end), else all");
  option("--depth", &c->spec.depth, "L >= 2, counts the output layer");
  option("--width", &c->spec.width, "M, units of a hidden layer");
  option("--conv", &c->spec.convolution.layers, "convolutions of 3 x 3 pixels; 0: a fully connected network");
  option("--channels", &c->spec.convolution.channels, "of every convolution");
  option("--fc", &c->spec.convolution.dense_layers, "dense layers behind the convolutions, >= 2");
  option("--fc-width", &c->spec.convolution.dense_width, "units of a hidden dense layer behind convolutions");
  option("--pools", &c->spec.convolution.pools, "the convolutions followed by 2 x 2 average pooling; default 1,2");
  option("--freeze", &c->spec.convolution.freeze, "conv: convolutions and their c_l stay at the start");
  option("--batch", &c->spec.training.batch, "samples of a batch; 0: all in one");
  option("--refresh", &c->spec.training.refresh, "sweeps until the next batch");
  option("--activation", &c->spec.activation, "tanh, sigmoid, sin, relu or identity");
  option("--method", &c->spec.method, "lysep (Algorithm 1), or on CE itself: gd (gradient descent), momentum, adam");
  option("--learning-rate", &c->spec.learning_rate, "of gd (default 0.5), momentum (0.05), adam (0.01)");
  option("--step", &c->spec.step, "backtracking, certified (tau = F/C_l) or per-sample");
  option("--shrink", &c->spec.training.steps.shrink, "factor of a step that would increase S");
  option("--grow", &c->spec.training.steps.grow, "first trial = this times the last accepted step");
  option("--relaxation", &c->spec.training.steps.relaxation,
         "least-squares updates go this many times as far, 0 < RHO < 2");
  option("--constants", &c->spec.constants, "certified: paper (Lemma 3.3) or sharp");
  option("--tau-factor", &c->spec.training.steps.tau_factor, "certified: F in tau = F/C_l, 0 < F <= 2");
  option("--sweeps", &c->spec.training.sweeps, "sweeps over all blocks (gradient methods: steps)");
  option("--seed", &c->spec.seed, "of data and initial state");
  option("--threads", &c->spec.training.threads, "changes the time, never the result");
  option("--scale", &c->spec.scale, "initial weights and biases are uniform on +-SCALE/sqrt(fan_in)");
  option("--init", &c->spec.init, "start from this state file; its X and labels are the data");
  option("--scalar", &c->spec.scalar, "double, mp50 or mp100 (50 and 100 digits)");
  option("--out", &c->out, "folder for run.json, state.h5 and trace.csv; nothing is written without it");
  option("--overwrite", &c->overwrite, "replace the run that --out holds");
  option("--quiet", &c->quiet, "no progress");
}

}  // namespace

Command add_train(CommandLine line) {
  auto c = std::make_shared<TrainCommand>();
  add_options(line, c.get());
  return [c] { return train(*c); };
}

RunSpec train_spec(const std::string& options) {
  TrainCommand c;
  CommandLine::parse(
      options, [&](const CommandLine& line) { add_options(line, &c); },
      [&] {
        complete(c.spec);
        check_combination(c);
      });
  return c.spec;
}

}  // namespace lysep
