// Limit points minimise F in z_l where h is strictly increasing and no box empty: h(z) = clip(h(v), a - eps, a + eps),
// so that the minimisers for a and a' have |h(z) - h(z')| <= |a - a'|, and
//   min(h'(z), h'(z')) |z - z'| <= |a - a'| for tanh, the sigmoid and the identity.
// For ReLU, with slope 1, it fails (dlam-limit-z). Best possible: the identity.
#include "proofs-check/claims/dlam/convergence/limit_point.hpp"

#include "proofs-check/enclosures/dual.hpp"

namespace lysep::dlam_limit_z_corrected_claim {
namespace {

using Kind = Activation::Kind;

Ball slope(const LimitPoint& t, const Ball& at) {
  if (t.h.kind == Kind::relu) return Ball(1.0);
  return with_activation<Dual<Ball>>(t.h, [&](auto sigma) { return sigma.value(Dual<Ball>(at, Ball(1.0))); }).d;
}

Sides with(const LimitPoint& t, bool relu, const Ball& factor) {
  if (!t.hypothesis || (t.h.kind == Kind::relu) != relu) return hypothesis_not_met();
  return {factor * t.moved(), t.apart, true, factor * t.size()};
}
Ball least_slope(const LimitPoint& t) { return min(slope(t, t.z), slope(t, t.z_next)); }

Instance generate(Draw& draw) {
  const double eps = draw.magnitude(-2, 0), away = draw.symmetric(draw.magnitude(-6, 0)),
               v = draw.symmetric(draw.magnitude(-1, 1));
  if (draw.chance(0.1)) return limit_point("ReLU", 3, eps, eps + std::abs(away), eps, -std::abs(v));
  const double activation = draw.pick<double>({0, 1, 4}), low = activation == 1 ? 0 : -1, high = 1;
  double a = activation == 4 ? draw.symmetric(3) : draw.uniform(low - 0.5 * eps, high + 0.5 * eps), a_next = a + away;
  if (activation != 4) a_next = std::min(std::max(a_next, low - 0.9 * eps), high + 0.9 * eps);
  return limit_point("random", activation, a, a_next, eps, v);
}

}  // namespace

Claim claim() {
  using Terms = LimitPoint;
  Claim claim = dlam_claim("dlam-limit-z-corrected", "Theorem 1",
                           "min(h'(z), h'(z')) |z - z'| <= |a - a'|, z and z' the minimisers for a and a'");
  claim.hypotheses = {"h is tanh, sigmoid or the identity", "eps > 0, no box is empty"};
  claim.constant_is_best_possible = true;
  claim.arrays = limit_point_arrays();
  claim.generate = generate;
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); },
      [](const Terms& t) { return t.hypothesis ? with(t, false, least_slope(t)) : hypothesis_not_met(); },
      {{"ReLU, with slope 1", [](const Terms& t) { return with(t, true, Ball(1.0)); }},
       {"0.99 |a - a'|",
        [](const Terms& t) {
          return t.hypothesis ? with(t, false, least_slope(t) / Ball(0.99)) : hypothesis_not_met();
        }},
       {"the larger slope",
        [](const Terms& t) {
          return t.hypothesis ? with(t, false, max(slope(t, t.z), slope(t, t.z_next))) : hypothesis_not_met();
        }},
       {"half of the slope",
        [](const Terms& t) { return t.hypothesis ? with(t, false, Ball(0.5) * least_slope(t)) : hypothesis_not_met(); },
        true}});
  return claim;
}

}  // namespace lysep::dlam_limit_z_corrected_claim
