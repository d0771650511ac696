#pragma once
// The activations that DLAM speaks of: tanh, sigmoid, ReLU and the identity, monotone and continuous.
#include <optional>

#include "core/network/activation.hpp"
#include "proofs-check/claims/dlam/dlam_claim.hpp"
#include "proofs-check/enclosures/ball_matrix.hpp"

namespace lysep {

/// The array "activation": 0 tanh, 1 sigmoid, 3 ReLU, 4 identity. Nothing for any other number.
std::optional<Activation> monotone_activation(const Instance& instance);
Array activation_array();
/// One of these numbers.
double draw_monotone_activation(Draw& draw);

/// h(x); entry by entry; and in double.
Ball activation_value(const Activation& h, const Ball& x);
Matrix<Ball> activation_values(const Activation& h, const Matrix<Ball>& x);
double activation_value(const Activation& h, double x);

/// a moved into the box centre -+ eps, entry by entry.
Matrix<Ball> clipped(const Matrix<Ball>& a, const Matrix<Ball>& centre, const Ball& eps);

/// h(x) - h(y), relatively narrow however close or far out x and y are.
Ball activation_difference(const Activation& h, const Ball& x, const Ball& y);

/// x^2, e^(-x^2), SiLU and GELU: not monotone.
Ball bell(const Ball& x);
Ball silu(const Ball& x);
Ball gelu(const Ball& x);

}  // namespace lysep
