#include "proofs-check/claims/chapters.hpp"

namespace lysep {

// clang-format off
#define CLAIMS(X)                   \
  X(lemma_3_3_ii)                   \
  X(lemma_3_3_ii_corrected)         \
  X(lemma_3_3_ii_sharp)             \
  X(lemma_3_3_ii_two_classes)       \
  X(lemma_3_3_ii_pointwise)
// clang-format on

CLAIMS(LYSEP_CLAIM_DECLARED)

std::vector<Claim> lipschitz_claims() { return {CLAIMS(LYSEP_CLAIM_LISTED)}; }

}  // namespace lysep
