// Updates of a_l in their boxes, and the instances on which claims about them are decided.
#include "proofs-check/claims/dlam/block_updates/boxed_output.hpp"

namespace lysep {

BoxedOutput::BoxedOutput(const Instance& i) : at(i), eps(i.ball("eps")) {
  const auto given = monotone_activation(i);
  if (!given || !at.hypothesis() || !(eps > Ball(0.0))) return;
  h = *given;
  hypothesis = true;
  centre = activation_values(h, i.balls("z"));
  gradient = at.gradient(PenaltyBlock::a);
}

std::optional<BoxedOutput> BoxedOutput::around_next() const {
  if (!hypothesis || at.Z.rows() != at.A.rows()) return std::nullopt;
  BoxedOutput other = *this;
  other.centre = activation_values(h, at.Z);
  return other;
}

std::vector<Array> boxed_output_arrays() {
  std::vector<Array> arrays = penalty_arrays();
  arrays.push_back({"z", "n x N", "z_l^{k+1}, whose h is the middle of the box of a_l"});
  arrays.push_back({"eps", "1", "eps_l"});
  arrays.push_back(activation_array());
  return arrays;
}

Instance boxed_output_instance(Draw& draw) {
  const int m = draw.integer(1, 3), n = draw.chance(0.4) ? m : draw.integer(1, 3), N = draw.integer(1, 3);
  Instance instance = penalty_instance(draw, m, n, N);
  const double which = draw.uniform(0, 1);
  const bool faces = which < 0.4;
  double eps = draw.magnitude(-2, 1);
  instance.set("activation", faces ? draw.pick<double>({3, 4}) : draw_monotone_activation(draw));
  const Activation h = *monotone_activation(instance);
  Matrix<double> z = draw.matrix(n, N, draw.magnitude(-1, 1)), A(n, N);
  if (faces) {
    instance.family += which < 0.1 ? ", on outward faces" : ", on faces";
    eps = draw.integer(1, 8) / 8.0;
    for (Index k = 0; k < z.size(); ++k) z.data()[k] = draw.integer(-8, 8) / 8.0;
  } else if (which < 0.7) {
    instance.family += ", wide boxes";
    eps = draw.magnitude(2, 4);
  }
  for (Index k = 0; k < z.size(); ++k) {
    const double at_face = draw.chance(0.3) ? 0.0 : draw.sign();
    A.data()[k] = activation_value(h, z.data()[k]) + eps * (faces ? at_face : draw.symmetric(0.999));
  }
  instance.set("z", z);
  instance.set("eps", eps);
  instance.set("A", A);
  if (which < 0.1) {  // the residual pulls outward: every entry, where W is one number
    const Matrix<double> W = instance.matrix("W"), b = instance.matrix("b");
    Matrix<double> up(n, N);
    for (Index k = 0; k < A.size(); ++k) {
      up.data()[k] = draw.sign();
      A.data()[k] = activation_value(h, z.data()[k]) + eps * up.data()[k];
    }
    instance.set("A", A);
    instance.set("Z", Matrix<double>(W * (A + 2 * up) + b.replicate(1, N)));
  } else if (which >= 0.4 && which < 0.6) {  // no residual but along W's first singular vector
    const Matrix<double> W = instance.matrix("W");
    const TopSingular top = top_singular(Matrix<double>(W.transpose()));
    const Matrix<double> D = top.left * draw.matrix(1, N, draw.magnitude(-1, 1));
    instance.family += ", along W";
    instance.set("Z", Matrix<double>(W * (A + D) + instance.matrix("b").replicate(1, N)));
  }
  return instance;
}

double output_curvature(const Instance& instance) {
  const double top = top_singular(Matrix<double>(instance.matrix("W").transpose())).value;
  return instance.number("rho") * top * top;
}

Instance outward_at_a_face() {
  Instance instance = scalar_penalty(1, 1, 0, 3, 1);
  instance.family = "outward at a face";
  instance.set("activation", 3);
  instance.set("z", Matrix<double>(Matrix<double>::Zero(1, 1)));
  instance.set("eps", 1.0);
  return instance;
}

}  // namespace lysep
