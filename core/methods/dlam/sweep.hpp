#pragma once
// Dlam: a sweep, its start, epsilon, and what a checkpoint keeps.
#include "core/methods/dlam/activated_update.hpp"
#include "core/methods/dlam/entry.hpp"
#include "core/methods/dlam/output_fista.hpp"
#include "core/methods/dlam/state_updates.hpp"
#include "core/methods/dlam/weight_update.hpp"

namespace lysep {

template <class S>
Dlam<S>::Dlam(const DlamOptions& options, State<S>& state, ThreadPool& pool)
    : state_(state),
      options_(options),
      rho_(options.rho),
      mu_(options.mu),
      samples_(static_cast<double>(state.samples())),
      pool_(pool),
      sums_(state.share(), pool),
      blocks_(state.blocks.size()),
      alphas_(static_cast<std::size_t>(state.depth()), S(0.0)),
      ts_(static_cast<std::size_t>(state.depth() - 1), S(0.0)) {
  eigen_assert(state.depth() >= 2 && has_level_sets(state.chain.activation));
  if (options_.per_sample_steps) {
    own_ts_.resize(ts_.size());
    for (auto& layer : own_ts_) {
      for (const Block<S>& block : state_.blocks) layer.push_back(Matrix<S>::Constant(1, block.samples(), S(0.0)));
    }
  }
  auto& last = state_.chain.links.back();
  if (last.b.size() == 0) last.b = Vector<S>::Constant(last.K.rows(), S(0.0));
  const bool given = !state_.blocks[0].variables.empty();
  if (!given) state_.numbers["epsilon"].assign(ts_.size(), S(options_.epsilon));
  if (given) {
    evaluate();
    require_finite(objective(), depth(), "objective of the initial state");
  } else {
    restart();
  }
}

/// z_l and a_l from the forward pass: c_l and V_{l+1} of the state as they are, which are given back.
template <class S>
void Dlam<S>::start_variables() {
  pool_.for_each(state_.blocks.size(), [&](std::size_t k) {
    Block<S>& block = state_.blocks[k];
    start_feasible(state_.chain, block);
    Matrix<S> Z;
    affine(state_.chain, depth(), block.V(depth()), Z);
    if (options_.signs) {
      Z.setConstant(S(-1.0));
      for (Index n = 0; n < Z.cols(); ++n) Z(block.labels[static_cast<std::size_t>(n)], n) = S(1.0);
    }
    block.variables["z"] = std::move(block.c_);
    block.variables["z"].push_back(std::move(Z));
    block.variables["a"] = std::move(block.V_);
    block.c_ = block.V_ = block.r_ = {};
  });
}

template <class S>
void Dlam<S>::restart() {
  start_variables();
  evaluate();
  require_finite(objective(), depth(), "objective of the initial state");
}

template <class S>
SweepReport Dlam<S>::sweep(const Observer<S>& after) {
  step_sum_ = output_error_ = S(0.0);
  trials_W_ = trials_A_ = projected_ = 0;
  try {
    for (Index l = 1; l <= depth(); ++l) update_layer(l, after);
  } catch (const NonFinite&) {
    evaluate();  // of the blocks as they are
    throw;
  }
  advance_epsilon();
  require_finite(objective(), depth(), "objective");
  return {trials_W_ + trials_A_, 0, 0};
}

template <class S>
void Dlam<S>::update_layer(Index l, const Observer<S>& after) {
  const auto tell = [&](BlockKind kind, const S& step) {
    if (after) after({kind, l, step});
  };
  update_weights(l);
  tell(BlockKind::layer_weights, alphas_[l - 1]);
  update_bias(l);
  tell(BlockKind::bias, S(0.0));
  update_z(l);
  tell(BlockKind::auxiliary, S(0.0));
  if (l == depth()) return;
  update_activated(l);
  tell(BlockKind::activated, ts_[l - 1]);
}

/// epsilon_l of the next sweep, R being the sum of the losses at z_D.
template <class S>
S Dlam<S>::next_epsilon(const S& epsilon, const S& risk) const {
  const S twice = S(2.0) * epsilon, half = S(0.5) * epsilon, least(options_.epsilon_min), one(1.0), ten(10.0);
  const auto min = [](const S& x, const S& y) { return x < y ? x : y; };
  const bool literal = options_.literal && options_.rule == EpsilonRule::mended;
  switch (literal ? EpsilonRule::printed : options_.rule) {
    case EpsilonRule::fixed:
      return epsilon;
    case EpsilonRule::halve:
      return max(half, least);
    case EpsilonRule::printed:
      if (risk > ten * epsilon) return max(twice, one);
      return epsilon > ten * risk ? min(half, S(0.01)) : epsilon;
    case EpsilonRule::mended:
      break;
  }
  if (risk > ten * epsilon) return max(epsilon, min(twice, one));
  return epsilon > ten * risk ? min(epsilon, max(half, least)) : epsilon;
}

/// Ends the sweep: epsilon by its rule; where it falls A_l goes into its box, if it is to.
template <class S>
void Dlam<S>::advance_epsilon() {
  for (Index l = 1; l < depth(); ++l) {
    const S before = epsilon(l);
    epsilon(l) = next_epsilon(before, figures_.risk);
    if (epsilon(l) < before && options_.project) projected_ += project(l);
  }
  if (projected_ > 0) {
    evaluate();
  } else {
    measure_violation();
  }
}

/// A_l = clip(A_l, h(Z_l) - epsilon, h(Z_l) + epsilon); how many entries that moves.
template <class S>
Index Dlam<S>::project(Index l) {
  const S eps = epsilon(l);
  const S moved = sums_.sum(S(0.0), [&](std::size_t k) {
    Matrix<S>& A = a(k, l);
    const Matrix<S>& Z = z(k, l);
    S count(0.0);
    with_level_sets(state_.chain.activation, [&](auto h) {
      for (Index i = 0; i < A.size(); ++i) {
        const S value = clipped(A.data()[i], h.value(Z.data()[i]), eps);
        if (value != A.data()[i]) count += S(1.0);
        A.data()[i] = value;
      }
    });
    return count;
  });
  return static_cast<Index>(to_double(moved));
}

template <class S>
std::vector<double> Dlam<S>::figures() const {
  S largest(0.0);
  for (const S& epsilon : state_.numbers.at("epsilon")) largest = max(largest, epsilon);
  const DlamFigures<S>& f = figures_;
  return {to_double(f.risk),
          to_double(f.penalty),
          to_double(f.violation),
          to_double(f.residual),
          to_double(largest),
          to_double(step_sum_),
          static_cast<double>(trials_W_),
          static_cast<double>(trials_A_),
          to_double(f.gap_bound),
          static_cast<double>(projected_)};
}

template <class S>
void Dlam<S>::visit(Archive<S>& archive) {
  archive.numbers("alphas", alphas_);
  archive.numbers("ts", ts_);
  for (std::size_t l = 0; l < own_ts_.size(); ++l) {
    std::vector<Matrix<S>*> pieces;
    for (Matrix<S>& piece : own_ts_[l]) pieces.push_back(&piece);
    archive.columns("own_ts_" + std::to_string(l + 1), pieces);
  }
  archive.number("risk", figures_.risk);
  archive.number("regularisation", figures_.regularisation);
  archive.number("penalty", figures_.penalty);
  archive.number("violation", figures_.violation);
  archive.number("residual", figures_.residual);
  archive.number("gap_bound", figures_.gap_bound);
}

template <class S>
std::unique_ptr<Method<S>> make_dlam(const OptionValues& values, Index, State<S>& state, ThreadPool& pool) {
  return std::make_unique<Dlam<S>>(dlam_options_of(values), state, pool);
}

}  // namespace lysep
