#include "core/training/gathered_state.hpp"

namespace lysep {
namespace {

/// Rows of all ranks, one below the other. A matrix without columns has none.
void gather_rows(Matrix<double>& rows, Ranks& ranks) {
  if (!ranks.first()) {
    const Index count = rows.rows();
    ranks.send(0, &count, sizeof count);
    ranks.send(0, rows.data(), sizeof(double) * static_cast<std::size_t>(rows.size()));
    rows = {};
    return;
  }
  Index total = rows.rows();
  for (int rank = 1; rank < ranks.count(); ++rank) {
    Index count = 0;
    ranks.receive(rank, &count, sizeof count);
    rows.conservativeResize(total + count, Eigen::NoChange);
    ranks.receive(rank, rows.data() + total * rows.cols(),
                  sizeof(double) * static_cast<std::size_t>(count * rows.cols()));
    total += count;
  }
}

}  // namespace

void gather_samples(StateData& state, Ranks& ranks) {
  if (ranks.count() == 1) return;
  const auto gather = [&](Matrix<double>& rows) {
    if (rows.cols() > 0) gather_rows(rows, ranks);
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
