// The chapter "Block updates" of DLAM.
#include "proofs-check/claims/chapters.hpp"

namespace lysep {

// clang-format off
#define CLAIMS(X)                                                                        \
  X(dlam_eq_3) X(dlam_eq_3_corrected) X(dlam_eq_3_descent) X(dlam_eq_4)                  \
  X(dlam_eq_5_root) X(dlam_eq_5_move) X(dlam_eq_5_squared)                               \
  X(dlam_fista) X(dlam_fista_corrected) X(dlam_eq_6) X(dlam_eq_6_corrected)              \
  X(dlam_algorithm_3_line_1) X(dlam_algorithm_3_line_1_corrected) X(dlam_a_feasible)     \
  X(dlam_algorithm_3_ends) X(dlam_lemma_4) X(dlam_lemma_4_a) X(dlam_lemma_4_a_corrected)
// clang-format on

CLAIMS(LYSEP_CLAIM_DECLARED)

std::vector<Claim> dlam_block_update_claims() { return {CLAIMS(LYSEP_CLAIM_LISTED)}; }

}  // namespace lysep
