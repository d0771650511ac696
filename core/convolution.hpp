#pragma once
// The layers of section 4: a convolution, and an average pooling in front of any layer.
#include <memory>
#include <vector>

#include "core/layer.hpp"

namespace lysep {

/// Cross-correlation, stride 1, with kernels of k x k pixels, k odd, and a bias a channel; the kernel is not flipped:
///   Z(o, y, x) = sum_{i, dy, dx} K(o, (i k + dy) k + dx) V(i, y + dy - m, x + dx - m) + b(o),
/// m = (k-1)/2 for `same` (zeros outside the image, outputs of the image's size) and 0 for `valid`.
/// K is C_out x C_in k^2. ||E||^2 = sum n_t K(o, t)^2, n_t the number of outputs whose tap t lies in the image.
template <class S>
class ConvolutionLayer final : public Layer<S> {
 public:
  /// Requires k odd and, for `valid`, k <= height and width.
  ConvolutionLayer(const ImageShape& image, Index out_channels, Index k, Padding padding)
      : in_(image), k_(k), margin_(padding == Padding::same ? (k - 1) / 2 : 0) {
    const Index lost = padding == Padding::same ? 0 : k - 1;
    out_ = {out_channels, image.height - lost, image.width - lost};
    eigen_assert(k % 2 == 1 && out_.height > 0 && out_.width > 0);
  }

  const ImageShape& output_image() const { return out_; }
  LayerShape shape() const override {
    return {k_, margin_ > 0 || k_ == 1 ? Padding::same : Padding::valid, false, in_};
  }
  Index inputs() const override { return in_.rows(); }
  Index outputs() const override { return out_.rows(); }
  Index parameter_rows() const override { return out_.channels; }
  Index parameter_columns() const override { return in_.channels * k_ * k_; }
  Index outputs_per_bias() const override { return out_.pixels(); }
  Index fan_in() const override { return parameter_columns(); }

  void apply(const Matrix<S>& K, const Matrix<S>& V, Matrix<S>& Z) const override {
    eigen_assert(V.rows() == inputs());
    Z.resize(outputs(), V.cols());
    const Index n = V.cols(), q = K.cols(), pixels = out_.pixels();
    std::vector<Term> terms;
    for (Index pixel = 0; pixel < pixels; ++pixel) {
      taps_of(pixel, terms);
      kernels::combine_rows<S>(
          out_.channels, static_cast<Index>(terms.size()), n,
          [k = K.data(), t = terms.data(), q](Index o, Index j) -> const S& { return k[o * q + t[j].parameter]; },
          [v = V.data(), t = terms.data(), n](Index j) { return v + t[j].row * n; },
          [z = Z.data() + pixel * n, n, pixels](Index o) { return z + o * pixels * n; });
    }
  }

  void apply_transposed(const Matrix<S>& K, const Matrix<S>& T, Matrix<S>& U) const override {
    eigen_assert(T.rows() == outputs());
    U.resize(inputs(), T.cols());
    const Index n = T.cols(), kernel = k_ * k_, pixels = in_.pixels();
    std::vector<Term> terms;
    for (Index pixel = 0; pixel < pixels; ++pixel) {
      readers_of(pixel, terms);
      kernels::combine_rows<S>(
          in_.channels, static_cast<Index>(terms.size()), n,
          [k = K.data(), t = terms.data(), kernel](Index i, Index j) -> const S& {
            return k[i * kernel + t[j].parameter];
          },
          [v = T.data(), t = terms.data(), n](Index j) { return v + t[j].row * n; },
          [u = U.data() + pixel * n, n, pixels](Index i) { return u + i * pixels * n; });
    }
  }

  void patch_gram(const Matrix<S>& V, Matrix<S>& G) const override {
    const Index q = parameter_columns(), n = V.cols();
    G.setConstant(q, q, S(0.0));
    std::vector<Term> terms;
    const auto row = [&](Index a) { return V.data() + terms[static_cast<std::size_t>(a)].row * n; };
    for (Index pixel = 0; pixel < out_.pixels(); ++pixel) {
      taps_of(pixel, terms);
      const auto count = static_cast<Index>(terms.size());
      kernels::all_dots<S>(count, count, n, true, row, row, [&](Index a, Index b, const S& sum) {
        G(terms[static_cast<std::size_t>(a)].parameter, terms[static_cast<std::size_t>(b)].parameter) += sum;
      });
    }
    for (Index a = 0; a < q; ++a) {
      for (Index b = 0; b < a; ++b) G(b, a) = G(a, b);
    }
  }

  void patch_correlation(const Matrix<S>& T, const Matrix<S>& V, Matrix<S>& H) const override {
    const Index n = V.cols(), pixels = out_.pixels();
    H.setConstant(out_.channels, parameter_columns(), S(0.0));
    std::vector<Term> terms;
    for (Index pixel = 0; pixel < pixels; ++pixel) {
      taps_of(pixel, terms);
      kernels::all_dots<S>(
          out_.channels, static_cast<Index>(terms.size()), n, false,
          [&](Index o) { return T.data() + (o * pixels + pixel) * n; },
          [&](Index a) { return V.data() + terms[static_cast<std::size_t>(a)].row * n; },
          [&](Index o, Index a, const S& sum) { H(o, terms[static_cast<std::size_t>(a)].parameter) += sum; });
    }
  }

  void add_bias(const Vector<S>& b, Matrix<S>& Z) const override {
    const Index each = out_.pixels() * Z.cols();
    for (Index o = 0; o < out_.channels; ++o) {
      S* z = Z.data() + o * each;
      for (Index i = 0; i < each; ++i) z[i] += b(o);
    }
  }

  void bias_sums(const Matrix<S>& T, Vector<S>& sums) const override {
    const Index each = out_.pixels() * T.cols();
    sums.resize(out_.channels);
    for (Index o = 0; o < out_.channels; ++o) sums(o) = sum_of(T.data() + o * each, each);
  }

  Vector<S> norm_weights() const override {
    Vector<S> w(parameter_columns());
    const auto counts = [&](Index offset, Index in, Index out) {
      Index inside = 0;
      for (Index y = 0; y < out; ++y) inside += y + offset >= 0 && y + offset < in;
      return inside;
    };
    for (Index t = 0; t < w.size(); ++t) {
      const Index dy = t / k_ % k_ - margin_, dx = t % k_ - margin_;
      w(t) = S(static_cast<double>(counts(dy, in_.height, out_.height) * counts(dx, in_.width, out_.width)));
    }
    return w;
  }

 private:
  /// One term of a sum over taps: a column of K and a row of V or T.
  struct Term {
    Index parameter, row;
  };

  /// The taps of an output pixel that lie in the image: columns of K in ascending order, rows of V.
  void taps_of(Index pixel, std::vector<Term>& terms) const {
    const Index y = pixel / out_.width - margin_, x = pixel % out_.width - margin_;
    terms.clear();
    for (Index i = 0; i < in_.channels; ++i) {
      for (Index dy = std::max<Index>(0, -y); dy < std::min(k_, in_.height - y); ++dy) {
        for (Index dx = std::max<Index>(0, -x); dx < std::min(k_, in_.width - x); ++dx) {
          terms.push_back({(i * k_ + dy) * k_ + dx, (i * in_.height + y + dy) * in_.width + x + dx});
        }
      }
    }
  }

  /// The outputs that read an input pixel of channel 0: entries of K, counted from its column of channel 0 tap 0, and
  /// rows of T. Of channel i, the entries lie i k^2 further.
  void readers_of(Index pixel, std::vector<Term>& terms) const {
    const Index y = pixel / in_.width + margin_, x = pixel % in_.width + margin_;
    terms.clear();
    for (Index o = 0; o < out_.channels; ++o) {
      for (Index dy = std::max<Index>(0, y - out_.height + 1); dy < std::min(k_, y + 1); ++dy) {
        for (Index dx = std::max<Index>(0, x - out_.width + 1); dx < std::min(k_, x + 1); ++dx) {
          terms.push_back({o * parameter_columns() + dy * k_ + dx, (o * out_.height + y - dy) * out_.width + x - dx});
        }
      }
    }
  }

  ImageShape in_, out_;
  Index k_, margin_;
};

/// E = E_inner P, P the average over disjoint 2 x 2 windows of every channel: P P^T = I/4, hence
/// ||E||^2 = ||E_inner||^2 / 4 where E_inner is dense, and the same weights n_t / 4 for a convolution.
template <class S>
class PooledLayer final : public Layer<S> {
 public:
  static constexpr Index side = 2;
  static constexpr double window = side * side;

  /// `image`: what is pooled. Requires even height and width, and an inner layer that reads the pooled image.
  PooledLayer(std::shared_ptr<const Layer<S>> inner, const ImageShape& image)
      : inner_(std::move(inner)), image_(image) {
    eigen_assert(image.height % side == 0 && image.width % side == 0);
    eigen_assert(inner_->inputs() == image.channels * (image.height / side) * (image.width / side));
  }

  LayerShape shape() const override {
    const LayerShape inner = inner_->shape();
    return {inner.kernel, inner.padding, true, image_};
  }
  Index inputs() const override { return image_.rows(); }
  Index outputs() const override { return inner_->outputs(); }
  Index parameter_rows() const override { return inner_->parameter_rows(); }
  Index parameter_columns() const override { return inner_->parameter_columns(); }
  Index outputs_per_bias() const override { return inner_->outputs_per_bias(); }
  Index fan_in() const override { return inner_->fan_in(); }

  void apply(const Matrix<S>& K, const Matrix<S>& V, Matrix<S>& Z) const override { inner_->apply(K, pooled(V), Z); }
  void apply_transposed(const Matrix<S>& K, const Matrix<S>& T, Matrix<S>& U) const override {
    Matrix<S> small;
    inner_->apply_transposed(K, T, small);
    U.resize(inputs(), T.cols());
    const Index n = T.cols();
    for (Index row = 0; row < U.rows(); ++row) {
      const S* from = small.data() + pooled_row(row) * n;
      for (Index k = 0; k < n; ++k) U.data()[row * n + k] = S(1.0 / window) * from[k];
    }
  }
  void patch_gram(const Matrix<S>& V, Matrix<S>& G) const override { inner_->patch_gram(pooled(V), G); }
  void patch_correlation(const Matrix<S>& T, const Matrix<S>& V, Matrix<S>& H) const override {
    inner_->patch_correlation(T, pooled(V), H);
  }
  void add_bias(const Vector<S>& b, Matrix<S>& Z) const override { inner_->add_bias(b, Z); }
  void bias_sums(const Matrix<S>& T, Vector<S>& sums) const override { inner_->bias_sums(T, sums); }
  Vector<S> norm_weights() const override {
    Vector<S> w = inner_->norm_weights();
    for (Index j = 0; j < w.size(); ++j) w(j) *= S(1.0 / window);
    return w;
  }

 private:
  /// The row of P V that row `row` of V is averaged into.
  Index pooled_row(Index row) const {
    const Index x = row % image_.width, y = row / image_.width % image_.height, channel = row / image_.pixels();
    return (channel * (image_.height / side) + y / side) * (image_.width / side) + x / side;
  }

  /// P V: (a + b) + (c + d) of every window, over 4.
  Matrix<S> pooled(const Matrix<S>& V) const {
    eigen_assert(V.rows() == inputs());
    const Index n = V.cols(), width = image_.width;
    Matrix<S> U(inner_->inputs(), n);
    for (Index row = 0; row < V.rows(); ++row) {
      const Index x = row % width, y = row / width % image_.height;
      if (x % side != 0 || y % side != 0) continue;
      const S *top = V.data() + row * n, *bottom = top + width * n;
      S* to = U.data() + pooled_row(row) * n;
      for (Index k = 0; k < n; ++k) {
        to[k] = S(1.0 / window) * ((top[k] + top[n + k]) + (bottom[k] + bottom[n + k]));
      }
    }
    return U;
  }

  std::shared_ptr<const Layer<S>> inner_;
  ImageShape image_;
};

/// The image behind the pooling.
inline ImageShape pooled_image(const LayerShape& shape) {
  if (!shape.pooled) return shape.image;
  return {shape.image.channels, shape.image.height / 2, shape.image.width / 2};
}

/// The image that a convolution with `channels` kernels makes.
inline ImageShape convolved_image(const LayerShape& shape, Index channels) {
  const ImageShape in = pooled_image(shape);
  const Index lost = shape.padding == Padding::same ? 0 : shape.kernel - 1;
  return {channels, in.height - lost, in.width - lost};
}

/// The layer of that shape with a K of `rows` x `columns`.
template <class S>
std::shared_ptr<const Layer<S>> make_layer(const LayerShape& shape, Index rows, Index columns) {
  std::shared_ptr<const Layer<S>> layer;
  if (shape.kernel > 0) {
    layer = std::make_shared<ConvolutionLayer<S>>(pooled_image(shape), rows, shape.kernel, shape.padding);
    eigen_assert(layer->parameter_columns() == columns);
  } else {
    layer = std::make_shared<DenseLayer<S>>(rows, columns);
  }
  return shape.pooled ? std::make_shared<PooledLayer<S>>(layer, shape.image) : layer;
}

}  // namespace lysep
