// (3.4): N L_S^2 = S = ||R||_2^2 + sum_{l<L} omega_l ||W_l sigma(c_{l-1}) + b_l 1^T - c_l||_F^2.
// Left: the program's S, ||R||^2 + ||W_L||^2 lambda_L by the recurrence of lambda from the residuals; right: naive
// loops over (3.4) from W, b and c.
#include "proofs-check/claims/lysep/algorithm/blocks.hpp"

namespace lysep::equation_3_4_claim {
namespace {

using Terms = Network;

Sides against_definition(const Terms& t, const Ball& left) {
  return {left, loss_by_definition(t), true, loss_scale(t)};
}

/// ||R||^2 + sum_l weight(l) ||r_l||^2.
Ball weighted(const Terms& t, const std::function<Ball(Index)>& weight) {
  Ball sum = norm_squared(t.R);
  for (Index l = 1; l < t.L; ++l) sum += weight(l) * t.norms.residual(l);
  return sum;
}

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "equation-3.4";
  claim.equation = "(3.4)";
  claim.statement = "N L_S^2 = ||R||_2^2 + sum_{l<L} omega_l ||W_l sigma(c_{l-1}) + b_l 1^T - c_l||_F^2";
  claim.hypotheses = {"L >= 2"};
  claim.relation = Relation::equals;
  claim.generate = [](Draw& draw) {
    Instance instance;
    instance.state = varied_state(draw, every_activation(), instance.family);
    return instance;
  };
  set_state(claim);
  set_sides<Terms>(
      claim, [](const Instance& i) { return Network(*i.state); },
      [](const Terms& t) { return against_definition(t, t.samples() * squared(t.L_S())); },
      {{"||R||_1 for ||R||_2^2",
        [](const Terms& t) { return against_definition(t, t.S() - norm_squared(t.R) + total(t.R)); }},
       {"||r_l|| for ||r_l||^2",
        [](const Terms& t) {
          Ball sum = norm_squared(t.R);
          for (Index l = 1; l < t.L; ++l) sum += t.omega(l) * t.rho(l);
          return against_definition(t, sum);
        }},
       {"1 for omega_l",
        [](const Terms& t) { return against_definition(t, weighted(t, [](Index) { return Ball(1.0); })); }},
       {"omega_{l+1} for omega_l",
        [](const Terms& t) { return against_definition(t, weighted(t, [&](Index l) { return omega_after(t, l); })); }},
       {"L_S^2 without N", [](const Terms& t) { return against_definition(t, squared(t.L_S())); }},
       {"the losses at phi for R",
        [](const Terms& t) { return against_definition(t, t.S() - norm_squared(t.R) + norm_squared(t.losses)); }},
       {"the sum with omega_l as products",
        [](const Terms& t) { return against_definition(t, weighted(t, [&](Index l) { return t.omega(l); })); }, true}});
  return claim;
}

}  // namespace lysep::equation_3_4_claim
