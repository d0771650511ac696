#include "experiments/run_spec.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "core/bad_input.hpp"
#include "datasets/state_file.hpp"

namespace lysep {
namespace {

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

void check_ranges(const RunSpec& c) {
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
  if (c.samples && *c.samples == 0) refuse("requires --samples >= 1, but got 0");
  if (c.samples.value_or(0) > 100000000 || c.test_samples.value_or(0) > 100000000)
    refuse("requires at most 100000000 samples, but got more");
}

StateData with_samples(StateData state, const Dataset& data) {
  const auto N = static_cast<Index>(data.samples());
  state.X = Eigen::Map<const Matrix<double>>(data.X.data(), N, static_cast<Index>(data.dimension));
  state.labels = data.labels;
  for (Index l = 1; l < state.depth(); ++l) state.layers[l - 1].r.setZero(N, state.layers[l - 1].W.rows());
  return state;
}

void check_certified(const RunSpec& c, const Activation& activation) {
  if (c.step != "certified") return;
  const auto constants = constants_of<double>(activation);
  if (constants.M0 && constants.M2) return;
  refuse("--step certified requires an activation with finite M0 and M2 (tanh, sigmoid, sin), but got {}",
         name_of(activation));
}

}  // namespace

void complete(RunSpec& c) {
  require_choice("--method", c.method, {"lysep", "gd"});
  require_choice("--step", c.step, {"backtracking", "certified", "per-sample"});
  require_choice("--constants", c.constants, {"paper", "sharp"});
  require_choice("--scalar", c.scalar, {"double", "mp50", "mp100"});
  check_ranges(c);
  TrainingOptions& t = c.training;
  t.method = c.method == "gd" ? Method::gd : Method::lysep;
  t.steps.rule = c.step == "certified"    ? StepRule::certified
                 : c.step == "per-sample" ? StepRule::per_sample
                                          : StepRule::backtracking;
  t.steps.constants = c.constants == "sharp" ? ConstantSet::sharp : ConstantSet::paper;
}

Problem problem_of(const RunSpec& c) {
  const auto activation = activation_named(c.activation);
  if (!activation || !trains(*activation)) {
    refuse("requires --activation one of tanh, sigmoid, sin, relu, identity, but got {}", c.activation);
  }
  if (!c.init.empty()) {
    Problem problem{read_state_file(c.init), {}};
    if (!trains(problem.start.activation)) {
      refuse("requires an activation that trains, but got {} in {}", name_of(problem.start.activation), c.init);
    }
    if (problem.start.depth() < 2) refuse("requires depth >= 2, but got {} in {}", problem.start.depth(), c.init);
    check_certified(c, problem.start.activation);
    return problem;
  }
  check_certified(c, *activation);
  TrainAndTest data;
  if (c.data == "circle") {
    data = circle_data(c.seed, c.samples.value_or(3000), c.test_samples.value_or(1000));
  } else if (c.data.rfind("csv:", 0) == 0) {
    data = csv_data(c.data.substr(4), c.samples.value_or(0), c.test_samples.value_or(0));
  } else {
    refuse("requires --data circle or csv:FILE, but got {}", c.data);
  }
  StateData start = initial_state(*activation, static_cast<Index>(data.train.dimension), c.width, c.depth,
                                  data.train.classes, c.scale, c.seed);
  return {with_samples(std::move(start), data.train), std::move(data.test)};
}

nlohmann::ordered_json json_of(const RunSpec& c, const Problem& p) {
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

RunSpec spec_of(const nlohmann::ordered_json& o) {
  RunSpec c;
  const auto take = [&](const char* name, auto& value) {
    if (o.contains(name)) o.at(name).get_to(value);
  };
  take("data", c.data);
  take("init", c.init);
  if (c.init.empty()) {
    c.samples = o.at("samples").get<std::size_t>();
    c.test_samples = o.at("test_samples").get<std::size_t>();
  }
  take("depth", c.depth);
  take("width", c.width);
  take("activation", c.activation);
  take("method", c.method);
  take("learning_rate", c.training.learning_rate);
  take("step", c.step);
  take("relaxation", c.training.steps.relaxation);
  take("constants", c.constants);
  take("tau_factor", c.training.steps.tau_factor);
  take("shrink", c.training.steps.shrink);
  take("grow", c.training.steps.grow);
  take("sweeps", c.training.sweeps);
  take("seed", c.seed);
  take("scale", c.scale);
  take("threads", c.training.threads);
  take("scalar", c.scalar);
  return c;
}

}  // namespace lysep
