// Lemma 3.2, (3.16): where the gradient of f is Lipschitz continuous with constant C,
//   f(Y) <= f(X) + <grad f(X), Y - X> + (C/2) || Y - X ||^2.
// Left: f(Y) - f(X) - <grad f(X), Y - X> from the definition of f, the derivative by dual numbers; right: the rest.
// 1/2 is best possible: f = (C/2) || x ||^2, and every quadratic along its top eigenvector. The true variants: the
// same from below, and hence with the gradient at Y. lemma-3.2-c is the statement for S as a function of c_l.
#include "proofs-check/claims/lysep/lipschitz/smooth_function.hpp"

namespace lysep::lemma_3_2_claim {
namespace {

using Terms = SmoothFunction;

Sides above_tangent(const Ball& left, const Ball& right) { return {left, right}; }
Ball square(const Terms& f) { return norm_squared(f.D); }
/// Exactly 0 where X and Y are one point.
Ball beyond_tangent(const Terms& f) { return square(f).is_zero() ? Ball(0.0) : f.beyond_tangent(); }

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "lemma-3.2";
  claim.equation = "(3.16)";
  claim.statement = "f(Y) - f(X) - <grad f(X), Y - X> <= (C/2) ||Y - X||^2";
  claim.hypotheses = {"||grad f(X) - grad f(Y)|| <= C ||X - Y||"};
  claim.constant_is_best_possible = true;
  claim.arrays = smooth_arrays();
  claim.generate = smooth_instance;
  set_sides<Terms>(
      claim, [](const Instance& i) { return SmoothFunction(i); },
      [](const Terms& f) { return above_tangent(beyond_tangent(f), f.C * Ball(0.5) * square(f)); },
      {{"C/4 for C/2", [](const Terms& f) { return above_tangent(beyond_tangent(f), f.C * Ball(0.25) * square(f)); }},
       {"||Y - X|| for its square",
        [](const Terms& f) { return above_tangent(beyond_tangent(f), f.C * Ball(0.5) * norm(f.D)); }},
       {"without <grad f(X), Y - X>",
        [](const Terms& f) {
          return above_tangent(f.value(f.moved(Ball(1.0))) - f.value(f.X), f.C * Ball(0.5) * square(f));
        }},
       {"the square of the largest entry",
        [](const Terms& f) { return above_tangent(beyond_tangent(f), f.C * Ball(0.5) * squared(largest_entry(f.D))); }},
       {"the absolute value of the left side",
        [](const Terms& f) { return above_tangent(abs(f.beyond_tangent()), f.C * Ball(0.5) * square(f)); }, true},
       {"the gradient at Y",
        [](const Terms& f) {
          const Ball change = f.value(f.moved(Ball(1.0))) - f.value(f.X), at_Y = f.slope(f.moved(Ball(1.0)), f.D);
          return above_tangent(change - at_Y, f.C * Ball(0.5) * square(f));
        },
        true}});
  return claim;
}

}  // namespace lysep::lemma_3_2_claim
