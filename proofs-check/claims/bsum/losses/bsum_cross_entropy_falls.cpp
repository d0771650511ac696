// Appendix A.1: the cross-entropy (A.14) is non-increasing in the outputs, as condition C2 asks. FALSE for the label 0:
// -log(1 - H) rises from 0.288 at H = 1/4 to 0.693 at 1/2.
#include "proofs-check/claims/bsum/losses/loss_terms.hpp"

namespace lysep::bsum_cross_entropy_falls_claim {
namespace {

using namespace bsum;
using Terms = LossPair;

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "bsum-cross-entropy-falls";
  claim.source = "bsum";
  claim.equation = "Appendix A.1";
  claim.statement = "l(H2) <= l(H1) for H1 <= H2, l of (A.14)";
  claim.hypotheses = {"H1 <= H2, entry by entry", "0 < H < 1, Y of 0 and 1"};
  claim.expected = false;
  claim.arrays = loss_pair_arrays();
  claim.generate = [](Draw& draw) { return loss_pair_instance(draw, Loss::cross_entropy, true); };
  claim.counterexample = [] { return scalar_pair("label 0", 0.25, 0.5, 0.0); };
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); },
      [](const Terms& t) { return t.falls(Loss::cross_entropy, true, Ball(1.0)); },
      {{"0.9 of the left side", [](const Terms& t) { return t.falls(Loss::cross_entropy, true, Ball(0.9)); }},
       {"the opposite", [](const Terms& t) { return t.rises(Loss::cross_entropy, true, Ball(1.0)); }},
       {"Y = 1", [](const Terms& t) { return t.falls(Loss::cross_entropy, is_one_of(t.Y, 1.0, 1.0), Ball(1.0)); },
        true}});
  return claim;
}

}  // namespace lysep::bsum_cross_entropy_falls_claim
