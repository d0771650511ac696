#pragma once
// The update of b_l: b - grad/L_b, for samples that share b.
#include "proofs-check/claims/dlam/models/penalty_layer.hpp"

namespace lysep {

/// A penalty layer and "Y" (m x 1), other biases.
struct BiasUpdate {
  explicit BiasUpdate(const Instance& i) : at(i), Y(i.balls("Y")), hypothesis(at.hypothesis()) {}

  PenaltyLayer at;
  Matrix<Ball> Y;
  bool hypothesis;

  Matrix<Ball> after(const Ball& L_b) const {
    return difference(at.b, scaled(Ball(1.0) / L_b, at.gradient(PenaltyBlock::b)));
  }
  Ball size() const { return at.size() + at.rho * at.samples() * (norm_squared(Y) + norm_squared(row_sums(at.E()))); }
};

inline void set_bias_update(Claim& claim) {
  claim.hypotheses = {"rho > 0"};
  claim.arrays = penalty_arrays();
  claim.arrays.push_back({"Y", "m x 1", "other biases"});
  claim.generate = [](Draw& draw) {
    Instance instance = penalty_instance(draw);
    const Matrix<double> b = instance.matrix("b");
    instance.set("Y", Matrix<double>(b + draw.matrix(b.rows(), 1, draw.magnitude(-2, 1))));
    return instance;
  };
}

}  // namespace lysep
