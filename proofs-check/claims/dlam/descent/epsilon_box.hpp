#pragma once
// A point a_l in its box around h(z_l) when eps changes.
#include "proofs-check/claims/dlam/descent/epsilon_rule.hpp"
#include "proofs-check/claims/dlam/formulation/monotone_activation.hpp"

namespace lysep {

/// "z" and "a" (n x N), "activation", "eps", "R".
struct EpsilonBox {
  explicit EpsilonBox(const Instance& i) : z(i.balls("z")), a(i.balls("a")), eps(i.ball("eps")), R(i.ball("R")) {
    const auto h = monotone_activation(i);
    if (!h || !(eps > Ball(0.0)) || !(R >= Ball(0.0))) return;
    centre = activation_values(*h, z);
    hypothesis = largest_entry(difference(a, centre)) <= eps;
  }
  Matrix<Ball> z, a, centre;
  Ball eps, R;
  bool hypothesis = false;  // a in the box of eps

  Matrix<Ball> clip(const Ball& to) const { return clipped(a, centre, to); }
  Sides within(const Matrix<Ball>& to, const Ball& next) const {
    return hypothesis ? Sides{largest_entry(difference(to, centre)), next, true, largest_entry(centre)}
                      : hypothesis_not_met();
  }
};

inline std::vector<Array> epsilon_box_arrays() {
  std::vector<Array> arrays = epsilon_arrays();
  arrays.push_back({"z", "n x N", "z_l"});
  arrays.push_back({"a", "n x N", "a_l"});
  arrays.push_back(activation_array());
  return arrays;
}

inline Instance epsilon_box_instance(Draw& draw) {
  Instance instance = epsilon_instance(draw);
  const int n = draw.integer(1, 3), N = draw.integer(1, 3);
  instance.set("activation", draw_monotone_activation(draw));
  const Activation h = *monotone_activation(instance);
  const Matrix<double> z = draw.matrix(n, N, draw.magnitude(-1, 1));
  const double near = draw.magnitude(-4, 0), eps = instance.number("eps");
  Matrix<double> a = z;
  for (Index k = 0; k < z.size(); ++k)
    a.data()[k] = activation_value(h, z.data()[k]) + 0.999 * near * draw.symmetric(eps);
  instance.set("z", z);
  instance.set("a", a);
  return instance;
}

/// h = ReLU, z = 1, a = 5, eps = 10, R = 0.5: eps becomes 0.01, and |a - h(z)| = 4.
inline Instance left_outside() {
  Instance instance;
  instance.family = "left outside";
  instance.set("z", Matrix<double>(Matrix<double>::Constant(1, 1, 1.0)));
  instance.set("a", Matrix<double>(Matrix<double>::Constant(1, 1, 5.0)));
  instance.set("activation", 3);
  instance.set("eps", 10.0);
  instance.set("R", 0.5);
  return instance;
}

}  // namespace lysep
