// (2.8): the gradient of the cross-entropy is bounded, || p - a ||_2^2 < 2: the paper states <=, and equality is never
// attained, for p_y > 0. 2 is the best constant: it is approached as p tends to another class than a.
#include "proofs-check/claims/lysep/cross_entropy/logits.hpp"

namespace lysep {

Claim equation_2_8() {
  using Terms = Matrix<Ball>;  // p - a, J x 1
  Claim claim;
  claim.id = "equation-2.8";
  claim.equation = "(2.8)";
  claim.statement = "||p - a||_2^2 < 2";
  claim.hypotheses = {"J >= 2", "a is one-hot"};
  claim.relation = Relation::less;
  claim.constant_is_best_possible = true;
  claim.arrays = one_sample_arrays();
  claim.generate = one_sample;
  set_sides<Terms>(
      claim, [](const Instance& i) { return softmax_minus_labels_of(i.balls("z"), i.labels("label")); },
      [](const Terms& t) -> Sides {
        return {norm_squared(t), Ball(2.0)};
      },
      {{"1 for 2",
        [](const Terms& t) -> Sides {
          return {norm_squared(t), Ball(1.0)};
        }},
       {"1.99 for 2",
        [](const Terms& t) -> Sides {
          return {norm_squared(t), Ball(1.99)};
        }},
       {"the 1-norm for the 2-norm",
        [](const Terms& t) -> Sides {
          return {squared(total(absolute(t))), Ball(2.0)};
        }},
       {"the maximum norm, and 1 for 2",
        [](const Terms& t) -> Sides {
          return {squared(largest_entry(t)), Ball(1.0)};
        },
        true}});
  return claim;
}

}  // namespace lysep
