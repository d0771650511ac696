#pragma once
// Bsum: D_j - W_j and gamma of every upper bound. step_.g and step_.W are those of the block under way.
#include <Eigen/Eigenvalues>

#include "core/methods/bsum/bsum.hpp"

namespace lysep {

/// g, and what the bounds of the second derivative read.
template <class S>
void Bsum<S>::measure() {
  S slope(0.0);
  const bool by_lipschitz = options_.rule == GammaRule::lipschitz && options_.bound != BlockBound::convex;
  problem_.gradient(step_.j, step_.loss_gradient, by_lipschitz ? &slope : nullptr);
  if (by_lipschitz) bounds_.measure(step_.j, slope);
  step_.g = step_.loss_gradient;
  const S twice = S(2.0) * regulariser_.smooth();
  for (Index i = 0; i < step_.g.size(); ++i) step_.g.data()[i] += twice * step_.W.data()[i];
}

/// to = (H_j + 2 mu I) V, where the weights are step_.W.
template <class S>
void Bsum<S>::hessian_times(const Matrix<S>& V, Matrix<S>& to) {
  problem_.curvature(step_.j, step_.loss_gradient, V, to);
  const S twice = S(2.0) * regulariser_.smooth();
  for (Index i = 0; i < V.size(); ++i) to.data()[i] += twice * V.data()[i];
}

/// gamma and D_j - W_j, and where gamma is searched for the weights too; false where there is none.
template <class S>
bool Bsum<S>::choose() {
  if (options_.bound == BlockBound::linear || options_.bound == BlockBound::convex) return find_direction();
  if (options_.rule == GammaRule::backtracking) return backtrack_gamma();
  step_.gamma = options_.rule == GammaRule::fixed ? S(options_.gamma) : lipschitz_gamma();
  return find_direction();
}

template <class S>
bool Bsum<S>::find_direction() {
  switch (options_.bound) {
    case BlockBound::newton:
      return newton_direction();
    case BlockBound::linear:
      linear_direction();
      return true;
    case BlockBound::proximal:
      return proximal_direction();
    case BlockBound::convex:
      convex_direction();
      return true;
    default:
      gradient_direction();
      return true;
  }
}

template <class S>
void Bsum<S>::gradient_direction() {
  step_.d = step_.W;
  for (Index i = 0; i < step_.d.size(); ++i) step_.d.data()[i] -= step_.g.data()[i] / step_.gamma;
  regulariser_.apply_prox(step_.gamma, step_.d);
  step_.d -= step_.W;
}

template <class S>
bool Bsum<S>::newton_direction() {
  const auto times = [&](const Matrix<S>& V, Matrix<S>& to) { hessian_times(V, to); };
  return solver_.solve(step_.g, step_.gamma, S(options_.tolerance), times, step_.d, inner_);
}

/// The minimum of <g, V - W_j> over ||V - W_j|| <= radius.
template <class S>
void Bsum<S>::linear_direction() {
  const S norm = sqrt(squared_norm(step_.g));
  step_.d = step_.g;
  for (Index i = 0; i < step_.d.size(); ++i) {
    step_.d.data()[i] = norm > S(0.0) ? S(-S(options_.radius) * step_.g.data()[i] / norm) : S(0.0);
  }
}

/// The longest the step can be goes with the least gamma: ||V - W_j|| <= reach/gamma. Of the gradient's bound gamma >=
/// Lip; of newton's gamma = 2 Lip, since H_j >= -Lip I makes it convex and above f_j, with steps up to ||g||/Lip.
template <class S>
S Bsum<S>::lipschitz_gamma() {
  const S twice = S(2.0) * regulariser_.smooth();
  const S reach =
      max(S(1.0), step_.alpha) * (sqrt(squared_norm(step_.g)) + regulariser_.prox_reach(step_.g.size())) * S(1 + 1e-10);
  const S lip = self_consistent_gamma([&](const S& rho) { return S(bounds_(rho) + twice); }, reach);
  return options_.bound == BlockBound::newton ? S(S(2.0) * lip) : lip;
}

/// The first of gamma = 2^k, from half the last one on, whose bound holds at the new point; rounding of f is allowed
/// for. The weights are moved.
template <class S>
bool Bsum<S>::backtrack_gamma() {
  constexpr int most = 200;
  S& kept = gammas_[step_.j - 1];
  step_.gamma = kept > S(0.0) ? S(kept * S(0.5)) : S(1.0);
  const S slack = S(8.0) * std::numeric_limits<S>::epsilon() * abs(step_.loss);
  for (int k = 0; k < most; ++k, step_.gamma *= S(2.0)) {
    ++trials_;
    if (!find_direction()) continue;
    S model = step_.loss;
    const S &a = step_.alpha, squares = squared_norm(step_.d);
    model += a * dot(step_.g.data(), step_.d.data(), step_.d.size()) + S(0.5) * (a * a) * step_.gamma * squares;
    if (options_.bound == BlockBound::newton) {
      hessian_times(step_.d, step_.moved);
      model += S(0.5) * (a * a) * dot(step_.d.data(), step_.moved.data(), step_.d.size());
    }
    move_to(step_.alpha);
    if (smooth_objective() <= model + slack) {
      kept = step_.gamma;
      return true;
    }
    if (options_.bound == BlockBound::newton) restore();  // its next direction reads the values at W_j
  }
  restore();
  return false;
}

/// By Newton's method on f_j(V) + (gamma/2) ||V - W_j||^2 with conjugate gradients and backtracking, until its gradient
/// is at most tolerance ||g||. The weights are put back.
template <class S>
bool Bsum<S>::proximal_direction() {
  constexpr int most_steps = 50, most_halvings = 60;
  const Index j = step_.j;
  const Matrix<S> W = step_.W, g0 = step_.g, loss_gradient = step_.loss_gradient;
  const S gamma = step_.gamma, enough = S(options_.tolerance) * sqrt(squared_norm(g0));
  Matrix<S> offset = Matrix<S>::Constant(W.rows(), W.cols(), S(0.0)), change;
  const auto value = [&] { return S(smooth_objective() + S(0.5) * gamma * squared_norm(offset)); };
  S now = value();
  for (int k = 0; k < most_steps; ++k) {
    residual_ = sqrt(squared_norm(step_.g));
    if (residual_ <= enough || !is_finite(residual_)) break;
    const auto times = [&](const Matrix<S>& V, Matrix<S>& to) { hessian_times(V, to); };
    solver_.by_conjugate_gradients(step_.g, gamma, S(0.1), times, change, inner_, true);
    const S falls = dot(step_.g.data(), change.data(), change.size());
    const Matrix<S> from = offset;
    S length(1.0);
    int halvings = 0;
    for (; halvings < most_halvings; ++halvings, length *= S(0.5)) {
      for (Index i = 0; i < offset.size(); ++i) offset.data()[i] = from.data()[i] + length * change.data()[i];
      weights(j) = W + offset;
      problem_.forward(j);
      r_[j - 1] = regulariser_.value(weights(j));
      const S next = value();
      if (next <= now + S(1e-4) * length * falls) {
        now = next;
        break;
      }
    }
    if (halvings == most_halvings) {
      offset = from;
      break;
    }
    step_.W = weights(j);
    measure();
    for (Index i = 0; i < offset.size(); ++i) step_.g.data()[i] += gamma * offset.data()[i];
  }
  step_.d = offset;
  step_.W = W;
  step_.g = g0;
  step_.loss_gradient = loss_gradient;
  restore();
  return true;
}

/// A^T A W B B^T / N + mu W = A^T Y B^T / N with A = W_J .. W_{j+1}, B = Z_{j-1}, by the eigenvalues of both; for the
/// change of W, whose right side is -g/2. Of least norm where that is singular.
template <class S>
void Bsum<S>::convex_direction() {
  const Index j = step_.j, p = step_.g.rows(), q = step_.g.cols();
  Matrix<S> A = Matrix<S>::Identity(p, p), next;  // A^T, by kernels of fixed order
  for (Index l = j + 1; l <= depth(); ++l) {
    next = weights(l).transpose();
    const Matrix<S> before = A;
    multiply(before, next, A);
  }
  Matrix<S> left, right = problem_.input_gram(j);
  gram(A, left);
  for (Index i = 0; i < right.size(); ++i) right.data()[i] /= problem_.samples();
  const Eigen::SelfAdjointEigenSolver<Matrix<S>> rows(left), columns(right);
  const Matrix<S> U = rows.eigenvectors(), V = columns.eigenvectors();
  const S mu = regulariser_.smooth();
  const S largest = rows.eigenvalues()(p - 1) * columns.eigenvalues()(q - 1) + mu;
  const S floor = S(static_cast<double>(p * q)) * std::numeric_limits<S>::epsilon() * largest;
  Matrix<S> half, T;
  multiply_transposed(U, step_.g, half);
  multiply(half, V, T);
  for (Index i = 0; i < p; ++i) {
    for (Index k = 0; k < q; ++k) {
      const S value = rows.eigenvalues()(i) * columns.eigenvalues()(k) + mu;
      T(i, k) = value > floor ? S(T(i, k) / (S(-2.0) * value)) : S(0.0);
    }
  }
  multiply(U, T, half);
  multiply(half, Matrix<S>(V.transpose()), step_.d);
}

}  // namespace lysep
