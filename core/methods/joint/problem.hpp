#pragma once
// What the joint steps have in common: the state with r = 0, the objective F = ||R||^2 + (mu/2) sum_l ||W_l||^2, mu the
// weight decay, over the layers that are not frozen, and trials that become the state.
#include "core/methods/joint/kronecker.hpp"
#include "core/methods/method.hpp"

namespace lysep {

/// A trial step lowers F when what is computed falls by more than the rounding of a sum of losses: by 2^13 units in the
/// last place.
template <class S>
bool lowers(const S& after, const S& before) {
  return after <= before * (S(1.0) - S(8192.0) * std::numeric_limits<S>::epsilon());
}

/// (mu/2) sum ||W_l||^2.
template <class S>
S penalty_of(const ParameterLayout<S>& layout, const S& decay, const Chain<S>& chain) {
  return decay > S(0.0) ? S(S(0.5) * decay * layout.squared_weights(chain)) : S(0.0);
}

/// The forward pass at other parameters; it can become the state.
template <class S>
class Trial {
 public:
  Trial(State<S>& state, const ParameterLayout<S>& layout, ThreadPool& pool, const S& decay = S(0.0))
      : state_(state),
        layout_(layout),
        decay_(decay),
        sums_(state.share(), pool),
        chain_(state.chain),
        passes_(state.blocks.size()) {}

  /// F at theta + t x, theta the state's parameters. May be infinite or not a number.
  S evaluate(const Matrix<S>& x, const S& t) {
    layout_.move(state_.chain, t, x, chain_);
    loss_ = sums_.sum(S(0.0), [&](std::size_t k) { return pass(k); });
    penalty_ = penalty_of(layout_, decay_, chain_);
    return loss_ + penalty_;
  }
  /// The parts of what was evaluated last.
  const S& loss() const { return loss_; }
  const S& penalty() const { return penalty_; }

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
  S decay_, loss_ = S(0.0), penalty_ = S(0.0);
  BlockSums<S> sums_;
  Chain<S> chain_;
  std::vector<Pass> passes_;
};

/// A feasible state on the way, and what the steps share. Throws NonFinite when its loss is not finite.
template <class S>
class JointProblem {
 public:
  JointProblem(State<S>& state, Index frozen_layers, ThreadPool& pool, const S& decay = S(0.0))
      : state(state),
        layout(state.chain, frozen_layers),
        decay(decay),
        jacobian(
            state.chain, layout, state.share(), [&](std::size_t k) { return state.blocks[k].samples(); }, pool),
        preconditioner(layout),
        trials{{state, layout, pool, decay}, {state, layout, pool, decay}},
        gradient(1, layout.count()),
        pool_(pool) {
    restart();
    first_loss = loss;
  }

  /// The objective at the state, anew.
  void restart() {
    const BlockSums<S> blocks(state.share(), pool_);
    loss = blocks.sum(S(0.0), [&](std::size_t k) { return squared_losses(state.chain, state.blocks[k]); });
    penalty = penalty_of(layout, decay, state.chain);
    if (!is_finite(S(loss + penalty))) throw NonFinite(state.depth(), "loss of the initial state");
  }

  S objective() const { return loss + penalty; }

  /// J and g = J^T R + (mu/2) W, half the gradient of F, at the state. Throws NonFinite.
  void linearise() {
    jacobian.linearise(state);
    jacobian.gradient(gradient);
    if (decay > S(0.0)) layout.add_weights(S(S(0.5) * decay), state.chain, gradient);
    if (!is_finite(squared_norm(gradient))) throw NonFinite(state.depth(), "gradient");
  }

  /// to += (mu/2) x at the weights: what weight decay adds to half the Hessian's product.
  void add_decay(const Matrix<S>& x, Matrix<S>& to) const {
    if (decay > S(0.0)) layout.add_weights(S(S(0.5) * decay), x, to);
  }

  /// The state takes what the trial evaluated last.
  void adopt(Trial<S>& trial) {
    trial.adopt();
    loss = trial.loss();
    penalty = trial.penalty();
  }

  State<S>& state;
  const ParameterLayout<S> layout;
  const S decay;  // mu
  Jacobian<S> jacobian;
  KroneckerPreconditioner<S> preconditioner;
  Trial<S> trials[2];
  Matrix<S> gradient;                                      // half of that of F
  S loss = S(0.0), penalty = S(0.0), first_loss = S(0.0);  // S and the weight decay's part; S at the start

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

extern template class Trial<double>;
extern template class JointProblem<double>;

}  // namespace lysep
