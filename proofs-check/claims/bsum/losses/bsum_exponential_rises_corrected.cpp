// Corrects bsum-exponential-rises: the exponential loss (A.12) does not decrease where H >= Y, entry by entry.
#include "proofs-check/claims/bsum/losses/loss_terms.hpp"

namespace lysep::bsum_exponential_rises_corrected_claim {
namespace {

using namespace bsum;
using Terms = LossPair;

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "bsum-exponential-rises-corrected";
  claim.source = "bsum";
  claim.equation = "Appendix A.1";
  claim.statement = "l(H1) <= l(H2) for Y <= H1 <= H2, l of (A.12)";
  claim.hypotheses = {"H1 <= H2, entry by entry", "Y <= H1", "c > 0"};
  claim.arrays = loss_pair_arrays();
  claim.generate = [](Draw& draw) {
    Instance i = loss_pair_instance(draw, Loss::exponential, true);
    if (draw.chance(0.8)) {
      i.family = "as the hypothesis asks";
      i.set("Y", Matrix<double>(i.matrix("H1").array() - draw.magnitude(-3, 0)));
    }
    return i;
  };
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); },
      [](const Terms& t) { return t.rises(Loss::exponential, is_in(difference(t.H1, t.Y), 0.0, 1e300), Ball(1.0)); },
      {{"without the hypothesis on Y", [](const Terms& t) { return t.rises(Loss::exponential, true, Ball(1.0)); }},
       {"1.01 times the left side",
        [](const Terms& t) {
          return t.rises(Loss::exponential, is_in(difference(t.H1, t.Y), 0.0, 1e300), Ball(1.01));
        }},
       {"the opposite", [](const Terms& t) {
          return t.falls(Loss::exponential, is_in(difference(t.H1, t.Y), 0.0, 1e300), Ball(1.0));
        }}});
  return claim;
}

}  // namespace lysep::bsum_exponential_rises_corrected_claim
