// The program's form of sigma(c + d) - sigma(c) that does not cancel, for every activation:
//   tanh: t (1 - V^2)/(1 + t V), t = tanh d, for short d, tanh(d) (1 - V V') for others,
//   sigmoid: 2 t V (1 - V)/(1 + t (2 V - 1)), t = tanh(d/2), or t (V (1 - V') + V' (1 - V)), sin: 2 cos(c + d/2)
//   sin(d/2), arctan: atan(d / (1 + c (c + d))) + 0 or +-pi, softsign: d / ((1 + |c|) (1 + |c + d|)), softplus:
//   log1p(expm1(d) / (1 + e^(-c))), erf: a series in d about the midpoint, or erfc;
// V = sigma(c), V' = sigma(c + d). The steps on c_l along (3.12) and (3.14) rest on it.
// Left: that form on enclosures; right: the two values subtracted. The series of erf, used for |d| <= 1/2, is cut after
// 500 terms: what is left is less than 1e-790 by |H_k(m)| <= 1.09 sqrt(2^k k!) e^(m^2/2). Where arctan's form cannot
// tell whether its quotient's denominator is 0, the quotient is unbounded, not wrong.
#include <fmt/format.h>

#include "core/network/activation.hpp"
#include "core/numbers/bad_input.hpp"
#include "proofs-check/frame/claim.hpp"

namespace lysep::activation_difference_claim {
namespace {

struct Terms {
  Ball form, moved, reversed;  // as it is; from c + d; minus the form from c + d by -d
  Ball c, d, V, V_new, slope, slope_new, slope_middle;

  explicit Terms(const Instance& instance) : c(instance.ball("c")), d(instance.ball("d")) {
    const auto kind = instance.number("activation");
    if (!(kind >= 0 && kind < static_cast<double>(std::size(activation_names)))) {
      throw BadInput(fmt::format("activation-difference requires an activation of 0..{}, but got {}",
                                 std::size(activation_names) - 1, kind));
    }
    const Activation activation{static_cast<Activation::Kind>(kind)};
    with_activation<Ball>(activation, [&](auto sigma) { set(sigma); });
  }
  template <class Sigma>
  void set(const Sigma& sigma) {
    const Ball c_new = c + d, middle = c + Ball(0.5) * d;
    V = sigma.value(c);
    V_new = sigma.value(c_new);
    form = difference(sigma, c, V, d);
    moved = difference(sigma, c_new, V_new, d);
    reversed = -difference(sigma, c_new, V_new, Ball(-d));
    slope = sigma.slope(c, V);
    slope_new = sigma.slope(c_new, V_new);
    slope_middle = sigma.slope(middle, sigma.value(middle));
  }
  /// Told apart to the size of the difference; where it is next to nothing, to 1e-120 of the values.
  Sides with(const Ball& left) const {
    const Ball right = V_new - V, least = (abs(V) + abs(V_new)) * Ball(0x1p-400);
    return {left, right, true, abs(right) + abs(slope * d) + abs(slope_new * d) + least};
  }
};

Instance generate(Draw& draw) {
  Instance instance;
  instance.family = "random";
  double c = draw.symmetric(3.0), d = draw.symmetric(3.0);
  const double which = draw.uniform(0, 1);
  if (which < 0.25) {
    instance.family = "short steps";
    d = draw.sign() * draw.magnitude(-16, -1);
  } else if (which < 0.4) {
    instance.family = "saturated";
    c = draw.sign() * draw.uniform(4.0, 40.0);
  } else if (which < 0.55) {
    instance.family = "to the other side";
    d = -c * draw.uniform(1.0, 6.0);
  } else if (which < 0.65) {
    instance.family = "margins of hundreds";
    c = draw.symmetric(700.0);
    d = draw.symmetric(700.0);
  } else if (which < 0.7) {
    instance.family = "zero";
    (draw.chance(0.5) ? c : d) = 0.0;
  } else if (which < 0.75) {
    instance.family = "to zero";
    d = -c;
  }
  instance.set("activation", draw.integer(0, static_cast<int>(std::size(activation_names)) - 1));
  instance.set("c", c);
  instance.set("d", d);
  return instance;
}

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "activation-difference";
  claim.equation = "(3.12), (3.14)";
  claim.statement = "the program's form of sigma(c + d) - sigma(c) = sigma(c + d) - sigma(c)";
  claim.hypotheses = {"sigma is one of the program's activations"};
  claim.relation = Relation::equals;
  claim.arrays = {{"activation", "1", "its number in the program's list", Array::integer},
                  {"c", "1", "pre-activation"},
                  {"d", "1", "its change"}};
  claim.generate = generate;
  claim.group = [](const Instance& i) {
    return std::string(activation_names[static_cast<std::size_t>(i.number("activation"))]);
  };
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); }, [](const Terms& t) { return t.with(t.form); },
      {{"sigma'(c) d", [](const Terms& t) { return t.with(t.slope * t.d); }},
       {"sigma'(c + d/2) d", [](const Terms& t) { return t.with(t.slope_middle * t.d); }},
       {"the mean of sigma'(c) and sigma'(c + d), times d",
        [](const Terms& t) { return t.with(Ball(0.5) * (t.slope + t.slope_new) * t.d); }},
       {"the form from c + d", [](const Terms& t) { return t.with(t.moved); }},
       {"-d for d", [](const Terms& t) { return t.with(-t.form); }},
       {"minus the form from c + d by -d", [](const Terms& t) { return t.with(t.reversed); }, true}});
  return claim;
}

}  // namespace lysep::activation_difference_claim
