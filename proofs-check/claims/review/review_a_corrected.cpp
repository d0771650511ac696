// What is true of "L_S is always at least CE":
//   CE <= K(B, L) L_S,  K = sqrt(1 + 2 sum_{j=1}^{L-1} B^(2j)),
// and K is the best possible constant (theorem-3.1-best): scalar chains with sqrt(omega_l) ||r_l|| = sqrt2 B^(L-l)
// ||R|| of one sign approach it as R grows.
#include "proofs-check/claims/review/states.hpp"

namespace lysep::review_a_corrected_claim {

Claim claim() {
  Claim claim;
  claim.id = "review-a-corrected";
  claim.source = "review";
  claim.equation = "(3.6) sharpened";
  claim.statement = "CE <= K(B, L) L_S, K = sqrt(1 + 2 sum_{j=1}^{L-1} B^(2j))";
  claim.hypotheses = {"sigma is B-Lipschitz"};
  claim.constant_is_best_possible = true;
  claim.generate = separation_instance;
  set_state(claim);
  set_sides<Network>(
      claim, [](const Instance& i) { return Network(*i.state); },
      [](const Network& t) -> Sides {
        return {t.CE(), best_constant_of(t) * t.L_S()};
      },
      {{"1 for K(B, L)",
        [](const Network& t) -> Sides {
          return {t.CE(), t.L_S()};
        }},
       {"K(B, L-1)",
        [](const Network& t) -> Sides {
          return {t.CE(), best_constant(t.B(), t.L - 1) * t.L_S()};
        }},
       {"K(B, L)(1 - 1e-4)",
        [](const Network& t) -> Sides {
          return {t.CE(), Ball(1 - 1e-4) * best_constant_of(t) * t.L_S()};
        }},
       {"C_B sqrt(L-1), L >= 2",
        [](const Network& t) -> Sides {
          if (t.L < 2) return hypothesis_not_met();
          return {t.CE(), theorem_3_1_constant(t.B(), t.L) * sqrt(count(t.L - 1)) * t.L_S()};
        },
        true}});
  return claim;
}

}  // namespace lysep::review_a_corrected_claim
