// Corrects bsum-logistic-falls: the logistic loss (A.18) is non-increasing where no label is negative.
#include "proofs-check/claims/bsum/losses/loss_terms.hpp"

namespace lysep::bsum_logistic_falls_corrected_claim {

Claim claim() {
  Claim claim = bsum::falls_without_negative_labels(bsum::Loss::logistic);
  claim.id = "bsum-logistic-falls-corrected";
  claim.statement = "l(H2) <= l(H1) for H1 <= H2 and Y >= 0, l of (A.18)";
  claim.hypotheses = {"H1 <= H2, entry by entry", "Y >= 0"};
  return claim;
}

}  // namespace lysep::bsum_logistic_falls_corrected_claim
