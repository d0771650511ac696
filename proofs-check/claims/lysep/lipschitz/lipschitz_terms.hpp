#pragma once
// What the claims of Lemma 3.3 (i) are made of: two points of one c_l, S's gradient at them, softmax and losses at the
// surrogate logits, and the bounds of its proof.
#include "proofs-check/enclosures/auxiliary_constant.hpp"
#include "proofs-check/frame/claim.hpp"
#include "proofs-check/enclosures/definition.hpp"

namespace lysep {

/// A value of c_l and sigma of it; units x samples.
struct AuxiliaryPoint {
  Matrix<Ball> c, V;
};

/// Softmax and losses at the logits W_L V, as they are defined: R_n = -ln p_{y_n, n}.
struct SurrogateLosses {
  SurrogateLosses(const Network& network, const Matrix<Ball>& V);

  Matrix<Ball> P, misfit, R, H;  // P, P - A: J x N; R: 1 x N; H = W_L^T (P - A) diag(R)
};

/// Two points of c_l, c^ of the state and c~ = c^ + D, where D is the instance's "direction"; the rest of the state is
/// fixed. Throws BadInput where l or the direction does not fit.
struct PointPair {
  explicit PointPair(const Instance& instance);  // l is the instance's "layer"
  PointPair(const Instance& instance, Index layer);

  Network network;
  Index l;
  Matrix<Ball> D;
  AuxiliaryPoint hat, tilde;

  bool last() const { return l == network.L - 1; }
  const Matrix<Ball>& W() const { return network.W(l + 1); }
  Ball distance() const { return norm(D); }
  Ball next_omega() const { return omega_after(network, l); }
  /// G(c) = W_{l+1}^T (W_{l+1} sigma(c) - B_{l+1}), B_{l+1} = c_{l+1} - b_{l+1} 1^T, l <= L-2; H(c) for l = L-1.
  Matrix<Ball> pulled(const AuxiliaryPoint& at) const;
  /// G(c) o sigma'(c), or H(c) o sigma'(c).
  Matrix<Ball> bent(const AuxiliaryPoint& at) const;
  /// S as a function of c_l, by its definition, and its derivative along u.
  Ball S(const AuxiliaryPoint& at) const;
  Ball slope(const AuxiliaryPoint& at, const Matrix<Ball>& u) const;
};

/// grad_{c_l} S(c^) - grad_{c_l} S(c~). u: as (3.12) or (3.14) have it; `along`: the same along u by dual numbers from
/// S's definition. `along` <= x ||u|| for all u if and only if the gradients differ by at most x.
struct GradientChange {
  explicit GradientChange(const PointPair& pair);

  Matrix<Ball> u;
  Ball along;

  Sides at_most(const Ball& bound) const { return {along, bound * norm(u)}; }
};

/// left <= right, where left is the change of something of the size given: where right is exactly 0, so that the change
/// is 0 as well, this tells it.
inline Sides change_at_most(const Ball& left, const Ball& right, const Ball& size) {
  return {left, right, true, right.is_zero() ? size : Ball(0.0)};
}

/// M0, M1, M2 of the state's activation. Where M2 = 0, as for the identity, M0 is read as 0, for the two only occur
/// as a product, except in the bounds of R.
struct Bounds {
  explicit Bounds(const PointPair& pair);

  bool bounded = false;  // M0, M1 and M2 exist
  bool linear = false;   // M2 = 0 and no M0
  ActivationConstants<Ball> sigma;
  AuxiliaryTerms<Ball> terms;  // of W_{l+1} and B_{l+1}
};

/// What (3.27) to (3.29) are made of, for a bounded sigma (M0 = 0 otherwise).
struct OutputBounds {
  explicit OutputBounds(const Network& network);

  Ball M0, M1, W, spectral, largest_column;  // ||W_L||, ||W_L||_2, max_i ||W_L(:, i)||
  Ball root_M, root_N, J, ln_J;

  /// (3.27): 2 sqrt(M) M0 ||W_L|| + ln J.
  Ball largest_loss() const { return Ball(2.0) * root_M * M0 * W + ln_J; }
  /// log(1 + (J - 1) e^(sqrt2 x)), x = sqrt(M) M0 ||W_L||_2.
  Ball largest_loss_sharp() const { return loss_at(root_two() * root_M * M0 * spectral); }
  Ball loss_at(const Ball& x) const { return x + log1p(J - Ball(2.0) + exp(-x)); }
};

/// A state with what (3.25), (3.27) and (3.29) speak of.
struct SurrogateState {
  explicit SurrogateState(const StateData& state);

  Network network;
  SurrogateLosses losses;
  OutputBounds bounds;

  /// V_L = sigma(c_{L-1}), not X, and |sigma| <= M0.
  bool bounded() const { return network.L >= 2 && network.sigma.M0.has_value(); }
  Sides where_bounded(const Ball& left, const Ball& right) const {
    return bounded() ? Sides{left, right} : hypothesis_not_met();
  }
};

/// A pair in c_{L-1} with the losses at both points.
struct LastHiddenPair {
  explicit LastHiddenPair(const Instance& instance);

  PointPair points;
  SurrogateLosses hat, tilde;
  OutputBounds bounds;

  bool bounded() const { return points.network.sigma.M0.has_value(); }
  Ball distance() const { return points.distance(); }
  /// ||W_L (sigma(c^) - sigma(c~))||.
  Ball logit_distance() const { return norm(product(points.W(), difference(points.hat.V, points.tilde.V))); }
};

}  // namespace lysep
