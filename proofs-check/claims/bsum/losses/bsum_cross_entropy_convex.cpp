// Appendix A.1: the cross-entropy (A.14) is convex in H; strongly, with modulus 1/N, as each entry's second derivative
// is 1/H^2 or 1/(1 - H)^2. Best possible: approached where H tends to Y.
#include "proofs-check/claims/bsum/losses/loss_terms.hpp"

namespace lysep::bsum_cross_entropy_convex_claim {
namespace {

using namespace bsum;
using Terms = LossPair;

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "bsum-cross-entropy-convex";
  claim.source = "bsum";
  claim.equation = "A.1, (A.14)";
  claim.statement = "(1/N) ||H1 - H2||^2 / 8 <= mean of l(H1), l(H2) - l((H1 + H2)/2), l of (A.14)";
  claim.hypotheses = {"0 < H < 1", "Y of 0 and 1"};
  claim.constant_is_best_possible = true;
  claim.arrays = loss_pair_arrays();
  claim.generate = [](Draw& draw) {
    Instance i = loss_pair_instance(draw, Loss::cross_entropy);
    if (draw.chance(0.7)) return i;
    i.family = "at the target";
    const Matrix<double> Y = i.matrix("Y");
    for (const char* H : {"H1", "H2"}) {
      Matrix<double> near = Y;
      for (Index k = 0; k < Y.size(); ++k) near.data()[k] += (1 - 2 * Y.data()[k]) * draw.uniform(0x1p-40, 1e-7);
      i.set(H, near);
    }
    return i;
  };
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); },
      [](const Terms& t) { return t.convex(Loss::cross_entropy, Ball(1.0) / t.N()); },
      {{"1.01/N for 1/N", [](const Terms& t) { return t.convex(Loss::cross_entropy, Ball(1.01) / t.N()); }},
       {"1 for 1/N", [](const Terms& t) { return t.convex(Loss::cross_entropy, Ball(1.0)); }},
       {"concave", [](const Terms& t) { return t.concave(Loss::cross_entropy); }},
       {"convex, no more", [](const Terms& t) { return t.convex(Loss::cross_entropy, Ball(0.0)); }, true}});
  return claim;
}

}  // namespace lysep::bsum_cross_entropy_convex_claim
