// Appendix A.1: the exponential loss (A.12) is monotonically increasing, as condition C1 asks. FALSE below the target:
// it falls from e to 1 between H = 0 and H = Y = 1, c = 1. Above the target: bsum-exponential-rises-corrected.
#include "proofs-check/claims/bsum/losses/loss_terms.hpp"

namespace lysep::bsum_exponential_rises_claim {
namespace {

using namespace bsum;
using Terms = LossPair;

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "bsum-exponential-rises";
  claim.source = "bsum";
  claim.equation = "Appendix A.1";
  claim.statement = "l(H1) <= l(H2) for H1 <= H2, l of (A.12)";
  claim.hypotheses = {"H1 <= H2, entry by entry", "c > 0"};
  claim.expected = false;
  claim.arrays = loss_pair_arrays();
  claim.generate = [](Draw& draw) { return loss_pair_instance(draw, Loss::exponential, true); };
  claim.counterexample = [] { return scalar_pair("below the target", 0.0, 1.0, 1.0); };
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); },
      [](const Terms& t) { return t.rises(Loss::exponential, true, Ball(1.0)); },
      {{"0.9 of the left side", [](const Terms& t) { return t.rises(Loss::exponential, true, Ball(0.9)); }},
       {"the opposite", [](const Terms& t) { return t.falls(Loss::exponential, true, Ball(1.0)); }},
       {"Y <= H1",
        [](const Terms& t) { return t.rises(Loss::exponential, is_in(difference(t.H1, t.Y), 0.0, 1e300), Ball(1.0)); },
        true}});
  return claim;
}

}  // namespace lysep::bsum_exponential_rises_claim
