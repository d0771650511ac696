// F is lower semicontinuous: limits of feasible points are feasible. For every feasible (a', z')
//   |a - h(z)| - eps <= |a - a'| + B |z - z'|,  B the Lipschitz constant of h,
// best possible: a' on its face, all moving one way.
#include "proofs-check/claims/dlam/formulation/monotone_activation.hpp"

namespace lysep::dlam_F_continuous_corrected_claim {
namespace {

struct Terms {
  explicit Terms(const Instance& i) : eps(i.ball("eps")) {
    const auto h = monotone_activation(i);
    if (!h || !(eps > Ball(0.0))) return;
    const Ball a = i.ball("a"), z = i.ball("z"), a_feasible = i.ball("a_feasible"), z_feasible = i.ball("z_feasible");
    hypothesis = abs(a_feasible - activation_value(*h, z_feasible)) <= eps;
    B = constants_of<Ball>(*h).B;
    outside = abs(a - activation_value(*h, z)) - eps;
    moved_a = abs(a - a_feasible);
    moved_z = abs(z - z_feasible);
    size = abs(a) + abs(a_feasible) + eps + B * (abs(z) + abs(z_feasible)) + Ball(1.0);
  }
  Ball eps, B, outside, moved_a, moved_z, size;
  bool hypothesis = false;
  Sides within(const Ball& right) const {
    return hypothesis ? Sides{outside, right, true, size} : hypothesis_not_met();
  }
};

Instance generate(Draw& draw) {
  Instance instance;
  instance.set("activation", draw_monotone_activation(draw));
  instance.family = "random";
  double z = draw.symmetric(2), dz = draw.symmetric(draw.magnitude(-3, 0)), da = draw.symmetric(draw.magnitude(-3, 0)),
         eps = draw.magnitude(-2, 1), face = draw.symmetric(0.999);
  if (draw.chance(0.6)) {
    instance.family = "from a face";
    instance.set("activation", draw.pick<double>({3, 4}));
    z = draw.integer(1, 16) / 8.0;
    eps = draw.integer(1, 8) / 8.0;
    face = 1;
    da = std::abs(da);
    dz = -std::min(std::abs(dz), z);
    if (draw.chance(0.3)) dz = 0;
    if (draw.chance(0.3)) da = 0;
  }
  const double a = activation_value(*monotone_activation(instance), z) + face * eps;
  instance.set("z_feasible", z);
  instance.set("a_feasible", a);
  instance.set("z", z + dz);
  instance.set("a", a + da);
  instance.set("eps", eps);
  return instance;
}

}  // namespace

Claim claim() {
  Claim claim = dlam_claim("dlam-F-continuous-corrected", "Lemma 2",
                           "|a - h(z)| - eps <= |a - a'| + B |z - z'| for every feasible (a', z')");
  claim.hypotheses = {"h is tanh, sigmoid, ReLU or the identity", "eps > 0", "|a' - h(z')| <= eps"};
  claim.constant_is_best_possible = true;
  claim.arrays = {activation_array(),        {"z", "1", "z_l"},         {"a", "1", "a_l"},
                  {"z_feasible", "1", "z'"}, {"a_feasible", "1", "a'"}, {"eps", "1", "eps_l"}};
  claim.generate = generate;
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); },
      [](const Terms& t) { return t.within(t.moved_a + t.B * t.moved_z); },
      {{"0.99 |a - a'|", [](const Terms& t) { return t.within(Ball(0.99) * t.moved_a + t.B * t.moved_z); }},
       {"without |z - z'|", [](const Terms& t) { return t.within(t.moved_a); }},
       {"0.99 B", [](const Terms& t) { return t.within(t.moved_a + Ball(0.99) * t.B * t.moved_z); }},
       {"2 B", [](const Terms& t) { return t.within(t.moved_a + Ball(2.0) * t.B * t.moved_z); }, true}});
  return claim;
}

}  // namespace lysep::dlam_F_continuous_corrected_claim
