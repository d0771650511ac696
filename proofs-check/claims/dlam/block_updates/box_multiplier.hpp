#pragma once
// The multiplier of the box of a_l at the update a^{k+1} = clip(a^k - grad/tau).
#include "proofs-check/claims/dlam/block_updates/boxed_output.hpp"

namespace lysep {

/// And "tau" and "Y" (n x N), in the box.
struct BoxMultiplier : BoxedOutput {
  explicit BoxMultiplier(const Instance& i) : BoxedOutput(i), tau(i.ball("tau")), Y(i.balls("Y")) {
    hypothesis = hypothesis && tau > Ball(0.0) && feasible(Y);
  }
  Ball tau;
  Matrix<Ball> Y;

  /// <v, Y - a'> <= 0, v = -(grad + factor (a' - a)).
  Sides normal(const Ball& factor) const {
    if (!hypothesis) return hypothesis_not_met();
    const Matrix<Ball> a = after(tau), D = difference(a, at.A), apart = difference(Y, a);
    const Matrix<Ball> v = scaled(Ball(-1.0), sum(gradient, scaled(factor, D)));
    const Ball sizes = norm_squared(apart) + norm_squared(gradient) + squared(tau) * norm_squared(D);
    return {inner(v, apart), Ball(0.0), true, sizes};
  }
};

inline void set_box_multiplier(Claim& claim) {
  claim.hypotheses = {"h is tanh, sigmoid, ReLU or the identity", "rho, eps, tau > 0", "Y in the box"};
  claim.arrays = boxed_output_arrays();
  claim.arrays.push_back({"tau", "1", "tau, one number for all units"});
  claim.arrays.push_back({"Y", "n x N", "another a_l"});
  claim.generate = [](Draw& draw) {
    Instance instance = boxed_output_instance(draw);
    const Activation h = *monotone_activation(instance);
    Matrix<double> Y = instance.matrix("z");
    const double eps = instance.number("eps");
    for (Index k = 0; k < Y.size(); ++k) Y.data()[k] = activation_value(h, Y.data()[k]) + eps * draw.symmetric(0.999);
    instance.set("Y", Y);
    instance.set("tau", std::max(output_curvature(instance), 1e-6) * draw.magnitude(0, 1));
    return instance;
  };
}

}  // namespace lysep
