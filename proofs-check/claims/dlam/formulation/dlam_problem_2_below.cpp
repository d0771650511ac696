// Problem 2 lies below Problem 1, and rises with rho and as eps falls: at every point
//   F_{rho, eps} <= F_{rho', eps'} where rho <= rho', eps >= eps',
// with equality where all residuals are 0: a feasible point of Problem 1 is one of Problem 2 with the same value for
// every rho and eps, so that inf P2 <= inf P1. F is finite on the right; two layers, Omega = (mu/2) ||W||^2.
#include "proofs-check/claims/dlam/formulation/network_point.hpp"

namespace lysep::dlam_problem_2_below_claim {
namespace {

struct Terms {
  explicit Terms(const Instance& i)
      : at(i), rho(i.ball("rho")), rho_above(i.ball("rho_above")), eps(i.ball("eps")), eps_below(i.ball("eps_below")) {
    const auto h = monotone_activation(i);
    mu = i.ball("mu");
    ordered = h && rho > Ball(0.0) && eps_below > Ball(0.0) && mu >= Ball(0.0) && rho <= rho_above && eps >= eps_below;
    if (ordered) violation = at.violation(*h);
  }
  NetworkPoint at;
  Ball rho, rho_above, eps, eps_below, mu, violation = Ball(0.0);
  bool ordered;

  bool finite() const { return ordered && violation <= eps_below; }
  Ball F(const Ball& with) const { return at.risk() + Ball(0.5) * (mu * at.weights_squared() + with * at.penalties()); }
  Sides between(const Ball& left, const Ball& right) const {
    return finite() ? Sides{left, right} : hypothesis_not_met();
  }
};

Matrix<double> small(Draw& draw, Index rows, Index columns) {
  Matrix<double> m(rows, columns);
  for (Index i = 0; i < m.size(); ++i) m.data()[i] = draw.integer(-4, 4) / 4.0;
  return m;
}

Instance generate(Draw& draw) {
  const int n0 = draw.integer(1, 2), n1 = draw.integer(1, 3), J = draw.integer(2, 3), N = draw.integer(1, 3);
  Instance instance;
  const bool feasible = draw.chance(0.3);  // of Problem 1, exactly
  instance.family = feasible ? "feasible for Problem 1" : "random";
  instance.set("activation", feasible ? draw.pick<double>({3, 4}) : draw_monotone_activation(draw));
  const Activation h = *monotone_activation(instance);
  const Matrix<double> X = small(draw, n0, N), W1 = small(draw, n1, n0), b1 = small(draw, n1, 1),
                       W2 = small(draw, J, n1), b2 = small(draw, J, 1);
  Matrix<double> Z1 = W1 * X + b1.replicate(1, N);
  if (!feasible) Z1 += draw.matrix(n1, N, draw.magnitude(-2, 1));
  Matrix<double> A1 = Z1.unaryExpr([&](double z) { return activation_value(h, z); });
  const double eps_below = draw.magnitude(-3, 1), eps = eps_below * (draw.chance(0.2) ? 1 : draw.magnitude(0, 2));
  if (!feasible) {
    const bool outside = draw.chance(0.15);
    if (outside) instance.family = "feasible for the larger eps alone";
    A1 += draw.matrix(n1, N, 0.999 * (outside ? eps : eps_below));
  }
  Matrix<double> Z2 = W2 * A1 + b2.replicate(1, N);
  if (!feasible) Z2 += draw.matrix(J, N, draw.magnitude(-2, 1));
  instance.set("X", X);
  set_layer(instance, 1, W1, b1, Z1);
  set_layer(instance, 2, W2, b2, Z2);
  instance.set("A1", A1);
  Labels labels;
  for (int n = 0; n < N; ++n) labels.push_back(draw.integer(0, J - 1));
  instance.set("label", labels);
  const double rho = draw.magnitude(-3, 2);
  instance.set("rho", rho);
  instance.set("rho_above", rho * (draw.chance(0.2) ? 1 : draw.magnitude(0, 2)));
  instance.set("eps", eps);
  instance.set("eps_below", eps_below);
  instance.set("mu", draw.chance(0.5) ? 0.0 : draw.magnitude(-3, 0));
  return instance;
}

}  // namespace

Claim claim() {
  Claim claim =
      dlam_claim("dlam-problem-2-below", "Problem 2", "F_{rho, eps} <= F_{rho', eps'} where rho <= rho', eps >= eps'");
  claim.hypotheses = {"h is tanh, sigmoid, ReLU or the identity", "0 < rho <= rho', eps >= eps' > 0, mu >= 0",
                      "|a_1 - h(z_1)| <= eps'"};
  claim.constant_is_best_possible = true;
  claim.arrays = network_point_arrays(2);
  for (const Array& array : std::vector<Array>{{"label", "N", "classes, from 0", Array::label},
                                               activation_array(),
                                               {"rho", "1", "rho"},
                                               {"rho_above", "1", "rho'"},
                                               {"eps", "1", "eps"},
                                               {"eps_below", "1", "eps'"},
                                               {"mu", "1", "of Omega"}}) {
    claim.arrays.push_back(array);
  }
  claim.generate = generate;
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); },
      [](const Terms& t) { return t.between(t.F(t.rho), t.F(t.rho_above)); },
      {{">= for <=", [](const Terms& t) { return t.between(t.F(t.rho_above), t.F(t.rho)); }},
       {"0.999 F on the right", [](const Terms& t) { return t.between(t.F(t.rho), Ball(0.999) * t.F(t.rho_above)); }},
       {"feasible for eps, so for eps'",
        [](const Terms& t) {
          return t.ordered && t.violation <= t.eps ? Sides{t.violation, t.eps_below} : hypothesis_not_met();
        }},
       {"the value of Problem 1 on the left",
        [](const Terms& t) { return t.between(t.F(Ball(0.0)), t.F(t.rho_above)); }, true}});
  return claim;
}

}  // namespace lysep::dlam_problem_2_below_claim
