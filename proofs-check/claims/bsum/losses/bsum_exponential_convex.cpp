// Appendix A.1: the exponential loss (A.12) is convex in H; strongly, with modulus 2/N, as its Hessian is (2/N) exp(u)
// (I + (2/(c N)) vec(H - Y) vec(H - Y)^T) with u >= 0. Best possible: approached at H = Y.
#include "proofs-check/claims/bsum/losses/loss_terms.hpp"

namespace lysep::bsum_exponential_convex_claim {
namespace {

using namespace bsum;
using Terms = LossPair;

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "bsum-exponential-convex";
  claim.source = "bsum";
  claim.equation = "A.1, (A.12)";
  claim.statement = "(2/N) ||H1 - H2||^2 / 8 <= mean of l(H1), l(H2) - l((H1 + H2)/2), l of (A.12)";
  claim.hypotheses = {"c > 0"};
  claim.constant_is_best_possible = true;
  claim.arrays = loss_pair_arrays();
  claim.generate = [](Draw& draw) {
    Instance i = loss_pair_instance(draw, Loss::exponential);
    if (draw.chance(0.7)) return i;
    i.family = "at the target";
    const Matrix<double> Y = i.matrix("Y");
    i.set("Y", Matrix<double>(Y * 0.0));
    for (const char* H : {"H1", "H2"}) i.set(H, draw.matrix(Y.rows(), Y.cols(), 1e-4));
    return i;
  };
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); },
      [](const Terms& t) { return t.convex(Loss::exponential, Ball(2.0) / t.N()); },
      {{"2.01/N for 2/N", [](const Terms& t) { return t.convex(Loss::exponential, Ball(2.01) / t.N()); }},
       {"2 for 2/N", [](const Terms& t) { return t.convex(Loss::exponential, Ball(2.0)); }},
       {"concave", [](const Terms& t) { return t.concave(Loss::exponential); }},
       {"convex, no more", [](const Terms& t) { return t.convex(Loss::exponential, Ball(0.0)); }, true}});
  return claim;
}

}  // namespace lysep::bsum_exponential_convex_claim
