#pragma once
// Dlam: Z_l, and what is summed over the samples of a layer once its blocks are done.
#include "core/methods/dlam/dlam.hpp"
#include "core/methods/dlam/output_prox.hpp"
#include "core/numbers/spectral_norm.hpp"

namespace lysep {

template <class S>
typename Dlam<S>::LayerSums& Dlam<S>::LayerSums::operator+=(const LayerSums& other) {
  squares += other.squares;
  change += other.change;
  risk += other.risk;
  gap += other.gap;
  largest = max(largest, other.largest);
  return *this;
}

/// Z_l = the point of its box nearest to V = W A + b 1^T, or the proximal point of R; then r_l and what follows of it.
template <class S>
void Dlam<S>::update_z(Index l) {
  if (l == depth() && options_.fista) descend_output();
  const S norm = norm_by_squaring(state_.chain.at(l).K);
  const LayerSums sums = sums_.sum(LayerSums{}, [&](std::size_t k) {
    if (!(l == depth() && options_.fista)) state_.chain.at(l).shape->add_bias(state_.chain.at(l).b, work(k, l));
    const S change = l == depth() && options_.fista ? S(0.0) : move_z(k, l);
    LayerSums of_block = settle(k, l, norm);
    of_block.change = change;
    return of_block;
  });
  require_finite(sums.squares + sums.risk, l, "objective");
  step_sum_ += S(0.5) * rho_ * sums.change;
  take_layer(l, sums);
}

/// ||dZ_l||^2 of the block, whose V is in `work`.
template <class S>
S Dlam<S>::move_z(std::size_t k, Index l) {
  const Matrix<S>& V = work(k, l);
  Matrix<S>& Z = z(k, l);
  Matrix<S>& change = thread_scratch<S>().matrix(Use::change, Z.rows(), Z.cols());
  if (l == depth()) {
    move_output(k, change);
  } else {
    const Matrix<S>& A = a(k, l);
    const S eps = epsilon(l);
    with_level_sets(state_.chain.activation, [&](auto h) {
      for (Index i = 0; i < Z.size(); ++i) {
        change.data()[i] = nearest_in_level_set(h, V.data()[i], Z.data()[i], A.data()[i], eps);
      }
    });
  }
  for (Index i = 0; i < Z.size(); ++i) {
    const S before = Z.data()[i];
    Z.data()[i] = change.data()[i];
    change.data()[i] -= before;
  }
  return squared_norm(change);
}

/// The proximal point of R at V, which is in `work`.
template <class S>
void Dlam<S>::move_output(std::size_t k, Matrix<S>& to) {
  const Matrix<S>& V = work(k, depth());
  const Labels& labels = state_.blocks[k].labels;
  if (options_.loss == OutputLoss::squared) return squared_prox(V, labels, rho_, to);
  cross_entropy_prox(V, labels, rho_, to);
}

/// Of Z_l and V, which is in `work` and becomes r_l; goes on with the bounds e of every sample. norm = ||W_l||_2.
template <class S>
typename Dlam<S>::LayerSums Dlam<S>::settle(std::size_t k, Index l, const S& norm) {
  Matrix<S>&r = work(k, l), &e = error_bounds(k);
  LayerSums sums;
  sums.squares = subtract_from(z(k, l), r);
  Matrix<S>& columns = thread_scratch<S>().matrix(Use::row_sums, 1, r.cols());
  for (Index n = 0; n < r.cols(); ++n) columns(0, n) = S(0.0);
  add_column_squares(r, S(1.0), columns);
  for (Index i = 0; i < r.size(); ++i) sums.largest = max(sums.largest, abs(r.data()[i]));
  const bool last = l == depth();
  const S B = constants_of<S>(state_.chain.activation).B;
  const S room = last ? S(0.0) : epsilon(l) * sqrt(S(static_cast<double>(r.rows())));
  for (Index n = 0; n < r.cols(); ++n) {
    const S before = l == 1 ? S(0.0) : S(norm * e(0, n));
    e(0, n) = sqrt(columns(0, n)) + before;
    if (!last) e(0, n) = B * e(0, n) + room;
  }
  if (!last) return sums;
  sums.gap = sum_of(e.data(), e.size());
  sums.risk = output_loss(options_.loss, z(k, l), state_.blocks[k].labels);
  return sums;
}

/// The figures of layer l; those of the layers below are there.
template <class S>
void Dlam<S>::take_layer(Index l, const LayerSums& sums) {
  if (l == 1) figures_.regularisation = figures_.penalty = figures_.residual = S(0.0);
  figures_.regularisation += lysep::regularisation(options_.regulariser, mu_, state_.chain.at(l).K);
  figures_.penalty += S(0.5) * rho_ * sums.squares;
  figures_.residual = max(figures_.residual, sums.largest);
  if (l < depth()) return;
  figures_.risk = sums.risk;
  figures_.gap_bound = sqrt(S(2.0)) * (sums.gap / samples_);
}

/// All figures of the state, anew.
template <class S>
void Dlam<S>::evaluate() {
  for (Index l = 1; l <= depth(); ++l) {
    const S norm = norm_by_squaring(state_.chain.at(l).K);
    take_layer(l, sums_.sum(LayerSums{}, [&](std::size_t k) {
      affine(state_.chain, l, input(k, l), work(k, l));
      return settle(k, l, norm);
    }));
  }
  measure_violation();
}

/// max(|a_l - h(z_l)| - epsilon_l, 0), the largest.
template <class S>
void Dlam<S>::measure_violation() {
  const Largest<S> largest = sums_.sum(Largest<S>{}, [&](std::size_t k) {
    Largest<S> of_block;
    with_level_sets(state_.chain.activation, [&](auto h) {
      for (Index l = 1; l < depth(); ++l) {
        const Matrix<S>&Z = z(k, l), &A = a(k, l);
        S gap(0.0);
        for (Index i = 0; i < Z.size(); ++i) gap = max(gap, abs(A.data()[i] - h.value(Z.data()[i])));
        of_block += Largest<S>{gap - epsilon(l)};
      }
    });
    return of_block;
  });
  figures_.violation = largest.value;
}

}  // namespace lysep
