#pragma once
// The activation behind the last layer: H = s(U), U = W_D Z_{D-1}, outputs x samples.
#include <iterator>
#include <optional>
#include <string_view>

#include "core/network/curved_activation.hpp"
#include "core/numbers/kernels.hpp"

namespace lysep {

enum class OutputActivation { identity, logistic, softplus, softmax };

inline constexpr std::string_view output_activation_names[] = {"identity", "logistic", "softplus", "softmax"};

inline std::optional<OutputActivation> output_activation_named(std::string_view name) {
  for (std::size_t i = 0; i < std::size(output_activation_names); ++i) {
    if (output_activation_names[i] == name) return static_cast<OutputActivation>(i);
  }
  return std::nullopt;
}

namespace output_activation_detail {

/// f(sigma) of those that act on every entry by itself.
template <class F>
void with_entrywise(OutputActivation output, F&& f) {
  if (output == OutputActivation::logistic) return f(Sigmoid{});
  if (output == OutputActivation::softplus) return f(Softplus{});
  f(Identity{});
}

/// to(n) = sum_j a(j, n) b(j, n), j ascending.
template <class S>
void column_dots(const Matrix<S>& A, const Matrix<S>& B, S* to) {
  std::fill_n(to, A.cols(), S(0.0));
  add_column_dots(
      A, B, [](Index) { return S(0.0); }, to);
}

template <class S>
void softmax(const Matrix<S>& U, Matrix<S>& H) {
  const Index n = U.cols();
  Matrix<S>& rows = thread_scratch<S>().matrix(Use::shifted, 2, n);
  S *largest = rows.data(), *total = largest + n;
  for (Index k = 0; k < n; ++k) largest[k] = U(0, k), total[k] = S(0.0);
  for (Index j = 1; j < U.rows(); ++j) {
    for (Index k = 0; k < n; ++k) largest[k] = pick_larger(largest[k], U(j, k));
  }
  for (Index j = 0; j < U.rows(); ++j) {
    for (Index k = 0; k < n; ++k) total[k] += H(j, k) = exp(U(j, k) - largest[k]);
  }
  for (Index j = 0; j < U.rows(); ++j) {
    for (Index k = 0; k < n; ++k) H(j, k) /= total[k];
  }
}

}  // namespace output_activation_detail

/// H = s(U).
template <class S>
void apply_output(OutputActivation output, const Matrix<S>& U, Matrix<S>& H) {
  H.resize(U.rows(), U.cols());
  if (output == OutputActivation::softmax) return output_activation_detail::softmax(U, H);
  output_activation_detail::with_entrywise(output, [&](auto sigma) {
    for (Index i = 0; i < U.size(); ++i) H.data()[i] = sigma.value(U.data()[i]);
  });
}

extern template void apply_output(OutputActivation, const Matrix<double>&, Matrix<double>&);

}  // namespace lysep
