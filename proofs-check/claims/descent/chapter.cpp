#include "proofs-check/claims/chapters.hpp"

namespace lysep {

#define CLAIMS(X) X(theorem_3_4) X(theorem_3_4_sharp)

CLAIMS(LYSEP_CLAIM_DECLARED)

std::vector<Claim> descent_claims() { return {CLAIMS(LYSEP_CLAIM_LISTED)}; }

}  // namespace lysep
