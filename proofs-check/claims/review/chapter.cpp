#include "proofs-check/claims/chapters.hpp"

namespace lysep {

// clang-format off
#define CLAIMS(X)             \
  X(review_a)                 \
  X(review_a_corrected)       \
  X(review_b)                 \
  X(review_b_corrected)       \
  X(review_c)                 \
  X(review_c_corrected)       \
  X(review_d)                 \
  X(review_d_corrected)       \
  X(review_e)                 \
  X(review_e_corrected)       \
  X(review_f)                 \
  X(review_f_corrected)       \
  X(review_f_sweep)           \
  X(review_f_sweep_corrected) \
  X(review_g)                 \
  X(review_g_corrected)       \
  X(review_h)                 \
  X(review_h_corrected)
// clang-format on

CLAIMS(LYSEP_CLAIM_DECLARED)

std::vector<Claim> review_claims() { return {CLAIMS(LYSEP_CLAIM_LISTED)}; }

}  // namespace lysep
