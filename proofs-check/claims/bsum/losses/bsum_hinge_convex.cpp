// Appendix A.1: the squared hinge loss (A.17) is convex in H, not strongly: it is 0 where Y o H >= 1.
#include "proofs-check/claims/bsum/losses/loss_terms.hpp"

namespace lysep::bsum_hinge_convex_claim {
namespace {

using namespace bsum;
using Terms = LossPair;

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "bsum-hinge-convex";
  claim.source = "bsum";
  claim.equation = "A.1, (A.17)";
  claim.statement = "0 <= mean of l(H1), l(H2) - l((H1 + H2)/2), l of (A.17)";
  claim.hypotheses = {"c > 0"};
  claim.arrays = loss_pair_arrays();
  claim.generate = [](Draw& draw) { return loss_pair_instance(draw, Loss::hinge); };
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); },
      [](const Terms& t) { return t.convex(Loss::hinge, Ball(0.0)); },
      {{"modulus 1/(c N)", [](const Terms& t) { return t.convex(Loss::hinge, Ball(1.0) / (t.c * t.N())); }},
       {"modulus 0.001/(c N)", [](const Terms& t) { return t.convex(Loss::hinge, Ball(0.001) / (t.c * t.N())); }},
       {"concave", [](const Terms& t) { return t.concave(Loss::hinge); }},
       {"l at the middle <= l(H1)",
        [](const Terms& t) {
          return t.is_defined(Loss::hinge) ? Sides{t.middle(Loss::hinge), t.first(Loss::hinge)} : hypothesis_not_met();
        }},
       {"l at the middle <= the larger of l(H1), l(H2)",
        [](const Terms& t) {
          return t.is_defined(Loss::hinge)
                     ? Sides{t.middle(Loss::hinge), max(t.first(Loss::hinge), t.second(Loss::hinge)), true,
                             t.mean(Loss::hinge)}
                     : hypothesis_not_met();
        },
        true}});
  return claim;
}

}  // namespace lysep::bsum_hinge_convex_claim
