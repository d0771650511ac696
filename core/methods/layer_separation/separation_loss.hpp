#pragma once
// The layer separation loss (3.4), its adaptive weights (3.5), and the recurrence that gives both.
#include "core/network/chain.hpp"
#include "core/numbers/block_sums.hpp"

namespace lysep {

/// Squared norms from which S, omega and lambda follow.
template <class S>
struct SquaredNorms {
  std::vector<S> layers;     // ||E_l||^2, l = 1..D
  std::vector<S> residuals;  // ||r_l||^2, l = 1..D-1
  S losses = S(0.0);         // ||R||^2

  const S& layer(Index l) const { return layers[l - 1]; }
  const S& residual(Index l) const { return residuals[l - 1]; }
};

template <class S>
std::vector<S> layer_norms_squared(const Chain<S>& chain) {
  std::vector<S> norms;
  for (const auto& link : chain.links) norms.push_back(operator_norm_squared(*link.shape, link.K));
  return norms;
}

template <class S>
SquaredNorms<S> squared_norms(const State<S>& state, ThreadPool& pool) {
  const Index hidden = state.depth() - 1;
  SquaredNorms<S> norms{layer_norms_squared(state.chain), {}, S(0.0)};
  const BlockSums<S> blocks(state.share(), pool);
  const Vector<S> sums = blocks.sum(Vector<S>(Vector<S>::Constant(hidden + 1, S(0.0))), [&](std::size_t k) {
    Vector<S> of_block(hidden + 1);
    for (Index l = 1; l <= hidden; ++l) of_block(l - 1) = squared_norm(state.blocks[k].r(l));
    of_block(hidden) = squared_losses(state.chain, state.blocks[k]);
    return of_block;
  });
  norms.residuals.assign(sums.data(), sums.data() + hidden);
  norms.losses = sums(hidden);
  return norms;
}

/// omega_l = prod_{j > l} ||E_j||^2, l = 1..D-1 (3.5).
template <class S>
std::vector<S> adaptive_weights(const SquaredNorms<S>& norms) {
  std::vector<S> omega(norms.residuals.size());
  S product(1.0);
  for (Index l = static_cast<Index>(omega.size()); l >= 1; --l) {
    product *= norms.layer(l + 1);
    omega[l - 1] = product;
  }
  return omega;
}

/// lambda_l, the regulariser of (3.9): lambda_1 = 0, lambda_{k+1} = lambda_k ||E_k||^2 + ||r_k||^2. It depends on the
/// layers below l only.
template <class S>
S regulariser(const SquaredNorms<S>& norms, Index l) {
  S lambda(0.0);
  for (Index k = 1; k < l; ++k) lambda = lambda * norms.layer(k) + norms.residual(k);
  return lambda;
}

/// lambda_1..lambda_D.
template <class S>
std::vector<S> regularisers(const SquaredNorms<S>& norms) {
  std::vector<S> lambda;
  for (Index l = 1; l <= static_cast<Index>(norms.layers.size()); ++l) lambda.push_back(regulariser(norms, l));
  return lambda;
}

/// S = ||R||^2 + sum_l omega_l ||r_l||^2 = ||R||^2 + ||E_D||^2 lambda_D (3.4).
template <class S>
S separation_loss(const SquaredNorms<S>& norms) {
  return norms.losses + norms.layers.back() * regulariser(norms, static_cast<Index>(norms.layers.size()));
}

/// C_B = max(sqrt 2, 2 B, 2 B^(D-1)) of Theorem 3.1, D >= 2.
template <class S>
S theorem_3_1_constant(const S& B, Index depth) {
  return max(max(sqrt(S(2.0)), S(2.0) * B), S(2.0) * power(B, depth - 1));
}

/// K(B, D) = sqrt(1 + 2 sum_{j=1}^{D-1} B^(2j)): the best possible constant, CE <= K L_S.
template <class S>
S best_constant(const S& B, Index depth) {
  S sum(0.0), square(1.0);
  for (Index j = 1; j < depth; ++j) {
    square *= B * B;
    sum += square;
  }
  return sqrt(S(1.0) + S(2.0) * sum);
}

#define LYSEP_SEPARATION_LOSS(how, S)                                       \
  how template SquaredNorms<S> squared_norms(const State<S>&, ThreadPool&); \
  how template std::vector<S> adaptive_weights(const SquaredNorms<S>&);     \
  how template std::vector<S> regularisers(const SquaredNorms<S>&);         \
  how template S regulariser(const SquaredNorms<S>&, Index);                \
  how template S separation_loss(const SquaredNorms<S>&);
LYSEP_SEPARATION_LOSS(extern, double)

}  // namespace lysep
