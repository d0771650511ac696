// (3.17): with phi(t) = f(X + t (Y - X)), 0 <= t <= 1, and f continuously differentiable,
//   phi'(t) = < grad f(X + t (Y - X)), Y - X >.
// Left: the formula of the gradient, (H + H^T) X or the program's P - A; right: phi' by dual numbers from f's
// definition.
#include "proofs-check/claims/lysep/lipschitz/smooth_function.hpp"

namespace lysep::equation_3_17_claim {
namespace {

struct Terms {
  SmoothFunction f;
  Ball t;

  Ball derivative() const { return f.slope(f.moved(t), f.D); }
  Ball along(const Ball& at) const { return inner(f.gradient(f.moved(at)), f.D); }
  Ball size() const {
    const Ball X = norm(f.X) + norm(f.D);
    return norm(f.D) * (f.quadratic ? f.C * X : Ball(1.0));
  }
  Sides against(const Ball& left) const {
    if (t < Ball(0.0) || t > Ball(1.0)) return hypothesis_not_met();
    return {left, derivative(), true, size()};
  }
};

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "equation-3.17";
  claim.equation = "(3.17)";
  claim.statement = "d/dt f(X + t (Y - X)) = <grad f(X + t (Y - X)), Y - X>";
  claim.hypotheses = {"f is continuously differentiable", "0 <= t <= 1"};
  claim.relation = Relation::equals;
  claim.arrays = smooth_segment_arrays();
  claim.generate = smooth_segment_instance;
  set_sides<Terms>(
      claim,
      [](const Instance& i) {
        return Terms{SmoothFunction(i), i.ball("t")};
      },
      [](const Terms& t) { return t.against(t.along(t.t)); },
      {{"the gradient at X", [](const Terms& t) { return t.against(t.along(Ball(0.0))); }},
       {"the gradient at Y", [](const Terms& t) { return t.against(t.along(Ball(1.0))); }},
       {"X - Y for Y - X", [](const Terms& t) { return t.against(-t.along(t.t)); }},
       {"t times the gradient", [](const Terms& t) { return t.against(t.t * t.along(t.t)); }}});
  return claim;
}

}  // namespace lysep::equation_3_17_claim
