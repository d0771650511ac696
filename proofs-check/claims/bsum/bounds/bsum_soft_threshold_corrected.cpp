// Corrects the soft threshold of appendix A.6: u - lambda/gamma, 0 or u + lambda/gamma where u >= lambda/gamma, |u| <=
// lambda/gamma, u <= -lambda/gamma.
#include "proofs-check/claims/bsum/bounds/model.hpp"

namespace lysep::bsum_soft_threshold_corrected_claim {
namespace {

using namespace bsum;
using Terms = Model;

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "bsum-soft-threshold-corrected";
  claim.source = "bsum";
  claim.equation = "A.6";
  claim.statement = "h(soft(u, lambda/gamma)) <= h(v), h(v) = (gamma/2)(u - v)^2 + lambda |v|";
  claim.hypotheses = {"gamma > 0", "lambda >= 0", "one weight"};
  claim.arrays = model_arrays();
  claim.generate = [](Draw& draw) {
    const double size = draw.magnitude(-1, 1), u = draw.symmetric(size), gamma = draw.magnitude(-1, 1);
    return scalar_model(u,
                        draw.chance(0.3)   ? u
                        : draw.chance(0.3) ? 0.0
                                           : draw.symmetric(size),
                        0.0, gamma, 0.5, draw.magnitude(-1, 1));
  };
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); },
      [](const Terms& t) { return proximal(t, soft_threshold(t.W(0, 0), threshold(t))); },
      {{"the threshold lambda", [](const Terms& t) { return proximal(t, soft_threshold(t.W(0, 0), t.lambda)); }},
       {"the threshold lambda/(2 gamma)",
        [](const Terms& t) { return proximal(t, soft_threshold(t.W(0, 0), Ball(0.5) * threshold(t))); }},
       {"0 for |u| <= lambda/gamma, u beyond",
        [](const Terms& t) { return proximal(t, abs(t.W(0, 0)) <= threshold(t) ? Ball(0.0) : t.W(0, 0)); }},
       {"0 for every u", [](const Terms& t) { return proximal(t, Ball(0.0)); }}});
  return claim;
}

}  // namespace lysep::bsum_soft_threshold_corrected_claim
