// Corrects bsum-soft-exponential: the soft exponential is convex for a >= 0: (e^(a u) - 1)/a + a, or u.
#include "proofs-check/claims/bsum/activations/scalar_functions.hpp"

namespace lysep::bsum_soft_exponential_corrected_claim {
namespace {

using namespace bsum;
using Terms = ScalarPair;

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "bsum-soft-exponential-corrected";
  claim.source = "bsum";
  claim.equation = "Appendix A.1";
  claim.statement = "sigma((x + y)/2) <= mean of sigma(x), sigma(y), sigma = soft exponential, a >= 0";
  claim.hypotheses = {"a >= 0"};
  claim.arrays = scalar_pair_arrays();
  claim.generate = [](Draw& draw) { return soft_exponential_instance(draw, 0.0, 2.0); };
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); },
      [](const Terms& t) { return t.convex(Scalar::soft_exponential, t.a >= Ball(0.0)); },
      {{"concave", [](const Terms& t) { return t.concave(Scalar::soft_exponential, t.a >= Ball(0.0)); }},
       {"0.3 (x - y)^2 more on the left",
        [](const Terms& t) { return t.convex(Scalar::soft_exponential, t.a >= Ball(0.0), 0.3); }},
       {"any a", [](const Terms& t) { return t.convex(Scalar::soft_exponential, true); }},
       {"the larger value for the mean",
        [](const Terms& t) {
          return t.is_defined(Scalar::soft_exponential) && t.a >= Ball(0.0)
                     ? Sides{t.middle(Scalar::soft_exponential),
                             max(t.value(Scalar::soft_exponential, t.x), t.value(Scalar::soft_exponential, t.y)), true,
                             abs(t.mean(Scalar::soft_exponential))}
                     : hypothesis_not_met();
        },
        true}});
  return claim;
}

}  // namespace lysep::bsum_soft_exponential_corrected_claim
