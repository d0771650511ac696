// The kernels and small solves of the working scalar.
#include "core/numbers/least_squares.hpp"

namespace lysep {
namespace {

/// Eigen takes the order of the sums in a large product from the sizes of caches: these, on every machine.
const bool product_blocks_fixed = [] {
  Eigen::setCpuCacheSizes(32 * 1024, 256 * 1024, 2048 * 1024);
  return true;
}();

}  // namespace

template class Scratch<double>;
LYSEP_KERNELS(, double)
LYSEP_LEAST_SQUARES(, double)

}  // namespace lysep
