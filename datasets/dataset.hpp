#pragma once
// Where samples come from.
#include <cstddef>
#include <cstdint>
#include <string>

#include "core/network/samples.hpp"

namespace lysep {

/// The circle of section 5.1.1: points uniform on [-1, 1]^2, class 1 inside the circle of radius sqrt(2/pi) about
/// the origin, which has half of the square's area. Training and test data are streams of their own.
TrainAndTest circle_data(std::uint64_t seed, std::size_t samples, std::size_t test_samples);

/// Section 5.1.2: points uniform on [-1/2, 1/2]^2, class 1 where the solution of the Allen-Cahn equation that starts
/// with two discs is not negative at this time >= 0 (datasets/allen_cahn.hpp).
TrainAndTest allen_cahn_data(double time, std::uint64_t seed, std::size_t samples, std::size_t test_samples);

/// Made data for regression, of the size of the body fat measurements (252 men, 13 measurements each): with normal s
/// (size), q (fatness) and e, each of its own, input i is a_i s + b_i q + c_i e_i, and the target the logistic function
/// of 0.9 q - 0.25 s + 0.15 q s + 0.35 e.
inline constexpr const char* bodyfat_like_name = "bodyfat-like";
inline constexpr std::size_t bodyfat_samples = 252;
TrainAndTest bodyfat_like_data(std::uint64_t seed, std::size_t samples, std::size_t test_samples);

}  // namespace lysep
