#include "proofs-check/claims/chapters.hpp"

namespace lysep {

// clang-format off
#define CLAIMS(X)             \
  X(introduction)             \
  X(equation_2_1)             \
  X(equation_2_1_positive)    \
  X(softmax_simplex)          \
  X(equation_2_3)             \
  X(equation_2_4)             \
  X(lemma_2_1)                \
  X(lemma_2_1_upper)          \
  X(lemma_2_1_lower)          \
  X(lemma_2_1_simplex)        \
  X(equation_2_6)             \
  X(equation_2_7)             \
  X(equation_2_7_gradient)    \
  X(equation_2_8)             \
  X(equation_2_8_sharp)       \
  X(equation_2_9_first)       \
  X(equation_2_9)             \
  X(equation_2_9_sharp)       \
  X(equation_3_2)
// clang-format on

CLAIMS(LYSEP_CLAIM_DECLARED)

std::vector<Claim> cross_entropy_claims() { return {CLAIMS(LYSEP_CLAIM_LISTED)}; }

}  // namespace lysep
