// (2.8) sharpened: || p - a ||_2^2 <= 2 (1 - p_y)^2, for || p - a ||^2 = (1 - p_y)^2 + sum_{j != y} p_j^2 and the
// second term is at most (sum_{j != y} p_j)^2. Equality for J = 2 or with all wrong probability on one class.
// Left: the program's p - a; right: 1 - p_y as the sum of the wrong p_j, as they are defined.
#include "proofs-check/claims/lysep/cross_entropy/logits.hpp"

namespace lysep::equation_2_8_sharp_claim {
namespace {

struct Terms {
  Ball left, wrong, J;  // || p - a ||^2, 1 - p_y
};

Terms terms_of(const Instance& instance) {
  const Matrix<Ball> z = instance.balls("z"), p = softmax_by_definition(z);
  const Labels labels = instance.labels("label");
  Terms t{norm_squared(softmax_minus_labels_of(z, labels)), Ball(0.0), count(z.rows())};
  for (Index j = 0; j < z.rows(); ++j) {
    if (j != labels[0]) t.wrong += p(j, 0);
  }
  return t;
}

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "equation-2.8-sharp";
  claim.equation = "(2.8) sharpened";
  claim.statement = "||p - a||_2^2 <= 2 (1 - p_y)^2";
  claim.hypotheses = {"J >= 2", "a is one-hot"};
  claim.constant_is_best_possible = true;
  claim.arrays = one_sample_arrays();
  claim.generate = one_sample;
  set_sides<Terms>(claim, terms_of,
                   [](const Terms& t) -> Sides {
                     return {t.left, Ball(2.0) * squared(t.wrong)};
                   },
                   {{"without the 2",
                     [](const Terms& t) -> Sides {
                       return {t.left, squared(t.wrong)};
                     }},
                    {"p_y (1 - p_y) for (1 - p_y)^2",
                     [](const Terms& t) -> Sides {
                       return {t.left, Ball(2.0) * t.wrong * (Ball(1.0) - t.wrong)};
                     }},
                    {"J/(J-1) for 2, the least value",
                     [](const Terms& t) -> Sides {
                       return {t.left, t.J / (t.J - Ball(1.0)) * squared(t.wrong)};
                     }},
                    {"2 (1 - p_y)",
                     [](const Terms& t) -> Sides {
                       return {t.left, Ball(2.0) * t.wrong};
                     },
                     true}});
  return claim;
}

}  // namespace lysep::equation_2_8_sharp_claim
