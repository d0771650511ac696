// Theorem 3.4 with the constants of the sweep's start: that a step of c_{L-1} with tau <= 2/C_{L-1}, the constant of
// W_L before its update, does not increase S. FALSE: with W_L = 0 that constant is 0 and allows any tau, while W_L's
// update makes the gradient in c_{L-1} nonzero. Witness: tanh, L = 2, W_2 = 0, c_1 = r_1 = 1, tau = 1000.
#include "proofs-check/claims/lysep/descent/stale.hpp"
#include "proofs-check/frame/network_generators.hpp"

namespace lysep::theorem_3_4_stale_claim {

Claim claim() {
  using When = TwoSteps::When;
  Claim claim;
  claim.id = "theorem-3.4-stale";
  claim.equation = "(3.30)";
  claim.statement = "S(c_{L-1} - tau grad S) <= S(c_{L-1}), 0 < tau <= 2/C_{L-1}, C_{L-1} of W_L before its update";
  claim.hypotheses = {"|sigma| <= M0, |sigma'| <= M1, sigma' is M2-Lipschitz", "W_L's step has tau <= 2/C_L"};
  claim.expected = false;
  claim.speaks_of_state = true;
  claim.arrays = two_steps_arrays();
  claim.generate = two_steps;
  claim.counterexample = [] {
    const StateData state = scalar_chain({Activation::Kind::tanh}, {1.0}, 0.0, {1.0}, {1.0});
    Instance instance = instance_of_state("W_L = 0", state);
    instance.set("factor", 2.0);
    instance.set("factor_c", 2.0);
    instance.set("tau", 1000.0);
    return instance;
  };
  set_sides<Instance>(
      claim, [](const Instance& i) { return i; },
      of_two_steps([](TwoSteps& s) { return last_step(s.take(When::before)); }),
      {{"tau <= 1/C_{L-1} before the update",
        of_two_steps([](TwoSteps& s) { return last_step(s.take(When::before, Ball(2.0))); })},
       {"over the steps of W_L and c_{L-1} together", of_two_steps([](TwoSteps& s) -> Sides {
          s.take(When::before);
          return {s.S_end, s.S_start};
        })},
       {"C_{L-1} after the update", of_two_steps([](TwoSteps& s) { return last_step(s.take(When::after)); }), true},
       {"where ||W_L|| has not grown",  // C_{L-1} increases with ||W_L||
        of_two_steps([](TwoSteps& s) {
          s.take(When::before);
          return s.W_after <= s.W_before ? last_step(s) : hypothesis_not_met();
        }),
        true}});
  return claim;
}

}  // namespace lysep::theorem_3_4_stale_claim
