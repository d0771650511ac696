// Theorem 3.4 read as "the loss decreases": S after a block update < S before. FALSE where the block is stationary,
// which a feasible state is in every c_l, W_l and b_l with l <= L-2. Witness: tanh, L = 3, all residuals 0, c_1, any
// tau. Strict it is in gradient steps with a nonzero gradient: the printed constants exceed the curvature.
#include "proofs-check/claims/lysep/descent/strict.hpp"
#include "proofs-check/frame/network_generators.hpp"

namespace lysep::theorem_3_4_strict_claim {
namespace {

using Outcome = UpdateOutcome;

Sides decreases(const Outcome& o) { return {change_of(o), Ball(0.0)}; }

Statement<Outcome> where(const char* name, bool (*speaks)(const Outcome&), bool equivalent = false) {
  return {name, [=](const Outcome& o) { return o.hypothesis && speaks(o) ? decreases(o) : hypothesis_not_met(); },
          equivalent};
}

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "theorem-3.4-strict";
  claim.equation = "(3.30)";
  claim.statement = "S decreases in any block update with tau <= 2/C_l";
  claim.hypotheses = step_hypotheses();
  claim.relation = Relation::less;
  claim.expected = false;
  claim.speaks_of_state = true;
  claim.arrays = update_arrays();
  claim.generate = update_or_rest;
  claim.counterexample = [] {
    const StateData state = scalar_chain({Activation::Kind::tanh}, {1.0, 1.0}, 1.0, {1.0, 1.0}, {0.0, 0.0});
    return update_of(state, "feasible", BlockKind::auxiliary, 1, 2.0);
  };
  set_sides<Outcome>(
      claim, [](const Instance& i) { return outcome_of_update(i, ConstantSet::paper); },
      [](const Outcome& o) { return o.hypothesis ? decreases(o) : hypothesis_not_met(); },
      {where("where tau < 2/C_l", [](const Outcome& o) { return o.shorter; }),
       where("where S > 0", [](const Outcome& o) { return o.before > Ball(0.0); }),
       {"S increases",
        [](const Outcome& o) -> Sides {
          if (!o.hypothesis) return hypothesis_not_met();
          return {Ball(0.0), change_of(o)};
        }},
       where(
           "gradient steps with a nonzero gradient", [](const Outcome& o) { return o.gradient_step; }, true)});
  return claim;
}

}  // namespace lysep::theorem_3_4_strict_claim
