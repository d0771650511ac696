// From what a run is said to be to what it starts from: data, network and initial weights.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <numeric>

#include "core/training/batches.hpp"
#include "core/training/memory.hpp"
#include "datasets/files/printable.hpp"
#include "datasets/files/state_file.hpp"
#include "experiments/runs/refusal.hpp"
#include "experiments/runs/run_data.hpp"
#include "experiments/runs/run_spec.hpp"

namespace lysep {
namespace {

/// The side of square images of `pixels` pixels.
Index image_side(std::size_t pixels) {
  Index side = 1;
  while (static_cast<std::size_t>(side * side) < pixels) ++side;
  if (static_cast<std::size_t>(side * side) != pixels) {
    refuse("requires square images for --conv, but got samples of {} numbers", pixels);
  }
  return side;
}

/// The chain (4.1) for square images of one channel.
std::vector<LayerPlan> convolutional_network(const ConvolutionSpec& v, std::size_t pixels, int classes) {
  const Index side = image_side(pixels);
  std::vector<LayerPlan> layers;
  LayerShape shape{3, Padding::same, false, {1, side, side}};
  const auto pool_behind = [&](long l) {
    shape.pooled = v.pools ? std::find(v.pools->begin(), v.pools->end(), l) != v.pools->end() : l <= 2;
    if (shape.pooled && (shape.image.height % 2 != 0 || shape.image.height < 2)) {
      refuse("requires images of even height and width where --pools pools them, but got {} x {} behind convolution {}",
             shape.image.height, shape.image.width, l);
    }
  };
  for (long l = 1; l <= v.layers; ++l) {
    layers.push_back({shape, v.channels, shape.image.channels * 9});
    shape.image = convolved_image(shape, v.channels);
    pool_behind(l);
  }
  shape.kernel = 0;
  layers.push_back({shape, v.dense_width, pooled_image(shape).rows()});
  for (long l = 2; l <= v.dense_layers; ++l) {
    layers.push_back({{}, l == v.dense_layers ? classes : v.dense_width, v.dense_width});
  }
  return layers;
}

void check_network(const RunSpec& c, const NetworkKind& network) {
  const MethodEntry& method = *method_named(c.method);
  if (!method.problem_with_network) return;
  const std::string problem = method.problem_with_network(c.training.method_options, network);
  if (!problem.empty()) refuse("{}", problem);
}

void check_targets(const RunSpec& c, const StateData& start) {
  const MethodEntry& method = *method_named(c.method);
  if (!method.problem_with_targets) {
    if (start.regression()) refuse("requires --task classification for --method {}, but got regression", c.method);
    return;
  }
  const std::string problem = method.problem_with_targets(c.training.method_options, start);
  if (!problem.empty()) refuse("{}", problem);
}

void check_start(const RunSpec& c, const StateData& start) {
  const auto problem_with = method_named(c.method)->problem_with_start;
  const std::string problem = problem_with ? problem_with(start) : "";
  if (!problem.empty()) refuse("{} of {}", problem, c.init);
}

NetworkKind kind_of(const StateData& state) {
  const auto is_other = [](const StateData::LayerData& layer) { return !is_dense(layer.shape); };
  return {state.activation, std::any_of(state.layers.begin(), state.layers.end(), is_other)};
}

bool can_train(const RunSpec& c, const Activation& activation) {
  return method_named(c.method)->any_activation ? is_curved(activation) : trains(activation);
}

Activation activation_of(const RunSpec& c) {
  const auto activation = any_activation_named(c.activation);
  if (activation && can_train(c, *activation)) return *activation;
  refuse("requires --activation one of tanh, sigmoid, sin, relu, identity{}, but got {}",
         method_named(c.method)->any_activation
             ? fmt::format(", softplus, {} (elu, leaky-relu, parametric-relu and isrlu with :NUMBER > 0)",
                           fmt::join(curved_activation_names, ", "))
             : "",
         c.activation);
}

/// From a state, which errors call c.init.
Problem problem_from(const RunSpec& c, StateData start) {
  if (!can_train(c, start.activation)) {
    refuse("requires an activation that trains, but got {} in {}", name_of(start.activation), c.init);
  }
  if (start.depth() < 2) refuse("requires depth >= 2, but got {} in {}", start.depth(), c.init);
  check_network(c, kind_of(start));
  check_start(c, start);
  return {std::move(start), {}, {}};
}

/// A network with initial weights on the first batch.
Problem problem_on(const RunSpec& c, TrainAndTest data) {
  const auto inputs = static_cast<Index>(data.train.dimension);
  const int outputs = data.train.regression() ? static_cast<int>(data.train.outputs) : data.train.classes;
  const auto layers = c.convolution.layers > 0 ? convolutional_network(c.convolution, data.train.dimension, outputs)
                                               : dense_network(inputs, c.width, c.depth, outputs);
  const StateFormat& format = method_named(c.method)->format;
  StateData network =
      initial_state(activation_of(c), layers, distribution_of(c), c.seed, format.last_bias, format.hidden_bias);
  const std::size_t N = data.train.samples(), batch = static_cast<std::size_t>(c.training.batch);
  if (batch > N) refuse("requires --batch <= {} training samples, but got {}", N, batch);
  if (batch == 0) {
    std::vector<std::size_t> all(N);
    std::iota(all.begin(), all.end(), std::size_t{0});
    Problem problem{with_samples(std::move(network), data.train, all), {}, std::move(data.test)};
    check_targets(c, problem.start);
    return problem;
  }
  StateData start = with_samples(std::move(network), data.train, batch_samples(c.seed, N, batch, 0));
  check_targets(c, start);
  return {std::move(start), std::move(data.train), std::move(data.test)};
}

Problem read_problem(const RunSpec& c, DataNotes& notes) {
  require_recorded_files(c);
  const Activation activation = activation_of(c);
  if (!c.init.empty()) {
    StateNames names;
    StateData start = read_state_file(c.init, &names, method_named(c.method)->format);
    notes.classes = names.classes;
    notes.mean = names.mean;
    notes.deviation = names.deviation;
    return problem_from(c, std::move(start));
  }
  check_network(c, {activation, c.convolution.layers > 0});
  if (c.regression() && !method_named(c.method)->problem_with_targets) {
    refuse("requires --task classification for --method {}, but got regression", c.method);
  }
  return problem_on(c, data_of(c, notes));
}

/// Of several ranks each holds whole parts of the samples.
void require_ranks(const RunSpec& c, const Problem& problem) {
  const int ranks = c.training.ranks ? c.training.ranks->count() : 1;
  if (ranks == 1) return;
  if (c.training.certify_every > 0) refuse("requires one process for --certify-every, but got {} ranks", ranks);
  const Chain<double> chain = chain_of<double>(problem.start);
  const Index N = problem.start.samples();
  const std::size_t parts = BlockShare(blocks_of(chain, N)).parts;
  if (static_cast<std::size_t>(ranks) <= parts) return;
  refuse("requires at most {} ranks for {} samples, {} together and at most {} parts of them, but got {}", parts, N,
         samples_together(chain), most_parts, ranks);
}

/// What was read, if the machine and the ranks can hold it.
Problem checked(const RunSpec& spec, Problem problem) {
  require_ranks(spec, problem);
  require_memory(spec.training, problem, spec.scalar);
  return problem;
}

}  // namespace

Problem problem_of(const RunSpec& spec) {
  DataNotes ignored;
  return problem_of(spec, ignored);
}

Problem problem_of(const RunSpec& spec, DataNotes& notes) { return checked(spec, read_problem(spec, notes)); }

Problem problem_of(const RunSpec& spec, const Dataset& all, DataNotes& notes) {
  if (spec.regression() && !all.regression()) refuse("requires real targets for --task regression, but got labels");
  check_network(spec, {activation_of(spec), spec.convolution.layers > 0});
  return checked(spec, problem_on(spec, parts_of(spec, all, samples_in_memory, notes)));
}

Problem problem_of(const RunSpec& spec, StateData start) { return checked(spec, problem_from(spec, std::move(start))); }

void take_options_of(const StateData& start, RunSpec& spec) {
  const MethodEntry& method = *method_named(spec.method);
  const auto text = [](const OptionValue& value) {
    return std::visit([](const auto& v) { return fmt::format("{}", v); }, value);
  };
  OptionValues of_start = start.options;
  for (const std::string& name : method.format.numbers) {  // of the first layer, where it is an option
    if (!start.layers[0].numbers.empty()) of_start[name] = start.layers[0].numbers.at(name);
  }
  for (const Option& option : method.options) {
    const auto of_state = of_start.find(option.name);
    if (of_state == of_start.end()) continue;
    if (std::string* word = std::get_if<std::string>(&of_state->second)) *word = printable(*word);  // it may be shown
    const auto given = spec.method_options.find(option.name);
    if (given != spec.method_options.end() && given->second != of_state->second) {
      refuse("requires --{} {}, as {} has it, but got {}", option.name, text(of_state->second), spec.init,
             text(given->second));
    }
    const std::string problem = problem_with(option, of_state->second);
    if (!problem.empty()) refuse("{} in {}", problem, spec.init);
    spec.training.method_options[option.name] = of_state->second;
  }
  if (start.options.empty()) return;
  check_network(spec, kind_of(start));  // with these options
  check_targets(spec, start);
}

}  // namespace lysep
