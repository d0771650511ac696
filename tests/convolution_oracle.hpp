#pragma once
// The chain (4.1) by brute force in 100 digits: every layer as a dense matrix E, made entry by entry from the
// definition of a cross-correlation and of an average over 2 x 2 pixels. It shares no code with core/.
#include "tests/oracle.hpp"

namespace oracle {

struct ImageLayer {
  int kernel = 0;  // 0: dense
  bool same = true, pooled = false;
  std::size_t channels = 0, height = 0, width = 0;  // of what it reads, before the pooling; channels = 0: no image
};

/// P: the average over disjoint 2 x 2 windows; the identity where the layer does not pool.
inline Rows pooling_matrix(const ImageLayer& s, std::size_t inputs) {
  if (!s.pooled) {
    Rows P = zeros(inputs, inputs);
    for (std::size_t i = 0; i < inputs; ++i) P[i][i] = 1;
    return P;
  }
  const std::size_t h = s.height / 2, w = s.width / 2;
  Rows P = zeros(s.channels * h * w, inputs);
  for (std::size_t i = 0; i < s.channels; ++i)
    for (std::size_t y = 0; y < h; ++y)
      for (std::size_t x = 0; x < w; ++x)
        for (std::size_t a = 0; a < 2; ++a)
          for (std::size_t b = 0; b < 2; ++b)
            P[(i * h + y) * w + x][(i * s.height + 2 * y + a) * s.width + 2 * x + b] = Real(1) / 4;
  return P;
}

/// The matrix of a convolution whose kernels are the rows of K.
inline Rows convolution_matrix(const ImageLayer& s, const Rows& K) {
  const int h = static_cast<int>(s.pooled ? s.height / 2 : s.height);
  const int w = static_cast<int>(s.pooled ? s.width / 2 : s.width);
  const int m = s.same ? s.kernel / 2 : 0, H = h + 2 * m - s.kernel + 1, W = w + 2 * m - s.kernel + 1;
  Rows E = zeros(K.size() * H * W, s.channels * h * w);
  for (std::size_t o = 0; o < K.size(); ++o)
    for (int y = 0; y < H; ++y)
      for (int x = 0; x < W; ++x)
        for (std::size_t i = 0; i < s.channels; ++i)
          for (int v = 0; v < h; ++v)
            for (int u = 0; u < w; ++u) {
              const int a = v - y + m, b = u - x + m;  // the tap that reads pixel (v, u) at output (y, x)
              if (a < 0 || a >= s.kernel || b < 0 || b >= s.kernel) continue;
              E[(o * H + y) * W + x][(i * h + v) * w + u] = K[o][(i * s.kernel + a) * s.kernel + b];
            }
  return E;
}

/// The effective operator E of a layer.
inline Rows operator_matrix(const ImageLayer& s, const Rows& K, std::size_t inputs) {
  if (s.kernel == 0 && !s.pooled) return K;
  const Rows inner = s.kernel == 0 ? K : convolution_matrix(s, K);
  return product(inner, pooling_matrix(s, inputs));
}

}  // namespace oracle
