#pragma once
// DLAM on one layer, one unit and one sample: x = rho = 1, R = ln(1 + e^(-z)), Omega = 0, from W + b = z_0. Every sweep
// moves W by the whole residual (theta = q = 1) and b not at all, so that v = z_k and z_{k+1} = z_k + 1/(1 +
// e^(z_{k+1})).
#include "proofs-check/claims/dlam/dlam_claim.hpp"

namespace lysep {

/// z_{k+1} from z_k.
Ball logistic_step(const Ball& z);
/// z_k.
Ball logistic_run(const Ball& start, int sweeps);

}  // namespace lysep
