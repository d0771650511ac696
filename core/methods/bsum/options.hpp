#pragma once
// The options of BSUM as plain values.
#include "core/methods/options.hpp"
#include "core/network/loss.hpp"

namespace lysep {

/// What stands above f_j in the update of block j.
enum class BlockBound { gradient, newton, linear, proximal, convex };
enum class GammaRule { fixed, lipschitz, backtracking };
/// alpha_k of the k-th update of a block, k = 1, 2, ...: A; A/k^P; alpha (1 - T alpha) from A.
enum class AlphaRule { constant, power, sequence };
enum class BlockRegulariser { none, ridge, l1, ball };

struct AlphaOptions {
  AlphaRule rule = AlphaRule::constant;
  double first = 1, parameter = 0;  // A, and P or T
};

struct BsumOptions {
  BlockBound bound = BlockBound::gradient;
  GammaRule rule = GammaRule::lipschitz;
  double gamma = 1;  // of the fixed rule
  AlphaOptions alpha;
  bool random_order = false;
  NetworkLoss loss;
  BlockRegulariser regulariser = BlockRegulariser::none;
  double mu = 0;            // mu ||W||^2 or mu ||W||_1
  double radius = 1;        // of the ball ||W|| <= radius, and of the linear bound
  double tolerance = 1e-8;  // of inner solves, relative to the gradient at their start
};

/// Throws std::out_of_range where the texts are not those of the method's options.
BsumOptions bsum_options_of(const OptionValues& values);

/// --alpha constant:A|power:A,P|sequence:T[,A]; nothing where the text is another.
std::optional<AlphaOptions> alpha_named(const std::string& text);
/// --gamma VALUE > 0; nothing where the text is no such number.
std::optional<double> gamma_value(const std::string& text);

}  // namespace lysep
