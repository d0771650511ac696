#include "proofs-check/claims/lysep/separation_bound/propagation.hpp"

#include "proofs-check/enclosures/definition.hpp"

namespace lysep {

std::vector<Matrix<Ball>> propagated_errors(const Network& network) {
  const Index L = network.L;
  std::vector<Matrix<Ball>> errors{Matrix<Ball>::Constant(network.V(1).rows(), network.N, Ball(0.0))};
  Matrix<Ball> V = network.V(1);
  for (Index l = 1; l <= L; ++l) {
    const Matrix<Ball>& W = network.W(l);
    Matrix<Ball> h(W.rows(), network.N), T(W.rows(), network.N);
    for (Index i = 0; i < h.rows(); ++i) {
      for (Index n = 0; n < network.N; ++n) {
        h(i, n) = product_entry(W, V, i, n);
        if (l < L) h(i, n) += network.b(l)(i);
        T(i, n) = h(i, n) - (l < L ? network.c(l)(i, n) : product_entry(W, network.V(L), i, n));
      }
    }
    errors.push_back(T);
    if (l < L) V = activated_by_definition(network.chain.activation, h);
  }
  return errors;
}

Ball propagated_distance(const Network& network) { return norm(propagated_errors(network).back()); }

Ball propagated_scale(const Network& network, Index l) {
  Ball scale(0.0);
  for (Index k = 1; k <= l; ++k) {
    scale = network.W_norm(k) * (network.B() * scale + norm(network.V(k)));
    if (k < network.L) scale += norm(network.c(k));
  }
  return scale;
}

Ball Propagation::term(Index l) const {
  Ball product = network.rho(l);
  for (Index k = l + first; k <= network.L - last; ++k) product *= layer_norms[static_cast<std::size_t>(k - 1)];
  const Index exponent = network.L - l - powers;
  return exponent < 0 ? product / power(network.B(), -exponent) : product * power(network.B(), exponent);
}

Ball Propagation::sum() const {
  Ball result(0.0);
  for (Index l = 1; l < network.L; ++l) result += term(l);
  return result;
}

Ball Propagation::largest() const {
  Ball result(0.0);
  for (Index l = 1; l < network.L; ++l) result = max(result, term(l));
  return result;
}

Ball Propagation::root_of_squares() const {
  Ball result(0.0);
  for (Index l = 1; l < network.L; ++l) result += squared(term(l));
  return sqrt(result);
}

std::vector<Ball> frobenius_norms(const Network& network) {
  std::vector<Ball> norms;
  for (Index k = 1; k <= network.L; ++k) norms.push_back(network.W_norm(k));
  return norms;
}

std::vector<Ball> spectral_norms(const Network& network) {
  std::vector<Ball> norms;
  for (Index k = 1; k <= network.L; ++k) norms.push_back(spectral_norm(network.W(k)));
  return norms;
}

}  // namespace lysep
