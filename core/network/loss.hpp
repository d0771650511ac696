#pragma once
// Losses of the outputs H = s(U) of a network, N samples: value, gradient and second derivative in U, constants. With p
// a sum over samples the loss is phi(p), phi the identity or, of the exponential loss, c e^(p/c).
//   squared                (1/N) ||H - Y||^2                          exponential (A.12)  c exp((1/(cN)) ||H - Y||^2)
//   binary-cross-entropy   -(1/N) sum Y log H + (1 - Y) log(1 - H)    (A.14), 0 <= Y <= 1, 0 < H < 1
//   squared-hinge          (1/(2cN)) sum max(0, 1 - Y o H)^2          (A.17), Y = +-1
//   logistic               (1/N) sum_n log(1 + exp(-y_n^T h_n))       (A.18), Y = +-1
//   softmax-cross-entropy  (1/N) sum_n l(h_n, label_n)                (2.1), of labels; s the identity
#include "core/network/cross_entropy.hpp"
#include "core/network/output_activation.hpp"
#include "core/numbers/logarithm.hpp"

namespace lysep {

struct NetworkLoss {
  enum class Kind { squared, exponential, binary_cross_entropy, squared_hinge, logistic, softmax_cross_entropy };
  Kind kind = Kind::squared;
  OutputActivation output = OutputActivation::identity;
  double c = 1.0;

  /// The cross-entropy of a logistic output, formed from U: neither logarithm sees a number near 0.
  bool from_logits() const { return kind == Kind::binary_cross_entropy && output == OutputActivation::logistic; }
  /// Y of a label: 1 and -1, or 1 and 0.
  bool of_signs() const { return kind == Kind::squared_hinge || kind == Kind::logistic; }
  bool of_labels() const { return kind == Kind::softmax_cross_entropy; }
};

inline constexpr std::string_view loss_names[] = {"squared",       "exponential", "binary-cross-entropy",
                                                  "squared-hinge", "logistic",    "softmax-cross-entropy"};

inline std::optional<NetworkLoss::Kind> loss_named(std::string_view name) {
  for (std::size_t i = 0; i < std::size(loss_names); ++i) {
    if (loss_names[i] == name) return static_cast<NetworkLoss::Kind>(i);
  }
  return std::nullopt;
}

/// What a target has to be, as "targets of 1 or -1"; empty where y is that.
inline std::string_view wanted_target(NetworkLoss::Kind kind, double y) {
  switch (kind) {
    case NetworkLoss::Kind::binary_cross_entropy:
      return y >= 0 && y <= 1 ? "" : "targets from 0 to 1";
    case NetworkLoss::Kind::squared_hinge:
    case NetworkLoss::Kind::logistic:
      return y == 1 || y == -1 ? "" : "targets of 1 or -1";
    case NetworkLoss::Kind::softmax_cross_entropy:
      return "labels";
    default:
      return "";
  }
}

/// phi, phi' and phi'' at p.
template <class S>
struct OuterFunction {
  S value, slope, curvature;
};
template <class S>
OuterFunction<S> outer_function(const NetworkLoss& loss, const S& p) {
  if (loss.kind != NetworkLoss::Kind::exponential) return {p, S(1.0), S(0.0)};
  const S c(loss.c), e = exp(S(p / c));
  return {c * e, e, e / c};
}

/// Of one sample's part of p as a function of its h, or of its u where from_logits(): the gradient is at most `slope`
/// and changes by at most `curvature` ||dh||. Absent: no such constant.
template <class S>
struct LossConstants {
  std::optional<S> slope, curvature;
};
template <class S>
LossConstants<S> loss_constants(const NetworkLoss& loss, const S& N, Index outputs) {
  const S J(static_cast<double>(outputs));
  switch (loss.kind) {
    case NetworkLoss::Kind::squared_hinge:
      return {std::nullopt, S(1.0) / (S(loss.c) * N)};
    case NetworkLoss::Kind::logistic:
      return {sqrt(J) / N, J / (S(4.0) * N)};
    case NetworkLoss::Kind::softmax_cross_entropy:
      return {sqrt(S(2.0)) / N, S(1.0) / (S(2.0) * N)};
    case NetworkLoss::Kind::binary_cross_entropy:
      if (!loss.from_logits()) return {};
      return {sqrt(J) / N, S(1.0) / (S(4.0) * N)};
    default:
      return {std::nullopt, S(2.0) / N};
  }
}

/// A block's samples: Y outputs x n, or its labels.
template <class S>
struct LossTargets {
  const Matrix<S>& Y;
  const Labels& labels;
};

/// Y of labels: 1 at the label, else 0 or, where the loss is of signs, -1. classes x n.
template <class S>
Matrix<S> targets_of_labels(const NetworkLoss& loss, const Labels& labels, Index classes) {
  const auto samples = static_cast<Index>(labels.size());
  Matrix<S> Y = Matrix<S>::Constant(classes, samples, S(loss.of_signs() ? -1.0 : 0.0));
  for (Index n = 0; n < samples; ++n) Y(labels[static_cast<std::size_t>(n)], n) = S(1.0);
  return Y;
}

namespace loss_detail {

/// Entry by entry: value, first and second derivative in h, without 1/N.
template <class S>
struct Entry {
  const NetworkLoss& loss;

  S value(const S& h, const S& y) const {
    switch (loss.kind) {
      case NetworkLoss::Kind::squared_hinge: {
        const S m = max(S(S(1.0) - y * h), S(0.0));
        return m * m / (S(2.0) * S(loss.c));
      }
      case NetworkLoss::Kind::binary_cross_entropy:
        if (loss.from_logits()) return Softplus{}.value(h) - y * h;
        if (!(h > S(0.0) && h < S(1.0))) return S(std::numeric_limits<double>::infinity());
        return -(y * log(h) + (S(1.0) - y) * log1p(S(-h)));
      default:
        return (h - y) * (h - y);
    }
  }
  S slope(const S& h, const S& y) const {
    switch (loss.kind) {
      case NetworkLoss::Kind::squared_hinge:
        return -(y * max(S(S(1.0) - y * h), S(0.0))) / S(loss.c);
      case NetworkLoss::Kind::binary_cross_entropy:
        if (loss.from_logits()) return Sigmoid{}.value(h) - y;
        return (S(1.0) - y) / (S(1.0) - h) - y / h;
      default:
        return S(2.0) * (h - y);
    }
  }
  S curvature(const S& h, const S& y) const {
    switch (loss.kind) {
      case NetworkLoss::Kind::squared_hinge:
        return unit_step(S(S(1.0) - y * h)) / S(loss.c);
      case NetworkLoss::Kind::binary_cross_entropy:
        if (loss.from_logits()) return Softplus{}.slope(h, h) * (S(1.0) - Softplus{}.slope(h, h));
        return (S(1.0) - y) / ((S(1.0) - h) * (S(1.0) - h)) + y / (h * h);
      default:
        return S(2.0);
    }
  }
};

/// y_n^T a_n of every sample.
template <class S>
S* margins(const Matrix<S>& A, const Matrix<S>& Y) {
  Matrix<S>& rows = thread_scratch<S>().matrix(Use::losses, 1, A.cols());
  output_activation_detail::column_dots(A, Y, rows.data());
  return rows.data();
}

/// N times the gradient in h.
template <class S>
void gradient(const NetworkLoss& loss, const Matrix<S>& H, const LossTargets<S>& at, Matrix<S>& G) {
  if (loss.of_labels()) return softmax_minus_labels(H, at.labels, G);
  G.resize(H.rows(), H.cols());
  if (loss.kind != NetworkLoss::Kind::logistic) {
    const Entry<S> entry{loss};
    for (Index i = 0; i < H.size(); ++i) G.data()[i] = entry.slope(H.data()[i], at.Y.data()[i]);
    return;
  }
  const S* m = margins(H, at.Y);
  for (Index j = 0; j < H.rows(); ++j) {
    for (Index n = 0; n < H.cols(); ++n) G(j, n) = -at.Y(j, n) / (S(1.0) + exp(m[n]));
  }
}

/// N times the second derivative in h, along V.
template <class S>
void curvature(const NetworkLoss& loss, const Matrix<S>& H, const LossTargets<S>& at, const Matrix<S>& V,
               Matrix<S>& C) {
  C.resize(H.rows(), H.cols());
  if (loss.of_labels()) {
    output_activation_detail::softmax(H, C);
    const S* mean = margins(V, C);
    for (Index j = 0; j < H.rows(); ++j) {
      for (Index n = 0; n < H.cols(); ++n) C(j, n) *= V(j, n) - mean[n];
    }
    return;
  }
  if (loss.kind != NetworkLoss::Kind::logistic) {
    const Entry<S> entry{loss};
    for (Index i = 0; i < H.size(); ++i) C.data()[i] = entry.curvature(H.data()[i], at.Y.data()[i]) * V.data()[i];
    return;
  }
  Matrix<S>& weights = thread_scratch<S>().matrix(Use::row_sums, 1, H.cols());
  const S* m = margins(H, at.Y);
  for (Index n = 0; n < H.cols(); ++n) {
    const S falls = Softplus{}.slope(S(-m[n]), m[n]);
    weights(0, n) = falls * (S(1.0) - falls);
  }
  const S* along = margins(V, at.Y);
  for (Index j = 0; j < H.rows(); ++j) {
    for (Index n = 0; n < H.cols(); ++n) C(j, n) = at.Y(j, n) * (weights(0, n) * along[n]);
  }
}

/// What the loss is a function of: H, or U itself.
template <class S>
const Matrix<S>& outputs(const NetworkLoss& loss, const Matrix<S>& U) {
  if (loss.output == OutputActivation::identity || loss.from_logits()) return U;
  Matrix<S>& H = thread_scratch<S>().matrix(Use::window, U.rows(), U.cols());
  apply_output(loss.output, U, H);
  return H;
}

/// G = s'(U)^T G in place; s' of softmax is symmetric.
template <class S>
void through_output(const NetworkLoss& loss, const Matrix<S>& U, const Matrix<S>& H, Matrix<S>& G) {
  if (&U == &H) return;
  if (loss.output == OutputActivation::softmax) {
    const S* mean = margins(H, G);
    for (Index j = 0; j < H.rows(); ++j) {
      for (Index n = 0; n < H.cols(); ++n) G(j, n) = H(j, n) * (G(j, n) - mean[n]);
    }
    return;
  }
  output_activation_detail::with_entrywise(loss.output, [&](auto sigma) {
    for (Index i = 0; i < U.size(); ++i) G.data()[i] *= sigma.slope(U.data()[i], H.data()[i]);
  });
}

/// C += (the change of s'(U)^T along D) G.
template <class S>
void add_output_curvature(const NetworkLoss& loss, const Matrix<S>& U, const Matrix<S>& H, const Matrix<S>& D,
                          const Matrix<S>& G, Matrix<S>& C) {
  if (&U == &H) return;
  if (loss.output != OutputActivation::softmax) {
    output_activation_detail::with_entrywise(loss.output, [&](auto sigma) {
      for (Index i = 0; i < U.size(); ++i) {
        C.data()[i] += lysep::curvature(sigma, U.data()[i], H.data()[i]) * D.data()[i] * G.data()[i];
      }
    });
    return;
  }
  Matrix<S>& dH = thread_scratch<S>().matrix(Use::pooled, U.rows(), U.cols());
  dH = D;
  through_output(loss, U, H, dH);
  Matrix<S>& means = thread_scratch<S>().matrix(Use::row_sums, 2, U.cols());
  S *mean = means.data(), *change = mean + U.cols();
  output_activation_detail::column_dots(H, G, mean);
  output_activation_detail::column_dots(dH, G, change);
  for (Index j = 0; j < U.rows(); ++j) {
    for (Index n = 0; n < U.cols(); ++n) C(j, n) += dH(j, n) * (G(j, n) - mean[n]) - H(j, n) * change[n];
  }
}

template <class S>
void divide(Matrix<S>& A, const S& N) {
  for (Index i = 0; i < A.size(); ++i) A.data()[i] /= N;
}

}  // namespace loss_detail

/// The block's share of p. Infinite or NaN outside of the domain.
template <class S>
S loss_share(const NetworkLoss& loss, const S& N, const Matrix<S>& U, const LossTargets<S>& at) {
  const Matrix<S>& H = loss_detail::outputs(loss, U);
  const bool by_sample = loss.of_labels() || loss.kind == NetworkLoss::Kind::logistic;
  Matrix<S>& terms = thread_scratch<S>().matrix(Use::pull, by_sample ? 1 : U.rows(), U.cols());
  if (loss.of_labels()) {
    cross_entropy(H, at.labels, terms);
  } else if (by_sample) {
    const S* m = loss_detail::margins(H, at.Y);
    for (Index n = 0; n < U.cols(); ++n) terms(0, n) = Softplus{}.value(S(-m[n]));
  } else {
    const loss_detail::Entry<S> entry{loss};
    for (Index i = 0; i < U.size(); ++i) terms.data()[i] = entry.value(H.data()[i], at.Y.data()[i]);
  }
  return sum_of(terms.data(), terms.size()) / N;
}

/// T = the gradient of p in U; with `slopes` the norm of every sample's gradient in h.
template <class S>
void loss_gradient(const NetworkLoss& loss, const S& N, const Matrix<S>& U, const LossTargets<S>& at, Matrix<S>& T,
                   S* slopes = nullptr) {
  const Matrix<S>& H = loss_detail::outputs(loss, U);
  loss_detail::gradient(loss, H, at, T);
  loss_detail::divide(T, N);
  if (slopes) {
    output_activation_detail::column_dots(T, T, slopes);
    for (Index n = 0; n < U.cols(); ++n) slopes[n] = sqrt(slopes[n]);
  }
  loss_detail::through_output(loss, U, H, T);
}

/// C = the second derivative of p in U along D.
template <class S>
void loss_curvature(const NetworkLoss& loss, const S& N, const Matrix<S>& U, const LossTargets<S>& at,
                    const Matrix<S>& D, Matrix<S>& C) {
  const Matrix<S>& H = loss_detail::outputs(loss, U);
  Matrix<S>&dH = thread_scratch<S>().matrix(Use::change, U.rows(), U.cols()),
  &G = thread_scratch<S>().matrix(Use::second_change, U.rows(), U.cols());
  dH = D;
  loss_detail::through_output(loss, U, H, dH);
  loss_detail::curvature(loss, H, at, dH, C);
  loss_detail::through_output(loss, U, H, C);
  loss_detail::gradient(loss, H, at, G);
  loss_detail::add_output_curvature(loss, U, H, D, G, C);
  loss_detail::divide(C, N);
}

}  // namespace lysep
