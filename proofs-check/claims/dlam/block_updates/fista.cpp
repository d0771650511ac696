// FISTA in enclosures, and where it is stopped beyond the minimiser.
#include "proofs-check/claims/dlam/block_updates/fista.hpp"

namespace lysep {

Fista::Fista(const Instance& i)
    : v(i.balls("v")), start(i.balls("start")), rho(i.ball("rho")), y(i.labels("label")[0]) {
  const double count = i.number("iterations");
  hypothesis = rho > Ball(0.0) && count >= 0 && count <= 40;
  iterations = hypothesis ? static_cast<int>(count) : 0;
}

Ball Fista::objective(const Matrix<Ball>& z) const {
  return losses_of(z, {y})(0, 0) + Ball(0.5) * rho * norm_squared(difference(z, v));
}

Matrix<Ball> Fista::gradient(const Matrix<Ball>& z) const {
  return sum(softmax_minus_labels_of(z, {y}), scaled(rho, difference(z, v)));
}

Matrix<Ball> Fista::run(const Ball& step, int count) const {
  Matrix<Ball> x = start, at = start;
  Ball t(1.0);
  for (int k = 0; k < count; ++k) {
    const Matrix<Ball> next = difference(at, scaled(step, gradient(at)));
    const Ball t_next = Ball(0.5) * (Ball(1.0) + sqrt(Ball(1.0) + Ball(4.0) * t * t));
    at = sum(next, scaled((t - Ball(1.0)) / t_next, difference(next, x)));
    x = next;
    t = t_next;
  }
  return x;
}

Sides Fista::decreases(const Matrix<Ball>& z, double share, double factor) const {
  if (!hypothesis) return hypothesis_not_met();
  const Ball moved = norm(difference(z, start)), delta = norm(gradient(z)), before = objective(start),
             after = objective(z);
  return {Ball(0.5 * factor) * rho * moved * moved, before - after + Ball(share) * delta * moved, true, before + after};
}

void set_fista(Claim& claim) {
  claim.hypotheses = {"rho > 0", "0 to 40 iterations of step 1/(rho + 1/2)", "R is the cross-entropy"};
  claim.arrays = {{"v", "J x 1", "W a + b"},
                  {"start", "J x 1", "z^k"},
                  {"label", "1", "class, from 0", Array::label},
                  {"rho", "1", "the penalty parameter"},
                  {"iterations", "1", "how many", Array::integer}};
  claim.generate = [](Draw& draw) {
    const int J = draw.integer(2, 3), y = draw.integer(0, J - 1);
    Instance instance;
    Matrix<double> v = draw.matrix(J, 1, draw.magnitude(-1, 1));
    instance.family = "random";
    double rho = draw.magnitude(-3, 2);
    Matrix<double> start = draw.matrix(J, 1, draw.magnitude(-1, 1));
    if (draw.chance(0.6)) {
      instance.family = "a wrong class far above";
      v((y + 1) % J, 0) += draw.uniform(10, 60);
      start = v;
      rho = draw.magnitude(-1.3, 1);
    }
    instance.set("v", v);
    instance.set("start", start);
    instance.set("label", Labels{y});
    instance.set("rho", rho);
    instance.set("iterations", draw.integer(1, 12));
    return instance;
  };
}

Instance overshot() {
  Instance instance;
  instance.family = "beyond the minimiser";
  Matrix<double> v(2, 1);
  v << -8, 8;
  instance.set("v", v);
  instance.set("start", v);
  instance.set("label", Labels{0});
  instance.set("rho", 0.25);
  instance.set("iterations", 6);
  return instance;
}

}  // namespace lysep
