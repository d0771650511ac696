#include "proofs-check/claims/chapters.hpp"

namespace lysep {

// clang-format off
#define CLAIMS(X) \
  X(bsum_equation_8) \
  X(bsum_equation_8_corrected) \
  X(bsum_inverse_root_steps) \
  X(bsum_inverse_root_steps_corrected) \
  X(bsum_halving_steps) \
  X(bsum_halving_steps_corrected) \
  X(bsum_halving_stops) \
  X(bsum_step_rule_upper) \
  X(bsum_step_rule_lower) \
  X(bsum_special_case_1) \
  X(bsum_special_case_1_corrected) \
  X(bsum_corollary_1) \
  X(bsum_corollary_1_corrected) \
  X(bsum_divergence)
// clang-format on

CLAIMS(LYSEP_CLAIM_DECLARED)

std::vector<Claim> bsum_convergence_claims() { return {CLAIMS(LYSEP_CLAIM_LISTED)}; }

}  // namespace lysep
