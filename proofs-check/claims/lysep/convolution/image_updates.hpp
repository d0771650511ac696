#pragma once
// Block updates of Algorithm 2.
#include "proofs-check/claims/lysep/descent/block_update.hpp"

namespace lysep {

/// Theorem 4.2 with the constants of `set`, and the variants as mutants.
Claim image_update_claim(ConstantSet set, const std::vector<ConstantVariant>& variants);

}  // namespace lysep
