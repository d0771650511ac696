#pragma once
// The proximal point of the cross-entropy, argmin of l(z, y) + (rho/2) ||z - v||^2 for every sample by itself.
#include "core/network/cross_entropy.hpp"
#include "core/numbers/logarithm.hpp"

namespace lysep {

namespace cross_entropy_prox_detail {

/// The label's part of the equation for t: the root d of d - log1p(-rho d) = t, which is (1 - p_y)/rho, and its slope
/// d' = p_y/(p_y + rho). p_y/rho = omega(1/rho - t - log rho); where p_y is near 1 one Newton step on d takes away
/// what its difference from 1 has lost.
template <class S>
struct LabelPart {
  S d, slope;
};
template <class S>
LYSEP_INLINE LabelPart<S> label_part(const S& t, const S& rho, const S& inverse, const S& log_rho) {
  const S p = rho * wright_omega(S((inverse - t) - log_rho));
  const S first = (S(1.0) - p) * inverse, below = S(0.5) * inverse;
  const S d = first < below ? first : below;  // 1 - rho d >= 1/2
  const S newton = d - ((d - log1p(-(rho * d))) - t) / (S(1.0) + rho / (S(1.0) - rho * d));
  const bool near_one = p > S(0.5);
  const S exact = near_one ? S(1.0) - rho * newton : p;
  return {near_one ? newton : first, exact / (exact + rho)};
}

/// Where Newton's method begins: the cross-entropy of c = v + y/rho, which is lse(c) - 1/rho - v_y and left of the
/// root, less its rounding; 0 is left of the root too.
template <class S>
void start(const Matrix<S>& V, const Labels& labels, const S& inverse, Matrix<S>& t) {
  Matrix<S>& C = thread_scratch<S>().matrix(Use::second_change, V.rows(), V.cols());
  S largest = inverse;
  C = V;
  for (Index n = 0; n < V.cols(); ++n) C(labels[static_cast<std::size_t>(n)], n) += inverse;
  for (Index i = 0; i < V.size(); ++i) largest = max(largest, abs(V.data()[i]));
  cross_entropy(C, labels, t);
  const S rounding = S(16.0) * std::numeric_limits<S>::epsilon() * largest;
  for (Index n = 0; n < V.cols(); ++n) t.data()[n] = max(S(0.0), t.data()[n] - rounding);
}

/// Adds omega(u_j - t - log rho) and its slope over the classes j that are not the label, u_j = v_j - v_y.
template <class S>
void add_others(const Matrix<S>& V, const Labels& labels, const S& log_rho, const S* label_logit, const S* t,
                Matrix<S>& sums, Matrix<S>* each) {
  const Index count = V.cols();
  const int* label = labels.data();
  S *total = sums.data(), *slope = total + count;
  for (Index n = 0; n < 2 * count; ++n) total[n] = S(0.0);
  for (Index j = 0; j < V.rows(); ++j) {
    const S* v = V.data() + j * count;
    S* w_j = each ? each->data() + j * count : nullptr;
    for (Index n = 0; n < count; ++n) {
      const S omega = wright_omega(S(((v[n] - label_logit[n]) - t[n]) - log_rho));
      const S w = label[n] == j ? S(0.0) : omega;
      total[n] += w;
      slope[n] += w / (S(1.0) + w);
      if (w_j) w_j[n] = w;
    }
  }
}

}  // namespace cross_entropy_prox_detail

/// The proximal point of the cross-entropy. With s = lse(z), p = softmax(z): z_i = c_i - p_i/rho, c = v + y/rho, and
/// p_i/rho = omega(c_i - s - log rho), omega Wright's. In t = s - v_y the label's part is free of 1/rho, and
///   sum_{j != y} omega(v_j - v_y - t - log rho) = d(t),   z_j = v_j - omega_j,   z_y = v_y + sum_{j != y} omega_j.
/// The left side less the right one is convex and decreasing in t: Newton's method rises from the left to the root.
/// V, Z: J x n, not the same; V finite.
template <class S>
void cross_entropy_prox(const Matrix<S>& V, const Labels& labels, const S& rho, Matrix<S>& Z) {
  using namespace cross_entropy_prox_detail;
  const Index count = V.cols();
  const S inverse = S(1.0) / rho, log_rho = log(rho);
  Matrix<S>& t = thread_scratch<S>().matrix(Use::losses, 1, count);
  Matrix<S>& sums = thread_scratch<S>().matrix(Use::second_steps, 2, count);
  Matrix<S>& label_logit = thread_scratch<S>().matrix(Use::row_sums, 2, count);
  start(V, labels, inverse, t);
  S *at = t.data(), *v_y = label_logit.data(), *moves = v_y + count;
  for (Index n = 0; n < count; ++n) {
    v_y[n] = V(labels[static_cast<std::size_t>(n)], n);
    moves[n] = S(1.0);
  }
  // A step of Newton's of length x leaves an error below x^2/2: the second derivative is at most the first.
  const S short_step = S(0.5) * sqrt(std::numeric_limits<S>::epsilon());
  constexpr int most = 200;
  bool moved = true;
  for (int k = 0; k < most && moved; ++k) {
    add_others<S>(V, labels, log_rho, v_y, at, sums, nullptr);
    const S *total = sums.data(), *slope = total + count;
    Index moving = 0;
    for (Index n = 0; n < count; ++n) {
      const LabelPart<S> label = label_part(at[n], rho, inverse, log_rho);
      const S step = (total[n] - label.d) / (slope[n] + label.slope);
      const bool rises = step > S(0.0) && moves[n] > S(0.0);
      at[n] = rises ? S(at[n] + step) : at[n];
      moves[n] = rises && step > short_step ? S(1.0) : S(0.0);
      moving += moves[n] > S(0.0) ? 1 : 0;
    }
    moved = moving > 0;
  }
  Z.resize(V.rows(), count);
  add_others<S>(V, labels, log_rho, v_y, at, sums, &Z);
  for (Index j = 0; j < V.rows(); ++j) {
    for (Index n = 0; n < count; ++n) {
      const bool is_label = labels[static_cast<std::size_t>(n)] == j;
      Z(j, n) = is_label ? S(v_y[n] + sums(0, n)) : S(V(j, n) - Z(j, n));
    }
  }
}

}  // namespace lysep
