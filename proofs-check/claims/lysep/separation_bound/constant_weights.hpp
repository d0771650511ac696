#pragma once
// The family on which the weights omega_l of (3.5) may not be constant.
#include "proofs-check/claims/lysep/separation_bound/network_claims.hpp"

namespace lysep {

/// L = 2, N = M = 1, J = 2, sigma = identity, c_1 = 1/k, W_1 x + b_1 = -1/k, W_2 = k^2 (1, -1)^T, the first class true.
inline Instance growing_output(double k) {
  return instance_of_state("c_1 = 1/k, W_2 = k^2 (1, -1)^T",
                           scalar_chain({Activation::Kind::identity}, {1.0}, -k * k, {1 / k}, {2 / k}));
}

/// `separation_instance`, and mostly that family with k = 2..1000.
inline Instance unweighted_instance(Draw& draw) {
  return draw.chance(0.4) ? separation_instance(draw) : growing_output(draw.magnitude(0.3, 3));
}

/// CE <= C_B sqrt(L-1) L_S with weights weight(l).
template <class F>
Sides weighted(const Network& t, F weight) {
  return {t.CE(), paper_constant(t) * L_S_with_weights(t, weight)};
}

}  // namespace lysep
