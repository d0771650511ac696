// What the auxiliary variables can do for fixed weights, to first order: with rho = R_n and e_l the residuals of a
// sample, for all e
//   w rho^2 <= (rho + sum_l <delta_l, e_l>)^2 + sum_l omega_l ||e_l||^2,   w = 1/(1 + sum_l ||delta_l||^2/omega_l),
// by Cauchy-Schwarz, with equality at e_l = -(w rho/omega_l) delta_l. Row l of the arrays is layer l.
#include "proofs-check/claims/lysep/joint/joint_terms.hpp"

namespace lysep::joint_minimum_claim {
namespace {

struct Terms {
  Matrix<Ball> delta, omega, e;
  Ball rho;

  explicit Terms(const Instance& i)
      : delta(i.balls("delta")), omega(i.balls("omega")), e(i.balls("e")), rho(i.ball("rho")) {}

  bool positive() const {
    for (Index l = 0; l < omega.rows(); ++l) {
      if (!(omega(l, 0) > Ball(0.0))) return false;
    }
    return true;
  }
  /// sum_l f(||delta_l||^2, omega_l).
  template <class F>
  Ball sum_of(F f) const {
    Ball sum(0.0);
    for (Index l = 0; l < omega.rows(); ++l) sum += f(norm_squared(delta.row(l)), omega(l, 0));
    return sum;
  }
  Ball ratio() const {
    return sum_of([](const Ball& d, const Ball& omega) { return d / omega; });
  }
  Ball w() const { return Ball(1.0) / (Ball(1.0) + ratio()); }
  Ball value() const {
    Ball penalties(0.0);
    for (Index l = 0; l < omega.rows(); ++l) penalties += omega(l, 0) * norm_squared(e.row(l));
    return squared(rho + inner(delta, e)) + penalties;
  }
  Sides with(const Ball& share) const {
    return positive() ? Sides{share * squared(rho), value(), true, squared(rho)} : hypothesis_not_met();
  }
};

Instance generate(Draw& draw) {
  const int layers = draw.integer(1, 4), units = draw.integer(1, 3);
  Instance instance;
  instance.family = "random";
  Matrix<double> delta = draw.matrix(layers, units, draw.magnitude(-3, 3)), omega(layers, 1);
  for (Index l = 0; l < layers; ++l) omega(l, 0) = draw.magnitude(-4, 4);
  const double rho = draw.magnitude(-4, 2) * draw.sign();
  Matrix<double> e = draw.matrix(layers, units, draw.magnitude(-3, 1));
  if (draw.chance(0.7)) {
    instance.family = "near the minimum";
    double ratio = 0;
    for (Index l = 0; l < layers; ++l) ratio += delta.row(l).squaredNorm() / omega(l, 0);
    const double off = draw.chance(0.5) ? 0.0 : draw.magnitude(-6, -1);
    for (Index l = 0; l < layers; ++l) {
      e.row(l) = delta.row(l) * (-rho / (1 + ratio) / omega(l, 0)) * (1 + off * draw.symmetric(1));
    }
  }
  instance.set("delta", delta);
  instance.set("omega", omega);
  instance.set("rho", rho);
  instance.set("e", e);
  return instance;
}

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "joint-minimum";
  claim.equation = "joint steps";
  claim.statement =
      "w rho^2 <= (rho + sum <delta_l, e_l>)^2 + sum omega_l ||e_l||^2, w = 1/(1 + sum ||delta_l||^2/omega_l)";
  claim.hypotheses = {"omega_l > 0"};
  claim.constant_is_best_possible = true;
  claim.arrays = {{"delta", "h x M", "row l: delta_l of a sample"},
                  {"omega", "h x 1", "the weights of the penalties"},
                  {"rho", "1", "R_n"},
                  {"e", "h x M", "row l: the residual e_l"}};
  claim.generate = generate;
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); }, [](const Terms& t) { return t.with(t.w()); },
      {{"without the 1 in w", [](const Terms& t) { return t.with(Ball(1.0) / t.ratio()); }},
       {"1 for w", [](const Terms& t) { return t.with(Ball(1.0)); }},
       {"omega_l for 1/omega_l",
        [](const Terms& t) {
          return t.with(Ball(1.0) / (Ball(1.0) + t.sum_of([](const Ball& d, const Ball& omega) { return d * omega; })));
        }},
       {"half of the sum in w", [](const Terms& t) { return t.with(Ball(1.0) / (Ball(1.0) + Ball(0.5) * t.ratio())); }},
       {"1.001 w", [](const Terms& t) { return t.with(Ball(1.001) * t.w()); }},
       {"w^2", [](const Terms& t) { return t.with(squared(t.w())); }, true}});
  return claim;
}

}  // namespace lysep::joint_minimum_claim
