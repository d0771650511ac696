#pragma once
// Block updates of Theorem 3.4 some of which do not move at all.
#include "proofs-check/claims/lysep/descent/block_update.hpp"

namespace lysep {

/// As block_update, without extreme layers, and stationary: feasible states (c_l, W_l, b_l), W_L = 0 (c_l).
Instance update_or_rest(Draw& draw);

/// S after - S before of the block's part, exactly 0 where the block is stationary.
Ball change_of(const UpdateOutcome& outcome);

}  // namespace lysep
