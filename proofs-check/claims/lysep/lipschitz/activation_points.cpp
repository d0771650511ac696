#include "proofs-check/claims/lysep/lipschitz/activation_points.hpp"

#include <cmath>

#include "core/numbers/bad_input.hpp"
#include "proofs-check/frame/network_generators.hpp"

namespace lysep {
namespace {

using Kind = Activation::Kind;

constexpr int activations = static_cast<int>(std::size(activation_names));

Activation activation_of(const Instance& instance) {
  const double k = instance.number("activation"), factor = instance.number("factor");
  if (!(k >= 0 && k < activations)) throw BadInput("activation requires a number of the core's list");
  return {static_cast<Kind>(static_cast<int>(k)),
          static_cast<Kind>(static_cast<int>(k)) == Kind::identity ? factor : 1};
}

template <class T>
T value_of(const Activation& activation, const T& x) {
  return with_activation<T>(activation, [&](auto sigma) { return sigma.value(x); });
}

/// Where |sigma''| is largest.
double most_curved(Kind kind) {
  switch (kind) {
    case Kind::tanh:
      return 0.6584789484624084;  // artanh(1/sqrt3)
    case Kind::sigmoid:
      return 1.3169578969248166;  // ln(2 + sqrt3)
    case Kind::sin:
      return 1.5707963267948966;
    case Kind::arctan:
      return 0.57735026918962573;
    case Kind::erf:
      return 0.70710678118654757;
    default:
      return 0.0;
  }
}

}  // namespace

ActivationPoint::ActivationPoint(const Instance& instance)
    : activation(activation_of(instance)),
      constants(constants_of<Ball>(activation)),
      x(instance.number("x")),
      y(instance.number("y")) {}

Ball ActivationPoint::value(const Ball& at) const { return value_of(activation, at); }
Ball ActivationPoint::slope(const Ball& at) const { return value_of(activation, Dual<Ball>(at, Ball(1.0))).d; }
Ball ActivationPoint::bend(const Ball& at) const {
  return value_of(activation, second_dual(at, Ball(1.0), Ball(1.0))).d.d;
}

Instance activation_instance(Draw& draw) {
  auto kind = static_cast<Kind>(draw.integer(0, activations - 1));
  if (kind == Kind::relu && draw.chance(0.5)) kind = Kind::softplus;
  Instance instance;
  instance.family = "random";
  double x = draw.symmetric(draw.magnitude(-3, 1.5));
  const double which = draw.uniform(0, 1);
  if (which < 0.15) {
    instance.family = "extreme";
    x = draw.sign() * draw.magnitude(2, 12);
  } else if (which < 0.2) {
    instance.family = "tiny";
    x = draw.sign() * draw.magnitude(-12, -8);
  } else if (which < 0.6) {
    instance.family = "most curved";
    x = draw.sign() * (most_curved(kind) + draw.symmetric(1e-5));
    if (draw.chance(0.05)) x = 0.0;
  }
  double y = x * (1 + draw.symmetric(1e-5)) + draw.symmetric(draw.magnitude(-8, -4));
  if (draw.chance(0.4) && which >= 0.6) y = draw.symmetric(draw.magnitude(-3, 2));
  if (kind == Kind::softsign && instance.family == "most curved") {  // the largest slope of sigma' is on one side of 0
    x = std::abs(x);
    y = x * draw.uniform(0.0, 0.5);
  }
  instance.set("activation", static_cast<double>(kind));
  instance.set("factor", kind == Kind::identity && draw.chance(0.5) ? draw.sign() * draw.magnitude(-2, 2) : 1.0);
  instance.set("x", x);
  instance.set("y", y);
  return instance;
}

Instance bounded_activation_instance(Draw& draw) {
  Instance instance = activation_instance(draw);
  if (draw.chance(0.05)) return instance;
  const Kind kind = draw.pick(bounded_activations()).kind;
  instance.set("activation", static_cast<double>(kind));
  instance.set("factor", 1.0);
  if (kind == Kind::sin && draw.chance(0.5)) {
    instance.family = "near pi/2";
    instance.set("x", draw.sign() * (most_curved(kind) + draw.symmetric(1e-4)));
  } else if (draw.chance(0.4)) {
    instance.family = "extreme";
    instance.set("x", draw.sign() * draw.magnitude(1, 12));
  }
  return instance;
}

std::vector<Array> activation_arrays() {
  return {{"activation", "1", "0 tanh, 1 sigmoid, 2 sin, 3 ReLU, 4 identity, 5 arctan, 6 erf, 7 softsign, 8 softplus",
           Array::integer},
          {"factor", "1", "sigma(c) = factor c, for the identity alone"},
          {"x", "1", "a point"},
          {"y", "1", "another"}};
}

std::string activation_group(const Instance& instance) { return std::string(name_of(activation_of(instance))); }

}  // namespace lysep
