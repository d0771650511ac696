#pragma once
// States with a bound on their loss: L_S <= epsilon.
#include "proofs-check/claims/review/states.hpp"

namespace lysep {

struct BoundedLoss {
  explicit BoundedLoss(const Instance& instance) : network(*instance.state), epsilon(instance.ball("epsilon")) {}

  Network network;
  Ball epsilon;

  bool hypothesis() const { return network.L_S() <= epsilon; }
  Sides where_bounded(const Ball& left, const Ball& right) const {
    return hypothesis() ? Sides{left, right} : hypothesis_not_met();
  }
};

/// A state of `separation_instance` and an epsilon a little above its L_S; a few below it.
Instance loss_bound_instance(Draw& draw);

/// The state with epsilon = (1 + slack) L_S, rounded.
Instance with_loss_bound(const char* family, const StateData& state, double slack);

/// Both: arrays, and the instance at a user's state.
void set_loss_bound(Claim& claim);

}  // namespace lysep
