// Section 6 and appendix A.7: with softplus and the exponential loss (A.12) f is convex in each block. FALSE for the
// smallest network, one layer and one sample x = y = 1, c = 1: f(w) = exp((1 - softplus(w))^2) is 2.68 at -5 and 1.91
// in the mean of -10 and 0, and no Figure A.1 follows from Proposition 1. bsum-softplus-exponential-corrected.
#include "proofs-check/claims/bsum/convexity/block_pair.hpp"

namespace lysep {
namespace {

using namespace bsum;
using Terms = ScalarPair;

Sides with(const Terms& t, bool hypothesis, double sign = 1.0, double bend = 0.0) {
  if (!hypothesis) return hypothesis_not_met();
  const auto f = [](const Ball& w) {
    const Ball gap = Ball(1.0) - value_of(Scalar::softplus, w, w);
    return exp(gap * gap);
  };
  const Ball first = f(t.x), second = f(t.y), middle = f(Ball(0.5) * (t.x + t.y));
  const Ball spread = Ball(bend) * (t.x - t.y) * (t.x - t.y);
  return {spread, Ball(sign) * (Ball(0.5) * (first + second) - middle), true, first + second};
}
bool above(const Terms& t) { return exp(min(t.x, t.y)) >= exp(Ball(1.0)) - Ball(1.0); }

}  // namespace

Claim bsum_softplus_exponential() {
  Claim claim;
  claim.id = "bsum-softplus-exponential";
  claim.source = "bsum";
  claim.equation = "(A.12), A.7";
  claim.statement = "0 <= mean of f(x), f(y) - f((x + y)/2), f(w) = exp((1 - softplus(w))^2)";
  claim.expected = false;
  claim.arrays = scalar_pair_arrays();
  claim.generate = [](Draw& draw) { return scalar_pair_instance(draw); };
  claim.counterexample = [] { return scalar_pair_at("far below the target", -10.0, 0.0, 1.0); };
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); }, [](const Terms& t) { return with(t, true); },
      {{"concave", [](const Terms& t) { return with(t, true, -1.0); }},
       {"0.01 (x - y)^2 for 0", [](const Terms& t) { return with(t, true, 1.0, 0.01); }},
       {"softplus(x), softplus(y) >= 1", [](const Terms& t) { return with(t, above(t)); }, true}});
  return claim;
}

}  // namespace lysep
