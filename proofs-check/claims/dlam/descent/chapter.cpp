// The chapter "Descent" of DLAM.
#include "proofs-check/claims/chapters.hpp"

namespace lysep {

// clang-format off
#define CLAIMS(X)                                                                        \
  X(dlam_14) X(dlam_15) X(dlam_16)                                                       \
  X(dlam_lemma_6_10) X(dlam_lemma_6_10_corrected) X(dlam_lemma_6_11)                     \
  X(dlam_lemma_6_11_corrected) X(dlam_lemma_6_12) X(dlam_lemma_6_13)                     \
  X(dlam_lemma_6_13_corrected) X(dlam_telescoping) X(dlam_lemma_1) X(dlam_lemma_1_corrected) \
  X(dlam_epsilon_printed) X(dlam_epsilon_printed_corrected) X(dlam_epsilon_values)       \
  X(dlam_epsilon_values_corrected) X(dlam_epsilon_projection)
// clang-format on

CLAIMS(LYSEP_CLAIM_DECLARED)

std::vector<Claim> dlam_descent_claims() { return {CLAIMS(LYSEP_CLAIM_LISTED)}; }

}  // namespace lysep
