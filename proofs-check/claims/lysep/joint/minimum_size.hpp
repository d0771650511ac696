#pragma once
// How far the auxiliary variables can lower S at fixed weights: w_n = 1/(1 + sum_{l<L} ||delta_ln||^2/omega_l).
#include "proofs-check/claims/lysep/joint/joint_terms.hpp"

namespace lysep {

/// Sample "sample" of a network at r = 0.
struct MinimumSize {
  explicit MinimumSize(const Instance& instance);

  JointTerms at;
  Index n;

  bool hypothesis() const;  // L >= 2, omega_l > 0
  /// sum_{l<L} ||delta_ln||^2 / omega_l, and with prod_{j >= l} ||W_j||^2 for omega_l = prod_{j > l} ||W_j||^2.
  Ball ratio() const;
  Ball ratio_with_own_norm() const;
  /// sum_{j=1}^{last} (B^power)^j.
  Ball powers(Index last, Index power = 2) const;
};

/// Random and extreme networks, and scalar chains near equality: sigma(c) = B c, J = 2, p_y from 1 to 1e-30.
Instance minimum_size_instance(Draw& draw);
void set_minimum_size(Claim& claim);

}  // namespace lysep
