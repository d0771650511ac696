#include "proofs-check/claims/chapters.hpp"

namespace lysep {

// clang-format off
#define CLAIMS(X)                                                                       \
  X(joint_feasible_bound) X(joint_gradient)                                             \
  X(joint_minimum) X(joint_minimum_size) X(joint_minimum_size_sharp)                    \
  X(joint_descent) X(joint_descent_sharp) X(joint_prediction) X(joint_monotone)
// clang-format on

CLAIMS(LYSEP_CLAIM_DECLARED)

std::vector<Claim> joint_claims() { return {CLAIMS(LYSEP_CLAIM_LISTED)}; }

}  // namespace lysep
