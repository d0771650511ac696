#include <fmt/format.h>
#include <fmt/ranges.h>

#include <filesystem>
#include <fstream>
#include <memory>

#include "core/bad_input.hpp"
#include "datasets/dataset.hpp"
#include "datasets/state_file.hpp"
#include "experiments/commands.hpp"
#include "experiments/run_files.hpp"
#include "experiments/training.hpp"

namespace lysep {
namespace {

/// What the command line says; strings are checked by problem_of.
struct TrainCommand {
  CLI::App* app = nullptr;
  std::string data = "circle", activation = "tanh", method = "lysep", step = "backtracking", constants = "paper";
  std::string scalar = "double", init, out;
  std::size_t samples = 0, test_samples = 0;
  long depth = 3, width = 10;
  std::uint64_t seed = 0;
  double scale = 1.7320508075688772;  // sqrt 3
  bool overwrite = false, quiet = false;
  TrainingOptions training;

  bool given(const std::string& option) const { return app->count(option) > 0; }
};

template <class... Args>
[[noreturn]] void refuse(fmt::format_string<Args...> text, Args&&... args) {
  throw BadInput("train " + fmt::format(text, std::forward<Args>(args)...));
}

void require_range(const char* option, double value, double above, double upto, bool open_end = false) {
  if (value > above && (open_end ? value < upto : value <= upto)) return;
  refuse("requires {} < {} {} {}, but got {}", above, option, open_end ? "<" : "<=", upto, value);
}

void require_choice(const char* option, const std::string& value, const std::vector<std::string>& choices) {
  if (std::find(choices.begin(), choices.end(), value) == choices.end()) {
    refuse("requires {} one of {}, but got {}", option, fmt::join(choices, ", "), value);
  }
}

void refuse_given(const TrainCommand& c, const std::vector<std::string>& options, const std::string& because) {
  for (const auto& option : options) {
    if (c.given(option)) refuse("{}, but got {}", because, option);
  }
}

void check_method_options(const TrainCommand& c) {
  require_choice("--method", c.method, {"lysep", "gd"});
  require_choice("--step", c.step, {"backtracking", "certified", "per-sample"});
  require_choice("--constants", c.constants, {"paper", "sharp"});
  require_choice("--scalar", c.scalar, {"double", "mp50", "mp100"});
  if (c.method == "gd") {
    refuse_given(c, {"--step", "--shrink", "--grow", "--relaxation", "--constants", "--tau-factor"},
                 "requires --method lysep for the options of Algorithm 1");
  } else {
    refuse_given(c, {"--learning-rate"}, "requires --method gd for a learning rate");
  }
  if (c.step == "certified") {
    refuse_given(c, {"--shrink", "--grow"}, "requires --step backtracking or per-sample for a line search");
  } else {
    refuse_given(c, {"--constants", "--tau-factor"}, "requires --step certified for the constants of a step");
  }
}

void check_ranges(const TrainCommand& c) {
  const StepOptions& s = c.training.steps;
  constexpr double unlimited = 1e300;
  if (c.depth < 2) refuse("requires --depth >= 2, but got {}", c.depth);
  if (c.depth > 100000) refuse("requires --depth <= 100000, but got {}", c.depth);
  require_range("--width", static_cast<double>(c.width), 0, 100000);
  require_range("--sweeps", static_cast<double>(c.training.sweeps), -1, 1e12);
  require_range("--threads", c.training.threads, 0, 1024);
  require_range("--scale", c.scale, 0, unlimited);
  require_range("--shrink", s.shrink, 0, 1, true);
  if (!(s.grow >= 1 && s.grow <= 1e6)) refuse("requires 1 <= --grow <= 1000000, but got {}", s.grow);
  require_range("--relaxation", s.relaxation, 0, 2, true);
  require_range("--tau-factor", s.tau_factor, 0, 2);
  require_range("--learning-rate", c.training.learning_rate, 0, unlimited);
  if (c.given("--samples") && c.samples == 0) refuse("requires --samples >= 1, but got 0");
  if (c.samples > 100000000 || c.test_samples > 100000000) refuse("requires at most 100000000 samples, but got more");
}

/// The state to start from, and the test data.
struct Problem {
  StateData start;
  Dataset test;
};

StateData with_samples(StateData state, const Dataset& data) {
  const auto N = static_cast<Index>(data.samples());
  state.X = Eigen::Map<const Matrix<double>>(data.X.data(), N, static_cast<Index>(data.dimension));
  state.labels = data.labels;
  for (Index l = 1; l < state.depth(); ++l) state.layers[l - 1].r.setZero(N, state.layers[l - 1].W.rows());
  return state;
}

Problem problem_of(const TrainCommand& c) {
  const auto activation = activation_named(c.activation);
  if (!activation || !trains(*activation)) {
    refuse("requires --activation one of tanh, sigmoid, sin, relu, identity, but got {}", c.activation);
  }
  if (!c.init.empty()) {
    refuse_given(c, {"--data", "--samples", "--test-samples", "--depth", "--width", "--activation", "--scale"},
                 "requires data and network to come from --init alone");
    Problem problem{read_state_file(c.init), {}};
    if (!trains(problem.start.activation)) {
      refuse("requires an activation that trains, but got {} in {}", name_of(problem.start.activation), c.init);
    }
    if (problem.start.depth() < 2) refuse("requires depth >= 2, but got {} in {}", problem.start.depth(), c.init);
    return problem;
  }
  TrainAndTest data;
  if (c.data == "circle") {
    data =
        circle_data(c.seed, c.given("--samples") ? c.samples : 3000, c.given("--test-samples") ? c.test_samples : 1000);
  } else if (c.data.rfind("csv:", 0) == 0) {
    data = csv_data(c.data.substr(4), c.samples, c.test_samples);
  } else {
    refuse("requires --data circle or csv:FILE, but got {}", c.data);
  }
  StateData start = initial_state(*activation, static_cast<Index>(data.train.dimension), c.width, c.depth,
                                  data.train.classes, c.scale, c.seed);
  return {with_samples(std::move(start), data.train), std::move(data.test)};
}

void check_certified(const TrainCommand& c, const Activation& activation) {
  if (c.step != "certified") return;
  const auto constants = constants_of<double>(activation);
  if (constants.M0 && constants.M2) return;
  refuse("--step certified requires an activation with finite M0 and M2 (tanh, sigmoid, sin), but got {}",
         name_of(activation));
}

TrainingResult train_on(const std::string& scalar, const TrainingOptions& options, const Problem& problem,
                        const TraceSink& sink) {
  const auto N = static_cast<Index>(problem.test.samples());
  const Matrix<double> test_X =
      Eigen::Map<const Matrix<double>>(problem.test.X.data(), N, static_cast<Index>(problem.test.dimension));
  const auto run = scalar == "mp50"    ? run_training<mp50>
                   : scalar == "mp100" ? run_training<mp100>
                                       : run_training<double>;
  return run(options, problem.start, test_X, problem.test.labels, sink, stop_requested);
}

std::string last_line(const TrainingResult& r) {
  const TraceRow& t = r.last;
  return fmt::format(
      "sweeps={} S={:.6e} L_S={:.6e} CE={:.6e} accuracy={:.2f} batch_CE={:.6e} batch_accuracy={:.2f} test_accuracy={} "
      "seconds_per_sweep={:.6f} hash={:016x}",
      t.sweep, t.S, t.L_S, t.CE, t.accuracy, t.CE, t.accuracy,
      r.test_accuracy ? fmt::format("{:.2f}", *r.test_accuracy) : "nan",
      t.sweep > 0 ? t.seconds / static_cast<double>(t.sweep) : 0.0, hash_of(r.state));
}

nlohmann::ordered_json options_json(const TrainCommand& c, const Problem& p) {
  nlohmann::ordered_json o;
  if (c.init.empty()) {
    o["data"] = c.data;
  } else {
    o["init"] = c.init;
  }
  o["samples"] = p.start.samples();
  o["test_samples"] = p.test.samples();
  o["depth"] = p.start.depth();
  o["width"] = p.start.layers.front().W.rows();
  o["activation"] = std::string(name_of(p.start.activation));
  o["method"] = c.method;
  if (c.method == "gd") o["learning_rate"] = c.training.learning_rate;
  if (c.method == "lysep") {
    o["step"] = c.step;
    o["relaxation"] = c.training.steps.relaxation;
    if (c.step == "certified") {
      o["constants"] = c.constants;
      o["tau_factor"] = c.training.steps.tau_factor;
    } else {
      o["shrink"] = c.training.steps.shrink;
      o["grow"] = c.training.steps.grow;
    }
  }
  o["sweeps"] = c.training.sweeps;
  o["seed"] = c.seed;
  if (c.init.empty()) o["scale"] = c.scale;
  o["threads"] = c.training.threads;
  o["scalar"] = c.scalar;
  return o;
}

int train(TrainCommand& c) {
  check_method_options(c);
  check_ranges(c);
  TrainingOptions& t = c.training;
  t.method = c.method == "gd" ? Method::gd : Method::lysep;
  t.steps.rule = c.step == "certified"    ? StepRule::certified
                 : c.step == "per-sample" ? StepRule::per_sample
                                          : StepRule::backtracking;
  t.steps.constants = c.constants == "sharp" ? ConstantSet::sharp : ConstantSet::paper;
  Problem problem = problem_of(c);
  check_certified(c, problem.start.activation);
  std::unique_ptr<RunFolder> folder;
  if (!c.out.empty()) folder = std::make_unique<RunFolder>(c.out, c.overwrite);
  t.trace = folder != nullptr;

  TrainingResult result;
  {
    Progress progress("train", t.sweeps, c.quiet);
    result = train_on(c.scalar, t, problem, [&](const TraceRow& row) {
      if (folder) folder->add(row);
      progress.at(row.sweep, fmt::format("S={:.4e}", row.S));
    });
  }
  if (!result.failure.empty()) fmt::print(stderr, "lysep: train stopped: {}\n", result.failure);
  if (result.state.layers.empty()) return exit_check_failed;  // not even the start could be evaluated
  const std::string line = last_line(result);
  if (folder) folder->finish(options_json(c, problem), result, line);
  fmt::print("{}\n", line);
  if (!result.failure.empty()) return exit_check_failed;
  return result.interrupted ? exit_stopped : exit_done;
}

}  // namespace

Command add_train(CLI::App& app) {
  auto c = std::make_shared<TrainCommand>();
  CLI::App* sub = app.add_subcommand("train", "one run of a training algorithm");
  c->app = sub;
  sub->add_option("--data", c->data, "circle, or csv:FILE (the label is the last column or the one called label)")
      ->capture_default_str();
  sub->add_option("--samples", c->samples, "training samples; circle: 3000, csv: all that are not test samples");
  sub->add_option("--test-samples", c->test_samples, "test samples; circle: 1000, csv: 0 (taken from the end)");
  sub->add_option("--depth", c->depth, "L >= 2, counts the output layer")->capture_default_str();
  sub->add_option("--width", c->width, "M, units of a hidden layer")->capture_default_str();
  sub->add_option("--activation", c->activation, "tanh, sigmoid, sin, relu or identity")->capture_default_str();
  sub->add_option("--method", c->method, "lysep (Algorithm 1) or gd (gradient descent on CE)")->capture_default_str();
  sub->add_option("--learning-rate", c->training.learning_rate, "of gd")->capture_default_str();
  sub->add_option("--step", c->step, "backtracking, certified (tau = F/C_l) or per-sample")->capture_default_str();
  sub->add_option("--shrink", c->training.steps.shrink, "factor of a step that would increase S")
      ->capture_default_str();
  sub->add_option("--grow", c->training.steps.grow, "first trial = this times the last accepted step")
      ->capture_default_str();
  sub->add_option("--relaxation", c->training.steps.relaxation,
                  "least-squares updates go this many times as far, 0 < RHO < 2")
      ->capture_default_str();
  sub->add_option("--constants", c->constants, "certified: paper (Lemma 3.3) or sharp")->capture_default_str();
  sub->add_option("--tau-factor", c->training.steps.tau_factor, "certified: F in tau = F/C_l, 0 < F <= 2")
      ->capture_default_str();
  sub->add_option("--sweeps", c->training.sweeps, "sweeps over all blocks (gd: steps)")->capture_default_str();
  sub->add_option("--seed", c->seed, "of data and initial state")->capture_default_str();
  sub->add_option("--threads", c->training.threads, "changes the time, never the result")->capture_default_str();
  sub->add_option("--scale", c->scale, "initial weights and biases are uniform on +-SCALE/sqrt(fan_in)")
      ->capture_default_str();
  sub->add_option("--init", c->init, "start from this state file; its X and labels are the data");
  sub->add_option("--scalar", c->scalar, "double, mp50 or mp100 (50 and 100 digits)")->capture_default_str();
  sub->add_option("--out", c->out, "folder for run.json, state.h5 and trace.csv; nothing is written without it");
  sub->add_flag("--overwrite", c->overwrite, "replace the run that --out holds");
  sub->add_flag("--quiet", c->quiet, "no progress");
  return [c] { return train(*c); };
}

}  // namespace lysep
