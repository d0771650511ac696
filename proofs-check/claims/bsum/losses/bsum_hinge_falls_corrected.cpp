// Corrects bsum-hinge-falls: the squared hinge loss (A.17) is non-increasing where no label is negative.
#include "proofs-check/claims/bsum/losses/loss_terms.hpp"

namespace lysep {
namespace {

using namespace bsum;
using Terms = LossPair;

}  // namespace

Claim bsum_hinge_falls_corrected() {
  Claim claim;
  claim.id = "bsum-hinge-falls-corrected";
  claim.source = "bsum";
  claim.equation = "Appendix A.1";
  claim.statement = "l(H2) <= l(H1) for H1 <= H2 and Y >= 0, l of (A.17)";
  claim.hypotheses = {"H1 <= H2, entry by entry", "Y >= 0", "c > 0"};
  claim.arrays = loss_pair_arrays();
  claim.generate = [](Draw& draw) {
    Instance i = loss_pair_instance(draw, Loss::hinge, true);
    if (draw.chance(0.8)) {
      i.family = "as the hypothesis asks";
      i.set("Y", Matrix<double>(i.matrix("Y").cwiseAbs()));
    }
    return i;
  };
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); },
      [](const Terms& t) { return t.falls(Loss::hinge, is_in(t.Y, 0.0, 1e300), Ball(1.0)); },
      {{"without the hypothesis on Y", [](const Terms& t) { return t.falls(Loss::hinge, true, Ball(1.0)); }},
       {"1.01 times the left side",
        [](const Terms& t) { return t.falls(Loss::hinge, is_in(t.Y, 0.0, 1e300), Ball(1.01)); }},
       {"the opposite", [](const Terms& t) { return t.rises(Loss::hinge, is_in(t.Y, 0.0, 1e300), Ball(1.0)); }},
       {"for the labels -1 the opposite",
        [](const Terms& t) { return t.rises(Loss::hinge, is_one_of(t.Y, -1.0, -1.0), Ball(1.0)); }, true}});
  return claim;
}

}  // namespace lysep
