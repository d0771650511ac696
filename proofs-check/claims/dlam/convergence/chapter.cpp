// The chapter "Convergence" of DLAM.
#include "proofs-check/claims/chapters.hpp"

namespace lysep {

// clang-format off
#define CLAIMS(X)                                                                        \
  X(dlam_lemma_2_F) X(dlam_lemma_2_steps)                                                \
  X(dlam_lemma_2_inference) X(dlam_lemma_2_inference_corrected)                          \
  X(dlam_lemma_2_bounded) X(dlam_lemma_2_bounded_corrected)                              \
  X(dlam_F_continuous) X(dlam_F_continuous_corrected) X(dlam_lemma_3_W) X(dlam_lemma_3_b) \
  X(dlam_theorem_1) X(dlam_theorem_1_corrected) X(dlam_limit_z) X(dlam_limit_z_corrected) \
  X(dlam_theorem_2) X(dlam_figure_1) X(dlam_figure_1_corrected)
// clang-format on

CLAIMS(LYSEP_CLAIM_DECLARED)

std::vector<Claim> dlam_convergence_claims() { return {CLAIMS(LYSEP_CLAIM_LISTED)}; }

}  // namespace lysep
