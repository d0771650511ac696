#pragma once
// The state of a run of several ranks, in one place.
#include "core/network/state_data.hpp"

namespace lysep {

/// The first rank's state gets the samples of all ranks, in their order; the others give theirs, array by array.
void gather_samples(StateData& state, Ranks& ranks);

}  // namespace lysep
