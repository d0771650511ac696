#include "proofs-check/claims/lysep/joint/conjugate_gradients.hpp"

namespace lysep {
namespace {

bool all_positive(const Matrix<Ball>& m, bool zero_too) {
  for (Index i = 0; i < m.size(); ++i) {
    const Ball& x = m.data()[i];
    if (!(zero_too ? x >= Ball(0.0) : x > Ball(0.0))) return false;
  }
  return true;
}

/// Fewer steps than J has rows and columns, so that the iterates do not end before.
Instance generate(Draw& draw) {
  const int steps = draw.integer(1, 3), N = steps + draw.integer(1, 3), P = steps + draw.integer(1, 3);
  Instance instance;
  instance.family = "random";
  instance.set("J", draw.matrix(N, P, draw.magnitude(-3, 3)));
  Matrix<double> T = Matrix<double>::Constant(N, 1, 1.0), diagonal(P, 1);
  if (draw.chance(0.5)) {
    instance.family = "weighted rows";
    for (Index i = 0; i < N; ++i) T(i, 0) = draw.magnitude(-2, 2);
  }
  for (Index i = 0; i < P; ++i) diagonal(i, 0) = draw.magnitude(-2, 2);
  instance.set("T", T);
  instance.set("g", draw.matrix(P, 1, draw.magnitude(-3, 3)));
  instance.set("preconditioner", diagonal);
  instance.set("m", draw.magnitude(-6, 3));
  instance.set("steps", steps);
  return instance;
}

}  // namespace

ConjugateGradients::ConjugateGradients(const Instance& i)
    : J(i.balls("J")),
      T(i.balls("T")),
      g(i.balls("g")),
      diagonal(i.balls("preconditioner")),
      m(i.ball("m")),
      steps(static_cast<Index>(i.number("steps"))) {
  x = Matrix<Ball>::Constant(g.rows(), 1, Ball(0.0));
  hypothesis = all_positive(T, true) && all_positive(diagonal, false) && m > Ball(0.0) && steps >= 1 && steps <= 50;
  if (hypothesis) iterate();
}

Matrix<Ball> ConjugateGradients::times(const Matrix<Ball>& v) const {
  return sum(transposed_product(J, entrywise_product(T, product(J, v))), scaled(m, v));
}

void ConjugateGradients::iterate() {
  const auto ahead = [&](const Matrix<Ball>& of) {
    Matrix<Ball> z = of;
    for (Index i = 0; i < z.rows(); ++i) z(i, 0) = z(i, 0) / diagonal(i, 0);
    return z;
  };
  Matrix<Ball> residual = scaled(Ball(-1.0), g), z = ahead(residual), along = z;
  Ball size = inner(residual, z);
  for (Index k = 0; k < steps && size > Ball(0.0); ++k) {
    const Matrix<Ball> product = times(along);
    const Ball length = size / inner(along, product);
    x = sum(x, scaled(length, along));
    residual = difference(residual, scaled(length, product));
    z = ahead(residual);
    const Ball before = size;
    size = inner(residual, z);
    along = sum(z, scaled(size / before, along));
  }
}

void set_conjugate_gradients(Claim& claim) {
  claim.equation = "joint steps";
  claim.hypotheses = {"T >= 0 diagonal", "m > 0", "a diagonal preconditioner > 0", "1 <= k <= 50"};
  claim.arrays = {{"J", "N x P", "the Jacobian"}, {"T", "N x 1", "weights of its rows"},
                  {"g", "P x 1", "any vector"},   {"preconditioner", "P x 1", "its diagonal"},
                  {"m", "1", "the damping"},      {"steps", "1", "k", Array::integer}};
  claim.generate = generate;
}

}  // namespace lysep
