// Moves of one block of a penalty layer and the models around where they begin.
#include "proofs-check/claims/dlam/models/quadratic_model.hpp"

namespace lysep {
namespace {

PenaltyBlock block_of(const Instance& instance) {
  const double which = instance.number("block");
  return which >= 0 && which <= 3 ? static_cast<PenaltyBlock>(static_cast<int>(which)) : PenaltyBlock::W;
}

const char* name_of(PenaltyBlock which) {
  const char* names[] = {"W", "b", "Z", "A"};
  return names[static_cast<int>(which)];
}

/// A move of the block along which ||W A|| or ||b 1^T|| grows fastest.
Matrix<double> fastest(Draw& draw, const Instance& instance, PenaltyBlock which) {
  const Matrix<double> block = instance.matrix(name_of(which));
  const Matrix<double> any = draw.matrix(block.rows(), block.cols(), 1.0);
  if (which == PenaltyBlock::W) return any.col(0) * top_singular(instance.matrix("A")).left.transpose();
  if (which == PenaltyBlock::a) {
    return top_singular(Matrix<double>(instance.matrix("W").transpose())).left * any.row(0);
  }
  return any;
}

}  // namespace

QuadraticModel::QuadraticModel(const Instance& instance, PenaltyBlock which)
    : at(instance), which(which), D(instance.balls("D")), c(instance.ball("c")) {
  const Matrix<Ball>& block = at.block(which);
  hypothesis = at.hypothesis() && c > Ball(0.0) && D.rows() == block.rows() && D.cols() == block.cols();
}

QuadraticModel::QuadraticModel(const Instance& instance) : QuadraticModel(instance, block_of(instance)) {
  const double number = instance.number("block");
  hypothesis = hypothesis && number >= 0 && number <= 3;
}

Ball QuadraticModel::size() const { return at.size() + (c + at.rho) * norm_squared(D) + abs(slope()); }

Sides QuadraticModel::majorised(const Ball& least, double factor) const {
  if (!hypothesis || !(c >= least)) return hypothesis_not_met();
  return {phi_after() - at.phi() - slope(), Ball(0.5 * factor) * c * norm_squared(D), true, size()};
}

std::vector<Array> move_arrays(const char* shape, const char* constant) {
  std::vector<Array> arrays = penalty_arrays();
  arrays.push_back({"D", shape, "a move of the block"});
  arrays.push_back({"c", "1", constant});
  return arrays;
}

Instance move_instance(Draw& draw, PenaltyBlock which, const std::function<double(const Instance&)>& least) {
  Instance instance = penalty_instance(draw);
  const Matrix<double> block = instance.matrix(name_of(which));
  const double size = draw.magnitude(-3, 3);
  Matrix<double> D = draw.matrix(block.rows(), block.cols(), size);
  if (draw.chance(0.5)) {
    instance.family += ", fastest";
    D = fastest(draw, instance, which) * size;
  }
  const double smallest = std::max(least(instance), 1e-6);
  const double above = draw.uniform(0, 1);
  instance.set("D", D);
  instance.set("c", smallest * (above < 0.6   ? 1 + 1e-13
                                : above < 0.8 ? 1 + draw.magnitude(-12, -3)
                                              : draw.magnitude(0, 1)));
  return instance;
}

double rho_times_samples(const Instance& instance) {
  return instance.number("rho") * static_cast<double>(instance.matrix("A").cols());
}

}  // namespace lysep
