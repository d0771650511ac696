// Theorem 3.4, the step of W_L where only W_L^k lies in the ball ||W_L|| <= R on which C_L(R) is a Lipschitz constant:
//   S(W_L^k - tau grad S) <= S(W_L^k),  0 < tau <= 2/C_L(R),  R = ||W_L^k|| < ||W_L^{k+1}||.
// The proof of (3.31) does not cover it. It is true: on the segment ||W_t|| stays below segment-norm's bound, and the
// mean of the curvature, weighted by 1 - t, is at most C_L(R). Not best possible but in 2 lambda_L.
#include "proofs-check/claims/lysep/descent/output_steps.hpp"

namespace lysep::segment_gap_claim {
namespace {

/// Takes the step with this gradient and constant; false where it does not leave the ball.
bool stepped(Iterate& t, const Instance& i, const Matrix<Ball>& g, const Ball& C) {
  if (!takes_step(i)) return false;
  const Ball R = norm(t.W(t.L));
  Iterate::step(t.W(t.L), g, i.ball("factor") / C);
  return norm(t.W(t.L)) > R;
}

/// The step with a multiple of C_L(R) and of lambda in it.
Step with(double whole, double lambdas) {
  return [=](Iterate& t, const Instance& i) {
    const Ball C = Ball(whole) * t.output_constant() + Ball(lambdas) * t.lambda(t.L);
    return stepped(t, i, t.output_gradient(), C);
  };
}

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "segment-gap";
  claim.equation = "(3.31)";
  claim.statement = "S(W_L - tau grad S) <= S(W_L), 0 < tau <= 2/C_L(R), though ||W_L - tau grad S|| > R";
  claim.hypotheses = {"|sigma| <= M0", "||W_L^k|| = R < ||W_L^{k+1}||", "0 < tau <= 2/C_L(R)"};
  claim.arrays = factor_array();
  claim.generate = outward_step;
  set_step(claim, with(1, 0),
           {{"tau = 4/C_L", with(0.5, 0)},
            {"tau = 2.1/C_L", with(1 / 1.05, 0)},
            {"lambda for 2 lambda in C_L", with(1, -1)},
            {"A - P for P - A",
             [](Iterate& t, const Instance& i) {
               const Matrix<Ball> g = t.output_gradient();
               return stepped(t, i, difference(g, scaled(Ball(2.0), t.loss_gradient())), t.output_constant());
             }},
            {"C_L(2R)",
             [](Iterate& t, const Instance& i) {
               return stepped(t, i, t.output_gradient(), t.output_constant(Ball(2.0) * norm(t.W(t.L))));
             },
             true}});
  return claim;
}

}  // namespace lysep::segment_gap_claim
