#pragma once
// A preconditioner of J^T J, J the Jacobian of the residuals: of layer l, with v = (V; 1) (no 1 in the last layer),
//   A_l = sum_n t_n v_n v_n^T / sum_n t_n,  t_n = ||delta_ln||^2,   G_l = sum_n delta_ln delta_ln^T,
// and J^T J + m I as the Kronecker product of (G_l + sqrt(m)/pi_l I) and (A_l + pi_l sqrt(m) I),
// pi_l = sqrt(mean diag A_l / mean diag G_l), 1 where a trace is 0. Of a convolution, G_l sums over the output's pixels
// and A_l averages over its patches.
#include "core/methods/archive.hpp"
#include "core/methods/joint/jacobian.hpp"
#include "core/numbers/least_squares.hpp"

namespace lysep {

template <class S>
class KroneckerPreconditioner {
 public:
  explicit KroneckerPreconditioner(const ParameterLayout<S>& layout) : layout_(layout) {}

  /// A_l and G_l of the rows of J.
  void measure(Jacobian<S>& J);
  /// Factors for a damping m > 0; where a factor is singular to working precision, for a larger one.
  void damp(const S& m);
  /// x = P^{-1} y. 1 x P.
  void solve(const Matrix<S>& y, Matrix<S>& x) const;

  void visit(Archive<S>& archive) {
    archive.arrays("input_factors", input_factors_);
    archive.arrays("output_factors", output_factors_);
  }

 private:
  std::size_t at(Index l) const { return static_cast<std::size_t>(l - layout_.first_layer()); }
  static void add_block(const Jacobian<S>& J, Index l, std::size_t k, Matrix<S>& A, Matrix<S>& G, Matrix<S>& trace);
  static void factor(const Matrix<S>& of, S shift, Matrix<S>& L);
  static S mean_of_diagonal(const Matrix<S>& of) {
    S sum(0.0);
    for (Index i = 0; i < of.rows(); ++i) sum += of(i, i);
    return sum / S(static_cast<double>(of.rows()));
  }

  const ParameterLayout<S>& layout_;
  std::vector<Matrix<S>> inputs_, outputs_;                // A_l, G_l; entry l - first
  std::vector<Matrix<S>> input_factors_, output_factors_;  // Cholesky factors of the damped ones
};

template <class S>
void KroneckerPreconditioner<S>::measure(Jacobian<S>& J) {
  const std::size_t layers = at(J.depth()) + 1;
  inputs_.resize(layers);
  outputs_.resize(layers);
  for (Index l = layout_.first_layer(); l <= J.depth(); ++l) {
    const Index q = layout_.columns(l), p = layout_.rows(l);
    const typename BlockSums<S>::Sum sums[] = {{Use::inputs_gram, q, q}, {Use::outputs_gram, p, p}, {Use::trace, 1, 1}};
    J.sums().sum_matrices(sums, [&](std::size_t k, Scratch<S>& own) {
      add_block(J, l, k, own.matrix(Use::inputs_gram, q, q), own.matrix(Use::outputs_gram, p, p),
                own.matrix(Use::trace, 1, 1));
    });
    const S patches(static_cast<double>(J.layer(l).outputs_per_bias()));
    const S total = patches * J.sums().matrix(Use::trace, 1, 1)(0, 0);
    inputs_[at(l)] = J.sums().matrix(Use::inputs_gram, q, q);
    outputs_[at(l)] = J.sums().matrix(Use::outputs_gram, p, p);
    if (total > S(0.0)) inputs_[at(l)] /= total;
  }
}

/// The block's share of sum t v v^T, sum delta delta^T and sum t.
template <class S>
void KroneckerPreconditioner<S>::add_block(const Jacobian<S>& J, Index l, std::size_t k, Matrix<S>& A, Matrix<S>& G,
                                           Matrix<S>& trace) {
  if (!J.used(k)) {
    A.setZero();
    G.setZero();
    trace.setZero();
    return;
  }
  const Matrix<S>&V = J.V(l, k), &delta = J.delta(l, k);
  const Layer<S>& layer = J.layer(l);
  const Index n = V.cols(), q = layer.parameter_columns(), together = layer.outputs_per_bias();
  kernels::all_dots<S>(
      G.rows(), G.rows(), together, n, true, [&](Index i, Index g) { return delta.data() + (i * together + g) * n; },
      [&](Index i, Index g) { return delta.data() + (i * together + g) * n; },
      [&](Index i, Index j, const S& sum) { G(i, j) = G(j, i) = sum; });
  Matrix<S>& t = thread_scratch<S>().matrix(Use::along, 1, n);
  t.setZero();
  add_column_squares(delta, S(1.0), t);
  trace(0, 0) = sum_of(t.data(), n);
  for (Index s = 0; s < n; ++s) t(0, s) = sqrt(t(0, s));
  const auto weigh = [&](const Matrix<S>& from, Matrix<S>& to) {
    for (Index i = 0; i < from.rows(); ++i) {
      for (Index s = 0; s < n; ++s) to(i, s) = t(0, s) * from(i, s);
    }
  };
  Matrix<S>& weighted = thread_scratch<S>().matrix(Use::weighted, V.rows(), n);
  weigh(V, weighted);
  Matrix<S>& gram = thread_scratch<S>().matrix(Use::gram, q, q);
  layer.patch_gram(weighted, gram);
  A.topLeftCorner(q, q) = gram;
  if (A.cols() == q) return;
  weigh(weighted, weighted);
  Matrix<S>& sums = thread_scratch<S>().matrix(Use::patch_sums, q, 1);
  layer.patch_sums(weighted, sums);
  A.topRightCorner(q, 1) = sums;
  A.bottomLeftCorner(1, q) = sums.transpose();
  A(q, q) = S(static_cast<double>(together)) * trace(0, 0);
}

template <class S>
void KroneckerPreconditioner<S>::factor(const Matrix<S>& of, S shift, Matrix<S>& L) {
  const S cutoff = S(static_cast<double>(of.rows())) * std::numeric_limits<S>::epsilon();
  for (;;) {
    L = of;
    for (Index i = 0; i < L.rows(); ++i) L(i, i) += shift;
    if (factor_cholesky(L, cutoff) || !is_finite(shift)) return;
    const S least = cutoff * mean_of_diagonal(of);
    shift = shift > S(0.0) ? S(S(16.0) * shift) : least > S(0.0) ? least : S(1.0);  // it may have underflowed
  }
}

template <class S>
void KroneckerPreconditioner<S>::damp(const S& m) {
  input_factors_.resize(inputs_.size());
  output_factors_.resize(inputs_.size());
  const S root = sqrt(m);
  for (std::size_t l = 0; l < inputs_.size(); ++l) {
    const Matrix<S>&A = inputs_[l], &G = outputs_[l];
    const S of_inputs = mean_of_diagonal(A), of_outputs = mean_of_diagonal(G);
    const bool both = of_inputs > S(0.0) && of_outputs > S(0.0);
    const S pi = both ? S(sqrt(S(of_inputs / of_outputs))) : S(1.0);
    factor(A, pi * root, input_factors_[l]);
    factor(G, root / pi, output_factors_[l]);
  }
}

template <class S>
void KroneckerPreconditioner<S>::solve(const Matrix<S>& y, Matrix<S>& x) const {
  x = y;
  for (std::size_t l = 0; l < input_factors_.size(); ++l) {
    const Index layer = layout_.first_layer() + static_cast<Index>(l), p = layout_.rows(layer),
                q = layout_.columns(layer);
    S* rows = layout_.of_layer(layer, x);
    for (Index i = 0; i < p; ++i) solve_cholesky(input_factors_[l], rows + i * q);
    Matrix<S>& column = thread_scratch<S>().matrix(Use::columns, 1, p);
    for (Index j = 0; j < q; ++j) {
      for (Index i = 0; i < p; ++i) column(0, i) = rows[i * q + j];
      solve_cholesky(output_factors_[l], column.data());
      for (Index i = 0; i < p; ++i) rows[i * q + j] = column(0, i);
    }
  }
}

extern template class KroneckerPreconditioner<double>;

}  // namespace lysep
