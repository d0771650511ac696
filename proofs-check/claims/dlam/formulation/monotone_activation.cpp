// Monotone activations and some that are not, in enclosures.
#include "proofs-check/claims/dlam/formulation/monotone_activation.hpp"

namespace lysep {

using Kind = Activation::Kind;

std::optional<Activation> monotone_activation(const Instance& instance) {
  const double number = instance.number("activation");
  for (const Kind kind : {Kind::tanh, Kind::sigmoid, Kind::relu, Kind::identity}) {
    if (number == static_cast<double>(kind)) return Activation{kind};
  }
  return std::nullopt;
}

Array activation_array() { return {"activation", "1", "h: 0 tanh, 1 sigmoid, 3 ReLU, 4 identity", Array::integer}; }

double draw_monotone_activation(Draw& draw) { return draw.pick<double>({0, 1, 3, 4}); }

Ball activation_value(const Activation& h, const Ball& x) {
  return with_activation<Ball>(h, [&](auto sigma) { return sigma.value(x); });
}

Matrix<Ball> activation_values(const Activation& h, const Matrix<Ball>& x) {
  Matrix<Ball> values = x;
  for (Index i = 0; i < x.size(); ++i) values.data()[i] = activation_value(h, x.data()[i]);
  return values;
}

Matrix<Ball> clipped(const Matrix<Ball>& a, const Matrix<Ball>& centre, const Ball& eps) {
  Matrix<Ball> inside = a;
  for (Index k = 0; k < a.size(); ++k) {
    const Ball& middle = centre.data()[k];
    inside.data()[k] = min(max(a.data()[k], middle - eps), middle + eps);
  }
  return inside;
}

double activation_value(const Activation& h, double x) { return activation_value(h, Ball(x)).approximate(); }

Ball activation_difference(const Activation& h, const Ball& x, const Ball& y) {
  switch (h.kind) {
    case Kind::tanh:  // sinh(x - y)/(cosh x cosh y), by e^(-2x) and e^(-2y)
      return Ball(2.0) * exp(Ball(-2.0) * y) * -expm1(Ball(-2.0) * (x - y)) /
             ((Ball(1.0) + exp(Ball(-2.0) * x)) * (Ball(1.0) + exp(Ball(-2.0) * y)));
    case Kind::sigmoid:
      return exp(-y) * -expm1(y - x) / ((Ball(1.0) + exp(-x)) * (Ball(1.0) + exp(-y)));
    default:
      return activation_value(h, x) - activation_value(h, y);
  }
}

Ball bell(const Ball& x) { return exp(-(x * x)); }
Ball silu(const Ball& x) { return x / (Ball(1.0) + exp(-x)); }
Ball gelu(const Ball& x) { return Ball(0.5) * x * (Ball(1.0) + erf(x / root_two())); }

}  // namespace lysep
