// Appendix A.2: losses that are exponentially concave, the logistic one among them, make f concave. FALSE: log(1 +
// e^-u) is convex, with the second derivative 1/4 at 0. What is concave is exp(-a l): bsum-exp-concave-corrected.
#include "proofs-check/claims/bsum/convexity/block_pair.hpp"

namespace lysep::bsum_exp_concave_claim {
namespace {

using namespace bsum;
using Terms = ScalarPair;

/// sign (f(middle) - mean of f) >= 0 for f = log(1 + e^-u).
Sides concave(const Terms& t, bool hypothesis, double sign = 1.0) {
  if (!hypothesis) return hypothesis_not_met();
  const auto f = [](const Ball& u) { return value_of(Scalar::softplus, u, -u); };
  const Ball first = f(t.x), second = f(t.y), middle = f(Ball(0.5) * (t.x + t.y));
  return {Ball(0.0), Ball(sign) * (middle - Ball(0.5) * (first + second)), true, first + second};
}

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "bsum-exp-concave";
  claim.source = "bsum";
  claim.equation = "Appendix A.2";
  claim.statement = "0 <= l((x + y)/2) - mean of l(x), l(y), l(u) = log(1 + e^-u)";
  claim.expected = false;
  claim.arrays = scalar_pair_arrays();
  claim.generate = [](Draw& draw) { return scalar_pair_instance(draw); };
  claim.counterexample = [] { return scalar_pair_at("about 0", -1.0, 1.0, 1.0); };
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); }, [](const Terms& t) { return concave(t, true); },
      {{"x, y >= 0", [](const Terms& t) { return concave(t, t.x >= Ball(0.0) && t.y >= Ball(0.0)); }},
       {"x, y <= 0", [](const Terms& t) { return concave(t, t.x <= Ball(0.0) && t.y <= Ball(0.0)); }},
       {"convex", [](const Terms& t) { return concave(t, true, -1.0); }, true}});
  return claim;
}

}  // namespace lysep::bsum_exp_concave_claim
