// (2) with P as printed and Omega = 0: that it has a minimiser and moves W where the gradient is not 0. FALSE: entry by
// entry P is g_i d + theta |d|/2, which is unbounded below where |g_i| > theta/2 and least at d = 0 elsewhere. So what
// P gains within |d| <= r is proportional to r, where a model with a minimiser that moves gains less than twice as much
// within 2r (dlam-model-P-literal-corrected). Witness: W = b = 0, A = Z = rho = 1, theta = 1: P falls without end; with
// theta > 2 nothing moves.
#include "proofs-check/claims/dlam/models/penalty_layer.hpp"

namespace lysep::dlam_model_P_literal_claim {
namespace {

struct Terms {
  explicit Terms(const Instance& i)
      : at(i), g(absolute(at.gradient(PenaltyBlock::W))), theta(i.ball("theta")), radius(i.ball("radius")) {
    hypothesis = at.hypothesis() && theta > Ball(0.0) && radius > Ball(0.0) && largest_entry(g) > Ball(0.0);
  }
  PenaltyLayer at;
  Matrix<Ball> g;
  Ball theta, radius;
  bool hypothesis;

  /// What P as printed falls by within |d_i| <= r, with factor theta for theta.
  Ball printed(const Ball& r, double factor) const {
    Ball gain(0.0);
    for (Index i = 0; i < g.size(); ++i) gain += max(g.data()[i] - Ball(0.5 * factor) * theta, Ball(0.0));
    return r * gain;
  }
  /// What P with the square falls by there.
  Ball quadratic(const Ball& r) const {
    Ball gain(0.0);
    for (Index i = 0; i < g.size(); ++i) {
      const Ball d = min(g.data()[i] / theta, r);
      gain += d * (g.data()[i] - Ball(0.5) * theta * d);
    }
    return gain;
  }
  Sides less_than_twice(const Ball& within, const Ball& within_twice) const {
    return hypothesis ? Sides{within_twice, Ball(2.0) * within} : hypothesis_not_met();
  }
  Sides with(double factor) const {
    return less_than_twice(printed(radius, factor), printed(Ball(2.0) * radius, factor));
  }
};

Instance instance_with(Instance layer, double theta, double radius) {
  layer.set("theta", theta);
  layer.set("radius", radius);
  return layer;
}

}  // namespace

Claim claim() {
  Claim claim = false_dlam_claim("dlam-model-P-literal", "(2), as printed",
                                 "P falls by less than twice as much within |W - W^k| <= 2r as within r",
                                 [] { return instance_with(scalar_penalty(0, 1, 0, 1, 1), 1, 1); });
  claim.hypotheses = {"Omega = 0", "grad_W phi != 0", "rho, theta, r > 0"};
  claim.relation = Relation::less;
  claim.arrays = penalty_arrays();
  claim.arrays.push_back({"theta", "1", "theta, one number for all entries"});
  claim.arrays.push_back({"radius", "1", "r"});
  claim.generate = [](Draw& draw) {
    return instance_with(penalty_instance(draw), draw.magnitude(-2, 4), draw.magnitude(-3, 3));
  };
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); }, [](const Terms& t) { return t.with(1); },
      {{"4 theta", [](const Terms& t) { return t.with(4); }},
       {"theta/4", [](const Terms& t) { return t.with(0.25); }},
       {"with the square of (7)",
        [](const Terms& t) { return t.less_than_twice(t.quadratic(t.radius), t.quadratic(Ball(2.0) * t.radius)); },
        true}});
  return claim;
}

}  // namespace lysep::dlam_model_P_literal_claim
