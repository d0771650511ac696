// Instances of networks to be swept.
#include "proofs-check/claims/dlam/descent/sweep.hpp"

namespace lysep {
namespace {

struct Sizes {
  int n0, n1, J, N;
};

/// Quarters, so that all penalties of what is at rest are exactly 0.
Matrix<double> quarters(Draw& draw, Index rows, Index columns) {
  Matrix<double> m(rows, columns);
  for (Index i = 0; i < m.size(); ++i) m.data()[i] = draw.integer(-8, 8) / 4.0;
  return m;
}

void set_at_rest(Draw& draw, Instance& instance, const Sizes& n, bool alike) {
  Matrix<double> X = quarters(draw, n.n0, n.N);
  if (alike) X = Matrix<double>(X.col(0).replicate(1, n.N));
  const Matrix<double> W1 = quarters(draw, n.n1, n.n0), b1 = quarters(draw, n.n1, 1),
                       Z1 = W1 * X + b1.replicate(1, n.N);
  const Matrix<double> A1 =
      Z1.unaryExpr([&](double z) { return instance.number("activation") == 3 ? std::max(z, 0.0) : z; });
  const Matrix<double> W2 = quarters(draw, n.J, n.n1), b2 = quarters(draw, n.J, 1);
  instance.set("X", X);
  set_layer(instance, 1, W1, b1, Z1);
  instance.set("A1", A1);
  set_layer(instance, 2, W2, b2, Matrix<double>(W2 * A1 + b2.replicate(1, n.N)));
}

/// Inputs 0, so that no weights move, and biases off by themselves.
void set_biases_alone(Draw& draw, Instance& instance, const Sizes& n) {
  const auto zeros = [](Index rows, Index columns) { return Matrix<double>(Matrix<double>::Zero(rows, columns)); };
  instance.set("X", zeros(n.n0, n.N));
  set_layer(instance, 1, quarters(draw, n.n1, n.n0), quarters(draw, n.n1, 1), zeros(n.n1, n.N));
  instance.set("A1", zeros(n.n1, n.N));
  set_layer(instance, 2, zeros(n.J, n.n1), quarters(draw, n.J, 1), zeros(n.J, n.N));
}

void set_random(Draw& draw, Instance& instance, const Sizes& n, double eps, double off) {
  const Activation h = *monotone_activation(instance);
  const Matrix<double> X = draw.matrix(n.n0, n.N, 1.0), W1 = draw.matrix(n.n1, n.n0, 1.5),
                       b1 = draw.matrix(n.n1, 1, 1.0);
  const Matrix<double> Z1 = W1 * X + b1.replicate(1, n.N) + draw.matrix(n.n1, n.N, off);
  Matrix<double> A1 = Z1.unaryExpr([&](double z) { return activation_value(h, z); });
  A1 += draw.matrix(n.n1, n.N, 0.999 * eps);
  const Matrix<double> W2 = draw.matrix(n.J, n.n1, 1.5), b2 = draw.matrix(n.J, 1, 1.0);
  instance.set("X", X);
  set_layer(instance, 1, W1, b1, Z1);
  instance.set("A1", A1);
  set_layer(instance, 2, W2, b2, Matrix<double>(W2 * A1 + b2.replicate(1, n.N) + draw.matrix(n.J, n.N, off)));
}

}  // namespace

Instance swept_network_instance(Draw& draw) {
  const double which = draw.uniform(0, 1), eps = draw.magnitude(-2, 1);
  const bool rest = which < 0.35, alike = which<0.2, biases = which> 0.9;
  const Sizes n{draw.integer(1, 2), draw.integer(1, 2), 2, biases ? draw.integer(2, 4) : draw.integer(1, 3)};
  Instance instance;
  instance.family = alike ? "at rest, samples alike" : rest ? "at rest" : biases ? "biases alone" : "random";
  instance.set("activation", rest || biases ? draw.pick<double>({3, 4}) : draw_monotone_activation(draw));
  if (rest) {
    set_at_rest(draw, instance, n, alike);
  } else if (biases) {
    set_biases_alone(draw, instance, n);
  } else {
    set_random(draw, instance, n, eps, draw.chance(0.2) ? 0.0 : draw.magnitude(-2, 0.5));
  }
  Labels labels;
  for (int k = 0; k < n.N; ++k) labels.push_back(alike && k > 0 ? labels[0] : draw.integer(0, n.J - 1));
  Matrix<double> targets = draw.matrix(n.J, n.N, draw.magnitude(-1, 0.5));
  if (alike) targets = Matrix<double>(targets.col(0).replicate(1, n.N));
  instance.set("label", labels);
  instance.set("targets", targets);
  instance.set("risk", draw.integer(0, 2));
  instance.set("eps", eps);
  instance.set("rho", draw.magnitude(-2, 1));
  instance.set("alpha0", draw.magnitude(-2, 1));
  instance.set("gamma", draw.pick<double>({1.5, 2, 4}));
  instance.set("tau0", draw.magnitude(-2, 1));
  instance.set("eta", draw.pick<double>({1.5, 2, 4}));
  instance.set("regulariser", rest ? 0 : draw.integer(0, 2));
  instance.set("mu", draw.magnitude(-2, 0));
  return instance;
}

}  // namespace lysep
