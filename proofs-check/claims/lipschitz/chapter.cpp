#include "proofs-check/claims/chapters.hpp"

namespace lysep {

// clang-format off
#define CLAIMS(X)      \
  X(lemma_3_2)         \
  X(equation_3_17)     \
  X(equation_3_19)     \
  X(lemma_3_2_step)    \
  X(activation_m0)     \
  X(activation_m1)     \
  X(activation_m2)     \
  X(softmax_lipschitz) \
  X(lemma_3_3_i)       \
  X(equation_3_22)     \
  X(equation_3_23)
// clang-format on

CLAIMS(LYSEP_CLAIM_DECLARED)

std::vector<Claim> lipschitz_claims() { return {CLAIMS(LYSEP_CLAIM_LISTED)}; }

}  // namespace lysep
