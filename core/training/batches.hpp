#pragma once
// The batches of a run: pieces of a random order of all samples, one after the other; a new order when it is used up.
#include "core/numbers/parallel.hpp"
#include "core/numbers/random.hpp"
#include "core/network/state_data.hpp"
#include "core/network/samples.hpp"

namespace lysep {

/// The samples of batch `number`, `size` <= samples of them.
std::vector<std::size_t> batch_samples(std::uint64_t seed, std::size_t samples, std::size_t size, std::size_t number);

/// The state with these samples of the data and r = 0, a feasible start.
StateData with_samples(StateData state, const Dataset& data, const std::vector<std::size_t>& samples);

/// Puts the samples of batch `number` into the state, as many as it holds, with a feasible start; weights stay.
template <class S>
void load_batch(State<S>& state, const Dataset& data, std::uint64_t seed, std::size_t number, ThreadPool& pool) {
  const auto samples = batch_samples(seed, data.samples(), static_cast<std::size_t>(state.samples()), number);
  std::size_t next = 0;
  for (auto& block : state.blocks) {
    for (Index n = 0; n < block.samples(); ++n, ++next) {
      const double* x = data.X.data() + samples[next] * data.dimension;
      for (Index i = 0; i < block.X.rows(); ++i) block.X(i, n) = S(x[i]);
      if (data.regression()) {
        const double* y = data.targets.data() + samples[next] * data.outputs;
        for (Index i = 0; i < block.Y.rows(); ++i) block.Y(i, n) = S(y[i]);
      } else {
        block.labels[static_cast<std::size_t>(n)] = data.labels[samples[next]];
      }
    }
  }
  pool.for_each(state.blocks.size(), [&](std::size_t k) { start_feasible(state.chain, state.blocks[k]); });
}
extern template void load_batch(State<double>&, const Dataset&, std::uint64_t, std::size_t, ThreadPool&);

}  // namespace lysep
