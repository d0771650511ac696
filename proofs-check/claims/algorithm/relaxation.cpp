// Over-relaxation: a convex quadratic f with minimiser x* does not increase from x to x + rho (x* - x) for
// 0 <= rho <= 2; f falls to f(x*) + (1 - rho)^2 (f(x) - f(x*)). Equality at rho = 0 and 2, so 2 is best possible.
// Every such f is x^T H x - 2 g^T x + const with H = A^T A, g = H x*; it is evaluated in this expanded form.
#include "core/kernels.hpp"
#include "proofs-check/claim.hpp"

namespace lysep {
namespace {

struct Quadratic {
  Matrix<Ball> H, g, minimiser;

  explicit Quadratic(const Instance& instance) {
    const auto ball = [](double x) { return Ball(x); };
    const Matrix<Ball> A = instance.matrix("A").unaryExpr(ball);
    minimiser = instance.matrix("x_star").unaryExpr(ball);
    multiply_transposed(A, A, H);
    multiply(H, minimiser, g);
  }
  /// f(x) - f(x*), with f in its expanded form.
  Ball above_minimum(const Matrix<Ball>& x) const { return expanded(x) - expanded(minimiser); }
  Ball expanded(const Matrix<Ball>& x) const {
    Matrix<Ball> Hx;
    multiply(H, x, Hx);
    return dot(x.data(), Hx.data(), x.size()) - Ball(2.0) * dot(g.data(), x.data(), x.size());
  }
};

Matrix<Ball> relaxed(const Matrix<Ball>& x, const Matrix<Ball>& minimiser, const Ball& rho) {
  Matrix<Ball> y = x;
  for (Index i = 0; i < x.size(); ++i) y.data()[i] += rho * (minimiser.data()[i] - x.data()[i]);
  return y;
}

enum Mutation { too_far, to_minimum, half_of_it, exact_factor };

Sides sides(const Instance& instance, int mutant) {
  const Quadratic f(instance);
  const Matrix<Ball> x = instance.matrix("x").unaryExpr([](double v) { return Ball(v); });
  Ball rho(instance.number("rho"));
  if (rho < Ball(0.0) || rho > Ball(2.0)) return {Ball(0.0), Ball(0.0), false};
  if (mutant == too_far) rho *= Ball(1.05);
  const Ball before = f.above_minimum(x), after = f.above_minimum(relaxed(x, f.minimiser, rho));
  const Ball rest = Ball(1.0) - rho;
  if (mutant == to_minimum) return {after, Ball(0.0)};
  if (mutant == half_of_it) return {after, abs(rest) * before * Ball(0.5)};
  if (mutant == exact_factor) return {after, rest * rest * before};
  return {after, before};
}

Instance generate(Draw& draw) {
  const int k = draw.integer(1, 4), m = draw.integer(1, 5);  // m < k: singular
  Instance instance;
  instance.family = m < k ? "singular" : "random";
  instance.set("A", draw.matrix(m, k, draw.magnitude(-3, 3)));
  instance.set("x", draw.matrix(k, 1, draw.magnitude(-2, 2)));
  instance.set("x_star", draw.matrix(k, 1, draw.magnitude(-2, 2)));
  double rho = draw.uniform(0.0, 2.0);
  if (draw.chance(0.3)) rho = 2.0 - draw.magnitude(-12, -1), instance.family = "rho near 2";
  if (draw.chance(0.02)) rho = 2.0, instance.family = "rho = 2";
  instance.set("rho", rho);
  return instance;
}

}  // namespace

Claim relaxation() {
  Claim claim;
  claim.id = "relaxation";
  claim.source = "lysep";
  claim.equation = "(3.10), (3.11)";
  claim.statement = "f(x + rho (x* - x)) <= f(x) for a convex quadratic f with minimiser x*";
  claim.hypotheses = {"0 <= rho <= 2"};
  claim.constant_is_best_possible = true;
  claim.arrays = {{"A", "m x k", "f(x) = ||A (x - x*)||^2"},
                  {"x", "k x 1", "where f is"},
                  {"x_star", "k x 1", "its minimiser"},
                  {"rho", "1", "relaxation"}};
  claim.mutants = {
      {"rho up to 2.1"}, {"f(x*) for f(x)"}, {"|1 - rho|/2 (f(x) - f(x*))"}, {"(1 - rho)^2 (f(x) - f(x*))", true}};
  claim.generate = generate;
  claim.sides = sides;
  return claim;
}

}  // namespace lysep
