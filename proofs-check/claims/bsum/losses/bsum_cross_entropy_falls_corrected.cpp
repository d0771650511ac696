// Corrects bsum-cross-entropy-falls: the cross-entropy (A.14) is non-increasing where all labels are 1.
#include "proofs-check/claims/bsum/losses/loss_terms.hpp"

namespace lysep::bsum_cross_entropy_falls_corrected_claim {
namespace {

using namespace bsum;
using Terms = LossPair;

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "bsum-cross-entropy-falls-corrected";
  claim.source = "bsum";
  claim.equation = "Appendix A.1";
  claim.statement = "l(H2) <= l(H1) for H1 <= H2 and Y = 1, l of (A.14)";
  claim.hypotheses = {"H1 <= H2, entry by entry", "0 < H < 1", "Y = 1"};
  claim.arrays = loss_pair_arrays();
  claim.generate = [](Draw& draw) {
    Instance i = loss_pair_instance(draw, Loss::cross_entropy, true);
    if (draw.chance(0.8)) {
      i.family = "as the hypothesis asks";
      i.set("Y", Matrix<double>(Matrix<double>::Ones(i.matrix("Y").rows(), i.matrix("Y").cols())));
    }
    return i;
  };
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); },
      [](const Terms& t) { return t.falls(Loss::cross_entropy, is_one_of(t.Y, 1.0, 1.0), Ball(1.0)); },
      {{"without the hypothesis on Y", [](const Terms& t) { return t.falls(Loss::cross_entropy, true, Ball(1.0)); }},
       {"1.01 times the left side",
        [](const Terms& t) { return t.falls(Loss::cross_entropy, is_one_of(t.Y, 1.0, 1.0), Ball(1.01)); }},
       {"the opposite",
        [](const Terms& t) { return t.rises(Loss::cross_entropy, is_one_of(t.Y, 1.0, 1.0), Ball(1.0)); }},
       {"for the labels 0 the opposite",
        [](const Terms& t) { return t.rises(Loss::cross_entropy, is_one_of(t.Y, 0.0, 0.0), Ball(1.0)); }, true}});
  return claim;
}

}  // namespace lysep::bsum_cross_entropy_falls_corrected_claim
