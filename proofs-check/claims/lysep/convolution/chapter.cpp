#include "proofs-check/claims/chapters.hpp"

namespace lysep {

// clang-format off
#define CLAIMS(X)                                                                                  \
  X(equation_4_3) X(effective_norm) X(theorem_4_1) X(theorem_4_1_best)                             \
  X(equation_4_5) X(equation_4_6) X(shared_bias) X(dense_1) X(dense_l)                             \
  X(theorem_4_2) X(theorem_4_2_sharp)
// clang-format on

CLAIMS(LYSEP_CLAIM_DECLARED)

std::vector<Claim> convolution_claims() { return {CLAIMS(LYSEP_CLAIM_LISTED)}; }

}  // namespace lysep
