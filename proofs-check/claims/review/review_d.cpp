// Review: "CE <= L_S follows from the Kullback-Leibler divergence being at least 0", so that S - N CE^2 would be
// non-negative as a divergence is. FALSE: the witness of review-a has S - N CE^2 = -9.6217, and no argument can give a
// constant 1. The proof is by Lipschitz continuity and Cauchy-Schwarz (review-d-corrected).
#include "proofs-check/claims/review/states.hpp"

namespace lysep::review_d_claim {

Claim claim() {
  Claim claim;
  claim.id = "review-d";
  claim.source = "review";
  claim.equation = "(3.6)";
  claim.statement = "0 <= S - N CE^2, as a divergence";
  claim.expected = false;
  claim.generate = separation_instance;
  claim.counterexample = [] { return instance_of_state("one witness, three lines", state_above_its_loss()); };
  set_state(claim);
  set_sides<Network>(
      claim, [](const Instance& i) { return Network(*i.state); },
      [](const Network& t) -> Sides {
        return {t.samples() * squared(t.CE()), t.S()};
      },
      {{"S - N CE^2 <= 0",
        [](const Network& t) -> Sides {
          return {t.S(), t.samples() * squared(t.CE())};
        }},
       {"0 <= (1/N) sum_n R_n - CE",
        [](const Network& t) -> Sides {
          return {t.CE(), total(t.R) / t.samples()};
        }},
       {"0 <= S - (1/N) (sum_n R_n)^2",
        [](const Network& t) -> Sides {
          return {squared(total(t.R)) / t.samples(), t.S()};
        },
        true}});
  return claim;
}

}  // namespace lysep::review_d_claim
