// Corrects bsum-selu: the scaled exponential linear unit is convex on either side of 0.
#include "proofs-check/claims/bsum/activations/scalar_functions.hpp"

namespace lysep::bsum_selu_corrected_claim {
namespace {

using namespace bsum;
using Terms = ScalarPair;

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "bsum-selu-corrected";
  claim.source = "bsum";
  claim.equation = "Appendix A.1";
  claim.statement = "sigma((x + y)/2) <= mean of sigma(x), sigma(y), sigma = SELU, x, y on one side of 0";
  claim.hypotheses = {"x, y on one side of 0"};
  claim.arrays = scalar_pair_arrays();
  claim.generate = [](Draw& draw) {
    Instance i = scalar_pair_instance(draw);
    if (draw.chance(0.7)) i.set("y", std::copysign(i.number("y"), i.number("x")));
    return i;
  };
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); },
      [](const Terms& t) {
        return t.convex(Scalar::selu,
                        ((t.x <= Ball(0.0) && t.y <= Ball(0.0)) || (t.x >= Ball(0.0) && t.y >= Ball(0.0))));
      },
      {{"concave",
        [](const Terms& t) {
          return t.concave(Scalar::selu,
                           ((t.x <= Ball(0.0) && t.y <= Ball(0.0)) || (t.x >= Ball(0.0) && t.y >= Ball(0.0))));
        }},
       {"0.3 (x - y)^2 more on the left",
        [](const Terms& t) {
          return t.convex(Scalar::selu,
                          ((t.x <= Ball(0.0) && t.y <= Ball(0.0)) || (t.x >= Ball(0.0) && t.y >= Ball(0.0))), 0.3);
        }},
       {"on both sides of 0", [](const Terms& t) { return t.convex(Scalar::selu, true); }},
       {"the larger value for the mean",
        [](const Terms& t) {
          return t.is_defined(Scalar::selu) &&
                         ((t.x <= Ball(0.0) && t.y <= Ball(0.0)) || (t.x >= Ball(0.0) && t.y >= Ball(0.0)))
                     ? Sides{t.middle(Scalar::selu), max(t.value(Scalar::selu, t.x), t.value(Scalar::selu, t.y)), true,
                             abs(t.mean(Scalar::selu))}
                     : hypothesis_not_met();
        },
        true}});
  return claim;
}

}  // namespace lysep::bsum_selu_corrected_claim
