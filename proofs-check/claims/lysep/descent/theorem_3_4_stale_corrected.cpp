// theorem-3.4-stale corrected: the constant of c_{L-1} is that of W_L after its update,
//   S(c_{L-1} - tau grad S) <= S(c_{L-1}),  0 < tau <= 2/C_{L-1}(W_L^{k+1}),
// (3.30) for one block. Sigma as in Lemma 3.3. C_{L-1} is not best possible (lemma-3.3-i); tau = 4/C_{L-1} fails.
#include "proofs-check/claims/lysep/descent/stale.hpp"

namespace lysep::theorem_3_4_stale_corrected_claim {

Claim claim() {
  using When = TwoSteps::When;
  Claim claim;
  claim.id = "theorem-3.4-stale-corrected";
  claim.equation = "(3.30)";
  claim.statement = "S(c_{L-1} - tau grad S) <= S(c_{L-1}), 0 < tau <= 2/C_{L-1}, C_{L-1} of W_L after its update";
  claim.hypotheses = {"|sigma| <= M0, |sigma'| <= M1, sigma' is M2-Lipschitz", "W_L's step has tau <= 2/C_L"};
  claim.speaks_of_state = true;
  claim.arrays = two_steps_arrays();
  claim.generate = two_steps;
  set_sides<Instance>(
      claim, [](const Instance& i) { return i; },
      of_two_steps([](TwoSteps& s) { return last_step(s.take(When::after)); }),
      {{"C_{L-1} before the update", of_two_steps([](TwoSteps& s) { return last_step(s.take(When::before)); })},
       {"10 times C_{L-1} before the update",
        of_two_steps([](TwoSteps& s) { return last_step(s.take(When::before, Ball(10.0))); })},
       {"tau = 4/C_{L-1}", of_two_steps([](TwoSteps& s) { return last_step(s.take(When::after, Ball(0.5))); })},
       {"S at the end of both steps <= S at their start", of_two_steps([](TwoSteps& s) -> Sides {
          s.take(When::after);
          return {s.S_end, s.S_start};
        }),
        true}});
  return claim;
}

}  // namespace lysep::theorem_3_4_stale_corrected_claim
