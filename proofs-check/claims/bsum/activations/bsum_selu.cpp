// Appendix A.1: the scaled exponential linear unit is convex. FALSE: its slope falls from 1.758099 to 1.050701 at 0. On
// either side of 0 it is: bsum-selu-corrected.
#include "proofs-check/claims/bsum/activations/scalar_functions.hpp"

namespace lysep::bsum_selu_claim {
namespace {

using namespace bsum;
using Terms = ScalarPair;

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "bsum-selu";
  claim.source = "bsum";
  claim.equation = "Appendix A.1";
  claim.statement = "sigma((x + y)/2) <= mean of sigma(x), sigma(y), sigma = SELU";
  claim.expected = false;
  claim.arrays = scalar_pair_arrays();
  claim.generate = [](Draw& draw) { return scalar_pair_instance(draw); };
  claim.counterexample = [] { return scalar_pair_at("about 0", -0.125, 0.125, 1.0); };
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); }, [](const Terms& t) { return t.convex(Scalar::selu, true); },
      {{"concave", [](const Terms& t) { return t.concave(Scalar::selu, true); }},
       {"0.01 (x - y)^2 more on the left", [](const Terms& t) { return t.convex(Scalar::selu, true, 0.01); }},
       {"x, y on one side of 0",
        [](const Terms& t) {
          return t.convex(Scalar::selu,
                          ((t.x <= Ball(0.0) && t.y <= Ball(0.0)) || (t.x >= Ball(0.0) && t.y >= Ball(0.0))));
        },
        true}});
  return claim;
}

}  // namespace lysep::bsum_selu_claim
