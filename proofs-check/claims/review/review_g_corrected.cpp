// What a step of c_l with 0 < tau <= 2/C_l does to S, from the descent lemma:
//   S after <= S before - tau (1 - tau C_l/2) || grad_{c_l} S ||^2 <= S before,
// non-increase, and decrease only where the gradient is not 0 and tau < 2/C_l. Best possible: equality where S is a
// quadratic in c_l (sigma = identity). The sides are the part of S that c_l enters, over omega_{l+1}. Left: by its
// definition at the new c_l; the step and C_l are the program's.
#include "proofs-check/claims/review/steps.hpp"

namespace lysep::review_g_corrected_claim {
namespace {

using Terms = SteppedAuxiliary;

/// With the constant C, `length` times the step, and tau (1 - share tau C) promised.
Sides falls(const Terms& t, const Ball& C, double length, double share) {
  if (!t.hypothesis) return hypothesis_not_met();
  return {t.part_after(C, Ball(length) * t.factor), t.part() - t.promised(C, share), true, t.scale()};
}

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "review-g-corrected";
  claim.source = "review";
  claim.equation = "(3.30)";
  claim.statement = "S after a step of c_l with tau <= 2/C_l <= S before - tau (1 - tau C_l/2) ||grad||^2";
  claim.hypotheses = {"sigma bounded, or M2 = 0 and l <= L-2", "0 < tau <= 2/C_l"};
  claim.constant_is_best_possible = true;
  claim.speaks_of_state = true;
  claim.arrays = auxiliary_step_arrays();
  claim.generate = auxiliary_step_instance;
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); }, [](const Terms& t) { return falls(t, t.C, 1.0, 0.5); },
      {{"C_l/4 for C_l/2", [](const Terms& t) { return falls(t, t.C, 1.0, 0.25); }},
       {"tau <= 2.1/C_l and S before alone",
        [](const Terms& t) {
          Sides s = falls(t, t.C, 1.05, 0.5);
          s.right = t.hypothesis ? t.part() : s.right;
          return s;
        }},
       {"c_l + tau grad", [](const Terms& t) { return falls(t, t.C, -1.0, 0.5); }},
       {"2 tau (1 - tau C_l/2) ||grad||^2",
        [](const Terms& t) {
          Sides s = falls(t, t.C, 1.0, 0.5);
          if (s.hypothesis) s.right -= t.promised(t.C, 0.5);
          return s;
        }},
       {"S before alone",
        [](const Terms& t) {
          Sides s = falls(t, t.C, 1.0, 0.5);
          s.right = t.hypothesis ? t.part() : s.right;
          return s;
        },
        true},
       {"the sharper C_l", [](const Terms& t) { return falls(t, t.C_sharp, 1.0, 0.5); }, true}});
  return claim;
}

}  // namespace lysep::review_g_corrected_claim
