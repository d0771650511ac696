// Appendix A.1: the softplus log(1 + e^u) is convex; its second derivative is at most 1/4, at 0. So the mean exceeds
// the value at the middle by at most (x - y)^2/32, and 1/32 is best possible.
#include "proofs-check/claims/bsum/activations/scalar_functions.hpp"

namespace lysep::bsum_softplus_claim {
namespace {

using namespace bsum;
using Terms = ScalarPair;

/// |mean - middle| <= factor (x - y)^2, where mean - middle is not certainly negative.
Sides gap(const Terms& t, const Ball& factor) {
  const Ball above = t.mean(Scalar::softplus) - t.middle(Scalar::softplus), spread = (t.x - t.y) * (t.x - t.y);
  const Ball left = above < Ball(0.0) ? factor * spread - above : above;  // where not convex: refuted
  return {left, factor * spread, true, t.mean(Scalar::softplus)};
}

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "bsum-softplus";
  claim.source = "bsum";
  claim.equation = "Appendix A.1";
  claim.statement = "0 <= mean of sigma(x), sigma(y) - sigma((x + y)/2) <= (x - y)^2/32, sigma = softplus";
  claim.constant_is_best_possible = true;
  claim.arrays = scalar_pair_arrays();
  claim.generate = [](Draw& draw) {
    if (draw.chance(0.7)) return scalar_pair_instance(draw);
    return scalar_pair_at("near 0", draw.symmetric(1e-3), draw.symmetric(1e-3), 0.0);
  };
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); }, [](const Terms& t) { return gap(t, Ball(1.0 / 32)); },
      {{"1/33 for 1/32", [](const Terms& t) { return gap(t, Ball(1.0) / Ball(33.0)); }},
       {"1/64 for 1/32", [](const Terms& t) { return gap(t, Ball(1.0 / 64)); }},
       {"concave", [](const Terms& t) { return t.concave(Scalar::softplus, true); }},
       {"0.05 (x - y)^2 more on the left", [](const Terms& t) { return t.convex(Scalar::softplus, true, 0.05); }},
       {"convex, no more", [](const Terms& t) { return t.convex(Scalar::softplus, true); }, true},
       {"1/8 for 1/32", [](const Terms& t) { return gap(t, Ball(0.125)); }, true}});
  return claim;
}

}  // namespace lysep::bsum_softplus_claim
