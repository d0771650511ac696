#pragma once
// BSUM: f as a function of one block of weights, the others fixed. U_l = E_l Z_{l-1}, Z_0 = X, Z_l = sigma(U_l),
// H = s(U_D), and loss = phi(p) with p a sum over samples (core/network/loss.hpp).
#include <optional>

#include "core/methods/bsum/options.hpp"
#include "core/network/chain.hpp"
#include "core/numbers/block_sums.hpp"

namespace lysep {

/// The state's weights and samples; the forward values U_l and Z_l are its own.
template <class S>
class BlockProblem {
 public:
  BlockProblem(const NetworkLoss& loss, State<S>& state, ThreadPool& pool) : loss_(loss), state_(state), pool_(pool) {
    read_samples();
  }

  /// The samples are other ones, perhaps more, or new: their targets, and memory for their values. What other methods
  /// keep of them is given back.
  void read_samples();
  /// U_l and Z_l for l >= from, whose weights have changed, and p.
  void forward(Index from);
  /// phi(p).
  S loss() const { return outer_function(loss_, p_).value; }
  const S& inner() const { return p_; }

  /// G = the gradient of the loss in K_j (A.6)-(A.8). With `slopes` the largest gradient of a sample's part of p in h.
  void gradient(Index j, Matrix<S>& G, S* slopes = nullptr);
  /// C = the second derivative of the loss in K_j along V, given that G is the gradient.
  void curvature(Index j, const Matrix<S>& G, const Matrix<S>& V, Matrix<S>& C);

  /// sum u u^T over the patches of Z_{j-1} and all samples (q x q).
  const Matrix<S>& input_gram(Index j);
  /// The largest ||z_n|| of a column of Z_{j-1}.
  S largest_input(Index j);

  Index depth() const { return state_.depth(); }
  const S& samples() const { return N_; }
  const NetworkLoss& loss_kind() const { return loss_; }
  Matrix<S>& weights(Index j) { return state_.chain.at(j).K; }
  const Layer<S>& layer(Index j) const { return *state_.chain.at(j).shape; }
  const Chain<S>& chain() const { return state_.chain; }

 private:
  struct Values {
    std::vector<Matrix<S>> U, Z, dU;  // [l-1]; Z of the hidden layers; dU where curvature was asked for
    Matrix<S> Y;
    Scratch<S> scratch;
  };
  const Matrix<S>& input(std::size_t k, Index l) const { return l == 1 ? state_.blocks[k].X : values_[k].Z[l - 2]; }
  LossTargets<S> targets(std::size_t k) const {
    return {state_.blocks[k].Y.size() > 0 ? state_.blocks[k].Y : values_[k].Y, state_.blocks[k].labels};
  }
  Matrix<S>& like(std::size_t k, Use use, Index l) {
    return values_[k].scratch.matrix(use, layer(l).outputs(), state_.blocks[k].samples());
  }
  S forward_block(std::size_t k, Index from);
  void multiply_by_slopes(std::size_t k, Index l, Matrix<S>& T);
  Matrix<S>& backward(std::size_t k, Index j, S* slopes);
  Matrix<S>& curved_backward(std::size_t k, Index j, const Matrix<S>& V);

  const NetworkLoss loss_;
  State<S>& state_;
  ThreadPool& pool_;
  S N_ = S(0.0), p_ = S(0.0);
  std::optional<BlockSums<S>> sums_;  // over the blocks of the samples read last
  std::vector<Values> values_;
};

template <class S>
void BlockProblem<S>::read_samples() {
  const S N(static_cast<double>(state_.samples()));
  if (!(N == N_)) {
    N_ = N;
    sums_.emplace(state_.share(), pool_);
    values_.clear();
  }
  values_.resize(state_.blocks.size());
  for (std::size_t k = 0; k < values_.size(); ++k) {
    Block<S>& block = state_.blocks[k];
    block.c_ = block.V_ = block.r_ = {};
    Values& v = values_[k];
    v.U.resize(depth());
    v.Z.resize(depth() - 1);
    if (block.Y.size() > 0 || loss_.of_labels()) continue;
    v.Y = targets_of_labels<S>(loss_, block.labels, state_.chain.classes());
  }
}

template <class S>
S BlockProblem<S>::forward_block(std::size_t k, Index from) {
  Values& v = values_[k];
  for (Index l = from; l <= depth(); ++l) {
    affine(state_.chain, l, input(k, l), v.U[l - 1]);
    if (l < depth()) activate(state_.chain.activation, v.U[l - 1], v.Z[l - 1]);
  }
  return loss_share(loss_, N_, v.U.back(), targets(k));
}

template <class S>
void BlockProblem<S>::forward(Index from) {
  p_ = sums_->sum(S(0.0), [&](std::size_t k) { return forward_block(k, from); });
}

/// T = T o sigma'(U_l).
template <class S>
void BlockProblem<S>::multiply_by_slopes(std::size_t k, Index l, Matrix<S>& T) {
  const Matrix<S>&U = values_[k].U[l - 1], &Z = values_[k].Z[l - 1];
  with_curved_activation<S>(state_.chain.activation, [&](auto sigma) {
    for (Index i = 0; i < T.size(); ++i) T.data()[i] *= sigma.slope(U.data()[i], Z.data()[i]);
  });
}

/// Delta_j, the gradient of p in U_j.
template <class S>
Matrix<S>& BlockProblem<S>::backward(std::size_t k, Index j, S* slopes) {
  Matrix<S>* T = &like(k, Use::gradient, depth());
  loss_gradient(loss_, N_, values_[k].U.back(), targets(k), *T, slopes);
  for (Index l = depth() - 1; l >= j; --l) {
    Matrix<S>& next = like(k, l % 2 == 0 ? Use::ahead : Use::second_ahead, l);
    layer(l + 1).apply_transposed(weights(l + 1), *T, next);
    multiply_by_slopes(k, l, next);
    T = &next;
  }
  return *T;
}

template <class S>
void BlockProblem<S>::gradient(Index j, Matrix<S>& G, S* slopes) {
  const Index p = weights(j).rows(), q = weights(j).cols();
  const typename BlockSums<S>::Sum sum[] = {{Use::correlation, p, q}};
  sums_->sum_matrices(sum, [&](std::size_t k, Scratch<S>& own) {
    Matrix<S>& rows = values_[k].scratch.matrix(Use::losses, 1, state_.blocks[k].samples());
    layer(j).patch_correlation(backward(k, j, slopes ? rows.data() : nullptr), input(k, j),
                               own.matrix(Use::correlation, p, q));
  });
  const S slope = outer_function(loss_, p_).slope;
  G = sums_->matrix(Use::correlation, p, q);
  if (loss_.kind == NetworkLoss::Kind::exponential) {
    for (Index i = 0; i < G.size(); ++i) G.data()[i] *= slope;
  }
  if (!slopes) return;
  *slopes = sums_
                ->sum(Largest<S>{},
                      [&](std::size_t k) {
                        const Matrix<S>& rows = values_[k].scratch.matrix(Use::losses, 1, state_.blocks[k].samples());
                        Largest<S> of_block;
                        for (Index n = 0; n < rows.cols(); ++n) of_block += Largest<S>{rows(0, n)};
                        return of_block;
                      })
                .value;
}

/// dU_j = E(V) Z_{j-1}, dU_{l+1} = E_{l+1} (sigma'(U_l) o dU_l) upwards; then Delta_l and its change R_l downwards:
///   R_l = (E_{l+1}^T R_{l+1}) o sigma'(U_l) + (E_{l+1}^T Delta_{l+1}) o sigma''(U_l) o dU_l.
template <class S>
Matrix<S>& BlockProblem<S>::curved_backward(std::size_t k, Index j, const Matrix<S>& V) {
  Values& v = values_[k];
  v.dU.resize(static_cast<std::size_t>(depth()));
  layer(j).apply(V, input(k, j), v.dU[j - 1]);
  for (Index l = j + 1; l <= depth(); ++l) {
    Matrix<S>& dZ = like(k, Use::directional, l - 1);
    dZ = v.dU[l - 2];
    multiply_by_slopes(k, l - 1, dZ);
    layer(l).apply(weights(l), dZ, v.dU[l - 1]);
  }
  Matrix<S>*T = &like(k, Use::gradient, depth()), *R = &like(k, Use::steps, depth());
  loss_gradient(loss_, N_, v.U.back(), targets(k), *T);
  loss_curvature(loss_, N_, v.U.back(), targets(k), v.dU.back(), *R);
  for (Index l = depth() - 1; l >= j; --l) {
    Matrix<S>& pulled = like(k, l % 2 == 0 ? Use::ahead : Use::second_ahead, l);
    Matrix<S>& next = like(k, l % 2 == 0 ? Use::second_steps : Use::move, l);
    layer(l + 1).apply_transposed(weights(l + 1), *T, pulled);
    layer(l + 1).apply_transposed(weights(l + 1), *R, next);
    with_curved_activation<S>(state_.chain.activation, [&](auto sigma) {
      for (Index i = 0; i < next.size(); ++i) {
        const S &u = v.U[l - 1].data()[i], &z = v.Z[l - 1].data()[i], slope = sigma.slope(u, z);
        S &t = pulled.data()[i], &r = next.data()[i];
        r = r * slope + t * (lysep::curvature(sigma, u, z) * v.dU[l - 1].data()[i]);
        t *= slope;
      }
    });
    T = &pulled;
    R = &next;
  }
  return *R;
}

template <class S>
void BlockProblem<S>::curvature(Index j, const Matrix<S>& G, const Matrix<S>& V, Matrix<S>& C) {
  const Index p = weights(j).rows(), q = weights(j).cols();
  const typename BlockSums<S>::Sum sum[] = {{Use::correlation, p, q}};
  sums_->sum_matrices(sum, [&](std::size_t k, Scratch<S>& own) {
    layer(j).patch_correlation(curved_backward(k, j, V), input(k, j), own.matrix(Use::correlation, p, q));
  });
  C = sums_->matrix(Use::correlation, p, q);
  const OuterFunction<S> phi = outer_function(loss_, p_);
  if (loss_.kind != NetworkLoss::Kind::exponential) return;
  // G = phi' grad p, so that phi'' grad p (grad p)^T = (phi''/phi'^2) G G^T
  const S along = dot(G.data(), V.data(), G.size()) * (phi.curvature / (phi.slope * phi.slope));
  for (Index i = 0; i < C.size(); ++i) C.data()[i] = phi.slope * C.data()[i] + along * G.data()[i];
}

template <class S>
const Matrix<S>& BlockProblem<S>::input_gram(Index j) {
  const Index q = weights(j).cols();
  const typename BlockSums<S>::Sum sum[] = {{Use::gram, q, q}};
  sums_->sum_matrices(
      sum, [&](std::size_t k, Scratch<S>& own) { layer(j).patch_gram(input(k, j), own.matrix(Use::gram, q, q)); });
  return sums_->matrix(Use::gram, q, q);
}

template <class S>
S BlockProblem<S>::largest_input(Index j) {
  const Largest<S> square = sums_->sum(Largest<S>{}, [&](std::size_t k) {
    const Matrix<S>& Z = input(k, j);
    Matrix<S>& squares = values_[k].scratch.matrix(Use::losses, 1, Z.cols());
    squares.setZero();
    add_column_squares(Z, S(1.0), squares);
    Largest<S> of_block;
    for (Index n = 0; n < Z.cols(); ++n) of_block += Largest<S>{squares(0, n)};
    return of_block;
  });
  return sqrt(square.value);
}

extern template class BlockProblem<double>;

}  // namespace lysep
