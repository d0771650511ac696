// Corrects bsum-softplus-exponential: f is convex where the output is not below the target, softplus(w) >= y = 1.
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

Claim bsum_softplus_exponential_corrected() {
  Claim claim;
  claim.id = "bsum-softplus-exponential-corrected";
  claim.source = "bsum";
  claim.equation = "(A.12), A.7";
  claim.statement =
      "0 <= mean of f(x), f(y) - f((x + y)/2), f(w) = exp((1 - softplus(w))^2), softplus(x), softplus(y) >= 1";
  claim.hypotheses = {"e^x, e^y >= e - 1"};
  claim.arrays = scalar_pair_arrays();
  claim.generate = [](Draw& draw) {
    Instance i = scalar_pair_instance(draw);
    if (draw.chance(0.15)) return i;
    for (const char* w : {"x", "y"}) i.set(w, 0.5414 + std::abs(i.number(w)));
    return i;
  };
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); }, [](const Terms& t) { return with(t, above(t)); },
      {{"any x, y", [](const Terms& t) { return with(t, true); }},
       {"concave", [](const Terms& t) { return with(t, above(t), -1.0); }},
       {"0.2 (x - y)^2 for 0", [](const Terms& t) { return with(t, above(t), 1.0, 0.2); }},
       {"0.02 (x - y)^2 for 0", [](const Terms& t) { return with(t, above(t), 1.0, 0.02); }, true}});
  return claim;
}

}  // namespace lysep
