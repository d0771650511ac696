#pragma once
// Bsum: a sweep, its start, and what a checkpoint keeps.
#include "core/methods/bsum/block_steps.hpp"
#include "core/methods/bsum/entry.hpp"
#include "core/numbers/random.hpp"

namespace lysep {

template <class S>
Bsum<S>::Bsum(const BsumOptions& options, Index frozen_layers, State<S>& state, ThreadPool& pool)
    : state_(state),
      options_(options),
      regulariser_{options.regulariser, S(options.mu), S(options.radius)},
      frozen_layers_(frozen_layers),
      problem_(options.loss, state, pool),
      bounds_(problem_),
      r_(static_cast<std::size_t>(state.depth()), S(0.0)),
      gammas_(static_cast<std::size_t>(state.depth()), S(0.0)),
      alphas_(options.alpha) {
  state_.chain.output = options_.loss.output;
  for (Index l = frozen_layers_ + 1; l <= depth(); ++l) {
    if (options_.regulariser == BlockRegulariser::ball) regulariser_.project(weights(l));
  }
  start();
}

template <class S>
void Bsum<S>::start() {
  for (Index l = 1; l <= depth(); ++l) r_[l - 1] = regulariser_.value(weights(l));
  problem_.forward(1);
  if (!is_finite(objective())) throw NonFinite(depth(), "objective of the initial state");
}

template <class S>
void Bsum<S>::restart() {
  problem_.read_samples();
  bounds_.forget_inputs();
  start();
}

template <class S>
S Bsum<S>::regularisation() const {
  S sum(0.0);
  for (const S& r : r_) sum += r;
  return sum;
}

/// 1..D, or a random order of them.
template <class S>
std::vector<Index> Bsum<S>::order_of_sweep() const {
  std::vector<Index> order;
  for (Index l = frozen_layers_ + 1; l <= depth(); ++l) order.push_back(l);
  if (!options_.random_order) return order;
  const RandomStream stream(0, Purpose::block_order, static_cast<std::uint32_t>(to_double(alphas_.done())));
  for (std::size_t i = order.size(); i > 1; --i) std::swap(order[i - 1], order[stream.bits(i) % i]);
  return order;
}

template <class S>
SweepReport Bsum<S>::sweep(const Observer<S>& after) {
  largest_gamma_ = gradients_ = decrease_ = residual_ = S(0.0);
  rises_ = inner_ = trials_ = rejected_ = 0;
  const std::vector<Index> order = order_of_sweep();
  used_alpha_ = alphas_.next();
  for (const Index j : order) update(j, used_alpha_, after);
  gradients_ = sqrt(gradients_);
  return {trials_, rejected_, 0};
}

/// K_j = W_j + along (D_j - W_j), and all that follows.
template <class S>
void Bsum<S>::move_to(const S& along) {
  Matrix<S>& K = weights(step_.j);
  for (Index i = 0; i < K.size(); ++i) K.data()[i] = step_.W.data()[i] + along * step_.d.data()[i];
  problem_.forward(step_.j);
  r_[step_.j - 1] = regulariser_.value(K);
}

template <class S>
void Bsum<S>::restore() {
  weights(step_.j) = step_.W;
  problem_.forward(step_.j);
  r_[step_.j - 1] = regulariser_.value(step_.W);
}

template <class S>
void Bsum<S>::update(Index j, const S& alpha, const Observer<S>& after) {
  step_.j = j;
  step_.alpha = alpha;
  step_.gamma = S(0.0);
  step_.W = weights(j);
  step_.loss = smooth_objective();
  const S before = objective();
  measure();
  const S squares = squared_norm(step_.g);
  if (!is_finite(squares)) throw NonFinite(j, "gradient");
  gradients_ += squares;
  const bool searched = options_.rule == GammaRule::backtracking && options_.bound != BlockBound::linear &&
                        options_.bound != BlockBound::convex;
  const bool found = choose();
  if (!found) {
    ++rejected_;
    step_.gamma = S(0.0);
  } else if (!searched) {
    ++trials_;
    move_to(alpha);
  }
  bounds_.forget(j);
  finish(before);
  if (after) after({BlockKind::layer_weights, j, step_.gamma});
}

/// What the update has done; the weights are put back where f is no number.
template <class S>
void Bsum<S>::finish(const S& before) {
  const S now = objective();
  if (!is_finite(now)) {
    restore();
    throw NonFinite(step_.j, "objective");
  }
  if (before < now) ++rises_;
  if (!(step_.gamma > S(0.0))) return;
  largest_gamma_ = max(largest_gamma_, step_.gamma);
  const S share = S(0.5) * step_.alpha * (S(2.0) - step_.alpha);
  decrease_ += share * (options_.bound == BlockBound::newton ? S(-dot(step_.g.data(), step_.d.data(), step_.d.size()))
                                                             : S(step_.gamma * squared_norm(step_.d)));
}

template <class S>
std::vector<double> Bsum<S>::figures() const {
  return {to_double(problem_.loss()),  to_double(regularisation()), to_double(largest_gamma_),
          to_double(used_alpha_),      to_double(gradients_),       to_double(decrease_),
          static_cast<double>(rises_), static_cast<double>(inner_), to_double(residual_)};
}

template <class S>
void Bsum<S>::visit(Archive<S>& archive) {
  archive.numbers("gammas", gammas_);
  alphas_.visit(archive);
  if (!archive.restoring()) return;
  for (Index l = 1; l <= depth(); ++l) bounds_.forget(l);
  bounds_.forget_inputs();
  start();
}

template <class S>
std::unique_ptr<Method<S>> make_bsum(const OptionValues& values, Index frozen_layers, State<S>& state,
                                     ThreadPool& pool) {
  return std::make_unique<Bsum<S>>(bsum_options_of(values), frozen_layers, state, pool);
}

}  // namespace lysep
