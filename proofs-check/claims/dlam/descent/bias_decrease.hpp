#pragma once
// How much the update of b_l with L_b lowers phi.
#include "proofs-check/claims/dlam/models/penalty_layer.hpp"

namespace lysep {

/// A penalty layer and "L_b".
struct BiasDecrease {
  explicit BiasDecrease(const Instance& i) : at(i), L_b(i.ball("L_b")) {
    hypothesis = at.hypothesis() && L_b > Ball(0.0);
    if (hypothesis) db = scaled(Ball(-1.0) / L_b, at.gradient(PenaltyBlock::b));
  }
  PenaltyLayer at;
  Ball L_b;
  Matrix<Ball> db;
  bool hypothesis;

  /// (factor/2) ||db||^2 <= the decrease, where L_b >= least.
  Sides falls_by(const Ball& factor, const Ball& least) const {
    if (!hypothesis || !(L_b >= least)) return hypothesis_not_met();
    return {Ball(0.5) * factor * norm_squared(db), at.phi() - at.phi_moved(PenaltyBlock::b, db), true,
            at.size() + L_b * norm_squared(db)};
  }
};

/// L_b at, just above and above rho (`samples` false) or N rho.
inline Instance bias_decrease_instance(Draw& draw, bool samples) {
  Instance instance = penalty_instance(draw);
  const double N = samples ? static_cast<double>(instance.matrix("A").cols()) : 1.0;
  const double above = draw.chance(0.6) ? 1 + draw.magnitude(-15, -6) : draw.magnitude(0, 1);
  instance.set("L_b", instance.number("rho") * N * above);
  return instance;
}

inline void set_bias_decrease(Claim& claim, bool samples) {
  claim.arrays = penalty_arrays();
  claim.arrays.push_back({"L_b", "1", "the constant of the model U"});
  claim.generate = [samples](Draw& draw) { return bias_decrease_instance(draw, samples); };
}

}  // namespace lysep
