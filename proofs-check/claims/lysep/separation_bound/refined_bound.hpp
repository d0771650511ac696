#pragma once
// The finest bounds of CE: every sample's loss moves with its logits.
#include "proofs-check/claims/lysep/separation_bound/network_claims.hpp"

namespace lysep {

/// mean_n log(1 + (e^(R_n) - subtracted) e^(factor x_n)), x_n of each sample's difference phi_n - phi~_n, from the
/// program's R_n. `subtracted` is 1, or 0 to no good.
template <class F>
Ball mean_refined(const Network& network, double subtracted, const Ball& factor, F x) {
  const Matrix<Ball> moved = difference(network.phi, network.surrogate);
  Ball sum(0.0);
  for (Index n = 0; n < network.N; ++n) {
    const Ball& R = network.R(0, n);
    const Ball head = subtracted == 1.0 ? expm1(R) : exp(R) - Ball(subtracted);
    sum += log1p(head * exp(factor * x(moved, n)));
  }
  return sum / network.samples();
}

/// What x_n may be: || phi_n - phi~_n ||, its largest entry.
inline Ball moved_norm(const Matrix<Ball>& moved, Index n) { return column_norm(moved, n); }
inline Ball moved_largest(const Matrix<Ball>& moved, Index n) { return largest_entry(moved.col(n)); }

}  // namespace lysep
