// Lemma 3.3(ii) for J = 2 holds on all of R^{2xM}, and with a constant that knows no radius:
//   || grad_{W_L} S(W^) - grad_{W_L} S(W~) || <= (2 lambda_L + kappa || sigma(c) ||_2^2) || W^ - W~ ||,
// for h_2(R) <= kappa for every R. Best possible: W parallel to (-1, 1)^T with R_n = 3.141864 and W~ -> W. The paper's
// constant holds as well, even with R = 0: 2 (ln 2 + 2) > kappa.
#include "proofs-check/claims/lysep/lipschitz/curvature_terms.hpp"

namespace lysep::lemma_3_3_ii_two_classes_claim {
namespace {

using Terms = OutputPair;

Sides two_classes(const Terms& t, const Ball& C) {
  return t.J() == 2 && t.network.L >= 2 ? t.at_most(C) : hypothesis_not_met();
}
Sides with(const Terms& t, double a, const Ball& curvature) {
  return two_classes(t, Ball(a) * t.output.lambda + curvature * t.output.gram_spectral);
}

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "lemma-3.3-ii-two-classes";
  claim.equation = "(3.21) sharpened";
  claim.statement = "||grad S(W^) - grad S(W~)|| <= (2 lambda_L + kappa ||sigma(c_{L-1})||_2^2) ||W^ - W~||";
  claim.hypotheses = {"J = 2"};
  claim.constant_is_best_possible = true;
  claim.speaks_of_state = true;
  claim.arrays = output_pair_arrays();
  claim.generate = two_class_pair_instance;
  claim.at_state = pairs_at_state;
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); }, [](const Terms& t) { return with(t, 2.0, kappa(Ball(0.0))); },
      {{"lambda for 2 lambda", [](const Terms& t) { return with(t, 1.0, kappa(Ball(0.0))); }},
       {"4.18 for kappa", [](const Terms& t) { return with(t, 2.0, Ball(4.18)); }},
       {"4.1813 for kappa", [](const Terms& t) { return with(t, 2.0, Ball(4.1813)); }},
       {"max_n ||sigma_n||^2 for ||sigma||_2^2",
        [](const Terms& t) {
          return two_classes(t, Ball(2.0) * t.output.lambda + kappa(Ball(0.0)) * t.output.largest_column_squared);
        }},
       {"||sigma||_2 for ||sigma||_2^2",
        [](const Terms& t) {
          return two_classes(t, Ball(2.0) * t.output.lambda + kappa(Ball(0.0)) * sqrt(t.output.gram_spectral));
        }},
       {"the Frobenius norm of sigma",
        [](const Terms& t) {
          return two_classes(t, Ball(2.0) * t.output.lambda + kappa(Ball(0.0)) * t.frobenius_squared());
        },
        true},
       {"the printed C_L with R = 0",
        [](const Terms& t) {
          if (!t.bounded()) return hypothesis_not_met();
          OutputTerms<Ball> at_zero = t.output;
          at_zero.radius = Ball(0.0);
          return two_classes(t, output_constant(ConstantSet::paper, at_zero, t.network.sigma));
        },
        true}});
  return claim;
}

}  // namespace lysep::lemma_3_3_ii_two_classes_claim
