// Review: "L_S is always at least CE". FALSE. The smallest witness has one hidden unit, sigma = identity, J = 2:
// W_1 x + b_1 = 2, c_1 = 1, W_2 = (-1, 1)^T, first class true, CE = 4.0181 > L_S = 2.5542. The supremum of CE/L_S is
// K(B, L) > 1 (review-a-corrected); it holds at feasible points (review-b-corrected).
#include "proofs-check/claims/review/states.hpp"

namespace lysep::review_a_claim {

Claim claim() {
  Claim claim;
  claim.id = "review-a";
  claim.source = "review";
  claim.equation = "(3.4)";
  claim.statement = "CE <= L_S";
  claim.expected = false;
  claim.generate = separation_instance;
  claim.counterexample = [] { return instance_of_state("one witness, three lines", state_above_its_loss()); };
  set_state(claim);
  set_sides<Network>(
      claim, [](const Instance& i) { return Network(*i.state); },
      [](const Network& t) -> Sides {
        return {t.CE(), t.L_S()};
      },
      {{"L_S <= CE",
        [](const Network& t) -> Sides {
          return {t.L_S(), t.CE()};
        }},
       {"CE <= 1.5 L_S",
        [](const Network& t) -> Sides {
          return {t.CE(), Ball(1.5) * t.L_S()};
        }},
       {"CE <= K(B, L) L_S",
        [](const Network& t) -> Sides {
          return {t.CE(), best_constant_of(t) * t.L_S()};
        },
        true}});
  return claim;
}

}  // namespace lysep::review_a_claim
