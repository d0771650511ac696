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
Rows pooling_matrix(const ImageLayer& s, std::size_t inputs);

/// The matrix of a convolution whose kernels are the rows of K.
Rows convolution_matrix(const ImageLayer& s, const Rows& K);

/// The effective operator E of a layer.
Rows operator_matrix(const ImageLayer& s, const Rows& K, std::size_t inputs);

}  // namespace oracle
