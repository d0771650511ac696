#pragma once
// Lipschitz constants of the block gradients: those of Lemma 3.3 and sharper ones, all at the current state.
// A step tau <= 2/C cannot increase S (Theorem 3.4).
#include "core/methods/layer_separation/block_steps.hpp"
#include "core/methods/step_options.hpp"
#include "core/numbers/least_squares.hpp"

namespace lysep {

/// kappa = max_R (4 s^2 + 4 R s (1 - s)), s = 1 - e^(-R), rounded up.
template <class S>
S kappa(const S&) {
  return S(4.1813335672);
}

/// What the constants of c_l need to know of the state, E = E_{l+1}, B = c_{l+1} - b_{l+1} 1^T.
template <class S>
struct AuxiliaryTerms {
  S norm_squared, spectral, largest_column;            // ||E||^2, ||E||_2, max_i ||E(:, i)||
  S pulled_squared = S(0.0), pulled_largest = S(0.0);  // ||E^T B||^2 and max|E^T B|, l <= D-2
  Index units = 0, samples = 0, classes = 0;           // rows of c_l, N, J
};

/// Of a dense layer W.
template <class S>
AuxiliaryTerms<S> operator_terms(const Matrix<S>& W, Index samples, Index classes) {
  S largest(0.0);
  for (Index j = 0; j < W.cols(); ++j) {
    S sum(0.0);
    for (Index i = 0; i < W.rows(); ++i) sum += W(i, j) * W(i, j);
    largest = max(largest, sum);
  }
  AuxiliaryTerms<S> terms{squared_norm(W), spectral_norm(W), sqrt(largest)};
  terms.units = W.cols();
  terms.samples = samples;
  terms.classes = classes;
  return terms;
}

/// Of any layer; ||E||_2 and max_i ||E(:, i)|| of a convolution or a pooled layer are bounded by ||E||.
template <class S>
AuxiliaryTerms<S> operator_terms(const Layer<S>& layer, const Matrix<S>& K, Index samples, Index classes) {
  if (is_dense(layer.shape())) return operator_terms(K, samples, classes);
  const S squared = operator_norm_squared(layer, K), norm = sqrt(squared);
  AuxiliaryTerms<S> terms{squared, norm, norm};
  terms.units = layer.inputs();
  terms.samples = samples;
  terms.classes = classes;
  return terms;
}

/// ||E^T B||^2 and max|E^T B| of one block, for l <= D-2.
template <class S>
std::pair<S, S> pulled_target(const Chain<S>& chain, const Block<S>& block, Index l) {
  const auto& next = chain.at(l + 1);
  Matrix<S> B = block.c(l + 1), U;
  next.shape->add_bias(-next.b, B);
  next.shape->apply_transposed(next.K, B, U);
  S largest(0.0);
  for (Index i = 0; i < U.size(); ++i) largest = max(largest, abs(U.data()[i]));
  return {squared_norm(U), largest};
}

/// C_l / omega_{l+1} for l <= D-2, where omega_l / omega_{l+1} = ||E||^2:
///   paper: 2 (M1^2 ||E||^2 + M0 M2 sqrt(nN) ||E||^2 + M2 ||E^T B|| + ||E||^2)                       (3.20)
///   sharp: 2 (M1^2 ||E||_2^2 + M2 (max_i ||E(:,i)|| ||E||_2 sqrt(n) M0 + max|E^T B|) + ||E||^2)
template <class S>
S hidden_constant(ConstantSet set, const AuxiliaryTerms<S>& t, const ActivationConstants<S>& a) {
  const S &M0 = *a.M0, &M1 = a.B, &M2 = *a.M2;
  const S n(static_cast<double>(t.units)), N(static_cast<double>(t.samples));
  if (set == ConstantSet::paper) {
    return S(2.0) * (M1 * M1 * t.norm_squared + M0 * M2 * sqrt(n * N) * t.norm_squared + M2 * sqrt(t.pulled_squared) +
                     t.norm_squared);
  }
  return S(2.0) * (M1 * M1 * t.spectral * t.spectral +
                   M2 * (t.largest_column * t.spectral * sqrt(n) * M0 + t.pulled_largest) + t.norm_squared);
}

/// C_{D-1}:
///   paper: 2||W|| ((M1^2 ||W|| + sqrt(2N) M2)(2 sqrt(n) M0 ||W|| + ln J) + ||W|| (1 + 2 sqrt(N) M1^2))
///   sharp: 2||W||^2 + M1^2 ||W||_2^2 h + 2 sqrt2 M2 max_i ||W(:,i)|| Rm,
///          Rm = sqrt(2n) M0 ||W||_2 + ln J, h = kappa for J = 2 and max(kappa, Rm) otherwise
template <class S>
S last_hidden_constant(ConstantSet set, const AuxiliaryTerms<S>& t, const ActivationConstants<S>& a) {
  const S &M0 = *a.M0, &M1 = a.B, &M2 = *a.M2;
  const S n(static_cast<double>(t.units)), N(static_cast<double>(t.samples));
  const S log_J = log_of<S>(t.classes);
  if (set == ConstantSet::paper) {
    const S W = sqrt(t.norm_squared);
    return S(2.0) * W *
           ((M1 * M1 * W + sqrt(S(2.0) * N) * M2) * (S(2.0) * sqrt(n) * M0 * W + log_J) +
            W * (S(1.0) + S(2.0) * sqrt(N) * M1 * M1));
  }
  const S Rm = sqrt(S(2.0) * n) * M0 * t.spectral + log_J;
  const S h = t.classes == 2 ? kappa(S(0.0)) : max(kappa(S(0.0)), Rm);
  return S(2.0) * t.norm_squared + M1 * M1 * t.spectral * t.spectral * h +
         S(2.0) * sqrt(S(2.0)) * M2 * t.largest_column * Rm;
}

/// What the constants of W_D need: V_D = sigma(c_{D-1}).
template <class S>
struct OutputTerms {
  S lambda;                           // lambda_D
  S radius;                           // R >= ||W_D||
  S gram_spectral = S(0.0);           // ||V_D||_2^2
  S largest_column_squared = S(0.0);  // max_n ||sigma_n||^2
  S largest_loss = S(0.0);            // max_n R_n
  S largest_gradient_move = S(0.0);   // max_n ||g sigma_n||
  Index units = 0, samples = 0, classes = 0;
};

/// C_D:
///   paper: 2 lambda + 2 N n M0^2 (2 sqrt(n) M0 R + ln J + 2)
///   sharp: 2 lambda + ||V_D||_2^2 h; h = kappa for J = 2 (global), and otherwise, on the ball of radius R,
///          max(kappa, log(1 + (J-1) e^(sqrt2 R max_n ||sigma_n||)))
template <class S>
S output_constant(ConstantSet set, const OutputTerms<S>& t, const ActivationConstants<S>& a) {
  const S n(static_cast<double>(t.units)), N(static_cast<double>(t.samples));
  const S log_J = log_of<S>(t.classes);
  if (set == ConstantSet::paper) {
    const S& M0 = *a.M0;
    return S(2.0) * t.lambda + S(2.0) * N * n * M0 * M0 * (S(2.0) * sqrt(n) * M0 * t.radius + log_J + S(2.0));
  }
  S h = kappa(S(0.0));
  if (t.classes > 2) {
    const S x = sqrt(S(2.0)) * t.radius * sqrt(t.largest_column_squared);  // log(1 + (J-1)e^x) = x + log(J-1 + e^-x)
    h = max(h, x + log1p(S(static_cast<double>(t.classes - 2)) + exp(-x)));
  }
  return S(2.0) * t.lambda + t.gram_spectral * h;
}

/// The self-consistent step of W_D: the longest proved step that needs no ball, S(W - tau g) <= S(W) for
/// 0 <= tau <= min(2/(2 lambda + kappa s), 4/(a + sqrt(a^2 + 8b))), s = ||V_D||_2^2,
/// a = 2 lambda + s max R_n, b = sqrt2 s max_n ||g sigma_n||; the first alone for J = 2.
template <class S>
S self_consistent_output_step(const OutputTerms<S>& t) {
  const S global = S(2.0) * t.lambda + kappa(S(0.0)) * t.gram_spectral;
  const S a = S(2.0) * t.lambda + t.gram_spectral * t.largest_loss;
  const S b = sqrt(S(2.0)) * t.gram_spectral * t.largest_gradient_move;
  const S inverse = t.classes == 2 ? global / S(2.0) : max(global / S(2.0), (a + sqrt(a * a + S(8.0) * b)) / S(4.0));
  return S(1.0) / inverse;
}

}  // namespace lysep
