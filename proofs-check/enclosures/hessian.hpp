#pragma once
// The Hessians of S in one block, as products with a direction. On double they serve the search for large curvatures,
// on enclosures the quotient found.
#include "core/methods/layer_separation/block_steps.hpp"

namespace lysep {

/// sigma''(c), where V = sigma(c).
template <class Sigma, class S>
S second_derivative(const Sigma& sigma, const S& c, const S& V) {
  if constexpr (std::is_same_v<Sigma, Tanh>) {
    return S(-2.0) * V * sigma.slope(c, V);
  } else if constexpr (std::is_same_v<Sigma, Sigmoid>) {
    return sigma.slope(c, V) * (S(1.0) - S(2.0) * V);
  } else if constexpr (std::is_same_v<Sigma, Sin>) {
    return -V;
  } else if constexpr (std::is_same_v<Sigma, Arctan>) {
    const S slope = sigma.slope(c, V);
    return S(-2.0) * c * slope * slope;
  } else if constexpr (std::is_same_v<Sigma, Erf>) {
    return S(-2.0) * c * sigma.slope(c, V);
  } else if constexpr (std::is_same_v<Sigma, Softsign>) {
    const S q = S(1.0) + abs(c);
    return (S(2.0) - S(4.0) * unit_step(c)) / (q * q * q);
  } else if constexpr (std::is_same_v<Sigma, Softplus>) {
    const S slope = sigma.slope(c, V);
    return slope * (S(1.0) - slope);
  } else {
    return S(0.0);
  }
}

namespace hessian_detail {

/// HU(:, n) = Hess_z(l^2) U(:, n) = 2 [(p - a)(p - a)^T + R (diag p - p p^T)] U(:, n) at the surrogate logits.
template <class S>
void squared_loss_hessian_times(const Chain<S>& chain, const Block<S>& block, const Matrix<S>& U, Matrix<S>& HU) {
  Matrix<S> Z, R, T;
  affine(chain, chain.depth(), block.V(chain.depth()), Z);
  cross_entropy(Z, block.labels, R);
  softmax_minus_labels(Z, block.labels, T);
  HU.resize(U.rows(), U.cols());
  for (Index n = 0; n < U.cols(); ++n) {
    const int y = block.labels[static_cast<std::size_t>(n)];
    const auto p = [&](Index j) { return j == y ? S(1.0) + T(j, n) : T(j, n); };
    S along_gradient(0.0), mean(0.0);
    for (Index j = 0; j < U.rows(); ++j) {
      along_gradient += T(j, n) * U(j, n);
      mean += p(j) * U(j, n);
    }
    for (Index j = 0; j < U.rows(); ++j) {
      HU(j, n) = S(2.0) * (T(j, n) * along_gradient + R(0, n) * (p(j) * (U(j, n) - mean)));
    }
  }
}

}  // namespace hessian_detail

/// HD = (Hessian of S in c_l) D / omega_{l+1}, E = E_{l+1}, T = (P - A) diag(R):
///   l < D-1: 2 sigma' o E^T E (sigma' o D) - 2 sigma'' o (E^T r_{l+1}) o D + 2 ||E||^2 D
///   l = D-1:   sigma' o E^T Hess_z(l^2) E (sigma' o D) + 2 sigma'' o (E^T T) o D + 2 ||E||^2 D
template <class S>
void auxiliary_hessian_times(const Chain<S>& chain, const Block<S>& block, Index l, const S& next_norm_squared,
                             const Matrix<S>& D, Matrix<S>& HD) {
  const auto& next = chain.at(l + 1);
  const bool last = l == chain.depth() - 1;
  const Matrix<S>&c = block.c(l), &V = block.V(l + 1);
  Matrix<S> slopes(D.rows(), D.cols()), bends(D.rows(), D.cols()), moved(D.rows(), D.cols()), ahead, curved, pulled;
  with_activation<S>(chain.activation, [&](auto sigma) {
    for (Index i = 0; i < D.size(); ++i) {
      slopes.data()[i] = sigma.slope(c.data()[i], V.data()[i]);
      bends.data()[i] = second_derivative(sigma, c.data()[i], V.data()[i]);
      moved.data()[i] = slopes.data()[i] * D.data()[i];
    }
  });
  next.shape->apply(next.K, moved, ahead);
  if (last) {
    hessian_detail::squared_loss_hessian_times(chain, block, ahead, curved);
    Matrix<S> T;
    weighted_logit_gradient(chain, block, T);
    next.shape->apply_transposed(next.K, T, pulled);
  } else {
    curved = S(2.0) * ahead;
    next.shape->apply_transposed(next.K, block.r(l + 1), pulled);
  }
  next.shape->apply_transposed(next.K, curved, HD);
  const S sign(last ? 2.0 : -2.0), own = S(2.0) * next_norm_squared;
  for (Index i = 0; i < D.size(); ++i) {
    HD.data()[i] =
        slopes.data()[i] * HD.data()[i] + sign * bends.data()[i] * pulled.data()[i] * D.data()[i] + own * D.data()[i];
  }
}

/// The block's share of the Hessian of ||R||^2 in W_D times `direction`: sum_n Hess_z(l^2) (direction sigma_n)
/// sigma_n^T. The whole Hessian of S adds 2 lambda_D direction.
template <class S>
void output_hessian_times(const Chain<S>& chain, const Block<S>& block, const Matrix<S>& direction,
                          Matrix<S>& product) {
  Matrix<S> moved, curved;
  const auto& layer = *chain.at(chain.depth()).shape;
  layer.apply(direction, block.V(chain.depth()), moved);
  hessian_detail::squared_loss_hessian_times(chain, block, moved, curved);
  layer.patch_correlation(curved, block.V(chain.depth()), product);
}

}  // namespace lysep
