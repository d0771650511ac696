#include "proofs-check/claims/bsum/convexity/linear_block.hpp"

#include "proofs-check/enclosures/definition.hpp"

namespace lysep::bsum {
namespace {

/// The sum of squares of A W B - Y, straight from its definition, and of W.
template <class T>
std::pair<T, T> squares(const Matrix<T>& W, const LinearBlock& t) {
  T data(0.0), ridge(0.0);
  for (Index i = 0; i < t.A.rows(); ++i) {
    for (Index n = 0; n < t.B.cols(); ++n) {
      T z(-t.Y(i, n));
      for (Index k = 0; k < W.rows(); ++k) {
        for (Index j = 0; j < W.cols(); ++j) z += T(t.A(i, k)) * W(k, j) * T(t.B(j, n));
      }
      data += z * z;
    }
  }
  for (Index i = 0; i < W.size(); ++i) ridge += W.data()[i] * W.data()[i];
  return {data, ridge};
}

Instance linear_block_of(Draw& draw, int p, int q) {
  const int m = draw.integer(1, 2), N = draw.integer(1, 3);
  Instance instance;
  instance.family = "random";
  Matrix<double> A = draw.matrix(m, p, draw.magnitude(-1, 1)), B = draw.matrix(q, N, draw.magnitude(-1, 1));
  if (draw.chance(0.1)) {
    (draw.chance(0.5) ? A : B).setZero();
    instance.family = "A or B = 0";
  } else if (p > 1 && draw.chance(0.2)) {
    A.col(1) = A.col(0);
    instance.family = "rank-deficient A";
  }
  instance.set("W", draw.matrix(p, q, draw.magnitude(-1, 1)));
  instance.set("V", draw.matrix(p, q, draw.magnitude(-1, 1)));
  instance.set("A", A);
  instance.set("B", B);
  instance.set("Y", draw.matrix(m, N, draw.magnitude(-1, 1)));
  instance.set("lambda", draw.magnitude(-4, 1));
  return instance;
}

}  // namespace

LinearBlock::LinearBlock(const Instance& i)
    : W(i.balls("W")), V(i.balls("V")), A(i.balls("A")), B(i.balls("B")), Y(i.balls("Y")), lambda(i.ball("lambda")) {}

Ball LinearBlock::f(const Matrix<Ball>& weights) const {
  const auto [data, ridge] = squares(weights, *this);
  return data / N() + lambda * ridge;
}

Ball LinearBlock::size(const Matrix<Ball>& weights) const {
  const Ball reach = norm(A) * norm(weights) * norm(B) + norm(Y);
  return squared(reach) / N() + lambda * norm_squared(weights);
}

Matrix<Ball> LinearBlock::misfit(const Ball& data, const Ball& ridge) const {
  const Matrix<Ball> gap = difference(product(product(A, W), B), Y);
  return sum(scaled(data / N(), product_transposed(transposed_product(A, gap), B)), scaled(ridge * lambda, W));
}

Sides LinearBlock::along(const Matrix<Ball>& half_gradient) const {
  if (!(lambda > Ball(0.0))) return hypothesis_not_met();
  Matrix<Dual<Ball>> moved(W.rows(), W.cols());
  for (Index i = 0; i < W.size(); ++i) moved.data()[i] = Dual<Ball>(W.data()[i], V.data()[i]);
  const auto [data, ridge] = squares(moved, *this);
  const Ball scale = (norm(A) * norm(B) * (norm(A) * norm(W) * norm(B) + norm(Y)) / N() + lambda * norm(W)) * norm(V);
  return {data.d / N() + lambda * ridge.d, Ball(2.0) * inner(half_gradient, V), true, scale};
}

Sides LinearBlock::convex(const Ball& modulus, const Ball& more) const {
  if (!(lambda > Ball(0.0))) return hypothesis_not_met();
  const Ball mean = Ball(0.5) * (f(W) + f(V)), middle = f(scaled(Ball(0.5), sum(W, V)));
  return {(modulus * lambda + more) * norm_squared(difference(W, V)) / Ball(8.0), mean - middle, true,
          size(W) + size(V)};
}

Matrix<Ball> LinearBlock::minimiser(const Ball& ridge) const {
  const Ball slope = product_transposed(transposed_product(A, Y), B)(0, 0) / N();
  return Matrix<Ball>::Constant(1, 1, slope / (curvature() + ridge * lambda));
}

Sides LinearBlock::above_minimum(const Ball& ridge, const Ball& factor) const {
  if (!is_one_weight() || !(curvature() + ridge * lambda > Ball(0.0))) return hypothesis_not_met();
  const Matrix<Ball> D = minimiser(ridge);
  return {f(V) - f(D), factor * (curvature() + lambda) * norm_squared(difference(V, D)), true, size(V) + size(D)};
}

Sides LinearBlock::descent(const Ball& factor) const {
  if (!is_one_weight()) return hypothesis_not_met();
  const Matrix<Ball> D = minimiser(Ball(1.0));
  return {factor * lambda * norm_squared(difference(V, D)), f(V) - f(D), true, size(V) + size(D)};
}

Instance linear_block_instance(Draw& draw) { return linear_block_of(draw, draw.integer(1, 2), draw.integer(1, 2)); }
Instance one_weight_instance(Draw& draw) { return linear_block_of(draw, 1, 1); }

std::vector<Array> linear_block_arrays() {
  return {{"W", "p x q", "the block"},
          {"V", "p x q", "other weights of it, or a direction"},
          {"A", "m x p", "the product of the later blocks"},
          {"B", "q x N", "the product of the earlier ones and the inputs"},
          {"Y", "m x N", "targets"},
          {"lambda", "1", "of the regulariser lambda ||W||^2"}};
}

}  // namespace lysep::bsum
