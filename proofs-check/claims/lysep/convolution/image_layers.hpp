#pragma once
// The layers of section 4 as matrices, made entry by entry from the definitions of a cross-correlation and of an
// average over 2 x 2 pixels. They share nothing with core/network/convolution.hpp.
#include "core/network/state_data.hpp"
#include "proofs-check/enclosures/ball_matrix.hpp"

namespace lysep {

/// P: the average over disjoint windows of 2 x 2 pixels; the identity where the layer does not pool.
Matrix<double> pooling_matrix(const LayerShape& shape, Index inputs);

/// K_l or W^_1: the matrix without the pooling in front of it.
Matrix<double> correlation_matrix(const LayerShape& shape, const Matrix<double>& K);

/// E = K_l P_{l-1}, W^_1 P_{L1} or W^_i. Exact: every entry is one of K, over 4 where the layer pools; a double would
/// underflow there.
Matrix<Ball> operator_matrix(const LayerShape& shape, const Matrix<double>& K, Index inputs);

/// Rows of V_l.
Index inputs_of(const StateData& state, Index l);

/// Convolutions in front, L1; and whether the network is one of (4.1) with L1 >= 1 and L2 >= 2.
Index convolutions_of(const StateData& state);
bool is_image_network(const StateData& state);

/// Every kernel of K rotated by half a turn: cross-correlation with it is convolution with K.
Matrix<double> flipped(const Matrix<double>& K, Index kernel);

}  // namespace lysep
