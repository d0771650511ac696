// (2.1): the cross-entropy is positive, 0 < l(z, y), strictly: the sum under log1p has J - 1 >= 1 positive terms.
// Its infimum 0 is approached as the true class's margin grows; a margin of 700 leaves e^(-700), which log(1 + x) in
// any working precision rounds to 0.
#include "proofs-check/claims/lysep/cross_entropy/logits.hpp"

namespace lysep::equation_2_1_positive_claim {
namespace {

struct Terms {
  Matrix<Ball> losses;

  /// The least of f(l) over the samples.
  template <class F>
  Ball least(F f) const {
    Ball result = f(losses(0, 0));
    for (Index n = 1; n < losses.cols(); ++n) result = min(result, f(losses(0, n)));
    return result;
  }
};

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "equation-2.1-positive";
  claim.equation = "(2.1)";
  claim.statement = "0 < l(z, y)";
  claim.hypotheses = {"J >= 2"};
  claim.relation = Relation::less;
  claim.arrays = logits_arrays();
  claim.generate = logits_instance;
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms{losses_of(i.balls("z"), i.labels("label"))}; },
      [](const Terms& t) -> Sides {
        return {Ball(0.0), t.least([](const Ball& l) { return l; })};
      },
      {{"ln 2 < l",
        [](const Terms& t) -> Sides {
          return {log1p(Ball(1.0)), t.least([](const Ball& l) { return l; })};
        }},
       {"0 < ln sum_{j != y} e^(z_j - z_y)",
        [](const Terms& t) -> Sides {
          return {Ball(0.0), t.least([](const Ball& l) { return ln(expm1(l)); })};
        }},
       {"1/p_y - 1 < l",
        [](const Terms& t) -> Sides {
          return {Ball(0.0), t.least([](const Ball& l) { return l - expm1(l); })};
        }},
       {"1 - p_y < l",
        [](const Terms& t) -> Sides {
          return {Ball(0.0), t.least([](const Ball& l) { return l + expm1(-l); })};
        },
        true}});
  return claim;
}

}  // namespace lysep::equation_2_1_positive_claim
