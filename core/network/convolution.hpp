#pragma once
// The layers of section 4: a convolution, and an average pooling in front of any layer.
#include <map>
#include <memory>
#include <vector>

#include "core/network/layer.hpp"

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
    list_taps();
    list_readers();
    list_zones();
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
    const Index n = V.cols(), channels = out_.channels, pixels = out_.pixels();
    const S* factors = transposed_factors(K).data();
    for (Index pixel = 0; pixel < pixels; ++pixel) {
      const Term* t = taps_.terms.data() + taps_.first[pixel];
      kernels::combine_rows<S>(
          channels, taps_.first[pixel + 1] - taps_.first[pixel], n,
          [factors, t, channels](Index o, Index j) -> const S& { return factors[t[j].parameter * channels + o]; },
          [v = V.data(), t, n](Index j) { return v + t[j].row * n; },
          [z = Z.data() + pixel * n, n, pixels](Index o) { return z + o * pixels * n; });
    }
  }

  void apply_transposed(const Matrix<S>& K, const Matrix<S>& T, Matrix<S>& U) const override {
    eigen_assert(T.rows() == outputs());
    U.resize(inputs(), T.cols());
    const Index n = T.cols(), kernel = k_ * k_, pixels = in_.pixels();
    for (Index pixel = 0; pixel < pixels; ++pixel) {
      const Term* t = readers_.terms.data() + readers_.first[pixel];
      kernels::combine_rows<S>(
          in_.channels, readers_.first[pixel + 1] - readers_.first[pixel], n,
          [k = K.data(), t, kernel](Index i, Index j) -> const S& { return k[i * kernel + t[j].parameter]; },
          [v = T.data(), t, n](Index j) { return v + t[j].row * n; },
          [u = U.data() + pixel * n, n, pixels](Index i) { return u + i * pixels * n; });
    }
  }

  /// G((i, a), (j, b)) = sum V(i, x) V(j, x + b - a) over the pixels x that tap a reads of some output and tap b of the
  /// same: products of pixels d = b - a apart, the same for all taps but at the border. So they are summed once for
  /// each d and each zone of pixels that the same taps read.
  void patch_gram(const Matrix<S>& V, Matrix<S>& G) const override {
    const Index q = parameter_columns(), n = V.cols(), pixels = in_.pixels(), kernel = k_ * k_;
    G.setConstant(q, q, S(0.0));
    for (const Zone& zone : zones_) {
      const auto row = [v = V.data(), n, pixels, at = zone.pixels.data()](Index i, Index g) {
        return v + (i * pixels + at[g]) * n;
      };
      const auto other = [=, distance = zone.apart * n](Index j, Index g) { return row(j, g) + distance; };
      const bool same = zone.apart == 0;
      kernels::all_dots<S>(in_.channels, in_.channels, static_cast<Index>(zone.pixels.size()), n, same, row, other,
                           [&](Index i, Index j, const S& sum) {
                             if (same && j > i) return;
                             for (const auto& [a, b] : zone.taps) {
                               const Index s = i * kernel + a, t = j * kernel + b;
                               G(s, t) += sum;
                               if (s != t) G(t, s) += sum;
                             }
                           });
    }
  }

  void patch_correlation(const Matrix<S>& T, const Matrix<S>& V, Matrix<S>& H) const override {
    const Index n = V.cols(), pixels = out_.pixels();
    H.resize(out_.channels, parameter_columns());
    kernels::all_dots<S>(
        out_.channels, H.cols(), pixels, n, false,
        [t = T.data(), n, pixels](Index o, Index pixel) { return t + (o * pixels + pixel) * n; }, patch_rows(V),
        [&](Index o, Index a, const S& sum) { H(o, a) = sum; });
  }

  void patch_sums(const Matrix<S>& V, Matrix<S>& sums) const override {
    const Index q = parameter_columns();
    Matrix<S>& of_row = thread_scratch<S>().matrix(Use::row_sums, V.rows(), 1);
    row_sums(V, of_row);
    sums.setConstant(q, 1, S(0.0));
    for (std::size_t k = 0; k < tap_rows_.size(); ++k) {
      if (tap_rows_[k] >= 0) sums(static_cast<Index>(k) % q, 0) += of_row(tap_rows_[k], 0);
    }
  }

  const Vector<S>& norm_weights() const override { return norm_weights_; }

 private:
  /// One term of a sum over taps: a column of K and a row of V or T.
  struct Term {
    Index parameter, row;
  };
  /// Those of pixel k are terms[first[k]] to terms[first[k + 1] - 1].
  struct TermLists {
    std::vector<Index> first{0};
    std::vector<Term> terms;
    void end_list() { first.push_back(static_cast<Index>(terms.size())); }
  };

  /// The row of V that tap t of an output pixel reads, of zeros where it lies outside the image.
  auto patch_rows(const Matrix<S>& V) const {
    const S* zeros = thread_scratch<S>().matrix(Use::zeros, 1, V.cols()).data();
    return [v = V.data(), n = V.cols(), zeros, at = tap_rows_.data(), q = parameter_columns()](Index t, Index pixel) {
      const Index row = at[pixel * q + t];
      return row < 0 ? zeros : v + row * n;
    };
  }

  /// The taps of every output pixel that lie in the image, columns of K in ascending order, and how often each does.
  void list_taps() {
    const Index q = parameter_columns();
    tap_rows_.assign(static_cast<std::size_t>(out_.pixels() * q), -1);
    norm_weights_ = Vector<S>::Constant(q, S(0.0));
    for (Index pixel = 0; pixel < out_.pixels(); ++pixel) {
      for (Index t = 0; t < q; ++t) {
        const Index y = pixel / out_.width - margin_ + t / k_ % k_, x = pixel % out_.width - margin_ + t % k_;
        if (y < 0 || y >= in_.height || x < 0 || x >= in_.width) continue;
        const Index row = (t / (k_ * k_) * in_.height + y) * in_.width + x;
        taps_.terms.push_back({t, row});
        tap_rows_[static_cast<std::size_t>(pixel * q + t)] = row;
        norm_weights_(t) += S(1.0);
      }
      taps_.end_list();
    }
  }

  /// Pixels of an image, those `apart` pixels further, and the pairs of taps (dy k + dx) that read both for the same
  /// output.
  struct Zone {
    Index apart;
    std::vector<Index> pixels;
    std::vector<std::pair<Index, Index>> taps;
  };

  /// The pairs of taps (a, b), b - a = (dy, dx), that read the pixel (y, x) and the one (dy, dx) from it for some
  /// output.
  std::vector<std::pair<Index, Index>> tap_pairs(Index y, Index x, Index dy, Index dx) const {
    std::vector<std::pair<Index, Index>> pairs;
    for (Index ay = std::max<Index>(0, -dy); ay < std::min(k_, k_ - dy); ++ay) {
      for (Index ax = std::max<Index>(0, -dx); ax < std::min(k_, k_ - dx); ++ax) {
        const Index oy = y + margin_ - ay, ox = x + margin_ - ax;
        if (oy < 0 || oy >= out_.height || ox < 0 || ox >= out_.width) continue;
        pairs.emplace_back(ay * k_ + ax, (ay + dy) * k_ + ax + dx);
      }
    }
    return pairs;
  }

  /// For (dy, dx) = 0 and half of the others, whose mirror images follow by symmetry.
  void list_zones() {
    for (Index dy = 0; dy < k_; ++dy) {
      for (Index dx = dy == 0 ? 0 : 1 - k_; dx < k_; ++dx) {
        std::map<std::vector<std::pair<Index, Index>>, std::vector<Index>> pixels_of;
        for (Index y = 0; y + dy < in_.height; ++y) {
          for (Index x = std::max<Index>(0, -dx); x < std::min(in_.width, in_.width - dx); ++x) {
            const auto pairs = tap_pairs(y, x, dy, dx);
            if (!pairs.empty()) pixels_of[pairs].push_back(y * in_.width + x);
          }
        }
        for (auto& [pairs, pixels] : pixels_of) zones_.push_back({dy * in_.width + dx, pixels, pairs});
      }
    }
  }

  /// The outputs that read every input pixel of channel 0: entries of K, counted from its column of channel 0 tap 0,
  /// and rows of T. Of channel i, the entries lie i k^2 further.
  void list_readers() {
    for (Index pixel = 0; pixel < in_.pixels(); ++pixel) {
      const Index y = pixel / in_.width + margin_, x = pixel % in_.width + margin_;
      for (Index o = 0; o < out_.channels; ++o) {
        for (Index dy = std::max<Index>(0, y - out_.height + 1); dy < std::min(k_, y + 1); ++dy) {
          for (Index dx = std::max<Index>(0, x - out_.width + 1); dx < std::min(k_, x + 1); ++dx) {
            const Index row = (o * out_.height + y - dy) * out_.width + x - dx;
            readers_.terms.push_back({o * parameter_columns() + dy * k_ + dx, row});
          }
        }
      }
      readers_.end_list();
    }
  }

  ImageShape in_, out_;
  Index k_, margin_;
  TermLists taps_, readers_;
  std::vector<Index> tap_rows_;  // of output pixel and tap; -1 outside the image
  std::vector<Zone> zones_;
  Vector<S> norm_weights_;  // n_t
};

/// E = E_inner P, P the average over disjoint 2 x 2 windows of every channel: P P^T = I/4, hence
/// ||E||^2 = ||E_inner||^2 / 4 where E_inner is dense, and the same weights n_t / 4 for a convolution.
template <class S>
class PooledLayer final : public Layer<S> {
 public:
  static constexpr Index side = 2;

  /// `image`: what is pooled. Requires even height and width, and an inner layer that reads the pooled image.
  PooledLayer(std::shared_ptr<const Layer<S>> inner, const ImageShape& image)
      : inner_(std::move(inner)), image_(image) {
    eigen_assert(image.height % side == 0 && image.width % side == 0);
    eigen_assert(inner_->inputs() == image.channels * (image.height / side) * (image.width / side));
    const Index width = image_.width / side, height = image_.height / side;
    for (Index u = 0; u < inner_->inputs(); ++u) {
      for (Index w = 0; w < window(); ++w) {
        const Index x = u % width * side + w % side, y = u / width % height * side + w / side;
        window_inputs_.push_back((u / (width * height) * image_.height + y) * image_.width + x);
      }
    }
    norm_weights_ = inner_->norm_weights();
    for (Index j = 0; j < norm_weights_.size(); ++j) norm_weights_(j) *= S(1.0 / (side * side));
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

  const Layer<S>& behind_pooling() const override { return *inner_; }
  void apply(const Matrix<S>& K, const Matrix<S>& V, Matrix<S>& Z) const override { inner_->apply(K, pooled(V), Z); }
  void apply_transposed(const Matrix<S>& K, const Matrix<S>& T, Matrix<S>& U) const override {
    Matrix<S>& small = storage(T.cols());
    inner_->apply_transposed(K, T, small);
    U.resize(inputs(), T.cols());
    const Index n = T.cols();
    for (Index u = 0; u < small.rows(); ++u) {
      for (Index w = 0; w < window(); ++w) {
        S* to = U.data() + window_input(u, w) * n;
        for (Index k = 0; k < n; ++k) to[k] = S(1.0 / (side * side)) * small.data()[u * n + k];
      }
    }
  }
  void patch_gram(const Matrix<S>& V, Matrix<S>& G) const override { inner_->patch_gram(pooled(V), G); }
  void patch_correlation(const Matrix<S>& T, const Matrix<S>& V, Matrix<S>& H) const override {
    inner_->patch_correlation(T, pooled(V), H);
  }
  void patch_sums(const Matrix<S>& V, Matrix<S>& sums) const override { inner_->patch_sums(pooled(V), sums); }
  const Vector<S>& norm_weights() const override { return norm_weights_; }
  Index window() const override { return side * side; }
  Index window_input(Index u, Index w) const override {
    return window_inputs_[static_cast<std::size_t>(u * side * side + w)];
  }

 private:
  Matrix<S>& storage(Index samples) const { return thread_scratch<S>().matrix(Use::pooled, inner_->inputs(), samples); }
  const Matrix<S>& pooled(const Matrix<S>& V) const {
    Matrix<S>& U = storage(V.cols());
    this->pool(V, U);
    return U;
  }

  std::shared_ptr<const Layer<S>> inner_;
  ImageShape image_;
  std::vector<Index> window_inputs_;
  Vector<S> norm_weights_;
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

#define LYSEP_IMAGE_LAYERS(how, S)        \
  how template class ConvolutionLayer<S>; \
  how template class PooledLayer<S>;      \
  how template std::shared_ptr<const Layer<S>> make_layer(const LayerShape&, Index, Index);
LYSEP_IMAGE_LAYERS(extern, double)

}  // namespace lysep
