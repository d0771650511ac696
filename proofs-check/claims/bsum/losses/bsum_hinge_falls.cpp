// Appendix A.1: the squared hinge loss (A.17) is non-increasing in the outputs, as condition C2 asks. FALSE for the
// label -1: it is (1 + H)^2/2 there, c = 1.
#include "proofs-check/claims/bsum/losses/loss_terms.hpp"

namespace lysep::bsum_hinge_falls_claim {
namespace {

using namespace bsum;
using Terms = LossPair;

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "bsum-hinge-falls";
  claim.source = "bsum";
  claim.equation = "Appendix A.1";
  claim.statement = "l(H2) <= l(H1) for H1 <= H2, l of (A.17)";
  claim.hypotheses = {"H1 <= H2, entry by entry", "c > 0"};
  claim.expected = false;
  claim.arrays = loss_pair_arrays();
  claim.generate = [](Draw& draw) { return loss_pair_instance(draw, Loss::hinge, true); };
  claim.counterexample = [] { return scalar_pair("label -1", 0.0, 1.0, -1.0); };
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); },
      [](const Terms& t) { return t.falls(Loss::hinge, true, Ball(1.0)); },
      {{"0.9 of the left side", [](const Terms& t) { return t.falls(Loss::hinge, true, Ball(0.9)); }},
       {"the opposite", [](const Terms& t) { return t.rises(Loss::hinge, true, Ball(1.0)); }},
       {"Y >= 0", [](const Terms& t) { return t.falls(Loss::hinge, is_in(t.Y, 0.0, 1e300), Ball(1.0)); }, true}});
  return claim;
}

}  // namespace lysep::bsum_hinge_falls_claim
