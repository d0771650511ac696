#pragma once
// Dlam: A_l, a projected gradient step on phi_{l+1} in the box of h(Z_l).
#include "core/methods/dlam/dlam.hpp"

namespace lysep {

/// G = rho W_{l+1}^T (W_{l+1} A_l + b_{l+1} 1^T - Z_{l+1}) of the block, left in `work`; its squared norm.
template <class S>
S Dlam<S>::set_gradient(std::size_t k, Index l) {
  const auto& above = state_.chain.at(l + 1);
  Matrix<S>&E = thread_scratch<S>().matrix(Use::directional, above.K.rows(), state_.blocks[k].samples()),
  &G = work(k, l);
  affine(state_.chain, l + 1, a(k, l), E);
  E -= z(k, l + 1);
  above.shape->apply_transposed(above.K, E, G);
  for (Index i = 0; i < G.size(); ++i) G.data()[i] *= rho_;
  return squared_norm(G);
}

/// A' = clip(A - G/t, h(Z) - epsilon, h(Z) + epsilon), t one number or one a column; literally without the clip.
template <class S>
void Dlam<S>::set_moved(std::size_t k, Index l, const S* t, bool per_sample, Matrix<S>& moved) {
  const Matrix<S>&A = a(k, l), &Z = z(k, l), &G = work(k, l);
  const S eps = epsilon(l);
  const Index count = A.cols();
  with_level_sets(state_.chain.activation, [&](auto h) {
    for (Index i = 0; i < A.rows(); ++i) {
      const S *from = A.data() + i * count, *g = G.data() + i * count, *z_i = Z.data() + i * count;
      S* to = moved.data() + i * count;
      for (Index n = 0; n < count; ++n) {
        const S stepped = from[n] - g[n] / t[per_sample ? n : 0];
        to[n] = options_.literal ? stepped : clipped(stepped, h.value(z_i[n]), eps);
      }
    }
  });
}

/// The model Q is above phi_{l+1} where rho ||W_{l+1} (A' - A)||^2 <= t ||A' - A||^2. The clip turns the direction with
/// t: a product a trial.
template <class S>
void Dlam<S>::update_activated(Index l) {
  const S squares = sums_.sum(S(0.0), [&](std::size_t k) { return set_gradient(k, l); });
  require_finite(squares, l, "gradient in a");
  if (options_.per_sample_steps) return update_activated_per_sample(l);
  const auto& above = state_.chain.at(l + 1);
  const auto moved = [&](std::size_t k, const S& t) -> Matrix<S>& {
    Matrix<S>& to = thread_scratch<S>().matrix(Use::change, a(k, l).rows(), a(k, l).cols());
    set_moved(k, l, &t, false, to);
    return to;
  };
  TwoSums sums;
  const StepSearch<S> search{S(options_.eta), S(options_.tau0), options_.first_trial_last};
  const S t = search(ts_[l - 1], trials_A_, [&](const S& at) {
    sums = sums_.sum(TwoSums{}, [&](std::size_t k) {
      Matrix<S>& change = moved(k, at);
      change -= a(k, l);
      Matrix<S>& product = thread_scratch<S>().matrix(Use::along, above.K.rows(), change.cols());
      multiply(above.K, change, product);
      return TwoSums{squared_norm(product), squared_norm(change)};
    });
    return !(sums.change > S(0.0)) || !is_finite(sums.change) || rho_ * sums.moved <= at * sums.change;
  });
  require_finite(sums.change + sums.moved, l, "step on a");
  if (!(sums.change > S(0.0))) return;
  ts_[l - 1] = t;
  step_sum_ += S(0.5) * t * sums.change;
  sums_.for_blocks([&](std::size_t k) { a(k, l).swap(moved(k, t)); });
}

/// ||x_n||^2 of every column, into row `row` of `squares`.
template <class S>
void squares_of_columns(const Matrix<S>& X, Matrix<S>& squares, Index row) {
  for (Index n = 0; n < X.cols(); ++n) squares(row, n) = S(0.0);
  for (Index i = 0; i < X.rows(); ++i) {
    for (Index n = 0; n < X.cols(); ++n) squares(row, n) += X(i, n) * X(i, n);
  }
}

/// The same with a t for every sample. Trials are passes over all samples.
template <class S>
void Dlam<S>::update_activated_per_sample(Index l) {
  const auto& above = state_.chain.at(l + 1);
  const S first(options_.tau0), eta(options_.eta), least = first * S(1e-6);
  const PassSums sums = sums_.sum(PassSums{}, [&](std::size_t k) {
    Matrix<S>&t = own_ts_[l - 1][k], &A = a(k, l);
    const Index count = A.cols();
    Matrix<S>& to = thread_scratch<S>().matrix(Use::change, A.rows(), count);
    Matrix<S>& change = thread_scratch<S>().matrix(Use::second_change, A.rows(), count);
    Matrix<S>& product = thread_scratch<S>().matrix(Use::along, above.K.rows(), count);
    Matrix<S>& columns = thread_scratch<S>().matrix(Use::second_steps, 2, count);
    for (Index n = 0; n < count; ++n) {
      const bool known = options_.first_trial_last && t(0, n) > S(0.0);
      t(0, n) = known ? max(S(t(0, n) / eta), least) : first;
    }
    PassSums of_block;
    for (bool open = true; open;) {
      of_block.passes += S(1.0);
      set_moved(k, l, t.data(), true, to);
      change = to - A;
      multiply(above.K, change, product);
      squares_of_columns(product, columns, 0);
      squares_of_columns(change, columns, 1);
      open = false;
      for (Index n = 0; n < count; ++n) {
        if (!(columns(1, n) > S(0.0)) || rho_ * columns(0, n) <= t(0, n) * columns(1, n)) continue;
        if (!is_finite(columns(0, n))) continue;
        t(0, n) *= eta;
        open = true;
      }
    }
    for (Index n = 0; n < count; ++n) of_block.decrease += S(0.5) * t(0, n) * columns(1, n);
    A.swap(to);
    return of_block;
  });
  require_finite(sums.decrease, l, "step on a");
  trials_A_ += static_cast<Index>(to_double(sums.passes));
  step_sum_ += sums.decrease;
}

}  // namespace lysep
