// Appendix A.1: the parametric ReLU max(u, 0) + a min(u, 0) is convex. FALSE for a > 1: its slope falls from a to 1 at
// 0; with a = 2 it is 0 between -1 and 1 and -1/2 in the mean. bsum-parametric-corrected.
#include "proofs-check/claims/bsum/activations/scalar_functions.hpp"

namespace lysep::bsum_parametric_claim {
namespace {

using namespace bsum;
using Terms = ScalarPair;

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "bsum-parametric";
  claim.source = "bsum";
  claim.equation = "Appendix A.1";
  claim.statement = "sigma((x + y)/2) <= mean of sigma(x), sigma(y), sigma(u) = max(u, 0) + a min(u, 0)";
  claim.expected = false;
  claim.arrays = scalar_pair_arrays();
  claim.generate = [](Draw& draw) { return scalar_pair_instance(draw); };
  claim.counterexample = [] { return scalar_pair_at("slope 2", -1.0, 1.0, 2.0); };
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); },
      [](const Terms& t) { return t.convex(Scalar::parametric, true); },
      {{"concave", [](const Terms& t) { return t.concave(Scalar::parametric, true); }},
       {"0.01 (x - y)^2 more on the left", [](const Terms& t) { return t.convex(Scalar::parametric, true, 0.01); }},
       {"a <= 1", [](const Terms& t) { return t.convex(Scalar::parametric, t.a <= Ball(1.0)); }, true}});
  return claim;
}

}  // namespace lysep::bsum_parametric_claim
