// Section 4.2: "most activation functions are convex and non-decreasing". FALSE for the logistic function, the one of
// the paper's experiments: concave on u >= 0. bsum-logistic-function-corrected.
#include "proofs-check/claims/bsum/activations/scalar_functions.hpp"

namespace lysep::bsum_logistic_function_claim {
namespace {

using namespace bsum;
using Terms = ScalarPair;

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "bsum-logistic-function";
  claim.source = "bsum";
  claim.equation = "Section 4.2";
  claim.statement = "sigma((x + y)/2) <= mean of sigma(x), sigma(y), sigma(u) = 1/(1 + e^-u)";
  claim.expected = false;
  claim.arrays = scalar_pair_arrays();
  claim.generate = [](Draw& draw) { return scalar_pair_instance(draw); };
  claim.counterexample = [] { return scalar_pair_at("positive", 0.0, 2.0, 1.0); };
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); },
      [](const Terms& t) { return t.convex(Scalar::logistic, true); },
      {{"concave", [](const Terms& t) { return t.concave(Scalar::logistic, true); }},
       {"0.03 (x - y)^2 more on the left", [](const Terms& t) { return t.convex(Scalar::logistic, true, 0.03); }},
       {"x, y <= 0", [](const Terms& t) { return t.convex(Scalar::logistic, t.x <= Ball(0.0) && t.y <= Ball(0.0)); },
        true}});
  return claim;
}

}  // namespace lysep::bsum_logistic_function_claim
