#include "core/training/batches.hpp"

#include <numeric>

namespace lysep {

std::vector<std::size_t> batch_samples(std::uint64_t seed, std::size_t samples, std::size_t size, std::size_t number) {
  const std::size_t batches = samples / size, round = number / batches, first = number % batches * size;
  std::vector<std::size_t> order(samples);
  std::iota(order.begin(), order.end(), std::size_t{0});
  const RandomStream stream(seed, Purpose::batches, static_cast<std::uint32_t>(round));
  for (std::size_t i = samples - 1; i > 0; --i) std::swap(order[i], order[stream.bits(i) % (i + 1)]);
  return {order.begin() + static_cast<long>(first), order.begin() + static_cast<long>(first + size)};
}

std::vector<std::size_t> BatchPlan::samples_of(std::size_t number) const {
  if (growth == 0) return batch_samples(seed, samples, size, number);
  // the first piece of order `number`
  return batch_samples(seed, samples, size_of(number), number * (samples / size_of(number)));
}

StateData with_samples(StateData state, const Dataset& data, const std::vector<std::size_t>& samples) {
  const auto N = static_cast<Index>(samples.size()), d = static_cast<Index>(data.dimension);
  state.X.resize(N, d);
  state.labels.clear();
  if (data.regression()) state.Y.resize(N, static_cast<Index>(data.outputs));
  for (Index n = 0; n < N; ++n) {
    const std::size_t from = samples[static_cast<std::size_t>(n)];
    std::copy_n(data.X.data() + from * data.dimension, d, state.X.data() + n * d);
    if (data.regression()) {
      std::copy_n(data.targets.data() + from * data.outputs, data.outputs, state.Y.data() + n * state.Y.cols());
    } else {
      state.labels.push_back(data.labels[from]);
    }
  }
  for (auto& layer : state.layers) layer.r.resize(0, 0);
  return state;
}

}  // namespace lysep
