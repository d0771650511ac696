// Appendix A.1: the exponential linear unit max(u, 0) + a (e^min(u, 0) - 1) is convex. FALSE for a > 1: the slope falls
// from a to 1 at 0. bsum-elu-corrected.
#include "proofs-check/claims/bsum/activations/scalar_functions.hpp"

namespace lysep::bsum_elu_claim {
namespace {

using namespace bsum;
using Terms = ScalarPair;

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "bsum-elu";
  claim.source = "bsum";
  claim.equation = "Appendix A.1";
  claim.statement = "sigma((x + y)/2) <= mean of sigma(x), sigma(y), sigma(u) = p + a (e^n - 1)";
  claim.expected = false;
  claim.arrays = scalar_pair_arrays();
  claim.generate = [](Draw& draw) { return scalar_pair_instance(draw); };
  claim.counterexample = [] { return scalar_pair_at("slope 2 at 0", -0.125, 0.125, 2.0); };
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); }, [](const Terms& t) { return t.convex(Scalar::elu, true); },
      {{"concave", [](const Terms& t) { return t.concave(Scalar::elu, true); }},
       {"0.01 (x - y)^2 more on the left", [](const Terms& t) { return t.convex(Scalar::elu, true, 0.01); }},
       {"0 <= a <= 1", [](const Terms& t) { return t.convex(Scalar::elu, t.parameter_in(0.0, 1.0)); }, true}});
  return claim;
}

}  // namespace lysep::bsum_elu_claim
