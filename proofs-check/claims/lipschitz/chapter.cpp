#include "proofs-check/claims/chapters.hpp"

namespace lysep {

// clang-format off
#define CLAIMS(X)                     \
  X(lemma_3_3_ii)                     \
  X(lemma_3_3_ii_corrected)           \
  X(lemma_3_3_ii_sharp)               \
  X(lemma_3_3_ii_two_classes)         \
  X(lemma_3_3_ii_pointwise)           \
  X(curvature)                        \
  X(curvature_attained)               \
  X(curvature_kappa)                  \
  X(curvature_h)                      \
  X(softplus_curvature)               \
  X(softplus_curvature_corrected)     \
  X(relu_kink)                        \
  X(relu_kink_corrected)              \
  X(constant_zero)
// clang-format on

CLAIMS(LYSEP_CLAIM_DECLARED)

std::vector<Claim> lipschitz_claims() { return {CLAIMS(LYSEP_CLAIM_LISTED)}; }

}  // namespace lysep
