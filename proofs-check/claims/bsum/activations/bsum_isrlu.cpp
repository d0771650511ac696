// Appendix A.1: the inverse square-root linear unit max(u, 0) + n/sqrt(1 + a n^2), n = min(u, 0), is convex for a > 0.
#include "proofs-check/claims/bsum/activations/scalar_functions.hpp"

namespace lysep::bsum_isrlu_claim {
namespace {

using namespace bsum;
using Terms = ScalarPair;

Ball without_root(const Terms& t, const Ball& u) {
  const Ball n = min(u, Ball(0.0));
  return max(u, Ball(0.0)) + n / (Ball(1.0) + t.a * n * n);
}
Sides with(const Terms& t) {
  if (!t.is_defined(Scalar::isrlu)) return hypothesis_not_met();
  return {without_root(t, Ball(0.5) * (t.x + t.y)), Ball(0.5) * (without_root(t, t.x) + without_root(t, t.y))};
}

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "bsum-isrlu";
  claim.source = "bsum";
  claim.equation = "Appendix A.1";
  claim.statement = "sigma((x + y)/2) <= mean of sigma(x), sigma(y), sigma(u) = p + n/sqrt(1 + a n^2), a > 0";
  claim.hypotheses = {"a > 0"};
  claim.arrays = scalar_pair_arrays();
  claim.generate = [](Draw& draw) { return scalar_pair_instance(draw, 0.0, 5.0); };
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); }, [](const Terms& t) { return t.convex(Scalar::isrlu, true); },
      {{"concave", [](const Terms& t) { return t.concave(Scalar::isrlu, true); }},
       {"0.3 (x - y)^2 more on the left", [](const Terms& t) { return t.convex(Scalar::isrlu, true, 0.3); }},
       {"1 + a n^2 without its root", [](const Terms& t) { return with(t); }},
       {"the larger value for the mean",
        [](const Terms& t) {
          return t.is_defined(Scalar::isrlu) && true
                     ? Sides{t.middle(Scalar::isrlu), max(t.value(Scalar::isrlu, t.x), t.value(Scalar::isrlu, t.y)),
                             true, abs(t.mean(Scalar::isrlu))}
                     : hypothesis_not_met();
        },
        true}});
  return claim;
}

}  // namespace lysep::bsum_isrlu_claim
