#pragma once
// The spectral norm of a matrix of parameters, for sweeps: nothing is allocated once its memory is there, where
// spectral_norm (core/numbers/least_squares.hpp) calls an eigenvalue solver.
#include "core/numbers/kernels.hpp"

namespace lysep {

/// ||W||_2, from above but for rounding: with G the Gram matrix of the shorter side, ||G^(2^k)||^(1/2^k) falls to
/// ||G||_2 as k grows, and is it once a square has the norm 1 of its root. Memory: two matrices of the shorter side.
template <class S>
S norm_by_squaring(const Matrix<S>& W) {
  const bool wide = W.cols() > W.rows();
  const Index side = std::min(W.rows(), W.cols());
  Matrix<S>& root = thread_scratch<S>().matrix(Use::outputs_gram, side, side);
  Matrix<S>& square = thread_scratch<S>().matrix(Use::inputs_gram, side, side);
  Matrix<S>& scaled = thread_scratch<S>().matrix(Use::parameters, side, W.size() / side);
  S largest(0.0);
  for (Index i = 0; i < W.size(); ++i) largest = max(largest, abs(W.data()[i]));
  if (!(largest > S(0.0)) || !is_finite(largest)) return largest;
  for (Index i = 0; i < W.rows(); ++i) {
    for (Index j = 0; j < W.cols(); ++j) (wide ? scaled(i, j) : scaled(j, i)) = W(i, j) / largest;
  }
  gram(scaled, root);
  constexpr int most = 64;  // the 64th square counts 2^-64
  S norms[most];
  int count = 0;
  for (; count < most; ++count) {
    const S norm = norms[count] = sqrt(squared_norm(root));
    if (count > 0 && S(1.0) - norm <= std::numeric_limits<S>::epsilon()) break;
    for (Index i = 0; i < root.size(); ++i) root.data()[i] /= norm;
    gram(root, square);  // root is symmetric
    root.swap(square);
  }
  S norm = count < most ? norms[count] : S(1.0);
  for (int k = count - 1; k >= 0; --k) norm = norms[k] * sqrt(norm);
  return largest * sqrt(norm);
}

}  // namespace lysep
