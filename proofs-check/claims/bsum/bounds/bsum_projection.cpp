// The feasible sets of (3) and (6): on the ball ||V|| <= lambda the bound (9) has the minimiser D, the projection of W
// - G/gamma, and (gamma/2) ||V - D||^2 <= g(V) - g(D). Best possible: equality where W - G/gamma lies in the ball.
#include "proofs-check/claims/bsum/bounds/model.hpp"

namespace lysep::bsum_projection_claim {
namespace {

using namespace bsum;
using Terms = Model;

Sides from(const Terms& t, const Matrix<Ball>& free, const Ball& radius, double modulus) {
  if (!t.is_positive() || !(norm(t.V) <= t.lambda)) return hypothesis_not_met();
  const bool inside = norm(free) <= radius;
  if (!inside && !(norm(free) >= radius)) return {Ball(0.0) / Ball(0.0), Ball(0.0)};  // not told at these bits
  const Matrix<Ball> D = inside ? free : scaled(radius / norm(free), free);
  return {Ball(0.5 * modulus) * t.gamma * norm_squared(difference(t.V, D)), t.bound(t.V) - t.bound(D), true, t.size(D)};
}
Sides with(const Terms& t, const Ball& radius, double modulus) {
  return t.is_positive() ? from(t, t.minimiser(), radius, modulus) : hypothesis_not_met();
}

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "bsum-projection";
  claim.source = "bsum";
  claim.equation = "(6), (9)";
  claim.statement =
      "(gamma/2) ||V - D||^2 <= g(V) - g(D), D the projection of W - G/gamma to ||.|| <= lambda, ||V|| <= lambda";
  claim.hypotheses = {"gamma > 0", "||V|| <= lambda"};
  claim.constant_is_best_possible = true;
  claim.arrays = model_arrays();
  claim.generate = [](Draw& draw) {
    Instance i = model_instance(draw);
    const double size = i.matrix("V").norm();
    i.set("lambda", draw.chance(0.9) ? size * draw.uniform(1.0 + 1e-9, 3.0) : 0.5 * size);
    return i;
  };
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); }, [](const Terms& t) { return with(t, t.lambda, 1.0); },
      {{"half the radius", [](const Terms& t) { return with(t, Ball(0.5) * t.lambda, 1.0); }},
       {"1.01 gamma", [](const Terms& t) { return with(t, t.lambda, 1.01); }},
       {"W - G for W - G/gamma", [](const Terms& t) { return from(t, difference(t.W, t.G), t.lambda, 1.0); }},
       {"0 for gamma", [](const Terms& t) { return with(t, t.lambda, 0.0); }, true}});
  return claim;
}

}  // namespace lysep::bsum_projection_claim
