// What does not increase is S: after W_L - tau grad_{W_L} S with 0 < tau <= 2/C_L(R) and || W_L || <= R,
//   S after <= S before,
// on the instances where CE may rise. The new W_L may leave the ball. The 2 in tau <= 2/C_L is best possible: for large
// lambda S is nearly lambda || W_L ||^2, and tau = 2/C_L takes W_L nearly to -W_L. Left: S by its definition (3.4) at
// the new W_L; right: the program's S.
#include "proofs-check/claims/review/steps.hpp"

namespace lysep::review_f_corrected_claim {
namespace {

using Terms = OutputStep;

/// With `factor` times the step.
Sides falls(const Terms& t, double factor) {
  if (!t.hypothesis) return hypothesis_not_met();
  return {t.loss_at(t.moved(Ball(factor) * t.tau)), t.network.S(), true, t.network.S()};
}

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "review-f-corrected";
  claim.source = "review";
  claim.equation = "(3.30)";
  claim.statement = "S after a step of W_L with tau <= 2/C_L <= S before";
  claim.hypotheses = {"sigma bounded", "||W_L|| <= R", "0 < tau <= 2/C_L(R)"};
  claim.constant_is_best_possible = true;
  claim.speaks_of_state = true;
  claim.arrays = output_step_arrays();
  claim.generate = output_step_instance;
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); }, [](const Terms& t) { return falls(t, 1.0); },
      {{"tau <= 2.1/C_L", [](const Terms& t) { return falls(t, 1.05); }},
       {"tau <= 4/C_L", [](const Terms& t) { return falls(t, 2.0); }},
       {"W_L + tau grad", [](const Terms& t) { return falls(t, -1.0); }},
       {"CE for S",
        [](const Terms& t) {
          if (!t.hypothesis) return hypothesis_not_met();
          return Sides{t.CE_at(t.moved(t.tau)), t.network.CE(), true, t.network.CE()};
        }},
       {"tau <= 1/C_L", [](const Terms& t) { return falls(t, 0.5); }, true}});
  return claim;
}

}  // namespace lysep::review_f_corrected_claim
