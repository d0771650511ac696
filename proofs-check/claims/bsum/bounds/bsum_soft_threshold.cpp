// The soft threshold of appendix A.6 as printed, whose third case, u + lambda/gamma, holds for u <= lambda/gamma.
// FALSE: at u = 0 it gives lambda/gamma, where the minimiser is 0. It must be u <= -lambda/gamma:
// bsum-soft-threshold-corrected.
#include "proofs-check/claims/bsum/bounds/model.hpp"

namespace lysep::bsum_soft_threshold_claim {
namespace {

using namespace bsum;
using Terms = Model;

Ball printed(const Terms& t) {
  const Ball u = t.W(0, 0);
  return u <= threshold(t) ? u + threshold(t) : u - threshold(t);
}

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "bsum-soft-threshold";
  claim.source = "bsum";
  claim.equation = "A.6";
  claim.statement =
      "h(prox(u)) <= h(v), h(v) = (gamma/2)(u - v)^2 + lambda |v|, prox(u) = u + lambda/gamma for u <= lambda/gamma";
  claim.hypotheses = {"gamma > 0", "lambda >= 0", "one weight; the third case is read where it applies"};
  claim.expected = false;
  claim.arrays = model_arrays();
  claim.generate = [](Draw& draw) {
    const double size = draw.magnitude(-1, 1), u = draw.symmetric(size), gamma = draw.magnitude(-1, 1);
    return scalar_model(u,
                        draw.chance(0.3)   ? u
                        : draw.chance(0.3) ? 0.0
                                           : draw.symmetric(size),
                        0.0, gamma, 0.5, draw.magnitude(-1, 1));
  };
  claim.counterexample = [] { return scalar_model(0.0, 0.0, 0.0, 1.0); };
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); }, [](const Terms& t) { return proximal(t, printed(t)); },
      {{"u for every u", [](const Terms& t) { return proximal(t, t.W(0, 0)); }},
       {"-lambda/gamma in the third case",
        [](const Terms& t) { return proximal(t, t.W(0, 0) <= threshold(t) ? t.W(0, 0) - threshold(t) : printed(t)); }},
       {"|u| >= lambda/gamma",
        [](const Terms& t) {
          return abs(t.W(0, 0)) >= threshold(t) && !(abs(t.W(0, 0)) <= threshold(t)) ? proximal(t, printed(t))
                                                                                     : hypothesis_not_met();
        },
        true}});
  return claim;
}

}  // namespace lysep::bsum_soft_threshold_claim
