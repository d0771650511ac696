#include "proofs-check/claims/lysep/lipschitz/smooth_function.hpp"

#include "core/numbers/bad_input.hpp"
#include "proofs-check/enclosures/definition.hpp"

namespace lysep {
namespace {

template <class T>
T value_of(const SmoothFunction& f, const Matrix<T>& X) {
  T sum(0.0);
  for (Index n = 0; n < X.cols(); ++n) {
    if (f.quadratic) {
      for (Index i = 0; i < X.rows(); ++i) {
        for (Index j = 0; j < X.rows(); ++j) sum += T(f.H(i, j)) * X(i, n) * X(j, n);
      }
    } else {
      std::vector<T> z;
      for (Index j = 0; j < X.rows(); ++j) z.push_back(X(j, n));
      sum += cross_entropy_by_definition(z, f.labels[static_cast<std::size_t>(n)]);
    }
  }
  return sum;
}

/// H = a u u^T + a small definite part, X and D along u: C/2 ||D||^2 is nearly attained.
void set_eigenvector(Draw& draw, Matrix<double>& H, Matrix<double>& X, Matrix<double>& D) {
  const Index m = H.rows(), N = X.cols();
  const Matrix<double> u = draw.matrix(m, 1, 1.0), rest = draw.matrix(m, m, draw.magnitude(-8, -5));
  H = draw.magnitude(-8, 8) * (u * u.transpose() + u.squaredNorm() * rest * rest.transpose());
  X = u * draw.matrix(1, N, draw.magnitude(-2, 2));
  D = u * draw.matrix(1, N, draw.magnitude(-4, 2));
}

}  // namespace

SmoothFunction::SmoothFunction(const Instance& instance)
    : H(instance.balls("H")), X(instance.balls("X")), D(instance.balls("D")), labels(instance.labels("label")) {
  const double function = instance.number("function");
  if (function != 0 && function != 1) throw BadInput("function requires 0 or 1");
  quadratic = function == 0;
  C = quadratic ? spectral_norm(sum(H, H.transpose())) : Ball(0.5);
}

Ball SmoothFunction::value(const Matrix<Ball>& at) const { return value_of(*this, at); }

Matrix<Ball> SmoothFunction::gradient(const Matrix<Ball>& at) const {
  return quadratic ? product(sum(H, H.transpose()), at) : softmax_minus_labels_of(at, labels);
}

Ball SmoothFunction::slope(const Matrix<Ball>& at, const Matrix<Ball>& direction) const {
  Matrix<Dual<Ball>> line(at.rows(), at.cols());
  for (Index i = 0; i < at.size(); ++i) line.data()[i] = {at.data()[i], direction.data()[i]};
  return value_of(*this, line).d;
}

Instance smooth_instance(Draw& draw) {
  const int m = draw.integer(2, 4), N = draw.integer(1, 3);
  Instance instance;
  instance.family = "quadratic";
  Matrix<double> H = draw.matrix(m, m, draw.magnitude(-8, 8)), X = draw.matrix(m, N, draw.magnitude(-2, 2));
  Matrix<double> D = draw.matrix(m, N, draw.magnitude(-4, 2));
  Labels labels;
  for (int n = 0; n < N; ++n) labels.push_back(draw.integer(0, m - 1));
  const double which = draw.uniform(0, 1);
  if (which < 0.3) {
    instance.family = "quadratic, along the top eigenvector";
    set_eigenvector(draw, H, X, D);
  } else if (which < 0.4) {
    instance.family = "quadratic, a multiple of the identity";
    H = Matrix<double>::Identity(m, m) * draw.sign() * draw.magnitude(-8, 8);
  } else if (which < 0.5) {
    instance.family = "quadratic, singular";
    if (draw.chance(0.2)) H.setZero();
    H.row(0).setZero();
    H.col(0).setZero();
  } else if (which < 0.65) {
    instance.family = "cross-entropy";
  } else if (which < 0.75) {
    instance.family = "cross-entropy, extreme margins";
    X *= draw.uniform(10.0, 350.0) / X.cwiseAbs().maxCoeff();
  } else if (which < 0.85) {
    instance.family = "cross-entropy, even odds";
    X.setConstant(-1000.0);
    D.setZero();
    const double step = draw.magnitude(-5, -3);
    for (int n = 0; n < N; ++n) {
      const int y = labels[static_cast<std::size_t>(n)], other = (y + draw.integer(1, m - 1)) % m;
      X(y, n) = X(other, n) = 0.0;
      D(y, n) = step;
      D(other, n) = -step;
    }
  }
  instance.set("function", instance.family.front() == 'q' ? 0.0 : 1.0);
  instance.set("H", H);
  instance.set("X", X);
  instance.set("D", D);
  instance.set("label", labels);
  return instance;
}

std::vector<Array> smooth_arrays() {
  return {{"function", "1", "0: <X, H X>; 1: the sum of the cross-entropies of the columns", Array::integer},
          {"H", "J x J", "of function 0"},
          {"X", "J x N", "a point"},
          {"D", "J x N", "Y - X"},
          {"label", "N", "classes of function 1, from 0", Array::label}};
}

Instance smooth_segment_instance(Draw& draw) {
  Instance instance = smooth_instance(draw);
  instance.set("t", draw.chance(0.1) ? 1.0 : draw.uniform(0.0, 1.0));
  return instance;
}

std::vector<Array> smooth_segment_arrays() {
  std::vector<Array> arrays = smooth_arrays();
  arrays.push_back({"t", "1", "in [0, 1]"});
  return arrays;
}

}  // namespace lysep
