#pragma once
// Full-batch gradient methods on the mean cross-entropy (2.3) of the true network, on the same chain and blocks:
// gradient descent, the paper's baseline, with momentum, Adam, Adagrad and Adadelta. The blocks stay feasible: c_l from
// the forward pass, r_l = 0.
#include "core/methods/gradient/descent_direction.hpp"
#include "core/network/chain.hpp"
#include "core/numbers/block_sums.hpp"

namespace lysep {

namespace gradient_descent_detail {

/// Gradients in the parameters and biases, side by side: entry l-1 is p x (q + 1), the last column the bias's.
template <class S>
std::vector<Matrix<S>> block_gradient(const Chain<S>& chain, const Block<S>& block, const S& samples) {
  const Index D = chain.depth();
  std::vector<Matrix<S>> gradient(D);
  Matrix<S> Z, T, U, H;
  affine(chain, D, block.V(D), Z);
  softmax_minus_labels(Z, block.labels, T);
  for (Index i = 0; i < T.size(); ++i) T.data()[i] /= samples;
  for (Index l = D; l >= 1; --l) {
    const auto& link = chain.at(l);
    link.shape->patch_correlation(T, block.V(l), H);
    Vector<S> sums;
    link.shape->bias_sums(T, sums);
    gradient[l - 1].resize(H.rows(), H.cols() + 1);
    gradient[l - 1] << H, sums;
    if (l == 1) break;
    link.shape->apply_transposed(link.K, T, U);
    with_activation<S>(chain.activation, [&](auto sigma) {
      for (Index i = 0; i < U.size(); ++i) {
        U.data()[i] *= sigma.slope(block.c(l - 1).data()[i], block.V(l).data()[i]);
      }
    });
    T.swap(U);
  }
  return gradient;
}

/// Matrices that are added one by one.
template <class S>
struct Matrices {
  std::vector<Matrix<S>> list;
  Matrices& operator+=(const Matrices& other) {
    for (std::size_t l = 0; l < list.size(); ++l) list[l] += other.list[l];
    return *this;
  }
  template <class F>
  void for_matrices(F f) {
    for (Matrix<S>& matrix : list) f(matrix);
  }
};

/// The gradients of all layers.
template <class S>
std::vector<Matrix<S>> gradient(const State<S>& state, ThreadPool& pool) {
  const S samples(static_cast<double>(state.samples()));
  Matrices<S> zero;
  for (const auto& link : state.chain.links) {
    zero.list.push_back(Matrix<S>::Constant(link.K.rows(), link.K.cols() + 1, S(0.0)));
  }
  const BlockSums<S> blocks(state.share(), pool);
  return blocks
      .sum(zero, [&](std::size_t k) { return Matrices<S>{block_gradient(state.chain, state.blocks[k], samples)}; })
      .list;
}

}  // namespace gradient_descent_detail

/// One step is K -= rate d, d the rule's direction for g = grad CE + mu W, mu the weight decay (biases have none), on
/// all parameters but those of layers 1..frozen_layers.
template <class S>
class GradientMethod {
 public:
  GradientMethod(DescentRule rule, const S& rate, Index frozen_layers = 0, const S& decay = S(0.0))
      : direction_(rule), rate_(rate), decay_(decay), frozen_layers_(frozen_layers) {}

  /// The state must be feasible, and stays so. Throws NonFinite, with the state as it was; the method is then spent.
  void step(State<S>& state, ThreadPool& pool) {
    auto g = gradient_descent_detail::gradient(state, pool);
    direction_.begin_step(g.size());
    Chain<S> next = state.chain;
    for (Index l = frozen_layers_ + 1; l <= state.depth(); ++l) {
      if (decay_ > S(0.0)) g[l - 1].leftCols(state.chain.at(l).K.cols()) += decay_ * state.chain.at(l).K;
      if (!is_finite(squared_norm(g[l - 1]))) throw NonFinite(l, "gradient");
      const Matrix<S> move = direction_.of_layer(l, g[l - 1]);
      auto& link = next.at(l);
      link.K -= rate_ * move.leftCols(link.K.cols());
      if (l < state.depth()) link.b -= rate_ * move.col(link.K.cols());
      if (!is_finite(squared_norm(link.K))) throw NonFinite(l, "weights");
    }
    state.chain = std::move(next);
    pool.for_each(state.blocks.size(), [&](std::size_t k) { derive_auxiliaries(state.chain, state.blocks[k]); });
  }

  void visit(Archive<S>& archive) { direction_.visit(archive); }

 private:
  DescentDirection<S> direction_;
  S rate_, decay_;
  Index frozen_layers_;
};

/// The same as a method of the list. Its objective is ||R||^2, S at a feasible state.
template <class S>
class GradientDescent final : public Method<S> {
 public:
  /// Throws NonFinite when the state's loss is not finite.
  GradientDescent(DescentRule rule, const S& rate, const S& decay, Index frozen_layers, State<S>& state,
                  ThreadPool& pool)
      : method_(rule, rate, frozen_layers, decay), state_(state), pool_(pool) {
    loss_ = finite_loss("loss of the initial state");
  }

  SweepReport sweep(const Observer<S>& = nullptr) override {
    const Chain<S> before = state_.chain;
    method_.step(state_, pool_);
    try {
      loss_ = finite_loss("loss");
    } catch (const NonFinite&) {  // the last good state is kept
      state_.chain = before;
      pool_.for_each(state_.blocks.size(), [&](std::size_t k) { derive_auxiliaries(before, state_.blocks[k]); });
      throw;
    }
    return {1, 0, 0};
  }
  S objective() const override { return loss_; }
  void restart() override { loss_ = finite_loss("loss of a batch's start"); }
  void visit(Archive<S>& archive) override {
    method_.visit(archive);
    archive.number("loss", loss_);
  }

 private:
  S finite_loss(const char* what) const {
    const BlockSums<S> blocks(state_.share(), pool_);
    const S loss = blocks.sum(S(0.0), [&](std::size_t k) { return squared_losses(state_.chain, state_.blocks[k]); });
    if (!is_finite(loss)) throw NonFinite(state_.depth(), what);
    return loss;
  }

  GradientMethod<S> method_;
  State<S>& state_;
  ThreadPool& pool_;
  S loss_ = S(0.0);
};

template <class S, DescentRule rule>
std::unique_ptr<Method<S>> make_descent(const OptionValues& values, Index frozen_layers, State<S>& state,
                                        ThreadPool& pool) {
  return std::make_unique<GradientDescent<S>>(rule, S(number(values, "learning-rate")),
                                              S(number(values, "weight-decay")), frozen_layers, state, pool);
}

extern template class GradientMethod<double>;

}  // namespace lysep
