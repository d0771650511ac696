#include "proofs-check/claims/chapters.hpp"

namespace lysep {

// clang-format off
#define CLAIMS(X) \
  X(bsum_equation_a_6) \
  X(bsum_equation_a_9) \
  X(bsum_equation_a_9_corrected) \
  X(bsum_equation_9) \
  X(bsum_equation_9_corrected) \
  X(bsum_lipschitz) \
  X(bsum_lemma_1_constant) \
  X(bsum_lemma_1_constant_corrected) \
  X(bsum_lemma_2_gradient) \
  X(bsum_lemma_2_gradient_corrected) \
  X(bsum_p2) \
  X(bsum_p2_corrected) \
  X(bsum_equation_10) \
  X(bsum_equation_7) \
  X(bsum_p1) \
  X(bsum_p4) \
  X(bsum_equation_a_3) \
  X(bsum_equation_a_3_corrected) \
  X(bsum_a_3_stationary) \
  X(bsum_a_3_stationary_corrected) \
  X(bsum_equation_a_5) \
  X(bsum_equation_a_4) \
  X(bsum_soft_threshold) \
  X(bsum_soft_threshold_corrected) \
  X(bsum_projection) \
  X(bsum_equation_a_1) \
  X(bsum_equation_a_1_corrected) \
  X(bsum_lemma_2_newton) \
  X(bsum_lemma_2_newton_corrected) \
  X(bsum_equation_12) \
  X(bsum_equation_12_corrected) \
  X(bsum_equation_a_2) \
  X(bsum_equation_a_2_corrected) \
  X(bsum_equation_14) \
  X(bsum_linear_bound)
// clang-format on

CLAIMS(LYSEP_CLAIM_DECLARED)

std::vector<Claim> bsum_bounds_claims() { return {CLAIMS(LYSEP_CLAIM_LISTED)}; }

}  // namespace lysep
