#pragma once
// The gradients and trial steps of Algorithm 1 on one block of samples, in residual form: a trial changes nothing but
// what it leaves for the acceptance.
// Everything about c_l is divided by omega_{l+1} (omega_D = 1), so that no depth overflows.
#include <span>

#include "core/methods/layer_separation/separation_loss.hpp"

namespace lysep {

namespace block_steps_detail {

// Rows of a block, one loop for one thing, so that each becomes vector code.

template <class S, class Sigma>
void gradient_row(Sigma sigma, Index n, S factor, S own, const S* __restrict c, const S* __restrict V,
                  const S* __restrict r, const S* __restrict pull, S* __restrict g) {
  for (Index k = 0; k < n; ++k) g[k] = factor * (pull[k] * sigma.slope(c[k], V[k])) + own * r[k];
}

/// delta = -tau g; the squares of r + delta to `own`.
template <class S>
void step_row(Index n, const S* tau, const S* g, const S* r, S* delta, kernels::RowSum<S>& own) {
  own.add(n, [=](auto p, Index k) {
    const auto step = -(p.load(tau + k) * p.load(g + k));
    p.store(step, delta + k);
    const auto moved = p.load(r + k) + step;
    return moved * moved;
  });
}

/// change = sigma(c + change) - sigma(c); where all changes of a row are short, without the form for far ones.
template <class S, class Sigma>
void change_row(Sigma sigma, Index n, const S* __restrict c, const S* __restrict V, S* __restrict change) {
  if constexpr (HasShortDifference<Sigma> && std::is_same_v<S, double>) {
    unsigned far = 0;
    for (Index k = 0; k < n; ++k) far |= abs(change[k]) <= Sigma::short_limit ? 0U : 1U;
    if (far == 0) {
      for (Index k = 0; k < n; ++k) change[k] = sigma.short_difference(c[k], V[k], change[k]);
      return;
    }
  }
  for (Index k = 0; k < n; ++k) change[k] = activation_change(sigma, c[k], V[k], change[k]);
}

template <class S, class Sigma>
void accept_row(Sigma sigma, Index n, const S* __restrict tau, const S* __restrict g, S* __restrict c, S* __restrict r,
                S* __restrict V) {
  for (Index k = 0; k < n; ++k) {
    const S delta = -(tau[k] * g[k]), moved = c[k] + delta;
    c[k] = moved;
    r[k] += delta;
    V[k] = sigma.value(moved);
  }
}

}  // namespace block_steps_detail

/// T = (P - A) diag(R) at the surrogate logits: the factor of (3.14) and (3.15). J x n.
template <class S>
void weighted_logit_gradient(const Chain<S>& chain, const Block<S>& block, Matrix<S>& T) {
  Scratch<S>& scratch = thread_scratch<S>();
  Matrix<S>& Z = scratch.matrix(Use::logits, chain.classes(), block.samples());
  Matrix<S>& R = scratch.matrix(Use::losses, 1, block.samples());
  affine(chain, chain.depth(), block.V(chain.depth()), Z);
  cross_entropy(Z, block.labels, R);
  softmax_minus_labels(Z, block.labels, T);
  for (Index j = 0; j < T.rows(); ++j) {
    for (Index n = 0; n < T.cols(); ++n) T(j, n) *= R(0, n);
  }
}
extern template void weighted_logit_gradient(const Chain<double>&, const Block<double>&, Matrix<double>&);

/// ||r_l||^2 and ahead = ||r_{l+1}||^2 (l < D-1) or ||R||^2 (l = D-1): what a step on c_l makes of S / omega_{l+1}.
template <class S>
struct StepNorms {
  S own = S(0.0), ahead = S(0.0);
  StepNorms& operator+=(const StepNorms& other) {
    own += other.own;
    ahead += other.ahead;
    return *this;
  }
};

/// A step tau (1 x n, for every sample its own) to be tried, what it makes of r_{l+1} or R, and the norms; the rest is
/// under way.
template <class S>
struct StepTrial {
  const Matrix<S>* tau;
  Matrix<S>* ahead;
  StepNorms<S> norms = {};
  Matrix<S>* change = nullptr;  // P dV; where l = D-1, P sigma(c_l - tau g)
  kernels::RowSum<S> own = {};
};

/// The gradient of c_l and steps along it on one block, window by window of what layer l+1 reads, so that one pass over
/// c_l, V_{l+1} and r_l can do all.
template <class S>
class AuxiliaryStep {
 public:
  AuxiliaryStep(const Chain<S>& chain, const Block<S>& block, Index l)
      : chain_(chain),
        block_(block),
        l_(l),
        next_(chain.at(l + 1)),
        inner_(next_.shape->behind_pooling()),
        last_hidden_(l == chain.depth() - 1),
        n_(block.samples()),
        window_(next_.shape->window()),
        rows_(thread_scratch<S>().matrix(Use::window, window_, n_)) {}

  Index windows() const { return inner_.inputs(); }

  /// What the gradients are made of: E_inner^T T, 1/window of which is E^T T; T = r_{l+1}, or (P - A) diag(R).
  const Matrix<S>& pull() const {
    Scratch<S>& scratch = thread_scratch<S>();
    Matrix<S>& U = scratch.matrix(Use::pull, inner_.inputs(), n_);
    if (last_hidden_) {
      Matrix<S>& T = scratch.matrix(Use::logit_gradient, chain_.classes(), n_);
      weighted_logit_gradient(chain_, block_, T);
      inner_.apply_transposed(next_.K, T, U);
    } else {
      inner_.apply_transposed(next_.K, block_.r(l_ + 1), U);
    }
    return U;
  }

  /// The rows of g in window u.
  template <class Sigma>
  void gradient(Sigma sigma, Index u, const Matrix<S>& pull, const S& next_norm_squared, Matrix<S>& g,
                kernels::RowSum<S>& squares) const {
    const S factor = S(last_hidden_ ? 2.0 : -2.0) / S(static_cast<double>(window_)), own = S(2.0) * next_norm_squared;
    if (u + 1 < windows()) {
      for (Index w = 0; w < window_; ++w) {
        const Index k = next_.shape->window_input(u + 1, w) * n_;
        kernels::prefetch(block_.V(l_ + 1).data() + k, n_);
        kernels::prefetch(block_.r(l_).data() + k, n_);
        kernels::prefetch(g.data() + k, n_);
      }
    }
    for (Index w = 0; w < window_; ++w) {
      const Index k = next_.shape->window_input(u, w) * n_;
      block_steps_detail::gradient_row(sigma, n_, factor, own, block_.c(l_).data() + k, block_.V(l_ + 1).data() + k,
                                       block_.r(l_).data() + k, pull.data() + u * n_, g.data() + k);
      squares.add_squares(g.data() + k, n_);
    }
  }

  Matrix<S>& change_matrix(bool first) const {
    return thread_scratch<S>().matrix(first ? Use::change : Use::second_change, windows(), n_);
  }

  /// Row u of the trial's change.
  template <class Sigma>
  void trial(Sigma sigma, Index u, const Matrix<S>& g, StepTrial<S>& trial) const {
    S* row = trial.change->data() + u * n_;
    for (Index w = 0; w < window_; ++w) {
      const Index k = next_.shape->window_input(u, w) * n_;
      const S *c = block_.c(l_).data() + k, *V = block_.V(l_ + 1).data() + k;
      S* to = window_ == 1 ? row : rows_.data() + w * n_;
      block_steps_detail::step_row(n_, trial.tau->data(), g.data() + k, block_.r(l_).data() + k, to, trial.own);
      if (last_hidden_) {
        for (Index i = 0; i < n_; ++i) to[i] = sigma.value(S(c[i] + to[i]));
      } else {
        block_steps_detail::change_row(sigma, n_, c, V, to);
      }
    }
    if (window_ == 1) return;
    next_.shape->average_window(
        n_, [&](Index w) { return rows_.data() + w * n_; }, row);
  }

  /// What the trial's change makes of r_{l+1} or R.
  void finish(StepTrial<S>& trial) const {
    trial.norms.own = trial.own.total();
    if (!last_hidden_) {
      inner_.apply(next_.K, *trial.change, *trial.ahead);
      trial.norms.ahead = subtract_from(block_.r(l_ + 1), *trial.ahead);
      return;
    }
    Matrix<S>& Z = thread_scratch<S>().matrix(Use::logits, chain_.classes(), n_);
    inner_.apply(next_.K, *trial.change, Z);
    cross_entropy(Z, block_.labels, *trial.ahead);
    trial.norms.ahead = squared_norm(*trial.ahead);
  }

 private:
  const Chain<S>& chain_;
  const Block<S>& block_;
  Index l_;
  const typename Chain<S>::Link& next_;
  const Layer<S>& inner_;
  bool last_hidden_;
  Index n_, window_;
  Matrix<S>& rows_;  // of the window under way
};

/// g = grad_{c_l} S / omega_{l+1}, E = E_{l+1}; returns ||g||^2:
///   l < D-1: -2 (E^T r_{l+1}) o sigma'(c_l) + 2 ||E||^2 r_l             (3.12)
///   l = D-1:  2 (E^T (P - A) diag(R)) o sigma'(c_l) + 2 ||E||^2 r_l     (3.14)
/// and tries steps along it, as try_auxiliary_step does.
template <class S>
S auxiliary_gradient(const Chain<S>& chain, const Block<S>& block, Index l, const S& next_norm_squared, Matrix<S>& g,
                     std::span<StepTrial<S>> trials = {}) {
  const AuxiliaryStep<S> step(chain, block, l);
  const Matrix<S>& pull = step.pull();
  g.resize(block.c(l).rows(), block.samples());
  kernels::RowSum<S> squares;
  eigen_assert(trials.size() <= 2);
  for (StepTrial<S>& trial : trials) trial.change = &step.change_matrix(&trial == trials.data());
  with_activation<S>(chain.activation, [&](auto sigma) {
    for (Index u = 0; u < step.windows(); ++u) {
      step.gradient(sigma, u, pull, next_norm_squared, g, squares);
      for (StepTrial<S>& trial : trials) step.trial(sigma, u, g, trial);
    }
  });
  for (StepTrial<S>& trial : trials) step.finish(trial);
  return squares.total();
}

/// The step c_l - tau g, column n with its own tau(0, n), not made:
///   delta = -tau g, r_l += delta, dV = sigma(c_l + delta) - sigma(c_l), r_{l+1} -= E_{l+1} dV.
/// ahead: what becomes of r_{l+1} (l < D-1), or R (1 x n, l = D-1).
template <class S>
StepNorms<S> try_auxiliary_step(const Chain<S>& chain, const Block<S>& block, Index l, const Matrix<S>& g,
                                const Matrix<S>& tau, Matrix<S>& ahead) {
  const AuxiliaryStep<S> step(chain, block, l);
  StepTrial<S> trial{&tau, &ahead, {}, &step.change_matrix(true), {}};
  with_activation<S>(chain.activation, [&](auto sigma) {
    for (Index u = 0; u < step.windows(); ++u) step.trial(sigma, u, g, trial);
  });
  step.finish(trial);
  return trial.norms;
}

/// Makes the step that has been tried; where l < D-1, r_{l+1} as it was is left in `ahead`.
template <class S>
void accept_auxiliary_step(const Chain<S>& chain, Index l, const Matrix<S>& g, const Matrix<S>& tau, Matrix<S>& ahead,
                           Block<S>& block) {
  const Index n = g.cols();
  with_activation<S>(chain.activation, [&](auto sigma) {
    for (Index k = 0; k < g.size(); k += n) {
      block_steps_detail::accept_row(sigma, n, tau.data(), g.data() + k, block.c(l).data() + k, block.r(l).data() + k,
                                     block.activated(l).data() + k);
    }
  });
  if (l < chain.depth() - 1) block.r(l + 1).swap(ahead);
}

/// A - g diag(tau): what a step makes of c_l and of r_l.
template <class S>
Matrix<S> stepped(const Matrix<S>& A, const Matrix<S>& g, const Matrix<S>& tau) {
  Matrix<S> to(A.rows(), A.cols());
  const Index n = A.cols();
  for (Index i = 0; i < A.rows(); ++i) {
    const S *from = A.data() + i * n, *direction = g.data() + i * n, *step = tau.data();
    S* __restrict row = to.data() + i * n;
    for (Index k = 0; k < n; ++k) row[k] = from[k] - step[k] * direction[k];
  }
  return to;
}

/// The block's share of (P - A) diag(R) V_D^T; grad_{W_D} S = 2 lambda_D W_D + 2 its sum (3.15).
template <class S>
void output_correlation(const Chain<S>& chain, const Block<S>& block, Matrix<S>& H) {
  Matrix<S>& T = thread_scratch<S>().matrix(Use::logit_gradient, chain.classes(), block.samples());
  weighted_logit_gradient(chain, block, T);
  chain.at(chain.depth()).shape->patch_correlation(T, block.V(chain.depth()), H);
}

/// grad_{W_D} S (3.15) from H = (P - A) diag(R) V_D^T.
template <class S>
Matrix<S> output_gradient(const Chain<S>& chain, Matrix<S> H, const S& lambda) {
  const auto& link = chain.at(chain.depth());
  const Vector<S>& w = link.shape->norm_weights();
  for (Index i = 0; i < H.rows(); ++i) {
    for (Index j = 0; j < H.cols(); ++j) H(i, j) = S(2.0) * (lambda * (w(j) * link.K(i, j)) + H(i, j));
  }
  return H;
}

/// to = r_l - E_l(dK) V_l: the residual after K += dK; returns its squared norm.
template <class S>
S residual_after(const Chain<S>& chain, const Block<S>& block, Index l, const Matrix<S>& dK, Matrix<S>& to) {
  chain.at(l).shape->apply(dK, block.V(l), to);
  return subtract_from(block.r(l), to);
}

/// ||r_l||^2 after K += dK, and after b += db besides.
template <class S>
struct ResidualNorms {
  S layer = S(0.0), bias = S(0.0);
  ResidualNorms& operator+=(const ResidualNorms& other) {
    layer += other.layer;
    bias += other.bias;
    return *this;
  }
};

/// to = (r - E(dK) V) - db 1^T, and its squared norms; an absent change changes nothing.
template <class S>
ResidualNorms<S> residual_after(const Layer<S>& layer, const Matrix<S>& V, const Matrix<S>& r, const Matrix<S>* dK,
                                const Vector<S>* db, Matrix<S>& to) {
  if (dK) layer.apply(*dK, V, to);
  const Index n = r.cols();
  kernels::RowSum<S> after_layer, after_bias;
  for (Index i = 0; i < r.rows(); ++i) {
    const S* from = r.data() + i * n;
    S* t = to.data() + i * n;
    if (dK) {
      after_layer.add(n, [=](auto p, Index k) {
        const auto rest = p.load(from + k) - p.load(t + k);
        p.store(rest, t + k);
        return rest * rest;
      });
      from = t;
    } else {
      after_layer.add_squares(from, n);
    }
    if (db) {
      after_bias.add(n, [=, shift = (*db)(i / layer.outputs_per_bias())](auto p, Index k) {
        const auto rest = p.load(from + k) - p.all(shift);
        p.store(rest, t + k);
        return rest * rest;
      });
    }
  }
  return {after_layer.total(), db ? after_bias.total() : after_layer.total()};
}

}  // namespace lysep
