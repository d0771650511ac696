// Review: "alternating minimisation decreases the cross-entropy monotonically", of whole sweeps. FALSE even from the
// best of starts: three identical inputs with labels 1, 1, 2 at a feasible minimiser of CE (the counterexample). CE
// cannot fall below its start, the gradient of S is not 0 there, and CE rises sweep by sweep (tau = 0.05: 0.63651,
// 0.63667, 0.63702, ...) while S falls. Where c_1 = -1 misleads a network whose hidden output is +1, one sweep with tau
// = 0.01 takes S from 10.96 to 2.38 and CE from 0.197 to 1.542.
#include "proofs-check/claims/review/sweeps.hpp"

namespace lysep::review_f_sweep_claim {
namespace {

using Terms = SweptState;

Sides rises_at_most(const Terms& t, bool hypothesis, double factor = 1.0) {
  if (!hypothesis) return hypothesis_not_met();
  return {t.CE, Ball(factor) * t.before.CE(), true, t.before.CE()};
}

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "review-f-sweep";
  claim.source = "review";
  claim.equation = "(3.30)";
  claim.statement = "CE after a sweep with tau <= 2/C_l at the current state <= CE before";
  claim.hypotheses = step_hypotheses();
  claim.expected = false;
  claim.speaks_of_state = true;
  claim.arrays = factor_array();
  claim.generate = sweep_instance;
  claim.counterexample = sweep_witness;
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); }, [](const Terms& t) { return rises_at_most(t, t.hypothesis); },
      {{"2 CE before", [](const Terms& t) { return rises_at_most(t, t.hypothesis, 2.0); }},
       {"r_l = 0 before", [](const Terms& t) { return rises_at_most(t, t.hypothesis && t.before.is_feasible()); }},
       {"N = 1", [](const Terms& t) { return rises_at_most(t, t.hypothesis && t.before.N == 1); }},
       {"CE rises",
        [](const Terms& t) {
          const Sides s = rises_at_most(t, t.hypothesis);
          return Sides{s.right, s.left, s.hypothesis, s.scale};
        }},
       {"S for CE",
        [](const Terms& t) {
          return t.hypothesis ? Sides{t.S, t.before.S(), true, t.before.S()} : hypothesis_not_met();
        },
        true}});
  return claim;
}

}  // namespace lysep::review_f_sweep_claim
