// The use of Lemma 3.2 before (3.31): where the gradient of f is Lipschitz continuous with constant C > 0,
//   f(X - tau g) <= f(X) - tau (1 - C tau/2) || g ||^2,   g = grad f(X),
// so that f does not increase for 0 < tau <= 2/C. Written as f(X - tau g) - f(X) + tau || g ||^2 <= (C/2) tau^2
// || g ||^2, so that the ratio tells how close to equality it is: attained by quadratics along the top eigenvector,
// for which 2/C is the longest such step as well.
// Left: f and <grad f, g> from the definition; the step from the gradient's formula.
#include "proofs-check/claims/lysep/lipschitz/smooth_function.hpp"

namespace lysep::lemma_3_2_step_claim {
namespace {

struct Terms {
  explicit Terms(const Instance& i) : f(i), g(f.gradient(f.X)), factor(i.ball("factor")) {
    hypothesis = f.C.is_positive() && factor > Ball(0.0) && factor <= Ball(2.0);
    if (hypothesis) tau = factor / f.C;
  }
  SmoothFunction f;
  Matrix<Ball> g;
  Ball factor, tau;
  bool hypothesis;

  Ball before() const { return f.value(f.X); }
  Ball after(double longer = 1.0) const { return f.value(sum(f.X, scaled(-(Ball(longer) * tau), g))); }
  Ball beyond() const { return after() - before() + tau * f.slope(f.X, g); }
  Ball half_square() const { return Ball(0.5) * tau * tau * norm_squared(g); }
  Sides at_most(const Ball& left, const Ball& right) const {
    return hypothesis ? Sides{left, right} : hypothesis_not_met();
  }
};

Instance generate(Draw& draw) {
  Instance instance = smooth_instance(draw);
  instance.set("factor", draw.chance(0.3) ? 2.0 : 2.0 - draw.uniform(0.0, 2.0));
  return instance;
}

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "lemma-3.2-step";
  claim.equation = "before (3.31)";
  claim.statement = "f(X - tau g) - f(X) + tau ||g||^2 <= (C/2) tau^2 ||g||^2, g = grad f(X)";
  claim.hypotheses = {"||grad f(X) - grad f(Y)|| <= C ||X - Y||, C > 0", "0 < tau <= 2/C"};
  claim.constant_is_best_possible = true;
  claim.arrays = smooth_arrays();
  claim.arrays.push_back({"factor", "1", "tau C, in (0, 2]"});
  claim.generate = generate;
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); },
      [](const Terms& t) { return t.at_most(t.beyond(), t.f.C * t.half_square()); },
      {{"C/4 for C/2", [](const Terms& t) { return t.at_most(t.beyond(), t.f.C * Ball(0.5) * t.half_square()); }},
       {"no increase for tau <= 2.1/C", [](const Terms& t) { return t.at_most(t.after(1.05), t.before()); }},
       {"twice the decrease",
        [](const Terms& t) {
          return t.at_most(t.beyond() + t.tau * norm_squared(t.g) - t.f.C * t.half_square(), t.f.C * t.half_square());
        }},
       {"no increase for tau <= 2/C", [](const Terms& t) { return t.at_most(t.after(), t.before()); }, true}});
  return claim;
}

}  // namespace lysep::lemma_3_2_step_claim
