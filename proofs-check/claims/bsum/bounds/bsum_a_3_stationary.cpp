// (A.3): W <- (1 - alpha) W - alpha G converges to stationary points, so that it should stay at one. FALSE: where G = 0
// it gives (1 - alpha) W, as for f = (w - 1)^2/2 at w = 1. bsum-a.3-stationary-corrected.
#include "proofs-check/claims/bsum/bounds/model.hpp"

namespace lysep::bsum_a_3_stationary_claim {
namespace {

using namespace bsum;
using Terms = Model;

/// ||alpha (W - D)|| <= factor alpha ||G||.
Sides with(const Terms& t, const Matrix<Ball>& way, double factor = 1.0) {
  if (!(t.alpha >= Ball(0.0)) || !(t.alpha <= Ball(1.0))) return hypothesis_not_met();
  return {t.alpha * norm(way), Ball(factor) * t.alpha * norm(t.G)};
}

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "bsum-a.3-stationary";
  claim.source = "bsum";
  claim.equation = "(A.3)";
  claim.statement = "||W_new - W|| <= alpha ||G||, W_new = (1 - alpha) W - alpha G";
  claim.hypotheses = {"0 <= alpha <= 1"};
  claim.expected = false;
  claim.arrays = model_arrays();
  claim.generate = model_instance;
  claim.counterexample = [] { return scalar_model(1.0, 0.0, 0.0, 1.0); };
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); }, [](const Terms& t) { return with(t, sum(t.W, t.G)); },
      {{"2 alpha ||G||", [](const Terms& t) { return with(t, sum(t.W, t.G), 2.0); }},
       {"D = G, its sign as printed in A.5", [](const Terms& t) { return with(t, difference(t.W, t.G)); }},
       {"W = 0",
        [](const Terms& t) { return norm_squared(t.W).is_zero() ? with(t, sum(t.W, t.G)) : hypothesis_not_met(); },
        true},
       {"D = W - G", [](const Terms& t) { return with(t, t.G); }, true}});
  return claim;
}

}  // namespace lysep::bsum_a_3_stationary_claim
