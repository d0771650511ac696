#pragma once
// A sweep after eps has followed its rule, a_1 as it is, and F before and after without the indicator.
#include "proofs-check/claims/dlam/descent/epsilon_rule.hpp"
#include "proofs-check/claims/dlam/descent/sweep.hpp"

namespace lysep {

struct EpsilonSweep : SweptNetwork {
  explicit EpsilonSweep(const Instance& i) : SweptNetwork(i) {
    hypothesis = hypothesis && settings.risk != SweepSettings::linear;
  }
  Ball risk() const {
    return settings.risk == SweepSettings::squared ? Ball(0.5) * norm_squared(difference(point.Z(2), settings.targets))
                                                   : point.risk();
  }
  Ball printed() const { return printed_epsilon(settings.eps, risk()); }
  /// F after a sweep with that eps <= factor F before; nothing where a box is empty, a < -eps for ReLU, out of the
  /// range.
  Sides falls(const Ball& eps, double factor = 1, bool shared_bias = true) const {
    SweptNetwork next = *this;
    next.settings.eps = eps;
    next.settings.shared_bias = shared_bias;
    if (has_empty_box(next)) return hypothesis_not_met();
    const SweepOutcome report = next.sweep_once();
    return {report.after, Ball(factor) * report.before, true, report.before};
  }

 private:
  static bool has_empty_box(const SweptNetwork& network);
};

void set_epsilon_sweep(Claim& claim);

}  // namespace lysep
