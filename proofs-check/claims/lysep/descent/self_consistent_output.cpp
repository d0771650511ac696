// (3.31) sharpened, W_L's self-consistent step, which needs neither a ball nor M0: S(W_L - tau grad S) <= S(W_L) for 0
// < tau <= 2/C,
//   C = 2 lambda + kappa ||V_L||_2^2 for J = 2, and for J >= 3 at least (a + sqrt(a^2 + 8b))/2 as well, with
//   a = 2 lambda + ||V_L||_2^2 max R_n,  b = sqrt2 ||V_L||_2^2 max_n ||g sigma_n||,  g = grad S,
// for the curvature on the step is at most 2 lambda + ||V_L||_2^2 max(kappa, max R_n + sqrt2 tau max ||g sigma_n||).
// Not best possible: kappa/2 fails for J = 2 (margins of hundreds beside lambda_L), nothing between is known to. That b
// is needed is not refuted by any instance known.
#include "proofs-check/claims/lysep/descent/output_steps.hpp"

namespace lysep::self_consistent_output_claim {
namespace {

bool stepped(Iterate& t, const Instance& i, const Matrix<Ball>& g, const Ball& C) {
  const double factor = i.number("factor");
  if (!(factor > 0 && factor <= 2)) return false;
  if (C.is_zero()) return true;
  if (!C.is_positive()) return false;
  Iterate::step(t.W(t.L), g, Ball(factor) / C);
  return true;
}

Ball gram(const Iterate& t) { return squared(spectral_norm(t.V(t.L))); }

/// The step with a multiple of C, and of lambda and kappa in it.
Step with(double whole, double lambdas, double kappas) {
  return [=](Iterate& t, const Instance& i) {
    const Ball C = Ball(whole) * self_consistent_constant(t, gram(t), Ball(lambdas), Ball(kappas));
    return stepped(t, i, t.output_gradient(), C);
  };
}

/// The step with another norm of V_L.
Step with_gram(Ball (*other)(const Matrix<Ball>&)) {
  return [=](Iterate& t, const Instance& i) {
    const Ball C = self_consistent_constant(t, other(t.V(t.L)), Ball(2.0), Ball(1.0));
    return stepped(t, i, t.output_gradient(), C);
  };
}

Instance generate(Draw& draw) {
  const double which = draw.uniform(0, 1);
  if (which < 0.2) return wrong_and_regularised(draw);
  if (which < 0.4) return outward_step(draw);
  Instance instance = output_step(draw);
  if (draw.chance(0.1)) {
    instance.family = "unbounded sigma";
    instance.state->activation = {draw.chance(0.5) ? Activation::Kind::identity : Activation::Kind::relu};
  }
  instance.data.erase("block");
  instance.data.erase("layer");
  return instance;
}

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "self-consistent-output";
  claim.equation = "(3.31) sharpened";
  claim.statement = "S(W_L - tau grad S) <= S(W_L), 0 < tau <= 2/C, C the self-consistent constant";
  claim.hypotheses = {"0 < tau <= 2/C"};
  claim.arrays = factor_array();
  claim.generate = generate;
  set_step(claim, with(1, 2, 1),
           {{"tau = 4/C", with(0.5, 2, 1)},
            {"lambda for 2 lambda", with(1, 1, 1)},
            {"kappa/2 for kappa", with(1, 2, 0.5)},
            {"max_n ||sigma_n||^2 for ||V_L||_2^2",
             with_gram([](const Matrix<Ball>& V) { return squared(largest_column_norm(V)); })},
            {"A - P for P - A",
             [](Iterate& t, const Instance& i) {
               const Ball C = self_consistent_constant(t, gram(t), Ball(2.0), Ball(1.0));
               return stepped(t, i, difference(t.output_gradient(), scaled(Ball(2.0), t.loss_gradient())), C);
             }},
            {"||V_L||^2 for ||V_L||_2^2", with_gram([](const Matrix<Ball>& V) { return norm_squared(V); }), true}});
  return claim;
}

}  // namespace lysep::self_consistent_output_claim
