#include "proofs-check/claims/lysep/lipschitz/excluded_activations.hpp"

#include "core/methods/layer_separation/step_constants.hpp"

namespace lysep {
namespace {

using Second = Dual<Dual<Ball>>;

template <class T>
T softplus_by_definition(const T& x) {
  return log1p(exp(x));
}

Ball curvature_of(const SoftplusBlock& t) {
  std::vector<Second> c;
  for (Index i = 0; i < t.c.size(); ++i) {
    c.push_back(second_dual(t.c.data()[i], t.u.data()[i], t.u.data()[i]));
  }
  Second f(0.0);
  for (Index k = 0; k < t.W.rows(); ++k) {
    Second residual(-t.B(k, 0));
    for (Index i = 0; i < t.W.cols(); ++i) {
      residual += Second(t.W(k, i)) * softplus_by_definition(c[static_cast<std::size_t>(i)]);
    }
    f += residual * residual;
  }
  const Second weight(norm_squared(t.W));
  for (const Second& x : c) f += weight * x * x;
  return f.d.d;
}

Instance softplus_of(const char* family, const Matrix<double>& c, const Matrix<double>& W, const Matrix<double>& B,
                     const Matrix<double>& u, double radius) {
  Instance instance;
  instance.family = family;
  instance.set("c", c);
  instance.set("W", W);
  instance.set("B", B);
  instance.set("direction", u);
  instance.set("radius", radius);
  return instance;
}

/// f'(c), f = (sigma(c) - 1)^2 + c^2.
template <class F>
Ball slope_at(const Ball& c, F sigma) {
  const Dual<Ball> x(c, Ball(1.0)), miss = sigma(x) - Dual<Ball>(1.0);
  return (miss * miss + x * x).d;
}

}  // namespace

Ball softplus(const Ball& x) { return softplus_by_definition(x); }

SoftplusBlock::SoftplusBlock(const Instance& instance)
    : c(instance.balls("c")),
      W(instance.balls("W")),
      B(instance.balls("B")),
      u(instance.balls("direction")),
      radius(instance.ball("radius")) {
  curvature = curvature_of(*this);
}

Ball SoftplusBlock::constant(const Ball& M0, const Ball& M1, const Ball& M2) const {
  AuxiliaryTerms<Ball> terms;
  terms.norm_squared = norm_squared(W);
  terms.pulled_squared = norm_squared(transposed_product(W, B));
  terms.units = W.cols();
  terms.samples = 1;
  return hidden_constant(ConstantSet::paper, terms, ActivationConstants<Ball>{M1, M0, M2});
}

Instance softplus_instance(Draw& draw) {
  const int M = draw.integer(1, 3), m = draw.integer(1, 2);
  const double radius = draw.magnitude(-1, 2), which = draw.uniform(0, 1);
  Matrix<double> c = draw.matrix(M, 1, radius), W = draw.matrix(m, M, draw.magnitude(-2, 2));
  Matrix<double> B = draw.matrix(m, 1, draw.magnitude(-2, 2)), u = draw.matrix(M, 1, draw.magnitude(-3, 3));
  if (which < 0.2) {
    c.setZero();
    B *= 1e9;
    if (draw.chance(0.7)) {
      W = Matrix<double>::Constant(1, 1, W(0, 0));
      B = Matrix<double>::Constant(1, 1, -W(0, 0) * draw.magnitude(7, 10));
      return softplus_of("large B", c.topRows(1), W, B, u.topRows(1), radius);
    }
    return softplus_of("large B", c, W, B, u, radius);
  }
  if (which < 0.4) {
    c.setConstant(radius);
    u.setConstant(1.0);
    return softplus_of("all units alike", c, W, B * 0.0, u, radius);
  }
  if (which < 0.5) return softplus_of("extreme", c, W * draw.pick(std::vector<double>{0.0, 1e-8, 1e8}), B, u, radius);
  if (which < 0.58) {
    c *= draw.magnitude(0.5, 4);
    c(0, 0) = 0.0;
    B.setZero();
    return softplus_of("beyond the radius", c, W, B, u, radius);
  }
  return softplus_of("random", c, W, B, u, radius);
}

Instance softplus_witness() {
  Matrix<double> c(2, 1), u(2, 1);
  c << 0.0, 1000.0;
  u << 1.0, 0.0;
  return softplus_of("one unit far away", c, Matrix<double>::Constant(1, 2, 1.0), Matrix<double>::Zero(1, 1), u, 1.0);
}

std::vector<Array> softplus_arrays() {
  return {{"c", "M x 1", "pre-activations of one sample"},
          {"W", "m x M", "W_{l+1}"},
          {"B", "m x 1", "c_{l+1} - b_{l+1}"},
          {"direction", "M x 1", "u"},
          {"radius", "1", "r"}};
}

KinkedBlock::KinkedBlock(const Instance& instance)
    : c1(instance.ball("c1")), c2(instance.ball("c2")), C(instance.ball("C")) {
  const double first = instance.number("c1"), second = instance.number("c2");
  defined = first != 0 && second != 0;
  one_side = defined && (first > 0) == (second > 0);
  const auto relu = [](const Dual<Ball>& x) { return max(x, Dual<Ball>(0.0)); };
  const auto smooth = [](const Dual<Ball>& x) { return softplus_by_definition(x); };
  const Ball here = slope_at(c1, relu), there = slope_at(c2, relu);
  distance = abs(c1 - c2);
  change = abs(here - there);
  smooth_change = abs(slope_at(c1, smooth) - slope_at(c2, smooth));
  size = abs(here) + abs(there) + Ball(4.0);
}

Instance kink_instance(Draw& draw) {
  const double side = draw.sign();
  double c1 = side * draw.magnitude(-12, 6), c2 = side * draw.magnitude(-12, 6);
  Instance instance;
  instance.family = "one side";
  const double which = draw.uniform(0, 1);
  if (which < 0.3) {
    c2 = c1 * (1 + draw.symmetric(1e-3));
    instance.family = "close pair";
  } else if (which < 0.36) {
    c1 = -side * draw.magnitude(-12, 1);
    c2 = side * draw.magnitude(-12, 1);
    instance.family = "across the kink";
  }
  instance.set("c1", c1);
  instance.set("c2", c2);
  instance.set("C", draw.magnitude(0.61, 8));
  return instance;
}

std::vector<Array> kink_arrays() {
  return {{"c1", "1", "one point"}, {"c2", "1", "another"}, {"C", "1", "the constant, at least 4"}};
}

}  // namespace lysep
