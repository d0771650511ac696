#include "proofs-check/claims/chapters.hpp"

namespace lysep {

#define CLAIMS(X) X(equation_2_4) X(lemma_2_1)

CLAIMS(LYSEP_CLAIM_DECLARED)

std::vector<Claim> cross_entropy_claims() { return {CLAIMS(LYSEP_CLAIM_LISTED)}; }

}  // namespace lysep
