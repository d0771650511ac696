#pragma once
// How much the update of a_l lowers phi of layer l+1.
#include "proofs-check/claims/dlam/block_updates/boxed_output.hpp"

namespace lysep {

/// And "tau"; a^k in its box.
struct OutputDecrease : BoxedOutput {
  explicit OutputDecrease(const Instance& i) : BoxedOutput(i), tau(i.ball("tau")) {
    hypothesis = hypothesis && tau > Ball(0.0) && feasible(at.A);
    if (hypothesis) a = after(tau);
  }
  Ball tau;
  Matrix<Ball> a;

  /// factor ||da||^2, or ||da||_1, and how far outside the box `to` is, <= the decrease, where the stop test holds.
  Sides falls_by(const Matrix<Ball>& to, const Ball& factor, bool squares = true) const {
    const Matrix<Ball> D = difference(to, at.A);
    if (!hypothesis || !stops(D, tau)) return hypothesis_not_met();
    const Ball bound = factor * (squares ? norm_squared(D) : total(absolute(D)));
    return {bound + norm_squared(difference(to, clip(to))), at.phi() - at.phi_where(PenaltyBlock::a, to), true,
            at.size() + tau * norm_squared(D)};
  }
};

inline Instance output_decrease_instance(Draw& draw) {
  Instance instance = boxed_output_instance(draw);
  const double above = draw.chance(0.6) ? 1 + draw.magnitude(-12, -7) : draw.magnitude(0, 1);
  instance.set("tau", std::max(output_curvature(instance), 1e-6) * above);
  return instance;
}

inline void set_output_decrease(Claim& claim) {
  claim.hypotheses = {"h is tanh, sigmoid, ReLU or the identity", "rho, eps, tau > 0", "|a^k - h(z_l)| <= eps",
                      "the stop test of Algorithm 3"};
  claim.arrays = boxed_output_arrays();
  claim.arrays.push_back({"tau", "1", "tau, one number for all units"});
  claim.generate = output_decrease_instance;
}

}  // namespace lysep
