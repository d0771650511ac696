// Appendix A.1: the bent identity (sqrt(u^2 + 1) - 1)/2 + u is convex.
#include "proofs-check/claims/bsum/activations/scalar_functions.hpp"

namespace lysep::bsum_bent_identity_claim {
namespace {

using namespace bsum;
using Terms = ScalarPair;

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "bsum-bent-identity";
  claim.source = "bsum";
  claim.equation = "Appendix A.1";
  claim.statement = "sigma((x + y)/2) <= mean of sigma(x), sigma(y), sigma(u) = (sqrt(u^2 + 1) - 1)/2 + u";
  claim.arrays = scalar_pair_arrays();
  claim.generate = [](Draw& draw) { return scalar_pair_instance(draw); };
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); },
      [](const Terms& t) { return t.convex(Scalar::bent_identity, true); },
      {{"concave", [](const Terms& t) { return t.concave(Scalar::bent_identity, true); }},
       {"0.1 (x - y)^2 more on the left", [](const Terms& t) { return t.convex(Scalar::bent_identity, true, 0.1); }},
       {"the larger value for the mean",
        [](const Terms& t) {
          return t.is_defined(Scalar::bent_identity) && true
                     ? Sides{t.middle(Scalar::bent_identity),
                             max(t.value(Scalar::bent_identity, t.x), t.value(Scalar::bent_identity, t.y)), true,
                             abs(t.mean(Scalar::bent_identity))}
                     : hypothesis_not_met();
        },
        true}});
  return claim;
}

}  // namespace lysep::bsum_bent_identity_claim
