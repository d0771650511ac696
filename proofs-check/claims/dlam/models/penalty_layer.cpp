// Penalty layers: gradients, their dual-number counterpart, and the instances on which claims about a block are
// decided.
#include "proofs-check/claims/dlam/models/penalty_layer.hpp"

#include "core/numbers/bad_input.hpp"
#include "proofs-check/enclosures/dual.hpp"

namespace lysep {
namespace {

/// phi by naive loops straight from its definition.
template <class T>
T penalty_by_definition(const Matrix<T>& W, const Matrix<T>& A, const Matrix<T>& b, const Matrix<T>& Z, const T& rho) {
  T sum(0.0);
  for (Index n = 0; n < A.cols(); ++n) {
    for (Index i = 0; i < W.rows(); ++i) {
      T r = Z(i, n) - b(i, 0);
      for (Index j = 0; j < W.cols(); ++j) r -= W(i, j) * A(j, n);
      sum += r * r;
    }
  }
  return rho * sum / T(2.0);
}

Matrix<double> whole_numbers(Draw& draw, Index rows, Index columns) {
  Matrix<double> m(rows, columns);
  for (Index i = 0; i < m.size(); ++i) m.data()[i] = draw.integer(-3, 3);
  return m;
}

}  // namespace

Matrix<Ball> plus_column(const Matrix<Ball>& M, const Matrix<Ball>& v) {
  Matrix<Ball> plus = M;
  for (Index i = 0; i < M.rows(); ++i) {
    for (Index n = 0; n < M.cols(); ++n) plus(i, n) += v(i, 0);
  }
  return plus;
}

Matrix<Ball> row_sums(const Matrix<Ball>& M) {
  Matrix<Ball> sums = Matrix<Ball>::Constant(M.rows(), 1, Ball(0.0));
  for (Index i = 0; i < M.rows(); ++i) {
    for (Index n = 0; n < M.cols(); ++n) sums(i, 0) += M(i, n);
  }
  return sums;
}

PenaltyLayer::PenaltyLayer(const Instance& i)
    : W(i.balls("W")), A(i.balls("A")), b(i.balls("b")), Z(i.balls("Z")), rho(i.ball("rho")) {}

Ball PenaltyLayer::size() const {
  return rho * (norm_squared(W) * norm_squared(A) + samples() * norm_squared(b) + norm_squared(Z));
}

const Matrix<Ball>& PenaltyLayer::block(PenaltyBlock which) const {
  switch (which) {
    case PenaltyBlock::W:
      return W;
    case PenaltyBlock::b:
      return b;
    case PenaltyBlock::z:
      return Z;
    default:
      return A;
  }
}

Matrix<Ball> PenaltyLayer::gradient(PenaltyBlock which) const {
  const Matrix<Ball> scaled_E = scaled(rho, E());
  switch (which) {
    case PenaltyBlock::W:
      return product_transposed(scaled_E, A);
    case PenaltyBlock::b:
      return row_sums(scaled_E);
    case PenaltyBlock::z:
      return scaled(Ball(-1.0), scaled_E);
    default:
      return transposed_product(W, scaled_E);
  }
}

Ball PenaltyLayer::phi_where(PenaltyBlock which, const Matrix<Ball>& block) const {
  PenaltyLayer there = *this;
  (which == PenaltyBlock::W   ? there.W
   : which == PenaltyBlock::b ? there.b
   : which == PenaltyBlock::z ? there.Z
                              : there.A) = block;
  return there.phi();
}

Ball PenaltyLayer::derivative(PenaltyBlock which, const Matrix<Ball>& D) const {
  const auto seeded = [&](PenaltyBlock of) {
    const Matrix<Ball>& at = block(of);
    Matrix<Dual<Ball>> dual = at.unaryExpr([](const Ball& x) { return Dual<Ball>(x); });
    if (of != which) return dual;
    if (D.rows() != at.rows() || D.cols() != at.cols())
      throw BadInput("direction requires the shape of its block, but got another");
    for (Index i = 0; i < dual.size(); ++i) dual.data()[i].d = D.data()[i];
    return dual;
  };
  return penalty_by_definition<Dual<Ball>>(seeded(PenaltyBlock::W), seeded(PenaltyBlock::a), seeded(PenaltyBlock::b),
                                           seeded(PenaltyBlock::z), Dual<Ball>(rho))
      .d;
}

std::vector<Array> penalty_arrays() {
  return {{"W", "m x n", "weights"},
          {"A", "n x N", "the layer's inputs, samples as columns"},
          {"b", "m x 1", "biases"},
          {"Z", "m x N", "the auxiliary variable"},
          {"rho", "1", "the penalty parameter"}};
}

Instance penalty_instance(Draw& draw) {
  const Index m = draw.integer(1, 4), n = draw.integer(1, 4), N = draw.integer(1, 6);
  return penalty_instance(draw, m, n, N);
}

Instance penalty_instance(Draw& draw, Index m, Index n, Index N) {
  const auto entries = [&](Index rows, Index columns) { return draw.matrix(rows, columns, draw.magnitude(-1, 1)); };
  Instance instance;
  instance.family = "random";
  Matrix<double> W = entries(m, n), A = entries(n, N), b = entries(m, 1), Z = entries(m, N);
  double rho = draw.magnitude(-3, 2);
  const double which = draw.uniform(0, 1);
  if (which < 0.08) {
    instance.family = "zero inputs";
    A.setZero();
  } else if (which < 0.2) {
    instance.family = "inputs of rank one";
    A = Matrix<double>(whole_numbers(draw, n, 1) * whole_numbers(draw, 1, N)) * draw.magnitude(-1, 1);
  } else if (which < 0.32) {
    instance.family = "equal columns";
    A = Matrix<double>(A.col(0).replicate(1, N));
    Z = Matrix<double>(Z.col(0).replicate(1, N));
  } else if (which < 0.5) {
    instance.family = which < 0.42 ? "whole numbers" : "no residual";
    W = whole_numbers(draw, m, n);
    A = whole_numbers(draw, n, N);
    b = whole_numbers(draw, m, 1);
    Z = which < 0.42 ? whole_numbers(draw, m, N) : Matrix<double>(W * A + b.replicate(1, N));
    rho = draw.pick<double>({0.125, 0.5, 1, 2, 8});
  }
  instance.set("W", W);
  instance.set("A", A);
  instance.set("b", b);
  instance.set("Z", Z);
  instance.set("rho", rho);
  return instance;
}

Instance scalar_penalty(double W, double A, double b, double Z, double rho) {
  Instance instance;
  instance.family = "m = n = N = 1";
  const auto set = [&](const char* name, double x) {
    instance.set(name, Matrix<double>(Matrix<double>::Constant(1, 1, x)));
  };
  set("W", W);
  set("A", A);
  set("b", b);
  set("Z", Z);
  instance.set("rho", rho);
  return instance;
}

Matrix<double> gradient_in_W(const Instance& i) {
  const Matrix<double> A = i.matrix("A");
  const Matrix<double> E = i.matrix("W") * A + i.matrix("b").replicate(1, A.cols()) - i.matrix("Z");
  return i.number("rho") * E * A.transpose();
}

TopSingular top_singular(const Matrix<double>& A) {
  Vector<double> x = Vector<double>::Ones(A.rows());
  for (Index i = 0; i < x.size(); ++i) x(i) += 0.1 * static_cast<double>(i);  // no eigenvector of a likely matrix
  for (int k = 0; k < 200; ++k) {
    const Vector<double> next = A * (A.transpose() * x);
    const double size = next.norm();
    if (!(size > 0)) return {0.0, x / x.norm()};
    x = next / size;
  }
  return {(A.transpose() * x).norm(), x};
}

}  // namespace lysep
