#pragma once
// What the claims about losses (section 5.1, appendix B.1) share: outputs H and targets Y, d x N, and each loss by
// naive loops straight from its definition, its mean over the samples included.
#include "proofs-check/enclosures/ball_matrix.hpp"
#include "proofs-check/enclosures/dual.hpp"
#include "proofs-check/frame/claim.hpp"

namespace lysep::bsum {

/// (16), (A.12), (A.14), (A.17), (A.18), without a regulariser.
enum class Loss { squared, exponential, cross_entropy, hinge, logistic };

/// Of one point and a direction: "H", "Y", "direction" (d x N) and "c".
struct LossPoint {
  explicit LossPoint(const Instance& instance);

  Matrix<Ball> H, Y, D;
  Ball c;

  Ball N() const { return count(H.cols()); }
  Ball d() const { return count(H.rows()); }
  Matrix<Ball> misfit() const { return difference(H, Y); }
  /// Sample n alone.
  LossPoint sample(Index n) const;
  /// exp(factor ||H - Y||^2).
  Ball growth(const Ball& factor) const { return exp(factor * norm_squared(misfit())); }
  /// f(h, y) of each entry.
  template <class F>
  Matrix<Ball> entries(F f) const {
    Matrix<Ball> G(H.rows(), H.cols());
    for (Index i = 0; i < G.size(); ++i) G.data()[i] = f(H.data()[i], Y.data()[i]);
    return G;
  }
  /// Column n is factor(y_n^T h_n) y_n.
  template <class F>
  Matrix<Ball> columns(F factor) const {
    Matrix<Ball> G = Y;
    for (Index n = 0; n < G.cols(); ++n) {
      Ball margin(0.0);
      for (Index k = 0; k < G.rows(); ++k) margin += Y(k, n) * H(k, n);
      const Ball by = factor(margin);
      for (Index k = 0; k < G.rows(); ++k) G(k, n) *= by;
    }
    return G;
  }
  /// (1/N) [-Y/H + (1 - Y)/(1 - H)], and with the factor H that (A.15) prints.
  Matrix<Ball> cross_entropy_gradient(bool printed) const;
  /// d/dt loss(H + t D) at t = 0, by dual numbers, = <gradient, D>; not where the loss is not defined.
  Sides along(Loss loss, const Matrix<Ball>& gradient) const;
  /// factor times the mean over samples of the derivative of the loss of one sample, which is what a batch of one
  /// sample has on average, = the derivative of the loss; of N >= 2 samples.
  Sides unbiased(Loss loss, double factor = 1.0, bool hypothesis = true) const;
};

/// Of two points: "H1", "H2", "Y" (d x N) and "c".
struct LossPair {
  explicit LossPair(const Instance& instance);

  Matrix<Ball> H1, H2, Y;
  Ball c;

  Ball N() const { return count(Y.cols()); }
  Matrix<Ball> change() const { return difference(H1, H2); }
  Ball distance() const { return norm(change()); }
  Ball value(Loss loss, const Matrix<Ball>& H) const;
  Ball first(Loss loss) const { return value(loss, H1); }
  Ball second(Loss loss) const { return value(loss, H2); }
  Ball middle(Loss loss) const { return value(loss, scaled(Ball(0.5), sum(H1, H2))); }
  Ball mean(Loss loss) const { return Ball(0.5) * (first(loss) + second(loss)); }
  bool is_defined(Loss loss) const;
  bool is_ordered() const;  // H1 <= H2, entry by entry
  /// factor l(H2) <= l(H1), and factor l(H1) <= l(H2), where H1 <= H2 and the hypothesis holds.
  Sides falls(Loss loss, bool hypothesis, const Ball& factor) const;
  Sides rises(Loss loss, bool hypothesis, const Ball& factor) const;
  /// modulus ||H1 - H2||^2 / 8 <= mean - middle: convex, strongly with that modulus.
  Sides convex(Loss loss, const Ball& modulus) const;
  Sides concave(Loss loss) const;
};

/// The loss is defined: c > 0 where it has one, 0 < H < 1 and Y of 0 and 1 for the cross-entropy.
bool is_defined(Loss loss, const Matrix<Ball>& H, const Matrix<Ball>& Y, const Ball& c);
bool is_in(const Matrix<Ball>& Y, double low, double high);  // all entries
bool is_one_of(const Matrix<Ball>& Y, double a, double b);   // each entry exactly

/// Random outputs, also at the target, large and tiny, N = 1 and N >= 2, d = 1..3.
Instance loss_instance(Draw& draw, Loss loss);
/// Two such points; close and far, and `ordered`, the second above the first.
Instance loss_pair_instance(Draw& draw, Loss loss, bool ordered = false);
/// One output each.
Instance scalar_pair(const char* family, double h1, double h2, double y, double c = 1.0);

/// That a loss does not rise from H1 to H2 >= H1 where no label is negative, with its instances and mutants: the claim
/// but for its id, statement and hypotheses.
Claim falls_without_negative_labels(Loss loss);

std::vector<Array> loss_arrays();
std::vector<Array> loss_pair_arrays();

}  // namespace lysep::bsum
