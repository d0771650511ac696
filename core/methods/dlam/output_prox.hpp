#pragma once
// DLAM: the step on z_D, the minimum of R(z) + (rho/2) ||z - v||^2 for every sample by itself; that of the
// cross-entropy is in core/network/cross_entropy_prox.hpp.
#include "core/network/cross_entropy_prox.hpp"

namespace lysep {

/// z = (y + rho v)/(1 + rho), y one-hot: the proximal point of ||z - y||^2/2. V, Z: J x n.
template <class S>
void squared_prox(const Matrix<S>& V, const Labels& labels, const S& rho, Matrix<S>& Z) {
  Z.resize(V.rows(), V.cols());
  for (Index j = 0; j < V.rows(); ++j) {
    for (Index n = 0; n < V.cols(); ++n) {
      const S y(labels[static_cast<std::size_t>(n)] == j ? 1.0 : 0.0);
      Z(j, n) = (y + rho * V(j, n)) / (S(1.0) + rho);
    }
  }
}

/// ||p - y + rho (z - v)||^2 over the samples: 0 at the minimum. G: J x n, left as this gradient.
template <class S>
S output_gradient(const Matrix<S>& Z, const Matrix<S>& V, const Labels& labels, const S& rho, Matrix<S>& G) {
  softmax_minus_labels(Z, labels, G);
  for (Index i = 0; i < G.size(); ++i) G.data()[i] += rho * (Z.data()[i] - V.data()[i]);
  return squared_norm(G);
}

}  // namespace lysep
