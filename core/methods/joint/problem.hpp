#pragma once
// What the joint steps have in common: the state with r = 0, S = ||R||^2, and trials that become the state.
#include "core/methods/joint/kronecker.hpp"
#include "core/methods/method.hpp"

namespace lysep {

/// A trial step lowers S when what is computed falls by more than the rounding of a sum of losses: by 2^13 units in the
/// last place.
template <class S>
bool lowers(const S& after, const S& before) {
  return after <= before * (S(1.0) - S(8192.0) * std::numeric_limits<S>::epsilon());
}

/// The forward pass at other parameters; it can become the state.
template <class S>
class Trial {
 public:
  Trial(State<S>& state, const ParameterLayout<S>& layout, ThreadPool& pool)
      : state_(state),
        layout_(layout),
        sums_(state.blocks.size(), pool),
        chain_(state.chain),
        passes_(state.blocks.size()) {}

  /// S at theta + t x, theta the state's parameters. May be infinite or not a number.
  S evaluate(const Matrix<S>& x, const S& t) {
    layout_.move(state_.chain, t, x, chain_);
    return sums_.sum(S(0.0), [&](std::size_t k) { return pass(k); });
  }

  /// The state takes what was evaluated last.
  void adopt() {
    for (Index l = layout_.first_layer(); l <= chain_.depth(); ++l) {
      state_.chain.at(l).K.swap(chain_.at(l).K);
      state_.chain.at(l).b.swap(chain_.at(l).b);
    }
    for (std::size_t k = 0; k < passes_.size(); ++k) {
      for (Index l = layout_.first_layer(); l < chain_.depth(); ++l) {
        state_.blocks[k].c(l).swap(passes_[k].c[at(l)]);
        state_.blocks[k].activated(l).swap(passes_[k].V[at(l)]);
      }
    }
  }

 private:
  struct Pass {
    std::vector<Matrix<S>> c, V;  // c_l, V_{l+1}; entry l - first
  };
  std::size_t at(Index l) const { return static_cast<std::size_t>(l - layout_.first_layer()); }

  S pass(std::size_t k) {
    const Block<S>& block = state_.blocks[k];
    Pass& pass = passes_[k];
    const auto layers = static_cast<std::size_t>(chain_.depth() - layout_.first_layer());
    pass.c.resize(layers);
    pass.V.resize(layers);
    const Matrix<S>* V = &block.V(layout_.first_layer());
    for (Index l = layout_.first_layer(); l < chain_.depth(); ++l) {
      affine(chain_, l, *V, pass.c[at(l)]);
      activate(chain_.activation, pass.c[at(l)], pass.V[at(l)]);
      V = &pass.V[at(l)];
    }
    Matrix<S>& Z = thread_scratch<S>().matrix(Use::logits, chain_.classes(), block.samples());
    Matrix<S>& R = thread_scratch<S>().matrix(Use::losses, 1, block.samples());
    affine(chain_, chain_.depth(), *V, Z);
    cross_entropy(Z, block.labels, R);
    return squared_norm(R);
  }

  State<S>& state_;
  const ParameterLayout<S>& layout_;
  BlockSums<S> sums_;
  Chain<S> chain_;
  std::vector<Pass> passes_;
};

/// A feasible state on the way, and what the steps share. Throws NonFinite when its loss is not finite.
template <class S>
class JointProblem {
 public:
  JointProblem(State<S>& state, Index frozen_layers, ThreadPool& pool)
      : state(state),
        layout(state.chain, frozen_layers),
        jacobian(
            state.chain, layout, state.blocks.size(), [&](std::size_t k) { return state.blocks[k].samples(); }, pool),
        preconditioner(layout),
        trials{{state, layout, pool}, {state, layout, pool}},
        gradient(1, layout.count()),
        pool_(pool) {
    restart();
    first_loss = loss;
  }

  /// S of the state, anew.
  void restart() {
    const BlockSums<S> blocks(state.blocks.size(), pool_);
    loss = blocks.sum(S(0.0), [&](std::size_t k) { return squared_losses(state.chain, state.blocks[k]); });
    if (!is_finite(loss)) throw NonFinite(state.depth(), "loss of the initial state");
  }

  /// J and g = J^T R at the state. Throws NonFinite.
  void linearise() {
    jacobian.linearise(state);
    jacobian.gradient(gradient);
    if (!is_finite(squared_norm(gradient))) throw NonFinite(state.depth(), "gradient");
  }

  void adopt(Trial<S>& trial, const S& its_loss) {
    trial.adopt();
    loss = its_loss;
  }

  State<S>& state;
  const ParameterLayout<S> layout;
  Jacobian<S> jacobian;
  KroneckerPreconditioner<S> preconditioner;
  Trial<S> trials[2];
  Matrix<S> gradient;  // J^T R, half of that of S
  S loss = S(0.0), first_loss = S(0.0);

 private:
  ThreadPool& pool_;
};

template <class S>
S inner(const Matrix<S>& a, const Matrix<S>& b) {
  return dot(a.data(), b.data(), a.size());
}

/// y += factor x.
template <class S>
void add_multiple(Matrix<S>& y, const S& factor, const Matrix<S>& x) {
  for (Index i = 0; i < x.size(); ++i) y.data()[i] += factor * x.data()[i];
}

}  // namespace lysep
