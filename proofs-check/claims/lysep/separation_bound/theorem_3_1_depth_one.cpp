// Theorem 3.1 (3.6) at L = 1, which its statement does not exclude: FALSE, since sqrt(L-1) = 0 but CE > 0. Witness:
// W_1 = 0, J = 2, CE = ln 2. What holds is theorem-3.1-depth-one-corrected.
#include "proofs-check/claims/lysep/separation_bound/one_layer.hpp"

namespace lysep::theorem_3_1_depth_one_claim {
namespace {

Ball C_B(const Network& t) { return theorem_3_1_constant(t.B(), t.L); }

}  // namespace

Claim claim() {
  Claim claim = one_layer_claim("theorem-3.1-depth-one", "for L = 1: CE <= C_B sqrt(L-1) L_S");
  claim.expected = false;
  claim.counterexample = one_zero_layer;
  set_one_layer_sides(claim,
                      [](const Network& t) -> Sides {
                        return {t.CE(), paper_constant(t) * t.L_S()};
                      },
                      {{"K(B, L) sqrt(L-1) for C_B sqrt(L-1)",
                        [](const Network& t) -> Sides {
                          return {t.CE(), best_constant(t.B(), t.L) * sqrt(count(t.L - 1)) * t.L_S()};
                        }},
                       {"(L-1)^(1/4) for sqrt(L-1)",
                        [](const Network& t) -> Sides {
                          return {t.CE(), C_B(t) * sqrt(sqrt(count(t.L - 1))) * t.L_S()};
                        }},
                       {"C_B L_S^2",
                        [](const Network& t) -> Sides {
                          return {t.CE(), C_B(t) * squared(t.L_S())};
                        }},
                       {"sqrt L for sqrt(L-1)",
                        [](const Network& t) -> Sides {
                          return {t.CE(), C_B(t) * sqrt(count(t.L)) * t.L_S()};
                        },
                        true},
                       {"K(B, L) for C_B sqrt(L-1)",
                        [](const Network& t) -> Sides {
                          return {t.CE(), best_constant(t.B(), t.L) * t.L_S()};
                        },
                        true}});
  return claim;
}

}  // namespace lysep::theorem_3_1_depth_one_claim
