#include "proofs-check/claims/chapters.hpp"

namespace lysep {

// clang-format off
#define CLAIMS(X) \
  X(bsum_proposition_1_c1) \
  X(bsum_proposition_1_c1_corrected) \
  X(bsum_proposition_1_c2) \
  X(bsum_proposition_1_c2_corrected) \
  X(bsum_proposition_1_last) \
  X(bsum_proposition_1_proof) \
  X(bsum_proposition_1_proof_corrected) \
  X(bsum_proposition_2) \
  X(bsum_proposition_2_corrected) \
  X(bsum_equation_15) \
  X(bsum_equation_15_corrected) \
  X(bsum_softplus_exponential) \
  X(bsum_softplus_exponential_corrected) \
  X(bsum_exp_concave) \
  X(bsum_exp_concave_corrected) \
  X(bsum_deep_linear_gradient) \
  X(bsum_deep_linear_convex) \
  X(bsum_deep_linear_minimum) \
  X(bsum_block_descent) \
  X(bsum_toeplitz)
// clang-format on

CLAIMS(LYSEP_CLAIM_DECLARED)

std::vector<Claim> bsum_convexity_claims() { return {CLAIMS(LYSEP_CLAIM_LISTED)}; }

}  // namespace lysep
