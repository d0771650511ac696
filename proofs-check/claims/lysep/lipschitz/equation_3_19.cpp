// (3.19), under the integral: where the gradient of f is Lipschitz continuous with constant C, for 0 <= t <= 1
//   < grad f(X + t (Y - X)) - grad f(X), Y - X > <= C t || Y - X ||^2;
// integrated over t this gives C/2, and the integral itself is the left side of lemma-3.2.
// Left: derivatives along Y - X by dual numbers from the definition of f. Best possible: a quadratic along its top
// eigenvector. The first true variant is the Cauchy-Schwarz step of (3.19).
#include "proofs-check/claims/lysep/lipschitz/smooth_function.hpp"

namespace lysep::equation_3_19_claim {
namespace {

struct Terms {
  SmoothFunction f;
  Ball t;

  bool one_point() const { return t.is_zero() || square().is_zero(); }
  Ball change() const { return one_point() ? Ball(0.0) : f.slope(f.moved(t), f.D) - f.slope(f.X, f.D); }
  Ball by_norms() const {
    if (one_point()) return Ball(0.0);
    return norm(difference(f.gradient(f.moved(t)), f.gradient(f.X))) * norm(f.D);
  }
  Ball square() const { return norm_squared(f.D); }
  Sides bounded(const Ball& left, const Ball& right) const {
    if (t < Ball(0.0) || t > Ball(1.0)) return hypothesis_not_met();
    return {left, right};
  }
};

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "equation-3.19";
  claim.equation = "(3.19)";
  claim.statement = "<grad f(X + t (Y - X)) - grad f(X), Y - X> <= C t ||Y - X||^2";
  claim.hypotheses = {"||grad f(X) - grad f(Y)|| <= C ||X - Y||", "0 <= t <= 1"};
  claim.constant_is_best_possible = true;
  claim.arrays = smooth_segment_arrays();
  claim.generate = smooth_segment_instance;
  set_sides<Terms>(
      claim,
      [](const Instance& i) {
        return Terms{SmoothFunction(i), i.ball("t")};
      },
      [](const Terms& t) { return t.bounded(t.change(), t.f.C * t.t * t.square()); },
      {{"C/2 for C", [](const Terms& t) { return t.bounded(t.change(), t.f.C * Ball(0.5) * t.t * t.square()); }},
       {"t^2 for t", [](const Terms& t) { return t.bounded(t.change(), t.f.C * t.t * t.t * t.square()); }},
       {"||Y - X|| for its square", [](const Terms& t) { return t.bounded(t.change(), t.f.C * t.t * norm(t.f.D)); }},
       {"without - grad f(X)",
        [](const Terms& t) { return t.bounded(t.f.slope(t.f.moved(t.t), t.f.D), t.f.C * t.t * t.square()); }},
       {"||grad f(X + t (Y - X)) - grad f(X)|| ||Y - X|| on the left",
        [](const Terms& t) { return t.bounded(t.by_norms(), t.f.C * t.t * t.square()); }, true},
       {"without t on the right", [](const Terms& t) { return t.bounded(t.change(), t.f.C * t.square()); }, true}});
  return claim;
}

}  // namespace lysep::equation_3_19_claim
