// Lemma 3.3(ii) sharpened: for || W^ ||, || W~ || <= R,
//   || grad_{W_L} S(W^) - grad_{W_L} S(W~) || <= (2 lambda_L + || sigma(c) ||_2^2 h) || W^ - W~ ||,
//   h = kappa for J = 2, max(kappa, log(1 + (J-1) e^(sqrt2 R max_n || sigma_n ||))) for J >= 3,
// since Hess_z(l^2) <= h_J(R_n) <= max(kappa, R_n) and R_n is bounded in the ball. Neither N nor M0 occurs. Best
// possible for J = 2: W parallel to (-1, 1)^T with R_n = 3.141864, W~ -> W, has equality in the limit.
#include "proofs-check/claims/lysep/lipschitz/curvature_terms.hpp"

namespace lysep::lemma_3_3_ii_sharp_claim {
namespace {

using Terms = OutputPair;

Sides in_ball(const Terms& t, const Ball& C) {
  return t.in_ball() && t.network.L >= 2 ? t.at_most(C) : hypothesis_not_met();
}
Sides with(const Terms& t, double a, const Ball& gram, const Ball& curvature) {
  return in_ball(t, t.sharpened(a, gram, curvature, t.output.radius));
}
Ball own_kappa() { return kappa(Ball(0.0)); }

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "lemma-3.3-ii-sharp";
  claim.equation = "(3.21) sharpened";
  claim.statement = "the same with 2 lambda_L + ||sigma(c_{L-1})||_2^2 max(kappa, R_max(R)), kappa alone if J = 2";
  claim.hypotheses = {"||W^||, ||W~|| <= R"};
  claim.constant_is_best_possible = true;
  claim.speaks_of_state = true;
  claim.arrays = output_pair_arrays();
  claim.generate = output_pair_instance;
  claim.at_state = pairs_at_state;
  claim.group = [](const Instance& i) { return group_of_classes(i.state->classes); };
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); },
      [](const Terms& t) { return in_ball(t, output_constant(ConstantSet::sharp, t.output, t.network.sigma)); },
      {{"lambda for 2 lambda", [](const Terms& t) { return with(t, 1.0, t.output.gram_spectral, own_kappa()); }},
       {"4 for kappa", [](const Terms& t) { return with(t, 2.0, t.output.gram_spectral, Ball(4.0)); }},
       {"4.18 for kappa", [](const Terms& t) { return with(t, 2.0, t.output.gram_spectral, Ball(4.18)); }},
       {"R/2 for R",
        [](const Terms& t) {
          const Ball half = Ball(0.5) * t.output.radius;
          return in_ball(t, t.sharpened(2.0, t.output.gram_spectral, own_kappa(), half));
        }},
       {"max_n ||sigma_n||^2 for ||sigma||_2^2",
        [](const Terms& t) { return with(t, 2.0, t.output.largest_column_squared, own_kappa()); }},
       {"kappa alone",
        [](const Terms& t) { return in_ball(t, Ball(2.0) * t.output.lambda + t.output.gram_spectral * own_kappa()); }},
       {"the Frobenius norm of sigma", [](const Terms& t) { return with(t, 2.0, t.frobenius_squared(), own_kappa()); },
        true},
       {"written out", [](const Terms& t) { return with(t, 2.0, t.output.gram_spectral, own_kappa()); }, true}});
  return claim;
}

}  // namespace lysep::lemma_3_3_ii_sharp_claim
