// Review: the loss is "strictly decreasing". FALSE: a step may leave S as it is, at a stationary point of the block (at
// a feasible point the gradient in c_l vanishes for l <= L-2), where omega_l = 0, and at tau = 2/C_l where S is a
// quadratic in the block: sigma = identity, c_1 = 1 with r_1 = 1, r_2 = 0, W_2 = 1, tau = 2/C_1 mirrors c_1 at the
// minimiser.
#include "proofs-check/claims/review/steps.hpp"

namespace lysep::review_g_claim {
namespace {

using Terms = SteppedAuxiliary;

Sides falls_by_more_than(const Terms& t, bool hypothesis, const Ball& least) {
  return t.hypothesis && hypothesis ? Sides{least, t.decrease()} : hypothesis_not_met();
}
Sides falls(const Terms& t, bool hypothesis) { return falls_by_more_than(t, hypothesis, Ball(0.0)); }
bool moves(const Terms& t) { return !t.stationary && !t.omega.is_zero(); }

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "review-g";
  claim.source = "review";
  claim.equation = "(3.30)";
  claim.statement = "0 < S before - S after a step of c_l with tau <= 2/C_l";
  claim.hypotheses = {"sigma bounded, or M2 = 0 and l <= L-2", "0 < tau <= 2/C_l"};
  claim.relation = Relation::less;
  claim.expected = false;
  claim.speaks_of_state = true;
  claim.arrays = auxiliary_step_arrays();
  claim.generate = auxiliary_step_instance;
  claim.counterexample = auxiliary_step_witness;
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); }, [](const Terms& t) { return falls(t, true); },
      {{"where the gradient is not 0", [](const Terms& t) { return falls(t, moves(t)); }},
       {"where tau < 2/C_l", [](const Terms& t) { return falls(t, t.shorter()); }},
       {"where some r_l != 0", [](const Terms& t) { return falls(t, !t.feasible()); }},
       {"where some r_l != 0 and tau < 2/C_l", [](const Terms& t) { return falls(t, !t.feasible() && t.shorter()); }},
       {"where the gradient is not 0 and tau < 2/C_l", [](const Terms& t) { return falls(t, moves(t) && t.shorter()); },
        true},
       {"by half of tau (1 - tau C_l/2) ||grad||^2 there",
        [](const Terms& t) {
          const bool hypothesis = moves(t) && t.shorter();
          return falls_by_more_than(t, hypothesis, hypothesis ? Ball(0.5) * t.omega * t.promised(t.C, 0.5) : Ball(0.0));
        },
        true}});
  return claim;
}

}  // namespace lysep::review_g_claim
