#pragma once
// What the algorithm asks of a layer. A layer's operator E is linear in its parameters K (p x q matrix), and
//   E V = sum over the layer's patches u of V:  (E V)(i, .) = K(i, .) u        (dense: u = V's column)
//   ||E||^2 = sum_ij w_j K_ij^2                                                (dense: w = 1)
// so its regularised least squares (3.10) are p problems with one q x q matrix. A layer object is the shape;
// the parameters stand beside it in the chain.
#include "core/numbers/kernels.hpp"
#include "core/numbers/scratch.hpp"

namespace lysep {

/// The images that a layer reads, channel by channel, row by row: pixel (y, x) of channel i is row (i H + y) W + x.
struct ImageShape {
  Index channels = 0, height = 0, width = 0;

  Index pixels() const { return height * width; }
  Index rows() const { return channels * pixels(); }
};

enum class Padding { same, valid };

/// What a layer is beside the size of K, as plain numbers.
struct LayerShape {
  Index kernel = 0;  // k of a convolution with k x k pixels; 0: dense
  Padding padding = Padding::same;
  bool pooled = false;  // averages over 2 x 2 pixels in front of it
  ImageShape image;     // what it reads, before the pooling; of a dense layer that reads no images: nothing
};

/// E is the matrix W itself.
inline bool is_dense(const LayerShape& shape) { return shape.kernel == 0 && !shape.pooled; }

template <class S>
class Layer {
 public:
  virtual ~Layer() = default;

  virtual LayerShape shape() const { return {}; }
  virtual Index inputs() const = 0;             ///< rows of V_l
  virtual Index outputs() const = 0;            ///< rows of c_l
  virtual Index parameter_rows() const = 0;     ///< p, also the number of biases
  virtual Index parameter_columns() const = 0;  ///< q
  virtual Index outputs_per_bias() const = 0;   ///< rows of c_l that share a bias
  virtual Index fan_in() const = 0;             ///< inputs that one output reads

  /// Z = E(K) V.
  virtual void apply(const Matrix<S>& K, const Matrix<S>& V, Matrix<S>& Z) const = 0;
  /// U = E(K)^T T.
  virtual void apply_transposed(const Matrix<S>& K, const Matrix<S>& T, Matrix<S>& U) const = 0;
  /// G = sum u u^T over the patches of V (q x q).
  virtual void patch_gram(const Matrix<S>& V, Matrix<S>& G) const = 0;
  /// sums = sum u over the patches of V (q x 1): T = E(dK) V has the bias sums dK sum u.
  virtual void patch_sums(const Matrix<S>& V, Matrix<S>& sums) const = 0;
  /// H = sum t u^T over outputs t of T and patches u of V (p x q): the gradient in K of <T, E(K) V>.
  virtual void patch_correlation(const Matrix<S>& T, const Matrix<S>& V, Matrix<S>& H) const = 0;
  /// w (q): ||E||^2 = sum_ij w_j K_ij^2.
  virtual const Vector<S>& norm_weights() const = 0;

  /// Z += b 1^T: row i has bias number i / outputs_per_bias().
  void add_bias(const Vector<S>& b, Matrix<S>& Z) const {
    for (Index i = 0; i < Z.rows(); ++i) {
      const S& shift = b(i / outputs_per_bias());
      S* z = Z.data() + i * Z.cols();
      for (Index n = 0; n < Z.cols(); ++n) z[n] += shift;
    }
  }
  // E = E_inner P, P the average over windows of `window()` inputs; where nothing is pooled, a window is one input.
  /// E_inner, which reads U = P V.
  virtual const Layer<S>& behind_pooling() const { return *this; }
  virtual Index window() const { return 1; }
  /// Input w < window() of window u.
  virtual Index window_input(Index u, Index /*w*/) const { return u; }
  /// U = P V.
  void pool(const Matrix<S>& V, Matrix<S>& U) const {
    const Index n = V.cols();
    U.resize(V.rows() / window(), n);
    for (Index u = 0; u < U.rows(); ++u) {
      average_window(
          n, [&](Index w) { return V.data() + window_input(u, w) * n; }, U.data() + u * n);
    }
  }
  /// to = the average of the window's rows: a, or ((a + b) + (c + d))/4.
  template <class Row>
  void average_window(Index n, Row row, S* __restrict to) const {
    const S* __restrict a = row(0);
    if (window() == 1) {
      std::copy(a, a + n, to);
      return;
    }
    eigen_assert(window() == 4);
    const S* __restrict b = row(1), * __restrict c = row(2), * __restrict d = row(3);
    for (Index k = 0; k < n; ++k) to[k] = S(0.25) * ((a[k] + b[k]) + (c[k] + d[k]));
  }

  /// Sums of T over all that shares a bias, row after row (p x 1).
  template <class Sums>
  void bias_sums(const Matrix<S>& T, Sums& sums) const {
    sums.resize(parameter_rows(), 1);
    for (Index i = 0; i < parameter_rows(); ++i) {
      kernels::RowSum<S> sum;
      for (Index k = i * outputs_per_bias(); k < (i + 1) * outputs_per_bias(); ++k) {
        sum.add(T.cols(), [t = T.data() + k * T.cols()](auto p, Index n) { return p.load(t + n); });
      }
      sums(i, 0) = sum.total();
    }
  }
};

/// ||E(K)||^2, the factor of the adaptive weights (3.5).
template <class S>
S operator_norm_squared(const Layer<S>& layer, const Matrix<S>& K) {
  const Vector<S>& w = layer.norm_weights();
  S sum(0.0);
  for (Index i = 0; i < K.rows(); ++i) {
    for (Index j = 0; j < K.cols(); ++j) sum += w(j) * (K(i, j) * K(i, j));
  }
  return sum;
}

/// E = W, a dense matrix: the layers of (3.1).
template <class S>
class DenseLayer final : public Layer<S> {
 public:
  DenseLayer(Index outputs, Index inputs)
      : outputs_(outputs), inputs_(inputs), norm_weights_(Vector<S>::Constant(inputs, S(1.0))) {}

  Index inputs() const override { return inputs_; }
  Index outputs() const override { return outputs_; }
  Index parameter_rows() const override { return outputs_; }
  Index parameter_columns() const override { return inputs_; }
  Index outputs_per_bias() const override { return 1; }
  Index fan_in() const override { return inputs_; }

  void apply(const Matrix<S>& W, const Matrix<S>& V, Matrix<S>& Z) const override { multiply(W, V, Z); }
  void apply_transposed(const Matrix<S>& W, const Matrix<S>& T, Matrix<S>& U) const override {
    multiply_transposed(W, T, U);
  }
  void patch_gram(const Matrix<S>& V, Matrix<S>& G) const override { gram(V, G); }
  void patch_correlation(const Matrix<S>& T, const Matrix<S>& V, Matrix<S>& H) const override { correlate(T, V, H); }
  void patch_sums(const Matrix<S>& V, Matrix<S>& sums) const override { row_sums(V, sums); }
  const Vector<S>& norm_weights() const override { return norm_weights_; }

 private:
  Index outputs_, inputs_;
  Vector<S> norm_weights_;
};

#define LYSEP_DENSE_LAYER(how, S)                                          \
  how template S operator_norm_squared(const Layer<S>&, const Matrix<S>&); \
  how template class DenseLayer<S>;
LYSEP_DENSE_LAYER(extern, double)

}  // namespace lysep
