#pragma once
// LayerSeparation: W_D, a gradient step (3.15).
#include "core/methods/layer_separation/layer_separation.hpp"

namespace lysep {

template <class S>
void LayerSeparation<S>::update_output(const S& lambda) {
  const Index D = state_.depth();
  const Matrix<S>& W = state_.chain.at(D).K;
  const typename BlockSums<S>::Sum sum{Use::correlation, W.rows(), W.cols()};
  sums_.sum_matrices({&sum, 1}, [&](std::size_t k, Scratch<S>& own) {
    output_correlation(state_.chain, state_.blocks[k], own.matrix(sum.use, sum.rows, sum.columns));
  });
  Matrix<S>& g = sums_.matrix(sum.use, sum.rows, sum.columns);
  g = output_gradient(state_.chain, std::move(g), lambda);
  const S size = squared_norm(g);
  require_finite(size, D, "gradient");
  if (size == S(0.0)) return;
  record(search_output_step(g, lambda));
}

/// 1/(2 lambda + kappa ||V_D||^2): below 1/C for two classes, and a start for any number.
template <class S>
S LayerSeparation<S>::first_output_step(const S& lambda) const {
  const S size = sums_.run_through(S(0.0), [&](S& sum) {
    for (const auto& block : state_.blocks) sum += squared_norm(block.V(state_.depth()));
  });
  return S(1.0) / (S(2.0) * lambda + kappa(S(0.0)) * size);
}

template <class S>
LineSearch<S> LayerSeparation<S>::search_output_step(const Matrix<S>& g, const S& lambda) {
  const Index D = state_.depth();
  auto& link = state_.chain.at(D);
  Matrix<S>& W = sums_.matrix(Use::move, link.K.rows(), link.K.cols());
  W = link.K;
  S norm, losses;
  const auto evaluate = [&](const S& tau) {
    for (Index i = 0; i < W.size(); ++i) link.K.data()[i] = W.data()[i] - tau * g.data()[i];
    norm = operator_norm_squared(*link.shape, link.K);
    losses = sums_.sum(S(0.0), [&](std::size_t k) { return squared_losses(state_.chain, state_.blocks[k]); });
    return losses + lambda * norm;
  };
  const S before = norms_.losses + lambda * norms_.layers.back();
  LineSearch<S> search{StepResult::accepted, S(0.0), 1, before, before};
  if (options_.rule == StepRule::certified) {
    search.step = certified_output_step(g, lambda);
    search.after = evaluate(search.step);
    if (!is_finite(search.after)) search.result = StepResult::no_decrease_found;
  } else {
    const S first = steps_[D - 1] > S(0.0) ? steps_[D - 1] : first_output_step(lambda);
    if (!is_finite(first)) {  // V_D = 0 and lambda = 0: no gradient either
      search.result = StepResult::zero_gradient;
      return search;
    }
    search = backtrack(before, first, options_, evaluate);
    steps_[D - 1] = next_step(search);
  }
  if (search.result == StepResult::accepted) {
    norms_.layers.back() = norm;
    norms_.losses = losses;
  } else {
    link.K = W;
  }
  return search;
}

template <class S>
S LayerSeparation<S>::certified_output_step(const Matrix<S>& g, const S& lambda) {
  const Index D = state_.depth();
  const auto& link = state_.chain.at(D);
  OutputTerms<S> terms;
  terms.lambda = lambda;
  terms.radius = sqrt(norms_.layers.back());
  terms.units = link.K.cols();
  terms.samples = state_.samples();
  terms.classes = state_.chain.classes();
  const S factor(options_.tau_factor);
  if (options_.constants == ConstantSet::paper) {
    return factor / output_constant(ConstantSet::paper, terms, constants_);
  }
  const typename BlockSums<S>::Sum sum{Use::gram, terms.units, terms.units};
  sums_.sum_matrices({&sum, 1}, [&](std::size_t k, Scratch<S>& own) {
    link.shape->patch_gram(state_.blocks[k].V(D), own.matrix(sum.use, sum.rows, sum.columns));
  });
  const Matrix<S>& G = sums_.matrix(sum.use, sum.rows, sum.columns);
  terms.gram_spectral = spectral_norm(G);
  const SampleMoves largest = sums_.sum(SampleMoves{}, [&](std::size_t k) {
    const Block<S>& block = state_.blocks[k];
    Matrix<S> move, squares = Matrix<S>::Constant(1, block.samples(), S(0.0));
    link.shape->apply(g, block.V(D), move);
    add_column_squares(move, S(1.0), squares);
    const Matrix<S> R = surrogate_losses(state_.chain, block);
    SampleMoves of_block;
    for (Index n = 0; n < block.samples(); ++n) of_block += {{R(0, n)}, {sqrt(squares(0, n))}};
    return of_block;
  });
  terms.largest_loss = largest.loss.value;
  terms.largest_gradient_move = largest.gradient_move.value;
  return factor / S(2.0) * self_consistent_output_step(terms);
}

}  // namespace lysep
