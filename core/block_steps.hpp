#pragma once
// The gradients and trial steps of Algorithm 1 on one block of samples, in residual form: a trial changes
// nothing; what it would make of the block is a candidate that can be swapped in.
// Everything about c_l is divided by omega_{l+1} (omega_D = 1), so that no depth overflows.
#include "core/separation_loss.hpp"

namespace lysep {

/// T = (P - A) diag(R) at the surrogate logits: the factor of (3.14) and (3.15). J x n.
template <class S>
void weighted_logit_gradient(const Chain<S>& chain, const Block<S>& block, Matrix<S>& T) {
  Matrix<S> Z, R;
  affine(chain, chain.depth(), block.V(chain.depth()), Z);
  cross_entropy(Z, block.labels, R);
  softmax_minus_labels(Z, block.labels, T);
  for (Index j = 0; j < T.rows(); ++j) {
    for (Index n = 0; n < T.cols(); ++n) T(j, n) *= R(0, n);
  }
}

/// g = grad_{c_l} S / omega_{l+1}, E = E_{l+1}:
///   l < D-1: -2 (E^T r_{l+1}) o sigma'(c_l) + 2 ||E||^2 r_l             (3.12)
///   l = D-1:  2 (E^T (P - A) diag(R)) o sigma'(c_l) + 2 ||E||^2 r_l     (3.14)
template <class S>
void auxiliary_gradient(const Chain<S>& chain, const Block<S>& block, Index l, const S& next_norm_squared,
                        Matrix<S>& g) {
  const auto& next = chain.at(l + 1);
  S sign(-2.0);
  if (l == chain.depth() - 1) {
    Matrix<S> T;
    weighted_logit_gradient(chain, block, T);
    next.shape->apply_transposed(next.K, T, g);
    sign = S(2.0);
  } else {
    next.shape->apply_transposed(next.K, block.r(l + 1), g);
  }
  const S own = S(2.0) * next_norm_squared;
  const Matrix<S>&c = block.c(l), &V = block.V(l + 1), &r = block.r(l);
  with_activation<S>(chain.activation, [&](auto sigma) {
    for (Index i = 0; i < g.size(); ++i) {
      const S slope = sigma.slope(c.data()[i], V.data()[i]);
      g.data()[i] = sign * (g.data()[i] * slope) + own * r.data()[i];
    }
  });
}

/// What a step on c_l makes of a block: c_l, sigma(c_l), r_l, and ahead = r_{l+1} (l < D-1) or R (l = D-1).
template <class S>
struct AuxiliaryCandidate {
  Matrix<S> c, V, r, ahead, dV;
};

namespace block_steps_detail {

/// One row of a trial: delta = -tau g, c + delta, r + delta, sigma(c + delta) and its change. Separate loops over
/// separate arrays, so that each becomes vector code.
template <class S, class Sigma>
void try_row(Sigma sigma, Index n, const S* __restrict tau, const S* __restrict g, const S* __restrict c,
             const S* __restrict V, const S* __restrict r, S* __restrict c_new, S* __restrict V_new,
             S* __restrict r_new, S* __restrict change) {
  for (Index k = 0; k < n; ++k) {
    const S delta = -(tau[k] * g[k]);
    change[k] = delta;
    c_new[k] = c[k] + delta;
    r_new[k] = r[k] + delta;
  }
  for (Index k = 0; k < n; ++k) V_new[k] = sigma.value(c_new[k]);
  for (Index k = 0; k < n; ++k) change[k] = activation_change(sigma, c[k], V[k], change[k], V_new[k]);
}

}  // namespace block_steps_detail

/// The candidate of c_l - tau g, column n with its own tau(0, n):
///   delta = -tau g, r_l += delta, dV = sigma(c_l + delta) - sigma(c_l), r_{l+1} -= E_{l+1} dV.
template <class S>
void try_auxiliary_step(const Chain<S>& chain, const Block<S>& block, Index l, const Matrix<S>& g, const Matrix<S>& tau,
                        AuxiliaryCandidate<S>& to) {
  const Index n = g.cols();
  for (Matrix<S>* m : {&to.c, &to.V, &to.r, &to.dV}) m->resize(g.rows(), n);
  with_activation<S>(chain.activation, [&](auto sigma) {
    for (Index k = 0; k < g.size(); k += n) {
      block_steps_detail::try_row(sigma, n, tau.data(), g.data() + k, block.c(l).data() + k, block.V(l + 1).data() + k,
                                  block.r(l).data() + k, to.c.data() + k, to.V.data() + k, to.r.data() + k,
                                  to.dV.data() + k);
    }
  });
  const auto& next = chain.at(l + 1);
  if (l == chain.depth() - 1) {
    Matrix<S> Z;
    next.shape->apply(next.K, to.V, Z);
    cross_entropy(Z, block.labels, to.ahead);
  } else {
    next.shape->apply(next.K, to.dV, to.ahead);
    for (Index i = 0; i < to.ahead.size(); ++i) to.ahead.data()[i] = block.r(l + 1).data()[i] - to.ahead.data()[i];
  }
}

/// Makes the candidate the block's c_l; what it was is left in the candidate.
template <class S>
void accept_auxiliary_step(const Chain<S>& chain, Index l, AuxiliaryCandidate<S>& from, Block<S>& block) {
  block.c(l).swap(from.c);
  block.activated(l).swap(from.V);
  block.r(l).swap(from.r);
  if (l < chain.depth() - 1) block.r(l + 1).swap(from.ahead);
}

/// The block's share of (P - A) diag(R) V_D^T; grad_{W_D} S = 2 lambda_D W_D + 2 its sum (3.15).
template <class S>
void output_correlation(const Chain<S>& chain, const Block<S>& block, Matrix<S>& H) {
  Matrix<S> T;
  weighted_logit_gradient(chain, block, T);
  chain.at(chain.depth()).shape->patch_correlation(T, block.V(chain.depth()), H);
}

/// grad_{W_D} S (3.15) from H = (P - A) diag(R) V_D^T.
template <class S>
Matrix<S> output_gradient(const Chain<S>& chain, const Matrix<S>& H, const S& lambda) {
  const auto& link = chain.at(chain.depth());
  const Vector<S> w = link.shape->norm_weights();
  Matrix<S> g(H.rows(), H.cols());
  for (Index i = 0; i < g.rows(); ++i) {
    for (Index j = 0; j < g.cols(); ++j) g(i, j) = S(2.0) * (lambda * (w(j) * link.K(i, j)) + H(i, j));
  }
  return g;
}

/// to = r_l - E_l(dK) V_l - db 1^T: the residual after K += dK, b += db.
template <class S>
void residual_after(const Chain<S>& chain, const Block<S>& block, Index l, const Matrix<S>& dK, Matrix<S>& to) {
  chain.at(l).shape->apply(dK, block.V(l), to);
  for (Index i = 0; i < to.size(); ++i) to.data()[i] = block.r(l).data()[i] - to.data()[i];
}

}  // namespace lysep
