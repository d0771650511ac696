#pragma once
// Softmax cross-entropy of logits Z (J x n) with labels y (n classes, 0-based): equations (2.1), (2.7).
#include <vector>

#include "core/kernels.hpp"

namespace lysep {

using Labels = std::vector<int>;

namespace cross_entropy_detail {

/// d_j = z_j - z_y, shift m (any m gives the same exact value; max(0, max d) avoids overflow),
/// others = sum_{j != y} e^(d_j - m).
template <class S>
struct Shifted {
  S shift, others;
};

template <class S>
Shifted<S> shifted_sum(const Matrix<S>& Z, Index n, int label) {
  const S& true_logit = Z(label, n);
  Shifted<S> s{S(0.0), S(0.0)};
  for (Index j = 0; j < Z.rows(); ++j) {
    if (j != label) s.shift = pick_larger(s.shift, Z(j, n) - true_logit);
  }
  for (Index j = 0; j < Z.rows(); ++j) {
    if (j != label) s.others += exp((Z(j, n) - true_logit) - s.shift);
  }
  return s;
}

}  // namespace cross_entropy_detail

/// R(n) = l(z_n, y_n) = log1p(sum_{j != y} exp(z_j - z_y)) (2.1), the true class factored out. R: 1 x n.
template <class S>
void cross_entropy(const Matrix<S>& Z, const Labels& labels, Matrix<S>& R) {
  R.resize(1, Z.cols());
  for (Index n = 0; n < Z.cols(); ++n) {
    const auto s = cross_entropy_detail::shifted_sum(Z, n, labels[n]);
    R(0, n) = s.shift + log1p(expm1(-s.shift) + s.others);
  }
}

/// T = P - A, the gradient p - a of l in the logits; p_y - 1 is the sum -sum_{j != y} p_j. T: J x n.
template <class S>
void softmax_minus_labels(const Matrix<S>& Z, const Labels& labels, Matrix<S>& T) {
  T.resize(Z.rows(), Z.cols());
  for (Index n = 0; n < Z.cols(); ++n) {
    const int y = labels[n];
    const auto s = cross_entropy_detail::shifted_sum(Z, n, y);
    const S total = exp(-s.shift) + s.others;
    for (Index j = 0; j < Z.rows(); ++j) {
      if (j != y) T(j, n) = exp((Z(j, n) - Z(y, n)) - s.shift) / total;
    }
    T(y, n) = -(s.others / total);
  }
}

/// Number of samples whose largest logit (the first of equals) is the label's.
template <class S>
Index correct_predictions(const Matrix<S>& Z, const Labels& labels) {
  Index correct = 0;
  for (Index n = 0; n < Z.cols(); ++n) {
    Index best = 0;
    for (Index j = 1; j < Z.rows(); ++j) {
      if (Z(j, n) > Z(best, n)) best = j;
    }
    if (best == labels[n]) ++correct;
  }
  return correct;
}

}  // namespace lysep
