#pragma once
// An instance that no precision decides.
#include "proofs-check/frame/instance.hpp"

namespace lysep::testing_support {

/// The update of W_2 where W_2 = 0 is the minimiser, for sum_n r_{2,n} tanh(c_n) = 0, but no enclosure of the sum is
/// exact: no bits show an increase, and none that the block is stationary.
inline Instance undecided_minimum() {
  StateData state{{Activation::Kind::tanh}, Matrix<double>::Constant(4, 1, 1.0), {0, 1, 0, 1}, 2, {}};
  const Matrix<double> one = Matrix<double>::Constant(1, 1, 1.0);
  state.layers.push_back({one * 0.3, Vector<double>::Zero(1), Matrix<double>::Zero(4, 1), {}});
  state.layers.push_back({one * 0.0, Vector<double>::Zero(1), Matrix<double>(4, 1), {}});
  state.layers.back().r << 3, 5, 1025, -1033;
  state.layers.push_back({Matrix<double>::Constant(2, 1, 1.0), {}, {}, {}});
  Instance instance = instance_at_layer("at the minimum", state, 2);
  instance.set("block", 2.0);
  instance.set("factor", 1.0);
  return instance;
}

}  // namespace lysep::testing_support
