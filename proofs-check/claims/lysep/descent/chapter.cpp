#include "proofs-check/claims/chapters.hpp"

namespace lysep {

// clang-format off
#define CLAIMS(X)                                                                                  \
  X(theorem_3_4) X(theorem_3_4_sharp) X(theorem_3_4_sweep)                                         \
  X(equation_3_31) X(segment_gap) X(segment_norm) X(self_consistent_output)                        \
  X(equation_3_32) X(self_consistent_hidden) X(equation_3_33) X(decrease_amount)                   \
  X(theorem_3_4_stale) X(theorem_3_4_stale_corrected)                                              \
  X(theorem_3_4_strict) X(theorem_3_4_strict_corrected)                                            \
  X(theorem_3_4_relu) X(theorem_3_4_relu_corrected) X(theorem_3_4_zero)
// clang-format on

CLAIMS(LYSEP_CLAIM_DECLARED)

std::vector<Claim> descent_claims() { return {CLAIMS(LYSEP_CLAIM_LISTED)}; }

}  // namespace lysep
