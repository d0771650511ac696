#include "proofs-check/claims/chapters.hpp"

namespace lysep {

#define CLAIMS(X) X(equation_3_12) X(relaxation)

CLAIMS(LYSEP_CLAIM_DECLARED)

std::vector<Claim> algorithm_claims() { return {CLAIMS(LYSEP_CLAIM_LISTED)}; }

}  // namespace lysep
