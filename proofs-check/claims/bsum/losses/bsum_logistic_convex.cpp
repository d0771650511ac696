// Appendix A.1: the logistic loss (A.18) is convex in H, not strongly.
#include "proofs-check/claims/bsum/losses/loss_terms.hpp"

namespace lysep::bsum_logistic_convex_claim {
namespace {

using namespace bsum;
using Terms = LossPair;

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "bsum-logistic-convex";
  claim.source = "bsum";
  claim.equation = "A.1, (A.18)";
  claim.statement = "0 <= mean of l(H1), l(H2) - l((H1 + H2)/2), l of (A.18)";
  claim.arrays = loss_pair_arrays();
  claim.generate = [](Draw& draw) { return loss_pair_instance(draw, Loss::logistic); };
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); },
      [](const Terms& t) { return t.convex(Loss::logistic, Ball(0.0)); },
      {{"modulus 1/(4 N)", [](const Terms& t) { return t.convex(Loss::logistic, Ball(0.25) / t.N()); }},
       {"concave", [](const Terms& t) { return t.concave(Loss::logistic); }},
       {"l at the middle <= l(H1)",
        [](const Terms& t) {
          return Sides{t.middle(Loss::logistic), t.first(Loss::logistic)};
        }},
       {"l at the middle <= the larger of l(H1), l(H2)",
        [](const Terms& t) {
          return Sides{t.middle(Loss::logistic), max(t.first(Loss::logistic), t.second(Loss::logistic)), true,
                       t.mean(Loss::logistic)};
        },
        true}});
  return claim;
}

}  // namespace lysep::bsum_logistic_convex_claim
