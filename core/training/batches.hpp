#pragma once
// The batches of a run: pieces of a random order of all samples, one after the other, and a new order when it is used
// up; or batches that grow.
#include "core/numbers/parallel.hpp"
#include "core/numbers/random.hpp"
#include "core/network/state_data.hpp"
#include "core/network/samples.hpp"

namespace lysep {

/// The samples of batch `number`, `size` <= samples of them.
std::vector<std::size_t> batch_samples(std::uint64_t seed, std::size_t samples, std::size_t size, std::size_t number);

/// How a run's batches follow each other.
struct BatchPlan {
  std::uint64_t seed = 0;
  std::size_t samples = 0;           // all that there are; 0: one batch only
  std::size_t size = 0, growth = 0;  // batch 0, 1, ... has size + growth * number of them, or all
  long refresh = 1;                  // sweeps of a batch

  std::size_t size_of(std::size_t number) const { return std::min(size + growth * number, samples); }
  /// Of a batch that grows the first of an order of its own.
  std::vector<std::size_t> samples_of(std::size_t number) const;
  /// Behind so many sweeps batch `number` gives way to the next; one that has grown to all samples stays.
  bool ends(long sweeps, std::size_t number) const {
    if (samples == 0 || sweeps == 0 || sweeps % refresh != 0) return false;
    return growth == 0 || size_of(number) < samples;
  }
};

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

/// Makes room for other N samples, in blocks as state_of makes them.
template <class S>
void resize_blocks(State<S>& state, Index N, const Ranks& ranks) {
  const Index inputs = state.blocks[0].X.rows(), outputs = state.blocks[0].Y.rows();
  const BlockShare share = hold_samples(state, N, ranks);
  state.blocks.clear();
  for (std::size_t k = 0; k < share.blocks; ++k) {
    const Index n = samples_of_block(state.chain, N, share.first + k);
    Block<S>& block = state.blocks.emplace_back();
    block.X.resize(inputs, n);
    if (outputs > 0) {
      block.Y.resize(outputs, n);
    } else {
      block.labels.resize(static_cast<std::size_t>(n));
    }
  }
}

/// Puts the samples of batch `number` into the state, with a feasible start; weights stay.
template <class S>
void load_batch(State<S>& state, const Dataset& data, const BatchPlan& plan, std::size_t number, ThreadPool& pool) {
  const auto samples = plan.samples_of(number);
  const auto N = static_cast<Index>(samples.size());
  if (N != state.samples()) resize_blocks(state, N, pool.ranks());
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
extern template void load_batch(State<double>&, const Dataset&, const BatchPlan&, std::size_t, ThreadPool&);

}  // namespace lysep
