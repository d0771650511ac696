#include "proofs-check/claims/chapters.hpp"

namespace lysep {

#define CLAIMS(X)                    \
  X(weights_constant)                \
  X(weights_constant_corrected)      \
  X(theorem_3_1)                     \
  X(theorem_3_1_best)                \
  X(theorem_3_1_depth_one)           \
  X(theorem_3_1_depth_one_corrected) \
  X(constant_K)                      \
  X(constant_2B)                     \
  X(constant_1_for_L3)               \
  X(equation_3_7)                    \
  X(equation_3_8_step)               \
  X(equation_3_8)                    \
  X(equation_3_8_spectral)           \
  X(equation_3_8_entrywise)          \
  X(bound_b0)                        \
  X(bound_b0_lower)                  \
  X(bound_b1)                        \
  X(bound_b2)                        \
  X(bound_b3)                        \
  X(bound_b4)                        \
  X(bound_b5)                        \
  X(bound_b5_paper)                  \
  X(bound_b6)                        \
  X(bound_b6_paper)                  \
  X(bound_gamma)                     \
  X(bound_per_sample)                \
  X(theorem_3_1_limit_converse)      \
  X(theorem_3_1_limit_converse_corrected)

CLAIMS(LYSEP_CLAIM_DECLARED)

std::vector<Claim> separation_bound_claims() { return {CLAIMS(LYSEP_CLAIM_LISTED)}; }

}  // namespace lysep
