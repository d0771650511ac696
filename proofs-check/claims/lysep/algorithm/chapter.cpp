#include "proofs-check/claims/chapters.hpp"

namespace lysep {

// clang-format off
#define CLAIMS(X)            \
  X(equation_3_3)            \
  X(equation_3_4)            \
  X(equation_3_5)            \
  X(equation_3_9)            \
  X(equation_3_9_lambda)     \
  X(gradient_W)              \
  X(equation_3_10)           \
  X(equation_3_10_normal)    \
  X(equation_3_10_min_norm)  \
  X(relaxation)              \
  X(equation_3_11)           \
  X(gradient_b)              \
  X(residual_form)           \
  X(equation_3_12)           \
  X(backtracking)            \
  X(backtracking_corrected)  \
  X(per_column_step)         \
  X(equation_3_14)           \
  X(hessian_c)               \
  X(residual_form_c)         \
  X(activation_difference)   \
  X(equation_3_15)           \
  X(hessian_W)
// clang-format on

CLAIMS(LYSEP_CLAIM_DECLARED)

std::vector<Claim> algorithm_claims() { return {CLAIMS(LYSEP_CLAIM_LISTED)}; }

}  // namespace lysep
