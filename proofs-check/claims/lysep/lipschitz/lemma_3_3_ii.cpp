// Lemma 3.3(ii), (3.21), as printed: with W_l, b_l and c_l bounded by R there is a constant
//   C_L = 2 lambda_L + 2 N M M0^2 (2 sqrt(M) M0 R + ln J + 2),
// implicit in the proof, with || grad_{W_L} S(W^) - grad_{W_L} S(W~) || <= C_L || W^ - W~ || for all W^, W~ in R^{JxM}.
// FALSE for J >= 3: the constant depends on R, the points do not. With two wrong classes alike the quotient is R_n s,
// which grows with the margin: M = N = 1, sigma(c) = 1, W = (-10, 1e-4, -1e-4)^T and (-10, -1e-4, 1e-4)^T have 10.693
// against C_L = 10.197 for R = 1. Both points in the ball: lemma-3.3-ii-corrected. J = 2: lemma-3.3-ii-two-classes.
#include "proofs-check/claims/lysep/lipschitz/curvature_terms.hpp"

namespace lysep::lemma_3_3_ii_claim {
namespace {

using Terms = OutputPair;

Instance anywhere(Draw& draw) {
  Instance instance = draw.chance(0.5) ? equal_wrong_classes(draw) : output_pair_instance(draw);
  if (draw.chance(0.6)) instance.set("radius", draw.magnitude(-2, 0.5));
  return instance;
}

Ball as_printed(const Terms& t) { return t.printed(2.0, Ball(2.0) * t.N() * t.M(), 2.0); }
Sides bounded(const Terms& t, const std::function<Ball(const Terms&)>& C) {
  return t.bounded() ? t.at_most(C(t)) : hypothesis_not_met();
}

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "lemma-3.3-ii";
  claim.equation = "(3.21)";
  claim.statement = "||grad S(W^) - grad S(W~)|| <= C_L(R) ||W^ - W~|| for all W^, W~, grad in W_L";
  claim.hypotheses = {"|sigma| <= M0", "W_l, b_l, c_l of the lemma bounded by R, the two points not"};
  claim.expected = false;
  claim.speaks_of_state = true;
  claim.arrays = output_pair_arrays();
  claim.generate = anywhere;
  claim.counterexample = equal_wrong_classes_witness;
  claim.at_state = pairs_at_state;
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); },
      [](const Terms& t) {
        return bounded(t,
                       [](const Terms& u) { return output_constant(ConstantSet::paper, u.output, u.network.sigma); });
      },
      {{"2 C_L for C_L",
        [](const Terms& t) { return bounded(t, [](const Terms& u) { return Ball(2.0) * as_printed(u); }); }},
       {"R^2 for R",
        [](const Terms& t) {
          return bounded(t, [](Terms u) {
            u.output.radius = squared(u.output.radius);
            return as_printed(u);
          });
        }},
       {"the constant of J = 2",
        [](const Terms& t) {
          return t.at_most(t.sharpened(2.0, t.output.gram_spectral, kappa(Ball(0.0)), Ball(0.0)));
        }},
       {"R = max(||W^||, ||W~||)",
        [](const Terms& t) {
          return bounded(t, [](Terms u) {
            u.output.radius = u.largest_norm;
            return as_printed(u);
          });
        },
        true},
       {"J = 2 only", [](const Terms& t) { return t.J() == 2 ? bounded(t, as_printed) : hypothesis_not_met(); },
        true}});
  return claim;
}

}  // namespace lysep::lemma_3_3_ii_claim
