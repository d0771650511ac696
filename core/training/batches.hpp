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

/// Column n of `to` is row sample(n) of `rows`, of `columns` numbers each.
template <class S, class Sample>
void take_columns(const std::vector<double>& rows, std::size_t columns, Sample sample, Matrix<S>& to) {
  for (Index n = 0; n < to.cols(); ++n) {
    const double* row = rows.data() + sample(n) * columns;
    for (std::size_t i = 0; i < columns; ++i) to(static_cast<Index>(i), n) = S(row[i]);
  }
}

/// Puts the samples of batch `number` into the state, as many as it holds, with a feasible start; weights stay.
template <class S>
void load_batch(State<S>& state, const Dataset& data, std::uint64_t seed, std::size_t number, ThreadPool& pool) {
  const auto samples = batch_samples(seed, data.samples(), static_cast<std::size_t>(state.samples()), number);
  std::size_t first = state.split.first * static_cast<std::size_t>(samples_together(state.chain));
  for (auto& block : state.blocks) {
    const auto sample = [&](Index n) { return samples[first + static_cast<std::size_t>(n)]; };
    take_columns(data.X, data.dimension, sample, block.X);
    if (data.regression()) {
      take_columns(data.targets, data.outputs, sample, block.Y);
    } else {
      for (Index n = 0; n < block.samples(); ++n) block.labels[static_cast<std::size_t>(n)] = data.labels[sample(n)];
    }
    first += static_cast<std::size_t>(block.samples());
  }
  pool.for_each(state.blocks.size(), [&](std::size_t k) { start_feasible(state.chain, state.blocks[k]); });
}
extern template void load_batch(State<double>&, const Dataset&, std::uint64_t, std::size_t, ThreadPool&);

}  // namespace lysep
