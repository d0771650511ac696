// Appendix A.1 for condition C2: the soft exponential with a < 0, a logarithm, is concave where it is defined.
#include "proofs-check/claims/bsum/activations/scalar_functions.hpp"

namespace lysep::bsum_soft_exponential_concave_claim {
namespace {

using namespace bsum;
using Terms = ScalarPair;

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "bsum-soft-exponential-concave";
  claim.source = "bsum";
  claim.equation = "Appendix A.1";
  claim.statement = "mean of sigma(x), sigma(y) <= sigma((x + y)/2), sigma = soft exponential, a < 0";
  claim.hypotheses = {"a < 0", "1 - a (u + a) > 0"};
  claim.arrays = scalar_pair_arrays();
  claim.generate = [](Draw& draw) { return soft_exponential_instance(draw, -2.0, 0.0); };
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); },
      [](const Terms& t) { return t.concave(Scalar::soft_exponential, t.a < Ball(0.0)); },
      {{"convex", [](const Terms& t) { return t.convex(Scalar::soft_exponential, t.a < Ball(0.0)); }},
       {"0.1 (x - y)^2 more on the left",
        [](const Terms& t) { return t.concave(Scalar::soft_exponential, t.a < Ball(0.0), 0.1); }},
       {"any a", [](const Terms& t) { return t.concave(Scalar::soft_exponential, true); }},
       {"a <= 0", [](const Terms& t) { return t.concave(Scalar::soft_exponential, t.a <= Ball(0.0)); }, true}});
  return claim;
}

}  // namespace lysep::bsum_soft_exponential_concave_claim
