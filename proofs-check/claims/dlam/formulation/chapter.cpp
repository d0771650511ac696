// The chapter "Formulation" of DLAM.
#include "proofs-check/claims/chapters.hpp"

namespace lysep {

// clang-format off
#define CLAIMS(X)                                                                      \
  X(dlam_assumption_1) X(dlam_definition_3) X(dlam_box_interval) X(dlam_multi_convex)  \
  X(dlam_problem_2_below) X(dlam_approaches) X(dlam_approaches_corrected)              \
  X(dlam_risk_convex)
// clang-format on

CLAIMS(LYSEP_CLAIM_DECLARED)

std::vector<Claim> dlam_formulation_claims() { return {CLAIMS(LYSEP_CLAIM_LISTED)}; }

}  // namespace lysep
