#pragma once
// Softmax cross-entropy of logits Z (J x n) with labels y (n classes, 0-based): equations (2.1), (2.7).
#include <vector>

#include "core/numbers/kernels.hpp"

namespace lysep {

using Labels = std::vector<int>;

namespace cross_entropy_detail {

/// Of every sample (1 x n each): the label's logit z_y; a shift m (any m gives the same exact value; max(0, max_j z_j -
/// z_y) avoids overflow); others = sum_{j != y} e^(z_j - z_y - m). In thread_scratch until the next call.
template <class S>
struct Shifted {
  const S* label_logit;
  const S* shift;
  const S* others;
};

template <class S>
Shifted<S> shifted_sums(const Matrix<S>& Z, const Labels& labels) {
  const Index count = Z.cols();
  Matrix<S>& rows = thread_scratch<S>().matrix(Use::shifted, 3, count);
  S *y = rows.data(), *shift = y + count, *others = shift + count;
  for (Index n = 0; n < count; ++n) {
    y[n] = Z(labels[n], n);
    shift[n] = others[n] = S(0.0);
  }
  for (Index j = 0; j < Z.rows(); ++j) {
    const S* z = Z.data() + j * count;
    for (Index n = 0; n < count; ++n) shift[n] = pick_larger(shift[n], z[n] - y[n]);
  }
  for (Index j = 0; j < Z.rows(); ++j) {
    const S* z = Z.data() + j * count;
    const int* label = labels.data();
    for (Index n = 0; n < count; ++n) others[n] += label[n] == j ? S(0.0) : exp((z[n] - y[n]) - shift[n]);
  }
  return {y, shift, others};
}

}  // namespace cross_entropy_detail

/// R(n) = l(z_n, y_n) = log1p(sum_{j != y} exp(z_j - z_y)) (2.1), the true class factored out. R: 1 x n.
template <class S>
void cross_entropy(const Matrix<S>& Z, const Labels& labels, Matrix<S>& R) {
  R.resize(1, Z.cols());
  const auto s = cross_entropy_detail::shifted_sums(Z, labels);
  S* r = R.data();
  for (Index n = 0; n < Z.cols(); ++n) r[n] = s.shift[n] + log1p(expm1(-s.shift[n]) + s.others[n]);
}

/// T = P - A, the gradient p - a of l in the logits; p_y - 1 is the sum -sum_{j != y} p_j. T: J x n.
template <class S>
void softmax_minus_labels(const Matrix<S>& Z, const Labels& labels, Matrix<S>& T) {
  const Index count = Z.cols();
  T.resize(Z.rows(), count);
  const auto s = cross_entropy_detail::shifted_sums(Z, labels);
  for (Index j = 0; j < Z.rows(); ++j) {
    const S* z = Z.data() + j * count;
    const int* label = labels.data();
    S* t = T.data() + j * count;
    for (Index n = 0; n < count; ++n) {
      const S total = exp(-s.shift[n]) + s.others[n];
      t[n] = (label[n] == j ? -s.others[n] : exp((z[n] - s.label_logit[n]) - s.shift[n])) / total;
    }
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

#define LYSEP_CROSS_ENTROPY(how, S)                                                    \
  how template void cross_entropy(const Matrix<S>&, const Labels&, Matrix<S>&);        \
  how template void softmax_minus_labels(const Matrix<S>&, const Labels&, Matrix<S>&); \
  how template Index correct_predictions(const Matrix<S>&, const Labels&);
LYSEP_CROSS_ENTROPY(extern, double)

}  // namespace lysep
