// Over-relaxation of (3.10) and (3.11): a convex quadratic f with minimiser x* does not increase from x to
// x + rho (x* - x) for 0 <= rho <= 2; f falls to f(x*) + (1 - rho)^2 (f(x) - f(x*)). Equality at rho = 0 and 2, so 2 is
// best possible.
// Every such f is x^T H x - 2 g^T x + const with H = A^T A, g = H x*; it is evaluated in this expanded form.
#include "proofs-check/enclosures/ball_matrix.hpp"
#include "proofs-check/frame/claim.hpp"

namespace lysep::relaxation_claim {
namespace {

struct Terms {
  Matrix<Ball> minimiser, H, g, x;
  Ball rho;

  explicit Terms(const Instance& instance)
      : minimiser(instance.balls("x_star")), x(instance.balls("x")), rho(instance.ball("rho")) {
    const Matrix<Ball> A = instance.balls("A");
    H = transposed_product(A, A);
    g = product(H, minimiser);
  }
  Ball expanded(const Matrix<Ball>& at) const { return inner(at, product(H, at)) - Ball(2.0) * inner(g, at); }
  /// f - f(x*).
  Ball above_minimum(const Matrix<Ball>& at) const { return expanded(at) - expanded(minimiser); }
  Ball before() const { return above_minimum(x); }
  /// At x + longer rho (x* - x).
  Ball after(double longer = 1.0) const {
    return above_minimum(sum(x, scaled(Ball(longer) * rho, difference(minimiser, x))));
  }
  Ball rest() const { return Ball(1.0) - rho; }
  Sides at_most(const Ball& left, const Ball& right) const {
    return rho >= Ball(0.0) && rho <= Ball(2.0) ? Sides{left, right} : hypothesis_not_met();
  }
};

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

Claim claim() {
  Claim claim;
  claim.id = "relaxation";
  claim.equation = "(3.10), (3.11)";
  claim.statement = "f(x + rho (x* - x)) <= f(x) for a convex quadratic f with minimiser x*";
  claim.hypotheses = {"0 <= rho <= 2"};
  claim.constant_is_best_possible = true;
  claim.arrays = {{"A", "m x k", "f(x) = ||A (x - x*)||^2"},
                  {"x", "k x 1", "where f is"},
                  {"x_star", "k x 1", "its minimiser"},
                  {"rho", "1", "relaxation"}};
  claim.generate = generate;
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); },
      [](const Terms& t) { return t.at_most(t.after(), t.before()); },
      {{"rho up to 2.1", [](const Terms& t) { return t.at_most(t.after(1.05), t.before()); }},
       {"f(x*) for f(x)", [](const Terms& t) { return t.at_most(t.after(), Ball(0.0)); }},
       {"|1 - rho|/2 (f(x) - f(x*))",
        [](const Terms& t) { return t.at_most(t.after(), Ball(0.5) * abs(t.rest()) * t.before()); }},
       {"(1 - rho)^2 (f(x) - f(x*))",
        [](const Terms& t) { return t.at_most(t.after(), squared(t.rest()) * t.before()); }, true}});
  return claim;
}

}  // namespace lysep::relaxation_claim
