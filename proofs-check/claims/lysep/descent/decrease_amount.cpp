// What the descent lemma guarantees of a gradient step of c_l or W_L with 0 < tau <= 2/C:
//   tau (1 - C tau/2) || grad S ||^2 <= S before - S after,
// C Lemma 3.3's constant at the current state (W_L: R = ||W_L||; c_l: all in units of omega_{l+1}). The 1 and the C/2
// are best possible: a large lambda_L makes S a quadratic in W_L with C its curvature.
#include "proofs-check/claims/lysep/descent/block_update.hpp"

namespace lysep::decrease_amount_claim {
namespace {

using Outcome = UpdateOutcome;

/// tau (first - second C tau) ||grad||^2 <= S before - S after.
Sides decreases_by(const Outcome& o, double first, double second) {
  if (!o.hypothesis) return hypothesis_not_met();
  if (o.stationary) return {Ball(0.0), Ball(0.0)};
  const Ball share = Ball(first) - Ball(second) * o.C * o.tau;
  return {o.tau * share * o.gradient_squared, o.before - o.after, true, o.before};
}

Statement<Outcome> by(const char* name, double first, double second, bool equivalent = false) {
  return {name, [=](const Outcome& o) { return decreases_by(o, first, second); }, equivalent};
}

Instance generate(Draw& draw) {
  if (draw.chance(0.6)) return auxiliary_step(draw);
  Instance instance = output_step(draw);
  if (instance.family == "large lambda") instance.set("factor", draw.uniform(1e-3, 1.9));
  return instance;
}

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "decrease-amount";
  claim.equation = "(3.16)";
  claim.statement = "tau (1 - C tau/2) ||grad S||^2 <= S before - S after a step of c_l or W_L";
  claim.hypotheses = step_hypotheses();
  claim.constant_is_best_possible = true;
  claim.speaks_of_state = true;
  claim.arrays = update_arrays();
  claim.generate = generate;
  set_sides<Outcome>(
      claim, [](const Instance& i) { return outcome_of_update(i, ConstantSet::paper); },
      [](const Outcome& o) { return decreases_by(o, 1, 0.5); },
      {by("without C tau/2", 1, 0), by("C tau/4 for C tau/2", 1, 0.25), by("0.49 C tau for C tau/2", 1, 0.49),
       by("2 - C tau/2", 2, 0.5), by("1.001 - C tau/2", 1.001, 0.5), by("1 - C tau", 1, 1, true)});
  claim.at_state = [](const StateData& state) {
    std::vector<Instance> steps;
    for (const Instance& update : updates_of_state(state)) {
      if (update.number("block") < 2) steps.push_back(update);
    }
    return steps;
  };
  return claim;
}

}  // namespace lysep::decrease_amount_claim
