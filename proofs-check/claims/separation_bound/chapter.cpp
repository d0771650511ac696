#include "proofs-check/claims/chapters.hpp"

namespace lysep {

#define CLAIMS(X) X(theorem_3_1) X(theorem_3_1_best)

CLAIMS(LYSEP_CLAIM_DECLARED)

std::vector<Claim> separation_bound_claims() { return {CLAIMS(LYSEP_CLAIM_LISTED)}; }

}  // namespace lysep
