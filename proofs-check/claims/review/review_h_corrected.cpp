// What is true of "any generalisation bound for L_S applies to CE": it does after multiplication by the constant,
//   L_S <= epsilon implies CE <= K(B, L) epsilon,  K = sqrt(1 + 2 sum_{j=1}^{L-1} B^(2j)),
// and by no smaller one.
#include "proofs-check/claims/review/loss_bound.hpp"

namespace lysep::review_h_corrected_claim {

Claim claim() {
  using Terms = BoundedLoss;
  Claim claim;
  claim.id = "review-h-corrected";
  claim.source = "review";
  claim.equation = "(3.6) sharpened";
  claim.statement = "L_S <= epsilon implies CE <= K(B, L) epsilon";
  claim.hypotheses = {"sigma is B-Lipschitz", "L_S <= epsilon"};
  claim.constant_is_best_possible = true;
  claim.generate = loss_bound_instance;
  set_loss_bound(claim);
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); },
      [](const Terms& t) { return t.where_bounded(t.network.CE(), best_constant_of(t.network) * t.epsilon); },
      {{"without K(B, L)", [](const Terms& t) { return t.where_bounded(t.network.CE(), t.epsilon); }},
       {"K(B, L-1)",
        [](const Terms& t) {
          return t.where_bounded(t.network.CE(), best_constant(t.network.B(), t.network.L - 1) * t.epsilon);
        }},
       {"without L_S <= epsilon",
        [](const Terms& t) -> Sides {
          return {t.network.CE(), best_constant_of(t.network) * t.epsilon};
        }},
       {"C_B sqrt(L-1) for K(B, L), L >= 2",
        [](const Terms& t) {
          if (t.network.L < 2) return hypothesis_not_met();
          const Ball C = theorem_3_1_constant(t.network.B(), t.network.L) * sqrt(count(t.network.L - 1));
          return t.where_bounded(t.network.CE(), C * t.epsilon);
        },
        true}});
  return claim;
}

}  // namespace lysep::review_h_corrected_claim
