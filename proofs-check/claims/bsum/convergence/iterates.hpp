#pragma once
// Sequences of steps, and iterates of (10) for the two blocks of f(w1, w2) = (w1 w2 - 1)^2 + (w1^2 + w2^2)/100, the
// smallest network of two layers.
#include <functional>

#include "proofs-check/enclosures/ball_matrix.hpp"
#include "proofs-check/frame/claim.hpp"

namespace lysep::bsum {

/// A number of updates up to this is looked at.
inline constexpr int most_updates = 100;

/// Of a rule: "c" (or alpha_0), "t" and the number "K" of updates.
struct StepSizes {
  explicit StepSizes(const Instance& instance);

  Ball c, t;
  int K = 0;
  bool is_known = false;  // 1 <= K <= most_updates, 0 < c < 1, 0 < t < 1

  /// The sum of term(k) over K < k <= 2 K.
  Ball later(const std::function<Ball(int)>& term) const;
  Ball power_of_two(int k) const;  // 2^-k
  /// alpha_K of alpha_(k+1) = alpha_k (1 - t alpha_k), alpha_0 = c.
  Ball last() const;

  /// The sum of alpha_k^2 over K < k <= 2 K is at most factor c^2/K; alpha_k = c/k^(power/2).
  Sides squares_later(int power, const Ball& factor) const;
  /// share c <= the sum of the steps over K < k <= 2 K, c/2^k or c/k.
  Sides steps_later(bool halving, double share) const;
  /// factor K t <= 1/alpha_K - 1/alpha_0, or the contrary with `above`.
  Sides inverse_grows_by(const Ball& factor, bool above = false) const;
};

/// Two weights "x", "y", the step's "c" and a number "k".
struct TwoBlocks {
  explicit TwoBlocks(const Instance& instance);

  Ball x, y, c;
  int k = 0;
  bool is_known = false;  // 1 <= k <= most_updates, 0 < c < 1

  /// x - alpha d/dx f(x, y), with f's share 1/100 of the squares.
  static Ball updated(const Ball& x, const Ball& y, const Ball& alpha);
  /// ||(w1, w2)|| after `updates` cyclic updates with alpha_k = c/k.
  Ball size_after(int updates) const;
  Ball size() const { return sqrt(x * x + y * y); }
};

/// Steps "alpha" of all updates, 1 x K, of which each of "blocks" = J blocks has every J-th.
struct BlockSteps {
  explicit BlockSteps(const Instance& instance);

  Matrix<Ball> alpha;
  int J = 0;

  bool falls() const;  // alpha_k >= alpha_(k+1)
  /// factor/J times the sum of all steps <= the sum over k = 1, 1 + J, 1 + 2 J, ..., the updates of the first block.
  Sides with(bool hypothesis, double factor) const;

 private:
  bool is_allowed() const;  // 0 <= alpha_k < 1, J >= 1
};

/// f(x, y) = (x y - 1)^2/2 without regulariser: both weights updated one after the other, the second at the new x, and
/// at once.
struct TwoUpdates {
  explicit TwoUpdates(const TwoBlocks& t);

  Ball first, g1, cyclic, at_once;  // x and its gradient; y
  Ball size;                        // of the terms
};

/// Steps that do not grow in a part of the instances, and others; none at the block's own updates.
Instance block_steps_instance(Draw& draw, double falling);
std::vector<Array> block_steps_arrays();

Instance step_rule_instance(Draw& draw);
Instance step_rule_of(double c, double t, int K);
std::vector<Array> step_rule_arrays();

Instance two_blocks_of(const char* family, double x, double y, double c, int k);
std::vector<Array> two_blocks_arrays();

}  // namespace lysep::bsum
