// Appendix A.1: the soft exponential is convex. FALSE for a < 0, where it is the concave -log(1 - a (u + a))/a.
// bsum-soft-exponential-corrected, bsum-soft-exponential-concave.
#include "proofs-check/claims/bsum/activations/scalar_functions.hpp"

namespace lysep::bsum_soft_exponential_claim {
namespace {

using namespace bsum;
using Terms = ScalarPair;

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "bsum-soft-exponential";
  claim.source = "bsum";
  claim.equation = "Appendix A.1";
  claim.statement = "sigma((x + y)/2) <= mean of sigma(x), sigma(y), sigma = soft exponential";
  claim.expected = false;
  claim.arrays = scalar_pair_arrays();
  claim.generate = [](Draw& draw) { return soft_exponential_instance(draw, -2.0, 2.0); };
  claim.counterexample = [] { return scalar_pair_at("a = -1", 1.0, 3.0, -1.0); };
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); },
      [](const Terms& t) { return t.convex(Scalar::soft_exponential, true); },
      {{"concave", [](const Terms& t) { return t.concave(Scalar::soft_exponential, true); }},
       {"0.3 (x - y)^2 more on the left", [](const Terms& t) { return t.convex(Scalar::soft_exponential, true, 0.3); }},
       {"a >= 0", [](const Terms& t) { return t.convex(Scalar::soft_exponential, t.a >= Ball(0.0)); }, true}});
  return claim;
}

}  // namespace lysep::bsum_soft_exponential_claim
