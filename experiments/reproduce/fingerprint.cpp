#include "experiments/reproduce/fingerprint.hpp"

#include <fmt/format.h>

#include <numeric>

#include "core/numbers/random.hpp"
#include "core/training/batches.hpp"
#include "experiments/commands/train.hpp"

namespace lysep {
namespace {

constexpr std::size_t samples = 300;  // more than a block
// Every rule of steps; the settings of the reference runs are in their command lines.
constexpr const char* rules[] = {
    "", "--step per-sample --relaxation 1.9", "--step certified", "--method gd", "--method momentum", "--method adam"};
constexpr const char* dense_rules[] = {"--method dlam --epsilon-rule halve", "--method dlam --first-trial last",
                                       "--method admm", "--method adagrad", "--method adadelta"};

Problem problem_on(const std::vector<LayerPlan>& layers, const Dataset& data) {
  std::vector<std::size_t> all(samples);
  std::iota(all.begin(), all.end(), std::size_t{0});
  return {with_samples(initial_state({}, layers, 1.7, 0), data, all), {}, {}};
}

Problem dense_problem() { return problem_on(dense_network(2, 6, 4, 2), circle_data(0, samples, 0).train); }

/// Images of 6 x 6 random pixels; a convolution, then a dense layer behind a pooling.
Problem convolutional_problem() {
  const RandomStream stream(0, Purpose::train_data, 1);
  Dataset data;
  data.dimension = 36;
  data.classes = 3;
  for (std::size_t n = 0; n < samples; ++n) {
    for (std::size_t i = 0; i < 36; ++i) data.X.push_back(stream.symmetric(36 * n + i, 1.0));
    data.labels.push_back(static_cast<int>(n % 3));
  }
  LayerShape first{3, Padding::same, false, {1, 6, 6}}, last = first;
  last.kernel = 0;
  last.pooled = true;
  last.image.channels = 2;
  return problem_on({{first, 2, 9}, {last, 5, 18}, {{}, 3, 5}}, data);
}

}  // namespace

std::string training_fingerprint() {
  std::uint64_t hash = 0xcbf29ce484222325;  // FNV-1a of the runs' hashes
  const auto add = [&](const Problem& problem, const char* options) {
    const std::atomic<bool> never{false};
    const RunSpec spec = train_spec(std::string(options) + " --sweeps 6");
    const auto result = run_training<double>(
        spec.training, problem, [](const TraceRow&) {}, never);
    hash = (hash ^ hash_of(result.state)) * 0x100000001b3;
  };
  const Problem dense = dense_problem(), convolutional = convolutional_problem();
  for (const char* options : rules) add(dense, options);
  for (const char* options : rules) add(convolutional, options);
  for (const char* options : dense_rules) add(dense, options);
  return fmt::format("{:016x}", hash);
}

}  // namespace lysep
