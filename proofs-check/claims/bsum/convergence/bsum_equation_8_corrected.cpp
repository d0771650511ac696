// Corrects (8): where the steps do not grow, the sum over the updates of the first block is at least 1/J of the whole,
// so that both are infinite together. Best possible: equality for constant steps and whole sweeps.
#include "proofs-check/claims/bsum/convergence/iterates.hpp"

namespace lysep {
namespace {

using namespace bsum;

/// factor/J times the sum of all steps <= the sum over k = 1, 1 + J, 1 + 2 J, ..., the updates of the first block.
struct Steps {
  Matrix<Ball> alpha;  // 1 x K
  int J;

  explicit Steps(const Instance& i) : alpha(i.balls("alpha")), J(static_cast<int>(std::min(i.number("blocks"), 1e6))) {}

  bool is_allowed() const {
    for (Index k = 0; k < alpha.cols(); ++k) {
      if (!(alpha(0, k) >= Ball(0.0) && alpha(0, k) < Ball(1.0))) return false;
    }
    return J >= 1;
  }
  bool falls() const {
    for (Index k = 1; k < alpha.cols(); ++k) {
      if (!(alpha(0, k) <= alpha(0, k - 1))) return false;
    }
    return true;
  }
  Sides with(bool hypothesis, double factor) const {
    if (!is_allowed() || !hypothesis) return hypothesis_not_met();
    Ball own(0.0);
    for (Index k = 0; k < alpha.cols(); k += J) own += alpha(0, k);
    return {Ball(factor) * total(alpha) / count(J), own, true, total(alpha)};
  }
};

Instance steps_instance(Draw& draw, double falling) {
  const int J = draw.integer(1, 4), K = J * draw.integer(1, 5);
  Matrix<double> alpha(1, K);
  Instance i;
  i.family = draw.chance(falling) ? "falling" : "random";
  double step = draw.uniform(0.01, 0.999);
  const double shrink = draw.chance(0.4) ? 1.0 : draw.uniform(0.5, 1.0);
  for (int k = 0; k < K; ++k) {
    alpha(0, k) = i.family == "falling" ? step : draw.uniform(0.0, 0.999);
    step *= shrink;
  }
  if (i.family == "random" && draw.chance(0.3)) {
    for (int k = 0; k < K; k += J) alpha(0, k) = 0.0;
    i.family = "no step at the block's own updates";
  }
  i.set("alpha", alpha);
  i.set("blocks", J);
  return i;
}

using Terms = Steps;

}  // namespace

Claim bsum_equation_8_corrected() {
  Claim claim;
  claim.id = "bsum-equation-8-corrected";
  claim.source = "bsum";
  claim.equation = "(8)";
  claim.statement = "(1/J) sum_{k <= K} alpha_k <= sum over k = 1, 1 + J, 1 + 2 J, ..., alpha_k >= alpha_(k+1)";
  claim.hypotheses = {"0 <= alpha_k < 1", "alpha does not grow"};
  claim.constant_is_best_possible = true;
  claim.arrays = {{"alpha", "1 x K", "the steps"}, {"blocks", "1", "J", Array::integer}};
  claim.generate = [](Draw& draw) { return steps_instance(draw, 0.85); };
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); }, [](const Terms& t) { return t.with(t.falls(), 1.0); },
      {{"steps of any order", [](const Terms& t) { return t.with(true, 1.0); }},
       {"1.01/J", [](const Terms& t) { return t.with(t.falls(), 1.01); }},
       {"2/J", [](const Terms& t) { return t.with(t.falls(), 2.0); }},
       {"1/(2 J)", [](const Terms& t) { return t.with(t.falls(), 0.5); }, true}});
  return claim;
}

}  // namespace lysep
