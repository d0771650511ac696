// The adaptive weights (3.5) on the instances that refute constant ones (weights-constant):
//   CE <= C_B sqrt(L-1) L_S,  L_S of omega_l = prod_{j>l} ||W_j||^2.
// Not sharp there: the family tends to CE/L_S = 2k / (2 sqrt2 k) = 1/sqrt2.
#include "proofs-check/claims/lysep/separation_bound/constant_weights.hpp"

namespace lysep::weights_constant_corrected_claim {

Claim claim() {
  Claim claim = network_claim("weights-constant-corrected", "(3.5)",
                              "with omega_l = prod_{j>l} ||W_j||^2: CE <= C_B sqrt(L-1) L_S");
  claim.generate = unweighted_instance;
  set_network_sides(
      claim, [](const Network& t) { return weighted(t, [&](Index l) { return t.omega(l); }); },
      {{"omega_l = 1", [](const Network& t) { return weighted(t, [](Index) { return Ball(1.0); }); }},
       {"omega_l = ||W_1||^2", [](const Network& t) { return weighted(t, [&](Index) { return t.norms.layer(1); }); }},
       {"omega_l = prod ||W_j||",
        [](const Network& t) { return weighted(t, [&](Index l) { return sqrt(t.omega(l)); }); }},
       {"a hundredth of omega_l",
        [](const Network& t) { return weighted(t, [&](Index l) { return Ball(0.01) * t.omega(l); }); }},
       {"omega_l = max(1, prod ||W_j||^2)",
        [](const Network& t) { return weighted(t, [&](Index l) { return max(Ball(1.0), t.omega(l)); }); }, true}});
  return claim;
}

}  // namespace lysep::weights_constant_corrected_claim
