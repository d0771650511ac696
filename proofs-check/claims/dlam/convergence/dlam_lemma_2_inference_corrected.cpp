// What squares say: |x_n - x_0| <= sqrt(n) sqrt(sum d_i^2), best possible for equal steps, so that x_k may go on like
// sqrt k times what goes to 0. (A sum of lengths |d_i| that is finite would do for convergence.)
#include "proofs-check/claims/dlam/convergence/step_sequence.hpp"

namespace lysep::dlam_lemma_2_inference_corrected_claim {

Claim claim() {
  using Terms = StepSequence;
  Claim claim = dlam_claim("dlam-lemma-2-inference-corrected", "Lemma 2",
                           "|x_n - x_0| <= sqrt(n) sqrt(sum_i d_i^2), d_i the steps of x");
  claim.constant_is_best_possible = true;
  claim.arrays = {{"d", "1 x n", "the steps"}};
  claim.generate = step_sequence_instance;
  const auto with = [](const Terms& t, const Ball& factor) { return t.at_most(factor * t.root_of_squares()); };
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); }, [with](const Terms& t) { return with(t, sqrt(t.steps())); },
      {{"0.99 sqrt(n)", [with](const Terms& t) { return with(t, Ball(0.99) * sqrt(t.steps())); }},
       {"n^(1/4)", [with](const Terms& t) { return with(t, sqrt(sqrt(t.steps()))); }},
       {"sqrt(n - 1)", [with](const Terms& t) { return with(t, sqrt(t.steps() - Ball(1.0))); }},
       {"n", [with](const Terms& t) { return with(t, t.steps()); }, true}});
  return claim;
}

}  // namespace lysep::dlam_lemma_2_inference_corrected_claim
