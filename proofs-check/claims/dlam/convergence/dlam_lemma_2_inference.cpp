// The inference of Lemma 2's proof: steps that go to 0, with squares that have a sum, converge. FALSE: x_k = 1 + 1/2 +
// .. + 1/k is unbounded; x_k = sin(ln k) is bounded, has |dx| <= 1/k, and does not converge. If it were true there
// would be a constant C with |x_n - x_0| <= C sqrt(sum d_i^2) for all sequences (uniform boundedness); decided for C =
// 2. Witness: the steps 1, 1/2, .., 1/6: 2.45 > 2.4424.
#include "proofs-check/claims/dlam/convergence/step_sequence.hpp"

namespace lysep::dlam_lemma_2_inference_claim {

Claim claim() {
  using Terms = StepSequence;
  Claim claim = false_dlam_claim("dlam-lemma-2-inference", "Lemma 2",
                                 "|x_n - x_0| <= 2 sqrt(sum_i d_i^2), d_i the steps of x", [] {
                                   Instance instance;
                                   instance.family = "harmonic";
                                   Matrix<double> d(1, 6);
                                   for (int k = 0; k < 6; ++k) d(0, k) = 1.0 / (k + 1);
                                   instance.set("d", d);
                                   return instance;
                                 });
  claim.arrays = {{"d", "1 x n", "the steps"}};
  claim.generate = step_sequence_instance;
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); },
      [](const Terms& t) { return t.at_most(Ball(2.0) * t.root_of_squares()); },
      {{"C = 3", [](const Terms& t) { return t.at_most(Ball(3.0) * t.root_of_squares()); }},
       {"the largest step for the root", [](const Terms& t) { return t.at_most(Ball(2.0) * largest_entry(t.d)); }},
       {"at most four steps",
        [](const Terms& t) {
          return t.d.cols() <= 4 ? t.at_most(Ball(2.0) * t.root_of_squares()) : hypothesis_not_met();
        },
        true},
       {"sum |d_i|", [](const Terms& t) { return t.at_most(total(absolute(t.d))); }, true}});
  return claim;
}

}  // namespace lysep::dlam_lemma_2_inference_claim
