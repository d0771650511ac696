// That Problem 2 approaches Problem 1 as rho -> inf and eps -> 0: that inf P2 -> inf P1. FALSE without a coercive
// Omega. Two samples with one input and different labels, J = 2: inf P1 = 2 ln 2. In Problem 2, for any rho and eps:
// z_1 = 1, a_1 = 1 +- eps, W_2 = (t/eps) (1, -1)^T, b_2 = -W_2, z_2 = W_2 a_1 + b_2: all penalties are 0 and F = 2 ln(1
// + e^(-2t)), at t = 20 8.5e-18. Decided as 2 ln 2 - 1/2 <= F for rho >= 1000, eps <= 1/1000, ReLU.
#include "proofs-check/claims/dlam/formulation/network_point.hpp"

namespace lysep::dlam_approaches_claim {
namespace {

struct Terms {
  explicit Terms(const Instance& i) : at(i), rho(i.ball("rho")) {
    const Ball eps = i.ball("eps");
    const Activation relu{Activation::Kind::relu};
    const bool two = at.samples() == 2 && at.labels[0] != at.labels[1] && at.Z(2).rows() == 2;
    hypothesis = two && norm_squared(Matrix<Ball>(difference(at.A(0).col(0), at.A(0).col(1)))).is_zero() &&
                 rho >= Ball(1000.0) && eps > Ball(0.0) && eps <= Ball(1e-3) && at.violation(relu) <= eps;
  }
  NetworkPoint at;
  Ball rho;
  bool hypothesis;

  Ball F() const { return at.risk() + Ball(0.5) * rho * at.penalties(); }
  static Ball infimum() { return Ball(2.0) * log1p(Ball(1.0)); }
  Sides above(const Ball& bound, const Ball& omega = Ball(0.0)) const {
    return hypothesis ? Sides{bound, F() + omega} : hypothesis_not_met();
  }
};

/// The point with these t and eps = 2^-k, exact for whole t.
Instance far_weights(double t, int k, double rho) {
  const double eps = std::ldexp(1.0, -k), w = t / eps;
  Instance instance;
  instance.family = "weights t/eps";
  const Matrix<double> one = Matrix<double>::Constant(1, 1, 1.0);
  Matrix<double> A(1, 2), W(2, 1), Z(2, 2);
  A << 1 + eps, 1 - eps;
  W << w, -w;
  Z << t, -t, -t, t;
  instance.set("X", Matrix<double>(Matrix<double>::Constant(1, 2, 1.0)));
  set_layer(instance, 1, one, Matrix<double>(0 * one), Matrix<double>(Matrix<double>::Constant(1, 2, 1.0)));
  instance.set("A1", A);
  set_layer(instance, 2, W, Matrix<double>(-W), Z);
  instance.set("label", Labels{0, 1});
  instance.set("rho", rho);
  instance.set("eps", eps);
  return instance;
}

Instance generate(Draw& draw) {
  const int k = draw.integer(10, 40);
  const double rho = draw.magnitude(3, 8);
  Instance instance = far_weights(draw.integer(1, 40), k, rho);
  if (draw.chance(0.4)) return instance;
  instance.family = "moderate weights";
  const Matrix<double> W = draw.matrix(2, 1, draw.magnitude(-1, 1)), b = draw.matrix(2, 1, 3);
  Matrix<double> Z = W * instance.matrix("A1") + b.replicate(1, 2);
  if (draw.chance(0.5)) Z += draw.matrix(2, 2, draw.magnitude(-4, -1));
  set_layer(instance, 2, W, b, Z);
  return instance;
}

}  // namespace

Claim claim() {
  Claim claim =
      false_dlam_claim("dlam-approaches", "Problem 2", "inf P1 - 1/2 <= F of Problem 2 for rho >= 1000, eps <= 1/1000",
                       [] { return far_weights(20, 10, 1024); });
  claim.hypotheses = {"h is ReLU, |a_1 - h(z_1)| <= eps", "two samples with one input, J = 2, different labels"};
  claim.arrays = network_point_arrays(2);
  claim.arrays.push_back({"label", "N", "classes, from 0", Array::label});
  claim.arrays.push_back({"rho", "1", "rho"});
  claim.arrays.push_back({"eps", "1", "eps"});
  claim.generate = generate;
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); },
      [](const Terms& t) { return t.above(Terms::infimum() - Ball(0.5)); },
      {{"inf P1 - 1", [](const Terms& t) { return t.above(Terms::infimum() - Ball(1.0)); }},
       {"1e-6 inf P1", [](const Terms& t) { return t.above(Ball(1e-6) * Terms::infimum()); }},
       {"Omega = ||W_2||^2/2",
        [](const Terms& t) { return t.above(Terms::infimum() - Ball(0.5), Ball(0.5) * norm_squared(t.at.W(2))); },
        true},
       {"0 <= F", [](const Terms& t) { return t.above(Ball(0.0)); }, true}});
  return claim;
}

}  // namespace lysep::dlam_approaches_claim
