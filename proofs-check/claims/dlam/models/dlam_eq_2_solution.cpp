// The solution of (2): for Omega = 0, (mu/2)||W||^2 and mu||W||_1 the minimiser of P + Omega is W - G/theta, (theta W -
// G)/(theta + mu), and W - G/theta moved towards 0 by mu/theta as far as 0. As P is strongly convex,
//   (theta/2) ||Y - W'||^2 <= P(Y) + Omega(Y) - P(W') - Omega(W') for every Y,
// which no other W' has; an equality for Omega = 0.
#include "proofs-check/claims/dlam/models/weight_update.hpp"

namespace lysep::dlam_eq_2_solution_claim {
namespace {

struct Terms : WeightUpdate {
  explicit Terms(const Instance& i) : WeightUpdate(i), Y(i.balls("Y")) {}
  Matrix<Ball> Y;

  Sides minimised_at(const Matrix<Ball>& W, const Ball& convexity) const {
    const Matrix<Ball> there = difference(W, at.W), move = difference(Y, at.W);
    const Ball distance = Ball(0.5) * convexity * norm_squared(difference(Y, W));
    return {
        distance, model(move) + omega.value(Y) - model(there) - omega.value(W), true,
        abs(inner(gradient, there)) + abs(inner(gradient, move)) + theta * (norm_squared(there) + norm_squared(move))};
  }
  Sides statement(double factor = 1) const {
    return hypothesis ? minimised_at(after, Ball(factor) * theta) : hypothesis_not_met();
  }
  bool of_kind(RegulariserTerm::Kind kind) const { return hypothesis && omega.kind == kind; }
};

Instance generate(Draw& draw) {
  Instance instance = weight_update_instance(draw);
  const Matrix<double> W = instance.matrix("W");
  const WeightUpdate update(instance);
  Matrix<double> near = update.after.unaryExpr([](const Ball& x) { return x.approximate(); });
  near += draw.matrix(W.rows(), W.cols(), draw.magnitude(-6, 1));
  instance.set("Y", draw.chance(0.8) ? near : draw.matrix(W.rows(), W.cols(), draw.magnitude(-1, 1)));
  return instance;
}

}  // namespace

Claim claim() {
  Claim claim = dlam_claim("dlam-eq-2-solution", "(2)",
                           "(theta/2) ||Y - W'||^2 <= P(Y) + Omega(Y) - P(W') - Omega(W'), W' the solution of (2)");
  claim.hypotheses = {"rho, theta > 0", "mu >= 0"};
  claim.constant_is_best_possible = true;
  claim.arrays = weight_update_arrays();
  claim.arrays.push_back({"Y", "m x n", "any weights"});
  claim.generate = generate;
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); }, [](const Terms& t) { return t.statement(); },
      {{"moved towards 0 by mu",
        [](const Terms& t) {
          if (!t.of_kind(RegulariserTerm::absolute_values)) return hypothesis_not_met();
          const RegulariserTerm by_mu{t.omega.kind, t.omega.mu * t.theta};
          return t.minimised_at(by_mu.minimiser(t.at.W, t.gradient, t.theta), t.theta);
        }},
       {"(theta W - G)/theta for squares",
        [](const Terms& t) {
          if (!t.of_kind(RegulariserTerm::squares)) return hypothesis_not_met();
          return t.minimised_at(RegulariserTerm().minimiser(t.at.W, t.gradient, t.theta), t.theta);
        }},
       {"1.01 theta ||Y - W'||^2/2", [](const Terms& t) { return t.statement(1.01); }},
       {"theta + mu for squares",
        [](const Terms& t) {
          if (!t.of_kind(RegulariserTerm::squares)) return hypothesis_not_met();
          return t.minimised_at(t.after, t.theta + t.omega.mu);
        },
        true}});
  return claim;
}

}  // namespace lysep::dlam_eq_2_solution_claim
