// Theorem 3.1 with the best possible constant: for L >= 2 and sigma B-Lipschitz,
//   CE <= K(B, L) L_S,  K(B, L) = sqrt(1 + 2 sum_{j=1}^{L-1} B^(2j)).
// It follows by Cauchy-Schwarz from the sum of the residuals' contributions (bound-b5), and scalar chains whose
// contributions are sqrt(omega_l) ||r_l|| = sqrt2 B^(L-l) ||R||, all of one sign, come as close as one likes as R
// grows.
#include "proofs-check/claims/lysep/separation_bound/network_claims.hpp"

namespace lysep::theorem_3_1_best_claim {
namespace {

Sides with(const Network& t, const Ball& K) { return {t.CE(), K * t.L_S()}; }

/// sqrt(1 + sum_{j<L} B^(2j)).
Ball without_two(const Network& t) { return sqrt((squared(best_constant(t.B(), t.L)) + Ball(1.0)) / Ball(2.0)); }

}  // namespace

Claim claim() {
  Claim claim =
      network_claim("theorem-3.1-best", "(3.6) sharpened", "CE <= K(B, L) L_S, K = sqrt(1 + 2 sum_{j=1}^{L-1} B^(2j))");
  claim.constant_is_best_possible = true;
  set_network_sides(
      claim, [](const Network& t) { return with(t, best_constant(t.B(), t.L)); },
      {{"K(B, L)(1 - 1e-4)", [](const Network& t) { return with(t, best_constant(t.B(), t.L) * Ball(1 - 1e-4)); }},
       {"K(B, L-1)", [](const Network& t) { return with(t, best_constant(t.B(), t.L - 1)); }},
       {"B^j for B^(2j)", [](const Network& t) { return with(t, best_constant(sqrt(t.B()), t.L)); }},
       {"1 + sum for 1 + 2 sum", [](const Network& t) { return with(t, without_two(t)); }},
       {"C_B sqrt(L-1)", [](const Network& t) { return with(t, paper_constant(t)); }, true}});
  return claim;
}

}  // namespace lysep::theorem_3_1_best_claim
