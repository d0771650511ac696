#include "proofs-check/claims/chapters.hpp"

namespace lysep {

// clang-format off
#define CLAIMS(X)                   \
  X(lemma_3_2)                      \
  X(equation_3_17)                  \
  X(equation_3_19)                  \
  X(lemma_3_2_step)                 \
  X(lemma_3_2_c)                    \
  X(activation_m0)                  \
  X(activation_m1)                  \
  X(activation_m2)                  \
  X(lemma_3_3_i)                    \
  X(lemma_3_3_i_sharp)              \
  X(equation_3_22)                  \
  X(equation_3_23)                  \
  X(softmax_lipschitz)              \
  X(equation_3_24)                  \
  X(equation_3_25)                  \
  X(equation_3_26)                  \
  X(equation_3_27)                  \
  X(equation_3_27_sharp)            \
  X(equation_3_28)                  \
  X(equation_3_28_sharp)            \
  X(equation_3_29)                  \
  X(equation_3_29_sharp)            \
  X(lemma_3_3_ii)                   \
  X(lemma_3_3_ii_corrected)         \
  X(lemma_3_3_ii_sharp)             \
  X(lemma_3_3_ii_two_classes)       \
  X(lemma_3_3_ii_pointwise)         \
  X(curvature)                      \
  X(curvature_attained)             \
  X(curvature_kappa)                \
  X(curvature_h)                    \
  X(softplus_curvature)             \
  X(softplus_curvature_corrected)   \
  X(relu_kink)                      \
  X(relu_kink_corrected)            \
  X(constant_zero)
// clang-format on

CLAIMS(LYSEP_CLAIM_DECLARED)

std::vector<Claim> lipschitz_claims() { return {CLAIMS(LYSEP_CLAIM_LISTED)}; }

}  // namespace lysep
