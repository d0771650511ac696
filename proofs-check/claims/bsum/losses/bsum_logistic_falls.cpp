// Appendix A.1: the logistic loss (A.18) is non-increasing in the outputs, as condition C2 asks. FALSE for the label
// -1: it is log(1 + e^H) there.
#include "proofs-check/claims/bsum/losses/loss_terms.hpp"

namespace lysep::bsum_logistic_falls_claim {
namespace {

using namespace bsum;
using Terms = LossPair;

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "bsum-logistic-falls";
  claim.source = "bsum";
  claim.equation = "Appendix A.1";
  claim.statement = "l(H2) <= l(H1) for H1 <= H2, l of (A.18)";
  claim.hypotheses = {"H1 <= H2, entry by entry"};
  claim.expected = false;
  claim.arrays = loss_pair_arrays();
  claim.generate = [](Draw& draw) { return loss_pair_instance(draw, Loss::logistic, true); };
  claim.counterexample = [] { return scalar_pair("label -1", 0.0, 1.0, -1.0); };
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); },
      [](const Terms& t) { return t.falls(Loss::logistic, true, Ball(1.0)); },
      {{"0.9 of the left side", [](const Terms& t) { return t.falls(Loss::logistic, true, Ball(0.9)); }},
       {"the opposite", [](const Terms& t) { return t.rises(Loss::logistic, true, Ball(1.0)); }},
       {"Y >= 0", [](const Terms& t) { return t.falls(Loss::logistic, is_in(t.Y, 0.0, 1e300), Ball(1.0)); }, true}});
  return claim;
}

}  // namespace lysep::bsum_logistic_falls_claim
