#pragma once
// How residuals reach the logits, (3.8): the errors T_l layer by layer, and the sums that bound the last of them.
#include "proofs-check/claims/lysep/separation_bound/network_claims.hpp"

namespace lysep {

/// The errors by their definition: T_0 = 0, T_l = h_l - c_l with h_l the true network's pre-activation, l < L, and
/// T_L = phi - phi~, whose norm is D.
std::vector<Matrix<Ball>> propagated_errors(const Network& network);
Ball propagated_distance(const Network& network);

/// The size of the terms that T_l is the difference of, carried through the layers: s_0 = 0,
/// s_l = B ||W_l|| s_{l-1} + ||W_l|| ||V_l|| + ||c_l||. Where all residuals are 0 it tells that T_l is.
Ball propagated_scale(const Network& network, Index l);

/// B^(L-l-powers) prod_k a_k ||r_l|| over k = l+first..L-last, where a_k = layer_norms[k-1]; and what is made of these.
struct Propagation {
  const Network& network;
  std::vector<Ball> layer_norms;
  Index powers = 0, first = 1, last = 0;

  Ball term(Index l) const;
  Ball sum() const;
  Ball largest() const;
  Ball root_of_squares() const;
};

/// ||W_k|| and ||W_k||_2, k = 1..L.
std::vector<Ball> frobenius_norms(const Network& network);
std::vector<Ball> spectral_norms(const Network& network);

}  // namespace lysep
