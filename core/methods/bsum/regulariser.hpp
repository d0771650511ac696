#pragma once
// BSUM: the regularisers r(W) of a block and their proximal maps.
#include "core/methods/bsum/options.hpp"
#include "core/methods/soft_threshold.hpp"
#include "core/numbers/kernels.hpp"

namespace lysep {

/// r(W) = 0, mu ||W||^2, mu ||W||_1, or 0 on the ball ||W|| <= radius and infinite beyond it.
template <class S>
struct Regularisation {
  BlockRegulariser kind;
  S mu, radius;

  S value(const Matrix<S>& W) const {
    if (kind == BlockRegulariser::ridge) return mu * squared_norm(W);
    if (kind != BlockRegulariser::l1) return S(0.0);
    S sum(0.0);
    for (Index i = 0; i < W.size(); ++i) sum += abs(W.data()[i]);
    return mu * sum;
  }
  /// What of it is smooth goes with the loss: its gradient is 2 smooth() W.
  S smooth() const { return kind == BlockRegulariser::ridge ? mu : S(0.0); }
  /// W = argmin of what is not smooth + (gamma/2) ||. - W||^2: (A.5) with <= -mu/gamma in its third case; a projection.
  void apply_prox(const S& gamma, Matrix<S>& W) const {
    if (kind == BlockRegulariser::l1) {
      for (Index i = 0; i < W.size(); ++i) W.data()[i] = soft_threshold(W.data()[i], S(mu / gamma));
    } else if (kind == BlockRegulariser::ball) {
      project(W);
    }
  }
  void project(Matrix<S>& W) const {
    const S norm = sqrt(squared_norm(W));
    if (!(norm > radius)) return;
    const S scale = radius / norm;
    for (Index i = 0; i < W.size(); ++i) W.data()[i] *= scale;
  }
  /// gamma ||prox(W - g/gamma) - W|| <= ||g|| + this, for W with a finite r(W).
  S prox_reach(Index weights) const {
    return kind == BlockRegulariser::l1 ? S(mu * sqrt(S(static_cast<double>(weights)))) : S(0.0);
  }
};

}  // namespace lysep
