// (2.8): the gradient of the cross-entropy is bounded, || p - a ||_2^2 < 2: the paper states <=, and equality is never
// attained, for p_y > 0. 2 is the best constant: it is approached as p tends to another class than a.
#include "proofs-check/claims/lysep/cross_entropy/logits.hpp"

namespace lysep::equation_2_8_claim {
namespace {

struct Gradient {
  Matrix<Ball> misfit;  // p - a, J x 1
  Ball gap;             // 2 - ||p - a||^2 = 2 p_y (2 - p_y) + sum of p_i p_j over the wrong i != j: nothing cancels

  explicit Gradient(const Instance& instance) : gap(0.0) {
    const Matrix<Ball> z = instance.balls("z"), p = softmax_by_definition(z);
    const Labels labels = instance.labels("label");
    misfit = softmax_minus_labels_of(z, labels);
    for (Index i = 0; i < p.rows(); ++i) {
      for (Index j = 0; j < p.rows(); ++j) {
        if (i != j && i != labels[0] && j != labels[0]) gap += p(i, 0) * p(j, 0);
      }
    }
    const Ball& own = p(labels[0], 0);
    gap += Ball(2.0) * own * (Ball(2.0) - own);
  }
};

}  // namespace

Claim claim() {
  using Terms = Gradient;
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
      claim, [](const Instance& i) { return Gradient(i); },
      [](const Terms& t) -> Sides {
        const Ball left = norm_squared(t.misfit);
        if (left < Ball(2.0)) return {left, Ball(2.0)};
        return {-t.gap, Ball(0.0)};  // p_y is too small to be told from 0 beside the others
      },
      {{"1 for 2",
        [](const Terms& t) -> Sides {
          return {norm_squared(t.misfit), Ball(1.0)};
        }},
       {"1.99 for 2",
        [](const Terms& t) -> Sides {
          return {norm_squared(t.misfit), Ball(1.99)};
        }},
       {"the 1-norm for the 2-norm",
        [](const Terms& t) -> Sides {
          return {squared(total(absolute(t.misfit))), Ball(2.0)};
        }},
       {"the maximum norm, and 1 for 2",
        [](const Terms& t) -> Sides {
          return {squared(largest_entry(t.misfit)), Ball(1.0)};
        },
        true}});
  return claim;
}

}  // namespace lysep::equation_2_8_claim
