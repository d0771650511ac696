#pragma once
// LayerSeparation: E_l and b_l, least squares (3.10), (3.11).
#include "core/methods/layer_separation/layer_separation.hpp"

namespace lysep {

/// E_l, then b_l. Both at once where both are accepted and nobody looks in between: the same arithmetic in one pass.
template <class S>
void LayerSeparation<S>::update_layer(Index l, const Observer<S>& after) {
  auto& link = state_.chain.at(l);
  const Layer<S>& layer = *link.shape;
  const Index p = layer.parameter_rows(), q = layer.parameter_columns();
  sum_normal_equations(l);
  Matrix<S>&G = sums_.matrix(Use::gram, q, q), &dK = sums_.matrix(Use::correlation, p, q);
  require_finite(sum_of(G.data(), G.size()) + sum_of(dK.data(), dK.size()), l, "normal equations");
  const S lambda = regulariser(norms_, l);
  solve_least_squares(G, dK, link.K, layer.norm_weights(), lambda);
  dK *= S(options_.relaxation);
  require_finite(squared_norm(dK), l, "least-squares solution");
  Matrix<S>& K = sums_.matrix(Use::move, p, q);
  K = link.K + dK;
  const S norm = operator_norm_squared(layer, K);
  const auto decreases = [&](const S& residual) {
    return residual + lambda * norm <= norms_.residual(l) + lambda * norms_.layer(l);
  };
  const auto adopt = [&] {
    link.K = K;
    norms_.layers[l - 1] = norm;
  };

  set_bias_change(l, &dK);
  if (!after) {
    const ResidualNorms<S> norms = residuals_after(l, &dK, &db_[l - 1]);
    if (decreases(norms.layer) && norms.bias <= norms.layer) {
      adopt();
      adopt_residuals(l, norms.bias);
      link.b += db_[l - 1];
      return;
    }
  }
  const S residual = residuals_after(l, &dK, nullptr).layer;
  if (decreases(residual)) {
    adopt();
    adopt_residuals(l, residual);
  } else {
    ++report_.solves_rejected;
    set_bias_change(l, nullptr);
  }
  if (after) after({BlockKind::layer_weights, l, S(0.0)});
  update_bias(l);
  if (after) after({BlockKind::bias, l, S(0.0)});
}

template <class S>
void LayerSeparation<S>::update_bias(Index l) {
  const S residual = residuals_after(l, nullptr, &db_[l - 1]).bias;
  if (!(residual <= norms_.residual(l))) {
    ++report_.solves_rejected;
    return;
  }
  state_.chain.at(l).b += db_[l - 1];
  adopt_residuals(l, residual);
}

/// sum r_l u^T, the bias sums of r_l, sum u u^T and sum u over the patches u of V_l, left in sums_. Those of X
/// alone are summed once. An accepted step on c_l is made in the same pass.
template <class S>
void LayerSeparation<S>::sum_normal_equations(Index l) {
  const Layer<S>&layer = *state_.chain.at(l).shape, &inner = layer.behind_pooling();
  const Index p = layer.parameter_rows(), q = layer.parameter_columns();
  const typename BlockSums<S>::Sum sums[] = {
      {Use::correlation, p, q}, {Use::sums, p, 1}, {Use::gram, q, q}, {Use::patch_sums, q, 1}};
  const bool known = l == 1 && input_gram_.size() > 0;
  sums_.sum_matrices({sums, known ? 2U : 4U}, [&](std::size_t k, Scratch<S>& own) {
    if (pending_) adopt_block(k);
    const Matrix<S>&r = state_.blocks[k].r(l), &V = layer_input(l, k, true);
    inner.patch_correlation(r, V, own.matrix(Use::correlation, p, q));
    layer.bias_sums(r, own.matrix(Use::sums, p, 1));
    if (known) return;
    inner.patch_gram(V, own.matrix(Use::gram, q, q));
    inner.patch_sums(V, own.matrix(Use::patch_sums, q, 1));
  });
  pending_.reset();
  if (l > 1) return;
  if (!known) {
    input_gram_ = sums_.matrix(Use::gram, q, q);
    input_sums_ = sums_.matrix(Use::patch_sums, q, 1);
  }
  sums_.matrix(Use::gram, q, q) = input_gram_;
  sums_.matrix(Use::patch_sums, q, 1) = input_sums_;
}

/// What the layer behind the pooling of layer l reads of block k; pooled anew only where it is `fresh`.
template <class S>
const Matrix<S>& LayerSeparation<S>::layer_input(Index l, std::size_t k, bool fresh) {
  const Layer<S>&layer = *state_.chain.at(l).shape, &inner = layer.behind_pooling();
  const Matrix<S>& V = state_.blocks[k].V(l);
  if (&inner == &layer) return V;
  Matrix<S>& U = blocks_[k].matrix(Use::pooled, inner.inputs(), V.cols());
  if (fresh) layer.pool(V, U);
  return U;
}

/// db_[l-1] = the mean of r_l - E_l(dK) V_l, times the relaxation, from the sums of the normal equations.
template <class S>
void LayerSeparation<S>::set_bias_change(Index l, const Matrix<S>* dK) {
  const Layer<S>& layer = *state_.chain.at(l).shape;
  const Index p = layer.parameter_rows(), q = layer.parameter_columns();
  const Matrix<S>&sums = sums_.matrix(Use::sums, p, 1), &patches = sums_.matrix(Use::patch_sums, q, 1);
  const S count(static_cast<double>(state_.samples() * layer.outputs_per_bias()));
  Vector<S>& db = db_[l - 1];
  db.resize(p);
  for (Index i = 0; i < p; ++i) {
    S moved(0.0);
    for (Index j = 0; dK && j < q; ++j) moved += (*dK)(i, j) * patches(j, 0);
    db(i) = S(options_.relaxation) * ((sums(i, 0) - moved) / count);
  }
}

/// What becomes of r_l in every block, to be adopted; its squared norms.
template <class S>
ResidualNorms<S> LayerSeparation<S>::residuals_after(Index l, const Matrix<S>* dK, const Vector<S>* db) {
  return sums_.sum(ResidualNorms<S>{}, [&](std::size_t k) {
    return residual_after(state_.chain.at(l).shape->behind_pooling(), layer_input(l, k, false), state_.blocks[k].r(l),
                          dK, db, of_block(k, Use::ahead, l));
  });
}

template <class S>
void LayerSeparation<S>::adopt_residuals(Index l, const S& squared) {
  norms_.residuals[l - 1] = squared;
  for (std::size_t k = 0; k < state_.blocks.size(); ++k) state_.blocks[k].r(l).swap(of_block(k, Use::ahead, l));
}

}  // namespace lysep
