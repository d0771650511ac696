#include "proofs-check/claims/chapters.hpp"

namespace lysep {

// clang-format off
#define CLAIMS(X) \
  X(bsum_assumption_1) \
  X(bsum_assumption_1_corrected) \
  X(bsum_assumption_1_regulariser) \
  X(bsum_equation_a_11) \
  X(bsum_equation_a_16) \
  X(bsum_equation_13) \
  X(bsum_equation_13_corrected) \
  X(bsum_equation_a_13) \
  X(bsum_equation_a_13_corrected) \
  X(bsum_exponential_convex) \
  X(bsum_exponential_rises) \
  X(bsum_exponential_rises_corrected) \
  X(bsum_cross_entropy_falls) \
  X(bsum_cross_entropy_falls_corrected) \
  X(bsum_hinge_falls) \
  X(bsum_hinge_falls_corrected) \
  X(bsum_logistic_falls) \
  X(bsum_logistic_falls_corrected) \
  X(bsum_equation_a_15) \
  X(bsum_equation_a_15_corrected) \
  X(bsum_cross_entropy_logistic) \
  X(bsum_cross_entropy_convex) \
  X(bsum_equation_a_17) \
  X(bsum_hinge_convex) \
  X(bsum_hinge_lipschitz) \
  X(bsum_equation_a_18) \
  X(bsum_logistic_convex) \
  X(bsum_logistic_lipschitz)
// clang-format on

CLAIMS(LYSEP_CLAIM_DECLARED)

std::vector<Claim> bsum_losses_claims() { return {CLAIMS(LYSEP_CLAIM_LISTED)}; }

}  // namespace lysep
