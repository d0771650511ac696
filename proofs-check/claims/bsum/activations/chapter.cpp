#include "proofs-check/claims/chapters.hpp"

namespace lysep {

// clang-format off
#define CLAIMS(X) \
  X(bsum_parametric) \
  X(bsum_parametric_corrected) \
  X(bsum_elu) \
  X(bsum_elu_corrected) \
  X(bsum_selu) \
  X(bsum_selu_corrected) \
  X(bsum_isrlu) \
  X(bsum_bent_identity) \
  X(bsum_softplus) \
  X(bsum_soft_exponential) \
  X(bsum_soft_exponential_corrected) \
  X(bsum_soft_exponential_concave) \
  X(bsum_logistic_function) \
  X(bsum_logistic_function_corrected) \
  X(bsum_activations_rise) \
  X(bsum_property_3) \
  X(bsum_property_3_concave)
// clang-format on

CLAIMS(LYSEP_CLAIM_DECLARED)

std::vector<Claim> bsum_activations_claims() { return {CLAIMS(LYSEP_CLAIM_LISTED)}; }

}  // namespace lysep
