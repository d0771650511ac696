#include "core/training/gathered_state.hpp"

#include <numeric>

namespace lysep {
namespace {

/// Rows of all ranks, one below the other, given the number of each.
void gather_rows(Matrix<double>& rows, const std::vector<Index>& counts, Ranks& ranks) {
  const auto bytes = [&](Index count) { return sizeof(double) * static_cast<std::size_t>(count * rows.cols()); };
  if (!ranks.first()) {
    ranks.send(0, rows.data(), bytes(rows.rows()));
    rows = {};
    return;
  }
  rows.conservativeResize(std::accumulate(counts.begin(), counts.end(), Index{0}), Eigen::NoChange);
  Index first = counts[0];
  for (int rank = 1; rank < ranks.count(); ++rank) {
    const Index count = counts[static_cast<std::size_t>(rank)];
    ranks.receive(rank, rows.row(first).data(), bytes(count));
    first += count;
  }
}

}  // namespace

void gather_samples(StateData& state, Ranks& ranks) {
  if (ranks.count() == 1) return;
  const std::vector<Index> counts = ranks.of_all(state.samples());
  const auto gather = [&](Matrix<double>& rows) {
    if (rows.cols() > 0) gather_rows(rows, counts, ranks);
  };
  Matrix<double> labels(static_cast<Index>(state.labels.size()), state.regression() ? 0 : 1);
  for (std::size_t n = 0; n < state.labels.size(); ++n) labels(static_cast<Index>(n), 0) = state.labels[n];
  gather(labels);
  if (ranks.first()) {
    state.labels.resize(static_cast<std::size_t>(labels.size()));
    for (std::size_t n = 0; n < state.labels.size(); ++n) {
      state.labels[n] = static_cast<int>(labels(static_cast<Index>(n), 0));
    }
  }
  gather(state.X);
  gather(state.Y);
  for (auto& layer : state.layers) {
    gather(layer.r);
    gather(layer.c);
    for (auto& [name, rows] : layer.variables) gather(rows);
  }
}

}  // namespace lysep
