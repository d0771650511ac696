// The exact update of the output variable in enclosures.
#include "proofs-check/claims/dlam/block_updates/exact_output.hpp"

#include <cmath>

namespace lysep {
namespace {

/// [m - r, m + r] for r >= 0.
Ball around(const Ball& m, const Ball& r) {
  Ball enclosure = m;
  arb_add_error(enclosure.get(), r.get());
  return enclosure;
}

/// 2^-(p - 10).
Ball resolution() {
  Ball e(1.0);
  arb_mul_2exp_si(e.get(), e.get(), 10 - Ball::precision());
  return e;
}

/// omega(x) for double x: from the asymptotic forms by Newton's method.
double nearly_omega(double x) {
  if (!(x > -700)) return 0.0;
  double w = x > 1 ? x - log(x) : exp(x - (x > -1 ? 0.5 : 0.0));
  for (int k = 0; k < 8; ++k) {
    const double step = (w + log(w) - x) / (1 + 1 / w);
    w = step < w ? w - step : w / 2;
  }
  return w;
}

/// For x that is not small: g(w) = w + ln w - x has g' >= 1, so that |w - omega| <= |g(w)|.
Ball omega_above(const Ball& x) {
  const double near = nearly_omega(x.approximate());
  Ball w = std::isfinite(near) && near > 0 ? Ball(near) : x.midpoint();
  const Ball enough = resolution() * max(abs(w), Ball(1.0)), middle = x.midpoint();
  for (int k = 0; k < 60; ++k) {
    const Ball g = (w + ln(w) - middle).midpoint();
    if (abs(g) <= enough) break;
    w = max(w - g * w / (Ball(1.0) + w), Ball(0.5) * w).midpoint();
  }
  return around(w, abs(w + ln(w) - x));
}

/// For x that is not large: k(u) = e^u + u - x, u = ln omega, has k' >= 1.
Ball omega_below(const Ball& x) {
  Ball u = x.midpoint();
  const double near = nearly_omega(x.approximate());
  if (near > 0) u = Ball(log(near));
  const Ball enough = resolution(), middle = x.midpoint();
  for (int k = 0; k < 60; ++k) {
    const Ball e = exp(u), error = (e + u - middle).midpoint();
    if (abs(error) <= enough * max(abs(u), Ball(1.0))) break;
    u = (u - error / (Ball(1.0) + e)).midpoint();
  }
  return exp(around(u, abs(exp(u) + u - x)));
}

}  // namespace

Ball wright_omega(const Ball& x) {
  if (!is_finite(x)) return undecided();
  return x.midpoint() > Ball(1.0) ? omega_above(x) : omega_below(x);
}

Ball log_sum_exp(const Matrix<Ball>& c) {
  Ball shift = c(0, 0), sum(0.0);
  for (Index i = 1; i < c.rows(); ++i) shift = pick_larger(shift, c(i, 0));
  shift = shift.midpoint();
  for (Index i = 0; i < c.rows(); ++i) sum += exp(c(i, 0) - shift);
  return shift + ln(sum);
}

OutputEquation::OutputEquation(const Matrix<Ball>& c, const Ball& rho, const Ball& s) : value(-1.0), slope(0.0) {
  const Ball shift = s + ln(rho);
  for (Index i = 0; i < c.rows(); ++i) {
    const Ball omega = wright_omega(c(i, 0) - shift);
    value += rho * omega;
    slope -= rho * omega / (Ball(1.0) + omega);
  }
}

Matrix<Ball> exact_output(const Matrix<Ball>& v, int y, const Ball& rho) {
  Matrix<Ball> c = v, z = v;
  if (!(rho > Ball(0.0))) return scaled(undecided(), v);
  c(y, 0) += Ball(1.0) / rho;
  Matrix<Ball> middle = c;
  for (Index i = 0; i < c.rows(); ++i) middle(i, 0) = c(i, 0).midpoint();
  const Ball enough = resolution() * (Ball(1.0) + rho);
  Ball s = (log_sum_exp(middle) - Ball(1.0) / rho).midpoint();
  for (int k = 0; k < 100; ++k) {  // from the left of the root, where Newton's method rises to it
    const OutputEquation at(middle, rho.midpoint(), s);
    if (abs(at.value.midpoint()) <= enough || !is_finite(at.value)) break;
    s = at.newton(s).midpoint();
  }
  // At the root the slope is at most -rho/(1 + rho), for rho omega_i <= 1; the function is convex, so that it is no
  // flatter between the root and s than at one of the two.
  const OutputEquation at(c, rho, s);
  const Ball steepness = min(rho / (Ball(1.0) + rho), -at.slope);
  const Ball root = around(s, abs(at.value) / steepness), shift = root + ln(rho);
  for (Index i = 0; i < c.rows(); ++i) z(i, 0) = c(i, 0) - wright_omega(c(i, 0) - shift);
  return z;
}

OutputPoint::OutputPoint(const Instance& i) : z(i.balls("z")), rho(i.ball("rho")), y(i.labels("label")[0]) {
  hypothesis = rho > Ball(0.0);
  if (!hypothesis) return;
  misfit = softmax_minus_labels_of(z, {y});
  v = sum(z, scaled(Ball(1.0) / rho, misfit));
  c = v;
  c(y, 0) += Ball(1.0) / rho;
  s = log_sum_exp(z);
}

Ball OutputPoint::objective(const Matrix<Ball>& x) const {
  return losses_of(x, {y})(0, 0) + Ball(0.5) * rho * norm_squared(difference(x, v));
}

std::vector<Array> output_point_arrays() {
  return {{"z", "J x 1", "the minimiser: it determines v"},
          {"label", "1", "class, from 0", Array::label},
          {"rho", "1", "the penalty parameter"}};
}

Instance output_point_instance(Draw& draw) {
  Instance instance;
  const int J = draw.integer(2, 4), y = draw.integer(0, J - 1);
  Matrix<double> z = draw.matrix(J, 1, draw.magnitude(-2, 1.5));
  instance.family = "random";
  const double which = draw.uniform(0, 1);
  if (which < 0.4) {
    instance.family = "a wrong class far above";
    z((y + draw.integer(1, J - 1)) % J, 0) = z.maxCoeff() + draw.uniform(10, 60);
  } else if (which < 0.5) {
    instance.family = "logits alike";
    z.setConstant(draw.symmetric(3.0));
  } else if (which < 0.6) {
    instance.family = "the label far above";
    z(y, 0) = z.maxCoeff() + draw.uniform(5, 40);
  }
  instance.set("z", z);
  instance.set("label", Labels{y});
  instance.set("rho", draw.magnitude(-4, 2));
  return instance;
}

}  // namespace lysep
