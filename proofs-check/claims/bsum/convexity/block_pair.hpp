#pragma once
// What the claims about convexity in one block share: a network of three layers, two weights V1, V2 of its first, and f
// at them and between.
#include "proofs-check/claims/bsum/activations/scalar_functions.hpp"
#include "proofs-check/enclosures/ball_matrix.hpp"

namespace lysep::bsum {

/// H(W) = s(B s(A s(W X))), f(W) = l(H(W)) + lambda ||W||^2, and what is changed in it. s is one of the first six
/// functions of A.1, convex and non-decreasing; l the sum over entries of h, log(1 + e^h) or e^h.
struct BlockForm {
  bool last = false;       // H = s(W X): the last block
  bool dropped = false;    // without A and B, as after (15)
  bool reflected = false;  // -s(-u) for s: concave and non-decreasing
  bool falling = false;    // l(-H): convex and non-increasing
  bool negative = false;   // -f without the regulariser: l is concave
};

struct BlockPair {
  explicit BlockPair(const Instance& instance);

  Matrix<Ball> V1, V2, A, B, X;  // p x q, k x p, m x k, q x N
  Ball a, lambda;

  bool is_known() const;            // the functions that the instance numbers, 0 < a <= 1, lambda > 0
  bool has_positive_later() const;  // A, B >= 0
  /// modulus lambda ||V1 - V2||^2 / 8 <= mean of f - f(middle), where the hypothesis holds; and of the contrary sign.
  Sides convex(const BlockForm& form, bool hypothesis, double modulus) const;
  Sides concave(const BlockForm& form, bool hypothesis) const;

 private:
  struct Values;
  Values values(const BlockForm& form) const;
  Ball f(const Matrix<Ball>& W, const BlockForm& form) const;
  double function, loss;
};

/// Random networks, A and B of any sign; `positive`: not negative in most. Some are linear, where the regulariser alone
/// bends f.
Instance block_pair_instance(Draw& draw, bool positive);
/// One unit in each layer, softplus, x = 1, A = -1, B = 1, l = exp.
Instance scalar_block_pair(double v1, double v2, double lambda);
std::vector<Array> block_pair_arrays();

}  // namespace lysep::bsum
