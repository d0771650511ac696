// Corrects bsum-hinge-falls: the squared hinge loss (A.17) is non-increasing where no label is negative.
#include "proofs-check/claims/bsum/losses/loss_terms.hpp"

namespace lysep::bsum_hinge_falls_corrected_claim {

Claim claim() {
  Claim claim = bsum::falls_without_negative_labels(bsum::Loss::hinge);
  claim.id = "bsum-hinge-falls-corrected";
  claim.statement = "l(H2) <= l(H1) for H1 <= H2 and Y >= 0, l of (A.17)";
  claim.hypotheses = {"H1 <= H2, entry by entry", "Y >= 0", "c > 0"};
  return claim;
}

}  // namespace lysep::bsum_hinge_falls_corrected_claim
