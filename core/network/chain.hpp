#pragma once
// The chain of layers (3.1), (4.1) and its state in residual form:
//   V_1 = X, V_{l+1} = sigma(c_l), c_l = E_l V_l + b_l 1^T + r_l (l < D), logits E_D V_D.
// Layers are numbered 1..D as in the paper; members that hold one entry a layer are reached through
// functions that take l.
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "core/network/cross_entropy.hpp"
#include "core/network/curved_activation.hpp"
#include "core/network/layer.hpp"
#include "core/network/output_activation.hpp"
#include "core/numbers/parallel.hpp"

namespace lysep {

/// E_1..E_D and b_1..b_{D-1}; of some methods b_D too.
template <class S>
struct Chain {
  struct Link {
    std::shared_ptr<const Layer<S>> shape;
    Matrix<S> K;  // parameters, p x q
    Vector<S> b;  // p; empty in a last layer without a bias
  };
  Activation activation;
  std::vector<Link> links;
  OutputActivation output = OutputActivation::identity;  // behind the last layer

  Index depth() const { return static_cast<Index>(links.size()); }
  const Link& at(Index l) const { return links[l - 1]; }
  Link& at(Index l) { return links[l - 1]; }
  Index classes() const { return links.back().shape->outputs(); }
};

/// Samples that stay together in a block, part of the order of every sum: 256, fewer where a layer has so many outputs
/// that a block of them would not stay in a cache.
template <class S>
Index samples_together(const Chain<S>& chain) {
  Index widest = 1;
  for (const auto& link : chain.links) widest = std::max(widest, link.shape->outputs());
  Index samples = 256;
  while (samples > 32 && samples * widest > Index{1} << 19) samples /= 2;
  return samples;
}

/// A block of samples with its share of the auxiliary variables: c_l, sigma(c_l) and r_l for l = 1..D-1; or, in their
/// place, a method's own, by name (core/network/state_format.hpp).
template <class S>
struct Block {
  Matrix<S> X;  // d x n
  Labels labels;
  std::vector<Matrix<S>> c_, V_, r_;                        // entry l-1 is that of layer l
  std::map<std::string, std::vector<Matrix<S>>> variables;  // the same, rows x n each
  Matrix<S> Y = {};                                         // outputs x n: real targets, in the place of labels

  Index samples() const { return X.cols(); }
  Matrix<S>& c(Index l) { return c_[l - 1]; }
  Matrix<S>& r(Index l) { return r_[l - 1]; }
  const Matrix<S>& c(Index l) const { return c_[l - 1]; }
  const Matrix<S>& r(Index l) const { return r_[l - 1]; }
  /// V_l, the input of layer l; V_{l+1} = sigma(c_l).
  const Matrix<S>& V(Index l) const { return l == 1 ? X : V_[l - 2]; }
  Matrix<S>& activated(Index l) { return V_[l - 1]; }  // sigma(c_l) = V_{l+1}
};

template <class S>
struct State {
  Chain<S> chain;
  std::vector<Block<S>> blocks;
  std::map<std::string, std::vector<S>> numbers = {};  // a method's own, one for each layer but the last
  BlockShare split = {};                               // among ranks; else all blocks are here
  Index samples_of_ranks = 0;                          // of all of them together, where they are split

  Index depth() const { return chain.depth(); }
  BlockShare share() const { return split.split ? split : BlockShare(blocks.size()); }
  /// Of all ranks.
  Index samples() const { return split.split ? samples_of_ranks : own_samples(); }
  Index own_samples() const {
    Index n = 0;
    for (const auto& block : blocks) n += block.samples();
    return n;
  }
};

/// Blocks of N samples.
template <class S>
std::size_t blocks_of(const Chain<S>& chain, Index N) {
  const Index size = samples_together(chain);
  return static_cast<std::size_t>((N + size - 1) / size);
}

/// Of N samples, those of block k of all.
template <class S>
Index samples_of_block(const Chain<S>& chain, Index N, std::size_t k) {
  const Index size = samples_together(chain);
  return std::min(size, N - static_cast<Index>(k) * size);
}

/// The state is to hold N samples, or this rank's share of them, which is returned.
template <class S>
BlockShare hold_samples(State<S>& state, Index N, const Ranks& ranks) {
  const BlockShare share = share_of(blocks_of(state.chain, N), ranks);
  if (share.split) {
    state.split = share;
    state.samples_of_ranks = N;
  }
  return share;
}

/// V = sigma(c).
template <class S>
void activate(const Activation& activation, const Matrix<S>& c, Matrix<S>& V) {
  V.resize(c.rows(), c.cols());
  with_any_activation<S>(activation, [&](auto sigma) {
    for (Index i = 0; i < c.size(); ++i) V.data()[i] = sigma.value(c.data()[i]);
  });
}

/// c_l = E_l V_l + b_l 1^T; without b_l where the layer has none.
template <class S>
void affine(const Chain<S>& chain, Index l, const Matrix<S>& V, Matrix<S>& c) {
  const auto& link = chain.at(l);
  link.shape->apply(link.K, V, c);
  if (link.b.size() > 0) link.shape->add_bias(link.b, c);
}

/// The logits of the true network at X (d x n): phi(X) of (3.1), in front of an output activation.
template <class S>
Matrix<S> network_logits(const Chain<S>& chain, const Matrix<S>& X) {
  Matrix<S> V = X, c;
  for (Index l = 1; l < chain.depth(); ++l) {
    affine(chain, l, V, c);
    activate(chain.activation, c, V);
  }
  affine(chain, chain.depth(), V, c);
  return c;
}

/// Derives c_l and V_{l+1} from (E, b, r): c_l = E_l V_l + b_l 1^T + r_l, l = 1..D-1.
template <class S>
void derive_auxiliaries(const Chain<S>& chain, Block<S>& block) {
  const Index hidden = chain.depth() - 1;
  block.c_.resize(hidden);
  block.V_.resize(hidden);
  for (Index l = 1; l <= hidden; ++l) {
    affine(chain, l, block.V(l), block.c(l));
    for (Index i = 0; i < block.c(l).size(); ++i) block.c(l).data()[i] += block.r(l).data()[i];
    activate(chain.activation, block.c(l), block.activated(l));
  }
}

/// Feasible start: c_l from the forward pass, r_l = 0.
template <class S>
void start_feasible(const Chain<S>& chain, Block<S>& block) {
  block.r_.clear();
  for (Index l = 1; l < chain.depth(); ++l) {
    block.r_.push_back(Matrix<S>::Constant(chain.at(l).shape->outputs(), block.samples(), S(0.0)));
  }
  derive_auxiliaries(chain, block);
}

/// R_n, the cross-entropy of the block's samples at the surrogate logits E_D sigma(c_{D-1}). 1 x n.
template <class S>
Matrix<S> surrogate_losses(const Chain<S>& chain, const Block<S>& block) {
  Matrix<S> Z, R;
  affine(chain, chain.depth(), block.V(chain.depth()), Z);
  cross_entropy(Z, block.labels, R);
  return R;
}

/// ||R||^2 of the block.
template <class S>
S squared_losses(const Chain<S>& chain, const Block<S>& block) {
  Matrix<S>& Z = thread_scratch<S>().matrix(Use::logits, chain.classes(), block.samples());
  Matrix<S>& R = thread_scratch<S>().matrix(Use::losses, 1, block.samples());
  affine(chain, chain.depth(), block.V(chain.depth()), Z);
  cross_entropy(Z, block.labels, R);
  return squared_norm(R);
}

#define LYSEP_CHAIN(how, S)                                                       \
  how template void activate(const Activation&, const Matrix<S>&, Matrix<S>&);    \
  how template void affine(const Chain<S>&, Index, const Matrix<S>&, Matrix<S>&); \
  how template Matrix<S> network_logits(const Chain<S>&, const Matrix<S>&);       \
  how template void derive_auxiliaries(const Chain<S>&, Block<S>&);               \
  how template void start_feasible(const Chain<S>&, Block<S>&);                   \
  how template Matrix<S> surrogate_losses(const Chain<S>&, const Block<S>&);      \
  how template S squared_losses(const Chain<S>&, const Block<S>&);
LYSEP_CHAIN(extern, double)

}  // namespace lysep
