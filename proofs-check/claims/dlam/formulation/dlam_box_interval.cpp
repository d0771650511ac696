// The set {z : |h(z) - a| <= eps} is convex for a monotone h, whatever a and eps: for z between z1 and z2
//   |h(z) - a| <= max(|h(z1) - a|, |h(z2) - a|).
// It may be empty (ReLU with a < -eps, tanh with a - eps >= 1), and for an h that jumps it need not be closed. Not so
// for x^2 and sin.
#include "proofs-check/claims/dlam/formulation/monotone_activation.hpp"

namespace lysep::dlam_box_interval_claim {
namespace {

struct Terms {
  explicit Terms(const Instance& i)
      : h(monotone_activation(i)), z1(i.ball("z1")), z2(i.ball("z2")), a(i.ball("a")), t(i.ball("t")) {
    hypothesis = h && t >= Ball(0.0) && t <= Ball(1.0);
    z = t * z1 + (Ball(1.0) - t) * z2;
  }
  std::optional<Activation> h;
  Ball z1, z2, a, t, z;
  bool hypothesis;

  template <class F>
  Sides with(F f) const {
    if (!hypothesis) return hypothesis_not_met();
    return {abs(f(z) - a), max(abs(f(z1) - a), abs(f(z2) - a)), true, abs(a)};
  }
};

Instance generate(Draw& draw) {
  Instance instance;
  instance.set("activation", draw_monotone_activation(draw));
  const Activation h = *monotone_activation(instance);
  instance.family = "random";
  double z1 = draw.symmetric(draw.magnitude(-2, 1)), z2 = draw.symmetric(draw.magnitude(-2, 1)),
         a = draw.symmetric(2.0);
  if (draw.chance(0.3)) {
    instance.family = "close pair";
    z2 = z1 * (1 + draw.symmetric(1e-6));
  }
  if (draw.chance(0.3)) {
    instance.family += ", a value";
    a = activation_value(h, z1);
  }
  instance.set("z1", z1);
  instance.set("z2", z2);
  instance.set("a", a);
  instance.set("t", draw.chance(0.1) ? 1.0 : draw.chance(0.3) ? 0.5 : draw.uniform(0, 1));
  return instance;
}

}  // namespace

Claim claim() {
  Claim claim = dlam_claim("dlam-box-interval", "Problem 2",
                           "|h(z) - a| <= max(|h(z1) - a|, |h(z2) - a|) for z between z1 and z2");
  claim.hypotheses = {"h is tanh, sigmoid, ReLU or the identity", "z = t z1 + (1 - t) z2, 0 <= t <= 1"};
  claim.constant_is_best_possible = true;
  claim.arrays = {activation_array(),
                  {"z1", "1", "a member"},
                  {"z2", "1", "another"},
                  {"a", "1", "the middle of the box"},
                  {"t", "1", "where z lies between them"}};
  claim.generate = generate;
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); },
      [](const Terms& t) {
        return t.h ? t.with([&](const Ball& x) { return activation_value(*t.h, x); }) : hypothesis_not_met();
      },
      {{"x^2", [](const Terms& t) { return t.with([](const Ball& x) { return x * x; }); }},
       {"sin", [](const Terms& t) { return t.with([](const Ball& x) { return sin(x); }); }},
       {"e^(-x^2)", [](const Terms& t) { return t.with(bell); }},
       {"min for max",
        [](const Terms& t) {
          if (!t.hypothesis) return hypothesis_not_met();
          const auto far = [&](const Ball& x) { return abs(activation_value(*t.h, x) - t.a); };
          return Sides{far(t.z), min(far(t.z1), far(t.z2)), true, abs(t.a)};
        }},
       {"-x^3", [](const Terms& t) { return t.with([](const Ball& x) { return -(x * x * x); }); }, true}});
  return claim;
}

}  // namespace lysep::dlam_box_interval_claim
