// The model P at instances: theta near the curvature of phi in W.
#include "proofs-check/claims/dlam/models/model_P.hpp"

namespace lysep {

ModelP::ModelP(const Instance& i)
    : at(i), theta(i.balls("theta")), D(i.balls("D")), gradient(at.gradient(PenaltyBlock::W)) {
  positive = at.hypothesis() && theta_at_least(Ball(0x1p-1074));
}

Ball ModelP::curvature() const { return at.rho * squared(spectral_norm(at.A)); }

bool ModelP::theta_at_least(const Ball& least) const {
  for (Index i = 0; i < theta.size(); ++i) {
    if (!(theta.data()[i] >= least)) return false;
  }
  return true;
}

Ball ModelP::printed() const { return Ball(0.5) * inner(theta, absolute(D)); }
Ball ModelP::quadratic() const { return Ball(0.5) * inner(theta, entrywise_product(D, D)); }

std::vector<Array> model_P_arrays() {
  std::vector<Array> arrays = penalty_arrays();
  arrays.push_back({"theta", "m x n", "theta, entry by entry"});
  arrays.push_back({"D", "m x n", "a move of W"});
  return arrays;
}

Instance model_P_instance(Draw& draw) {
  Instance instance = penalty_instance(draw);
  const Matrix<double> W = instance.matrix("W");
  const TopSingular top = top_singular(instance.matrix("A"));
  const double least = std::max(instance.number("rho") * top.value * top.value, 1e-6) * (1 + 1e-12);
  Matrix<double> theta = Matrix<double>::Constant(W.rows(), W.cols(), least);
  const double size = draw.magnitude(-3, 2);
  Matrix<double> D = draw.matrix(W.rows(), W.cols(), size);
  if (draw.chance(0.6)) {
    instance.family += ", along A";
    D = Matrix<double>(draw.matrix(W.rows(), 1, size) * top.left.transpose());
  } else {
    for (Index i = 0; i < theta.size(); ++i) theta.data()[i] *= draw.magnitude(0, 1);
  }
  instance.set("theta", theta);
  instance.set("D", D);
  return instance;
}

}  // namespace lysep
