// That limit points minimise F in each z_l. FALSE for ReLU: the lower end of the box jumps at a = eps. With a^k = eps +
// 1/k and W a + b = v = -1 the minimiser is 1/k and tends to 0, but at a = eps it is -1. Decided as: minimisers of a
// and a' with |a - a'| <= 1/1000 are within 1/2. Witness: eps = 1, a' = 1 + 2^-10, v = -1.
#include "proofs-check/claims/dlam/convergence/limit_point.hpp"

namespace lysep::dlam_limit_z_claim {
namespace {

Sides within(const LimitPoint& t, double distance, double nearby = 1e-3) {
  const bool relu = t.h.kind == Activation::Kind::relu;
  if (!t.hypothesis || !relu || !(t.apart <= Ball(nearby))) return hypothesis_not_met();
  return {t.moved(), Ball(distance), true, t.size()};
}

Instance generate(Draw& draw) {
  const double eps = draw.integer(1, 16) / 8.0, away = draw.magnitude(-6, -3) * 0.999, v = -draw.magnitude(-2, 1);
  if (draw.chance(0.4)) return limit_point("across a = eps", 3, eps, eps + away, eps, v);
  const double a = draw.uniform(-0.9, 3) * eps;
  return limit_point("random", 3, a, a + draw.symmetric(9e-4), eps, draw.sign() * v);
}

}  // namespace

Claim claim() {
  using Terms = LimitPoint;
  Claim claim = false_dlam_claim("dlam-limit-z", "Theorem 1",
                                 "the minimisers in z_l for a and a', |a - a'| <= 1/1000, are within 1/2",
                                 [] { return limit_point("across a = eps", 3, 1, 1 + 0x1p-10, 1, -1); });
  claim.hypotheses = {"h is ReLU", "eps > 0, no box is empty", "|a - a'| <= 1/1000"};
  claim.arrays = limit_point_arrays();
  claim.generate = generate;
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); }, [](const Terms& t) { return within(t, 0.5); },
      {{"within 5", [](const Terms& t) { return within(t, 5); }},
       {"|a - a'| <= 1e-5", [](const Terms& t) { return within(t, 0.5, 1e-5); }},
       {"a and a' on one side of eps", [](const Terms& t) { return t.crosses ? hypothesis_not_met() : within(t, 0.5); },
        true}});
  return claim;
}

}  // namespace lysep::dlam_limit_z_claim
