// Lemma 3.3(i) for an unbounded activation: with sigma = softplus, M1 = 1, M2 = 1/4, the c_l of the lemma bounded by r
// and so M0 = softplus(r), its C_l bounds the curvature in c_l for all c_l in R^{MxN}. FALSE: sigma is not bounded by
// M0 there. M = 2, W = (1 1), B = 0: d^2/dc_1^2 (s(c_1) + s(c_2))^2 = 500.8 at c = (0, 1000), and it grows with c_2;
// for M = 1 it happens to be bounded. True for |c_l| <= r: softplus-curvature-corrected.
#include "proofs-check/claims/lysep/lipschitz/excluded_activations.hpp"

namespace lysep::softplus_curvature_claim {
namespace {

using Terms = SoftplusBlock;

Instance anywhere(Draw& draw) {
  Instance instance = softplus_instance(draw);
  if (draw.chance(0.6)) return instance;
  Instance witness = softplus_witness();
  witness.set("radius", draw.magnitude(-1, 2));
  Matrix<double> c = witness.matrix("c");
  c(1, 0) = draw.magnitude(1, 6);
  witness.set("c", c);
  return witness;
}

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "softplus-curvature";
  claim.equation = "(3.20)";
  claim.statement = "d^2/dt^2 S(c_l + t u) <= C_l ||u||^2 for softplus and every c_l, C_l with M0 = softplus(r)";
  claim.hypotheses = {"sigma = softplus, M1 = 1, M2 = 1/4", "l <= L-2, N = 1, over omega_{l+1}"};
  claim.expected = false;
  claim.arrays = softplus_arrays();
  claim.generate = anywhere;
  claim.counterexample = softplus_witness;
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); },
      [](const Terms& t) { return t.at_most(t.constant(softplus(t.radius), Ball(1.0), Ball(0.25))); },
      {{"10 C_l",
        [](const Terms& t) { return t.at_most(Ball(10.0) * t.constant(softplus(t.radius), Ball(1.0), Ball(0.25))); }},
       {"M0 = 100", [](const Terms& t) { return t.at_most(t.constant(Ball(100.0), Ball(1.0), Ball(0.25))); }},
       {"M0 = softplus(max |c_i|)",
        [](const Terms& t) { return t.at_most(t.constant(softplus(largest_entry(t.c)), Ball(1.0), Ball(0.25))); },
        true},
       // One unit alone: s' <= 1 and s s'' <= 0.27 everywhere.
       {"M = 1 and 0.31 for M0 M2",
        [](const Terms& t) {
          if (t.W.cols() > 1) return hypothesis_not_met();
          return t.at_most(t.constant(Ball(0.31) * Ball(4.0), Ball(1.0), Ball(0.25)));
        },
        true}});
  return claim;
}

}  // namespace lysep::softplus_curvature_claim
