#pragma once
// What several tests need: small problems, crossings to the oracle, and generators for RapidCheck.
#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <cstdlib>

#include "core/numbers/random.hpp"
#include "core/network/state_data.hpp"
#include "datasets/dataset.hpp"
#include "tests/convolution_oracle.hpp"

namespace lysep::testing_support {

/// The circle problem: a feasible initial state.
StateData circle_state(Index depth, Index width, std::size_t samples, std::uint64_t seed = 1,
                       const Activation& activation = {}, double scale = 1.7320508075688772);

/// The same with residuals of the size given, so that no part of S vanishes.
StateData infeasible_state(Index depth, Index width, std::size_t samples, int classes, double size,
                           std::uint64_t seed = 1);

oracle::Rows rows_of(const Matrix<double>& m);

/// The oracle's c-form of a state in residual form.
oracle::Net oracle_of(const StateData& data);

/// A small random convolutional state: two convolutions, pooling and padding as asked for, two dense layers; images
/// that are not square, residuals of size 0.3.
StateData convolutional_state(Index channels, Index kernel, bool pooled, Padding padding, Index samples,
                              std::uint64_t seed = 1);

oracle::ImageLayer image_layer_of(const LayerShape& shape);

/// The oracle's c-form of a state with convolutions: W holds the effective operators, b one entry a row.
oracle::Net convolutional_oracle_of(const StateData& data);

template <class A, class B>
double relative_difference(const A& a, const B& b) {
  const oracle::Real x(a), y(b);
  if (x == y) return 0.0;
  return static_cast<double>(oracle::Real(abs(x - y) / (abs(x) + abs(y))));
}

/// Number of cases, times the environment variable LYSEP_TEST_SCALE (any positive number).
long cases(long base);

}  // namespace lysep::testing_support
