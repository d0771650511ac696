#pragma once
// DLAM: the objective F and what it is made of.
//   F = R(z_D; y) + sum_l Omega(W_l) + sum_l phi_l,   phi_l = (rho/2) ||Z_l - W_l A_{l-1} - b_l 1^T||^2,   A_0 = X
// R is a sum over samples. The constraint |a_l - h(z_l)| <= epsilon_l is no part of F; what exceeds it is told apart.
#include "core/methods/dlam/options.hpp"
#include "core/methods/soft_threshold.hpp"
#include "core/network/chain.hpp"

namespace lysep {

/// R of the samples: sum of l(z_n, y_n), or of ||z_n - y_n||^2/2 with y_n one-hot. Z: J x n.
template <class S>
S output_loss(OutputLoss loss, const Matrix<S>& Z, const Labels& labels) {
  Matrix<S>& R = thread_scratch<S>().matrix(Use::shifted, loss == OutputLoss::squared ? Z.rows() : 1, Z.cols());
  if (loss == OutputLoss::cross_entropy) {
    Matrix<S>& losses = thread_scratch<S>().matrix(Use::losses, 1, Z.cols());
    cross_entropy(Z, labels, losses);
    return sum_of(losses.data(), losses.size());
  }
  R = Z;
  for (Index n = 0; n < Z.cols(); ++n) R(labels[static_cast<std::size_t>(n)], n) -= S(1.0);
  return S(0.5) * squared_norm(R);
}

/// Omega(W): 0, (mu/2) ||W||^2 or mu sum |W_ij|.
template <class S>
S regularisation(Regulariser regulariser, const S& mu, const Matrix<S>& W) {
  if (regulariser == Regulariser::none) return S(0.0);
  if (regulariser == Regulariser::l2) return mu * (S(0.5) * squared_norm(W));
  S sum(0.0);
  for (Index i = 0; i < W.size(); ++i) sum += abs(W.data()[i]);
  return mu * sum;
}

/// What is known of a state.
template <class S>
struct DlamFigures {
  S risk = S(0.0), regularisation = S(0.0), penalty = S(0.0);  // F is their sum
  S violation = S(0.0);                                        // max(|a_l - h(z_l)| - epsilon_l, 0), the largest
  S residual = S(0.0);                                         // |Z_l - W_l A_{l-1} - b_l 1^T|, the largest entry
  /// A bound of CE of the network less the mean cross-entropy at z_D: sqrt 2 times the mean over samples of E_D, with
  /// e_0 = 0, E_l = ||r_l|| + ||W_l||_2 e_{l-1}, e_l = B E_l + epsilon_l sqrt(n_l).
  S gap_bound = S(0.0);

  S objective() const { return risk + regularisation + penalty; }
};

}  // namespace lysep
