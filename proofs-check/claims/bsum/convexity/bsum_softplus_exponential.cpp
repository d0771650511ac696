// Section 6 and appendix A.7: with softplus and the exponential loss (A.12) f is convex in each block. FALSE for the
// smallest network, one layer and one sample x = y = 1, c = 1: f(w) = exp((1 - softplus(w))^2) is 2.68 at -5 and 1.91
// in the mean of -10 and 0, and no Figure A.1 follows from Proposition 1. bsum-softplus-exponential-corrected.
#include "proofs-check/claims/bsum/convexity/softplus_exponential.hpp"

namespace lysep::bsum_softplus_exponential_claim {
namespace {

using namespace bsum;
using Terms = ScalarPair;

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "bsum-softplus-exponential";
  claim.source = "bsum";
  claim.equation = "(A.12), A.7";
  claim.statement = "0 <= mean of f(x), f(y) - f((x + y)/2), f(w) = exp((1 - softplus(w))^2)";
  claim.expected = false;
  claim.arrays = scalar_pair_arrays();
  claim.generate = [](Draw& draw) { return scalar_pair_instance(draw); };
  claim.counterexample = [] { return scalar_pair_at("far below the target", -10.0, 0.0, 1.0); };
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); },
      [](const Terms& t) { return bend_of_softplus_exponential(t, true); },
      {{"concave", [](const Terms& t) { return bend_of_softplus_exponential(t, true, -1.0); }},
       {"0.01 (x - y)^2 for 0", [](const Terms& t) { return bend_of_softplus_exponential(t, true, 1.0, 0.01); }},
       {"softplus(x), softplus(y) >= 1",
        [](const Terms& t) { return bend_of_softplus_exponential(t, is_above_target(t)); }, true}});
  return claim;
}

}  // namespace lysep::bsum_softplus_exponential_claim
