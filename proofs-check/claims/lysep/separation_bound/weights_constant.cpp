// The constant weights omega_l = 1 in place of (3.5): CE <= C_B sqrt(L-1) L_S is FALSE with them, for any constant.
// Witness: L = 2, N = 1, J = 2, sigma = identity, c_1 = 1/k, W_1 x + b_1 = -1/k and W_2 = k^2 (1, -1)^T with the first
// class true have CE = log(1 + e^(2k)), about 2k, but L_S about 2/k. k = 10: CE = 20.0000, L_S = 0.2000.
#include "proofs-check/claims/lysep/separation_bound/constant_weights.hpp"

namespace lysep::weights_constant_claim {

Claim claim() {
  Claim claim = network_claim("weights-constant", "(3.5)", "with omega_l = 1: CE <= C_B sqrt(L-1) L_S");
  claim.expected = false;
  claim.generate = unweighted_instance;
  claim.counterexample = [] { return growing_output(10.0); };
  set_network_sides(
      claim, [](const Network& t) { return weighted(t, [](Index) { return Ball(1.0); }); },
      {{"10 times the right side",
        [](const Network& t) -> Sides {
          const Sides s = weighted(t, [](Index) { return Ball(1.0); });
          return {s.left, Ball(10.0) * s.right};
        }},
       {"omega_l = 4", [](const Network& t) { return weighted(t, [](Index) { return Ball(4.0); }); }},
       {"omega_l = prod ||W_j||",
        [](const Network& t) { return weighted(t, [&](Index l) { return sqrt(t.omega(l)); }); }},
       {"the left and the right side exchanged",
        [](const Network& t) -> Sides {
          const Sides s = weighted(t, [](Index) { return Ball(1.0); });
          return {s.right, s.left};
        }},
       {"omega_l = max(1, prod ||W_j||^2)",
        [](const Network& t) { return weighted(t, [&](Index l) { return max(Ball(1.0), t.omega(l)); }); }, true}});
  return claim;
}

}  // namespace lysep::weights_constant_claim
