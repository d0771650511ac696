// (3.30), theorem-3.4-strict corrected: S after a block update <= S before, with equality where the block is
// stationary, and at tau = 2/C_l a decrease by any fraction of tau ||grad||^2 is not guaranteed (sin at a minimum with
// a large target).
#include "proofs-check/claims/lysep/descent/strict.hpp"

namespace lysep::theorem_3_4_strict_corrected_claim {
namespace {

using Outcome = UpdateOutcome;

/// S after - S before <= -fraction tau ||grad||^2.
Sides decreases_by(const Outcome& o, double fraction) {
  if (!o.hypothesis) return hypothesis_not_met();
  return {change_of(o), Ball(-fraction) * o.tau * o.gradient_squared, true, o.before};
}

Statement<Outcome> by(const char* name, double fraction) {
  return {name, [=](const Outcome& o) { return o.gradient_step ? decreases_by(o, fraction) : hypothesis_not_met(); }};
}

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "theorem-3.4-strict-corrected";
  claim.equation = "(3.30)";
  claim.statement = "S does not increase in any block update with tau <= 2/C_l; it need not decrease";
  claim.hypotheses = step_hypotheses();
  claim.speaks_of_state = true;
  claim.arrays = update_arrays();
  claim.generate = update_or_rest;
  set_sides<Outcome>(
      claim, [](const Instance& i) { return outcome_of_update(i, ConstantSet::paper); },
      [](const Outcome& o) { return decreases_by(o, 0); },
      {by("a decrease by tau ||grad||^2", 1),
       by("a decrease by tau ||grad||^2 / 2", 0.5),
       by("a decrease by tau ||grad||^2 / 100", 0.01),
       {"S does not decrease",
        [](const Outcome& o) -> Sides {
          if (!o.hypothesis) return hypothesis_not_met();
          return {Ball(0.0), change_of(o)};
        }},
       {"a decrease by (1 - C tau/2) tau ||grad||^2",
        [](const Outcome& o) {
          if (!o.gradient_step) return hypothesis_not_met();
          const Ball amount = (Ball(1.0) - o.C * o.tau / Ball(2.0)) * o.tau * o.gradient_squared;
          return Sides{change_of(o), -amount};
        },
        true}});
  return claim;
}

}  // namespace lysep::theorem_3_4_strict_corrected_claim
