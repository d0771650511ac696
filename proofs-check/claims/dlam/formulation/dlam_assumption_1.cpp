// Assumption 1 for the activations named: tanh, sigmoid, ReLU (and the identity) are quasilinear, which on the line is
// monotone: 0 <= (h(x) - h(y))(x - y). (The layers meant are l = 1..L-1, not 1..n.) sin, SiLU, GELU and e^(-x^2) are
// not: SiLU(-2) = -0.2384 > SiLU(-1) = -0.2689.
#include "proofs-check/claims/dlam/formulation/monotone_activation.hpp"

namespace lysep::dlam_assumption_1_claim {
namespace {

struct Terms {
  explicit Terms(const Instance& i) : h(monotone_activation(i)), x(i.ball("x")), y(i.ball("y")) {}
  std::optional<Activation> h;
  Ball x, y;

  Sides monotone(const Ball& change) const { return h ? Sides{Ball(0.0), change * (x - y)} : hypothesis_not_met(); }
  template <class F>
  Sides with(F f) const {
    return monotone(f(x) - f(y));
  }
};

Instance generate(Draw& draw) {
  Instance instance;
  instance.family = "random";
  double x = draw.symmetric(draw.magnitude(-2, 1.5)), y = draw.symmetric(draw.magnitude(-2, 1.5));
  const double which = draw.uniform(0, 1);
  if (which < 0.3) {
    instance.family = "close pair";
    y = x * (1 + draw.symmetric(1e-6));
  } else if (which < 0.45) {
    instance.family = "saturated";
    x = draw.sign() * draw.magnitude(1, 6);
  } else if (which < 0.5) {
    instance.family = "one point";
    y = x;
  }
  instance.set("activation", draw_monotone_activation(draw));
  instance.set("x", x);
  instance.set("y", y);
  return instance;
}

}  // namespace

Claim claim() {
  Claim claim = dlam_claim("dlam-assumption-1", "Assumption 1",
                           "0 <= (h(x) - h(y)) (x - y): tanh, sigmoid, ReLU are quasilinear");
  claim.hypotheses = {"h is tanh, sigmoid, ReLU or the identity"};
  claim.arrays = {activation_array(), {"x", "1", "a point"}, {"y", "1", "another"}};
  claim.generate = generate;
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); },
      [](const Terms& t) { return t.h ? t.monotone(activation_difference(*t.h, t.x, t.y)) : hypothesis_not_met(); },
      {{"sin", [](const Terms& t) { return t.with([](const Ball& x) { return sin(x); }); }},
       {"SiLU", [](const Terms& t) { return t.with(silu); }},
       {"GELU", [](const Terms& t) { return t.with(gelu); }},
       {"e^(-x^2)", [](const Terms& t) { return t.with(bell); }},
       {"h decreasing",
        [](const Terms& t) { return t.h ? t.monotone(activation_difference(*t.h, t.y, t.x)) : hypothesis_not_met(); }},
       {"x^3", [](const Terms& t) { return t.with([](const Ball& x) { return x * x * x; }); }, true}});
  return claim;
}

}  // namespace lysep::dlam_assumption_1_claim
