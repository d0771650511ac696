#include "proofs-check/claims/chapters.hpp"

namespace lysep {

#define CLAIMS(X) \
  X(theorem_3_4) X(theorem_3_4_sharp) X(equation_3_31) X(equation_3_32) X(equation_3_33) X(theorem_3_4_sweep)

CLAIMS(LYSEP_CLAIM_DECLARED)

std::vector<Claim> descent_claims() { return {CLAIMS(LYSEP_CLAIM_LISTED)}; }

}  // namespace lysep
