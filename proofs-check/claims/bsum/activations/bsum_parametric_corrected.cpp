// Corrects bsum-parametric: the parametric ReLU, and the leaky one, are convex where a <= 1; non-decreasing where also
// a >= 0 (bsum-activations-rise).
#include "proofs-check/claims/bsum/activations/scalar_functions.hpp"

namespace lysep::bsum_parametric_corrected_claim {
namespace {

using namespace bsum;
using Terms = ScalarPair;

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "bsum-parametric-corrected";
  claim.source = "bsum";
  claim.equation = "Appendix A.1";
  claim.statement = "sigma((x + y)/2) <= mean of sigma(x), sigma(y), sigma(u) = max(u, 0) + a min(u, 0), a <= 1";
  claim.hypotheses = {"a <= 1"};
  claim.arrays = scalar_pair_arrays();
  claim.generate = [](Draw& draw) { return scalar_pair_instance(draw, -1.0, 1.0); };
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); },
      [](const Terms& t) { return t.convex(Scalar::parametric, t.a <= Ball(1.0)); },
      {{"concave", [](const Terms& t) { return t.concave(Scalar::parametric, t.a <= Ball(1.0)); }},
       {"0.01 (x - y)^2 more on the left",
        [](const Terms& t) { return t.convex(Scalar::parametric, t.a <= Ball(1.0), 0.01); }},
       {"any a", [](const Terms& t) { return t.convex(Scalar::parametric, true); }},
       {"the larger value for the mean",
        [](const Terms& t) {
          return t.is_defined(Scalar::parametric) && t.a <= Ball(1.0)
                     ? Sides{t.middle(Scalar::parametric),
                             max(t.value(Scalar::parametric, t.x), t.value(Scalar::parametric, t.y)), true,
                             abs(t.mean(Scalar::parametric))}
                     : hypothesis_not_met();
        },
        true}});
  return claim;
}

}  // namespace lysep::bsum_parametric_corrected_claim
