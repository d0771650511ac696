#pragma once
// Dlam: W_l and b_l.
#include "core/methods/dlam/dlam.hpp"

namespace lysep {

/// ||D A_{l-1}||^2.
template <class S>
S Dlam<S>::squared_product(Index l, const Matrix<S>& D) {
  return sums_.sum(S(0.0), [&](std::size_t k) {
    Matrix<S>& product = thread_scratch<S>().matrix(Use::along, D.rows(), state_.blocks[k].samples());
    multiply(D, input(k, l), product);
    return squared_norm(product);
  });
}

/// The model P = phi + <G, D> + (alpha/2) ||D||^2, G = rho E A^T, E = W A + b 1^T - Z, is above phi where
/// rho ||D A||^2 <= alpha ||D||^2. Without Omega, and with (mu/2)||W||^2, its minimum is a step along a fixed
/// direction, D = -H/(alpha + mu), H = G + mu W: the test is alpha >= q = rho ||H A||^2/||H||^2, one product for all
/// trials. A zero H moves nothing.
template <class S>
void Dlam<S>::update_weights(Index l) {
  auto& link = state_.chain.at(l);
  const Index p = link.K.rows(), q = link.K.cols();
  const typename BlockSums<S>::Sum gradient[] = {{Use::correlation, p, q}};
  sums_.sum_matrices(gradient, [&](std::size_t k, Scratch<S>& own) {
    Matrix<S>& E = work(k, l);
    affine(state_.chain, l, input(k, l), E);
    E -= z(k, l);
    correlate(E, input(k, l), own.matrix(Use::correlation, p, q));
  });
  Matrix<S>& G = sums_.matrix(Use::correlation, p, q);
  for (Index i = 0; i < G.size(); ++i) G.data()[i] *= rho_;
  if (options_.regulariser == Regulariser::l1) return search_l1_step(l);
  const S shift = options_.regulariser == Regulariser::l2 ? mu_ : S(0.0);
  for (Index i = 0; i < G.size(); ++i) G.data()[i] += shift * link.K.data()[i];
  const S squares = squared_norm(G);
  require_finite(squares, l, "gradient");
  if (!(squares > S(0.0))) return;
  const S least = rho_ * squared_product(l, G) / squares;
  require_finite(least, l, "curvature");
  S alpha = least;
  if (options_.exact_theta) {
    ++trials_W_;
    if (!(alpha + shift > S(0.0))) return;
  } else {
    const StepSearch<S> search{S(options_.gamma), S(options_.alpha0), options_.first_trial_last};
    alpha = search(alphas_[l - 1], trials_W_, [&](const S& at) { return least <= at; });
  }
  alphas_[l - 1] = alpha;
  for (Index i = 0; i < G.size(); ++i) link.K.data()[i] -= G.data()[i] / (alpha + shift);
  step_sum_ += S(0.5) * alpha * (squares / ((alpha + shift) * (alpha + shift)));
}

/// The same for mu ||W||_1: W' = soft(W - G/alpha, mu/alpha) changes its direction with alpha, a product a trial.
template <class S>
void Dlam<S>::search_l1_step(Index l) {
  Matrix<S>& W = state_.chain.at(l).K;
  const Matrix<S>& G = sums_.matrix(Use::correlation, W.rows(), W.cols());
  Matrix<S>& D = sums_.matrix(Use::move, W.rows(), W.cols());
  require_finite(squared_norm(G), l, "gradient");
  S squares(0.0);
  const StepSearch<S> search{S(options_.gamma), S(options_.alpha0), options_.first_trial_last};
  const S alpha = search(alphas_[l - 1], trials_W_, [&](const S& at) {
    for (Index i = 0; i < D.size(); ++i) {
      const S& w = W.data()[i];
      D.data()[i] = soft_threshold(S(w - G.data()[i] / at), S(mu_ / at)) - w;
    }
    squares = squared_norm(D);
    return !(squares > S(0.0)) || rho_ * squared_product(l, D) <= at * squares;
  });
  require_finite(squares, l, "step on W");
  if (!(squares > S(0.0))) return;
  alphas_[l - 1] = alpha;
  W += D;
  step_sum_ += S(0.5) * alpha * squares;
}

/// b' = b - mean of the columns of E, the minimum of phi (L_b = N rho); literally their sum (L_b = rho). Leaves
/// W_l A_{l-1} in `work`.
template <class S>
void Dlam<S>::update_bias(Index l) {
  auto& link = state_.chain.at(l);
  const Index p = link.K.rows();
  const typename BlockSums<S>::Sum rows[] = {{Use::sums, p, 1}};
  sums_.sum_matrices(rows, [&](std::size_t k, Scratch<S>& own) {
    Matrix<S>& V = work(k, l);
    link.shape->apply(link.K, input(k, l), V);
    for (Index i = 0; i < p; ++i) {
      const S *v = V.data() + i * V.cols(), *z_i = z(k, l).data() + i * V.cols();
      kernels::RowSum<S> sum;
      sum.add(V.cols(),
              [&](auto pack, Index n) { return (pack.load(v + n) + pack.all(link.b(i))) - pack.load(z_i + n); });
      own.matrix(Use::sums, p, 1)(i, 0) = sum.total();
    }
  });
  const Matrix<S>& sums = sums_.matrix(Use::sums, p, 1);
  require_finite(squared_norm(sums), l, "bias");
  const S count = options_.literal ? S(1.0) : samples_;
  S squares(0.0);
  for (Index i = 0; i < p; ++i) {
    const S db = -sums(i, 0) / count;
    link.b(i) += db;
    squares += db * db;
  }
  step_sum_ += S(0.5) * count * rho_ * squares;
}

}  // namespace lysep
