// Corrects bsum-elu: the exponential linear unit is convex for 0 <= a <= 1.
#include "proofs-check/claims/bsum/activations/scalar_functions.hpp"

namespace lysep::bsum_elu_corrected_claim {
namespace {

using namespace bsum;
using Terms = ScalarPair;

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "bsum-elu-corrected";
  claim.source = "bsum";
  claim.equation = "Appendix A.1";
  claim.statement = "sigma((x + y)/2) <= mean of sigma(x), sigma(y), sigma(u) = p + a (e^n - 1), 0 <= a <= 1";
  claim.hypotheses = {"0 <= a <= 1"};
  claim.arrays = scalar_pair_arrays();
  claim.generate = [](Draw& draw) { return scalar_pair_instance(draw, 0.0, 1.0); };
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); },
      [](const Terms& t) { return t.convex(Scalar::elu, t.parameter_in(0.0, 1.0)); },
      {{"concave", [](const Terms& t) { return t.concave(Scalar::elu, t.parameter_in(0.0, 1.0)); }},
       {"0.2 (x - y)^2 more on the left",
        [](const Terms& t) { return t.convex(Scalar::elu, t.parameter_in(0.0, 1.0), 0.2); }},
       {"any a", [](const Terms& t) { return t.convex(Scalar::elu, true); }},
       {"a <= 1", [](const Terms& t) { return t.convex(Scalar::elu, t.a <= Ball(1.0)); }},
       {"the larger value for the mean",
        [](const Terms& t) {
          return t.is_defined(Scalar::elu) && t.parameter_in(0.0, 1.0)
                     ? Sides{t.middle(Scalar::elu), max(t.value(Scalar::elu, t.x), t.value(Scalar::elu, t.y)), true,
                             abs(t.mean(Scalar::elu))}
                     : hypothesis_not_met();
        },
        true}});
  return claim;
}

}  // namespace lysep::bsum_elu_corrected_claim
