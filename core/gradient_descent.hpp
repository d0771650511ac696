#pragma once
// Full-batch gradient descent on the mean cross-entropy (2.3) of the true network, on the same chain and blocks:
// the paper's baseline. The blocks stay feasible: c_l from the forward pass, r_l = 0.
#include "core/line_search.hpp"

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

}  // namespace gradient_descent_detail

/// One step K -= rate * grad CE on all parameters but those of layers 1..frozen_layers; the state must be feasible, and
/// stays so. Throws NonFinite, with the state as it was.
template <class S>
void gradient_descent_step(State<S>& state, const S& rate, ThreadPool& pool, Index frozen_layers = 0) {
  const S samples(static_cast<double>(state.samples()));
  std::vector<std::vector<Matrix<S>>> parts(state.blocks.size());
  pool.for_each(parts.size(), [&](std::size_t k) {
    parts[k] = gradient_descent_detail::block_gradient(state.chain, state.blocks[k], samples);
  });
  Chain<S> next = state.chain;
  for (Index l = frozen_layers + 1; l <= state.depth(); ++l) {
    Matrix<S> total = parts[0][l - 1];
    for (std::size_t k = 1; k < parts.size(); ++k) total += parts[k][l - 1];
    if (!is_finite(squared_norm(total))) throw NonFinite(l, "gradient");
    auto& link = next.at(l);
    link.K -= rate * total.leftCols(link.K.cols());
    if (l < state.depth()) link.b -= rate * total.col(link.K.cols());
    if (!is_finite(squared_norm(link.K))) throw NonFinite(l, "weights");
  }
  state.chain = std::move(next);
  pool.for_each(state.blocks.size(), [&](std::size_t k) { derive_auxiliaries(state.chain, state.blocks[k]); });
}

}  // namespace lysep
