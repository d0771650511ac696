// Review: "alternating minimisation decreases the cross-entropy monotonically". FALSE: the blocks are updated on S, and
// a step that lowers S may raise CE. Where c_1 and the hidden output W_1 x + b_1 differ in sign, what a step of W_L
// gains at the surrogate logits it loses at the true ones: tanh, c_1 = 1, W_1 x + b_1 = -1, W_2 = 0, tau = 0.05 <=
// 2/C_L take S from 0.480453 to 0.458835 and CE from 0.693147 to 0.713451. From a feasible minimiser of CE it rises as
// well.
#include "proofs-check/claims/review/steps.hpp"

namespace lysep::review_f_claim {
namespace {

using Terms = OutputStep;

Sides rises_at_most(const Terms& t, bool hypothesis, double factor = 1.0) {
  if (!hypothesis) return hypothesis_not_met();
  return {t.CE_at(t.moved(t.tau)), Ball(factor) * t.network.CE(), true, t.network.CE()};
}

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "review-f";
  claim.source = "review";
  claim.equation = "(3.30)";
  claim.statement = "CE after a step of W_L with tau <= 2/C_L <= CE before";
  claim.hypotheses = {"sigma bounded", "||W_L|| <= R", "0 < tau <= 2/C_L(R)"};
  claim.expected = false;
  claim.speaks_of_state = true;
  claim.arrays = output_step_arrays();
  claim.generate = output_step_instance;
  claim.counterexample = output_step_witness;
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); }, [](const Terms& t) { return rises_at_most(t, t.hypothesis); },
      {{"1.01 CE before", [](const Terms& t) { return rises_at_most(t, t.hypothesis, 1.01); }},
       {"r_l = 0 before", [](const Terms& t) { return rises_at_most(t, t.hypothesis && t.feasible()); }},
       {"N = 1", [](const Terms& t) { return rises_at_most(t, t.hypothesis && t.network.N == 1); }},
       {"CE rises",
        [](const Terms& t) {
          const Sides s = rises_at_most(t, t.hypothesis);
          return Sides{s.right, s.left, s.hypothesis, s.scale};
        }},
       {"S for CE",
        [](const Terms& t) {
          return t.hypothesis ? Sides{t.loss_at(t.moved(t.tau)), t.network.S(), true, t.network.S()}
                              : hypothesis_not_met();
        },
        true},
       // There CE = R and S = R^2.
       {"r_l = 0 before and N = 1",
        [](const Terms& t) { return rises_at_most(t, t.hypothesis && t.feasible() && t.network.N == 1); }, true}});
  return claim;
}

}  // namespace lysep::review_f_claim
