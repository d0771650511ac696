// Data of the size and kind of the body fat measurements, made up: 13 inputs that two hidden numbers and noise explain,
// one target between 0 and 1.
#include "core/numbers/logarithm.hpp"
#include "core/numbers/random.hpp"
#include "datasets/dataset.hpp"

namespace lysep {
namespace {

constexpr std::size_t inputs = 13;

/// Age, weight, height, and the girths of neck, chest, abdomen, hip, thigh, knee, ankle, upper arm, forearm and wrist:
/// how they go with size and with fatness, and their noise.
struct Measurement {
  double size, fatness, noise;
};
constexpr Measurement measurements[inputs] = {{0.0, 0.3, 0.95}, {0.8, 0.5, 0.3},  {0.7, -0.1, 0.7}, {0.6, 0.5, 0.6},
                                              {0.6, 0.7, 0.4},  {0.5, 0.8, 0.3},  {0.7, 0.6, 0.35}, {0.6, 0.6, 0.5},
                                              {0.7, 0.4, 0.6},  {0.5, 0.2, 0.85}, {0.6, 0.5, 0.6},  {0.6, 0.3, 0.75},
                                              {0.7, 0.2, 0.7}};

/// Number i of a normal distribution, by Box and Muller.
double normal(const RandomStream& stream, std::uint64_t i) {
  constexpr double two_pi = 6.283185307179586;
  return sqrt(-2.0 * log(1.0 - stream.uniform(2 * i))) * cos(two_pi * stream.uniform(2 * i + 1));
}

Dataset bodyfat_like(const RandomStream& stream, std::size_t samples) {
  constexpr std::uint64_t numbers = inputs + 3;  // of a sample
  Dataset data;
  data.dimension = inputs;
  data.outputs = 1;
  for (std::size_t n = 0; n < samples; ++n) {
    const double size = normal(stream, n * numbers), fatness = normal(stream, n * numbers + 1);
    for (std::size_t i = 0; i < inputs; ++i) {
      const Measurement& m = measurements[i];
      data.X.push_back(m.size * size + m.fatness * fatness + m.noise * normal(stream, n * numbers + 2 + i));
    }
    const double raised = 0.9 * fatness - 0.25 * size + 0.15 * fatness * size;
    const double share = raised + 0.35 * normal(stream, n * numbers + inputs + 2);
    data.targets.push_back(1.0 / (1.0 + exp(-share)));
  }
  return data;
}

}  // namespace

TrainAndTest bodyfat_like_data(std::uint64_t seed, std::size_t samples, std::size_t test_samples) {
  return {bodyfat_like(RandomStream(seed, Purpose::train_data, 0), samples),
          bodyfat_like(RandomStream(seed, Purpose::test_data, 0), test_samples)};
}

}  // namespace lysep
