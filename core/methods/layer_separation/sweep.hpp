#pragma once
// LayerSeparation: one sweep, and all that it is made of.
#include "core/methods/layer_separation/auxiliary_update.hpp"
#include "core/methods/layer_separation/entry.hpp"
#include "core/methods/layer_separation/layer_update.hpp"
#include "core/methods/layer_separation/output_update.hpp"

namespace lysep {

template <class S>
LayerSeparation<S>::LayerSeparation(State<S>& state, const StepOptions& options, ThreadPool& pool)
    : state_(state),
      options_(options),
      pool_(pool),
      constants_(constants_of<S>(state.chain.activation)),
      steps_(state.depth(), S(0.0)),
      sums_(state.share(), pool),
      blocks_(state.blocks.size()) {
  eigen_assert(state.depth() >= 2 && options.frozen_layers < state.depth());
  restart();
}

template <class S>
void LayerSeparation<S>::restart() {
  norms_ = squared_norms(state_, pool_);
  db_.resize(static_cast<std::size_t>(state_.depth()));
  own_steps_.assign(static_cast<std::size_t>(state_.depth() - 1), {});
  input_gram_.resize(0, 0);
  require_finite(loss(), state_.depth(), "loss of the initial state");
}

template <class S>
void LayerSeparation<S>::visit(Archive<S>& archive) {
  adopt_pending();
  archive.numbers("steps", steps_);
  archive.numbers("layer_norms", norms_.layers);
  archive.numbers("residual_norms", norms_.residuals);
  archive.number("losses", norms_.losses);
  for (std::size_t l = 0; l < own_steps_.size(); ++l) {
    const std::string name = "own_steps_" + std::to_string(l + 1);
    S known(own_steps_[l].empty() ? 0.0 : 1.0);
    archive.number(name + "_known", known);
    if (known == S(0.0)) continue;
    std::vector<Matrix<S>*> pieces;
    own_steps_[l].resize(state_.blocks.size());
    for (std::size_t k = 0; k < state_.blocks.size(); ++k) {
      own_steps_[l][k].resize(1, state_.blocks[k].samples());
      pieces.push_back(&own_steps_[l][k]);
    }
    archive.columns(name, pieces);
  }
}

template <class S>
void LayerSeparation<S>::require_finite(const S& value, Index layer, const char* what) const {
  if (!is_finite(value)) throw NonFinite(layer, what);
}

template <class S>
SweepReport LayerSeparation<S>::sweep(const Observer<S>& after) {
  report_ = {};
  step_ = S(0.0);
  update_output(regulariser(norms_, state_.depth()));
  if (after) after({BlockKind::output_weights, state_.depth(), step_});
  for (Index l = state_.depth() - 1; l > options_.frozen_layers; --l) {
    step_ = S(0.0);
    update_auxiliary(l);
    if (after) {
      adopt_pending();
      after({BlockKind::auxiliary, l, step_});
    }
    update_layer(l, after);
  }
  require_finite(loss(), 1, "loss");
  return report_;
}

/// Where the next search begins: `grow` times the step accepted, or `shrink` times the last one tried; anew (0) where
/// that is infinite.
template <class S>
S LayerSeparation<S>::next_step(const LineSearch<S>& search) const {
  const S next = S(search.result == StepResult::accepted ? options_.grow : options_.shrink) * search.step;
  return is_finite(next) ? next : S(0.0);
}

template <class S>
void LayerSeparation<S>::record(const LineSearch<S>& search) {
  report_.trials += search.trials;
  if (search.result == StepResult::no_decrease_found) ++report_.steps_rejected;
  if (search.result == StepResult::accepted) step_ = search.step;
}

template <class S>
std::unique_ptr<Method<S>> make_layer_separation(const OptionValues& values, Index frozen_layers, State<S>& state,
                                                 ThreadPool& pool) {
  return std::make_unique<LayerSeparation<S>>(state, step_options_of(values, frozen_layers), pool);
}

}  // namespace lysep
