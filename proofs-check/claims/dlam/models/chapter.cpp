// The chapter "Gradients and quadratic models" of DLAM.
#include "proofs-check/claims/chapters.hpp"

namespace lysep {

// clang-format off
#define CLAIMS(X)                                                                            \
  X(dlam_gradient_W) X(dlam_gradient_b) X(dlam_gradient_z) X(dlam_gradient_a)                \
  X(dlam_models_touch) X(dlam_model_P) X(dlam_model_P_corrected)                             \
  X(dlam_model_P_literal) X(dlam_model_P_literal_corrected)                                  \
  X(dlam_eq_2_solution) X(dlam_algorithm_2_ends) X(dlam_stop_test) X(dlam_algorithm_2_count) \
  X(dlam_lemma_5_8) X(dlam_lemma_5_8_corrected) X(dlam_lemma_5_9)
// clang-format on

CLAIMS(LYSEP_CLAIM_DECLARED)

std::vector<Claim> dlam_model_claims() { return {CLAIMS(LYSEP_CLAIM_LISTED)}; }

}  // namespace lysep
