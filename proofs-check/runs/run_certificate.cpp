#include "proofs-check/runs/run_certificate.hpp"

#include "proofs-check/enclosures/ball_matrix.hpp"

namespace lysep {

namespace {

constexpr slong small_bits = 64;  // for what rounding has moved

Matrix<Ball> balls_of(const Matrix<double>& m) {
  return m.unaryExpr([](double x) { return Ball(x); });
}

/// ||new||^2 - ||old||^2.
Ball difference_of_squares(const Matrix<Ball>& to, const Matrix<Ball>& from) {
  return inner(difference(to, from), sum(to, from));
}

/// E V of the layer with parameters K.
Matrix<Ball> applied(const Chain<Ball>::Link& link, const Matrix<Ball>& K, const Matrix<Ball>& V) {
  Matrix<Ball> Z;
  link.shape->apply(K, V, Z);
  return Z;
}

/// ||E_l||^2 with the parameters `to` - ||E_l||^2 with `from`.
Ball difference_of_norms(const Chain<Ball>::Link& link, const Matrix<Ball>& to, const Matrix<Ball>& from) {
  const Vector<Ball> w = link.shape->norm_weights();
  Ball result(0.0);
  for (Index i = 0; i < to.rows(); ++i) {
    for (Index j = 0; j < to.cols(); ++j) result += w(j) * ((to(i, j) - from(i, j)) * (to(i, j) + from(i, j)));
  }
  return result;
}

/// [-|x|, |x|].
Ball symmetric(const Ball& x) {
  Ball interval(0.0);
  arb_add_error(interval.get(), x.get());
  return interval;
}

/// sigma'(c), where V = sigma(c).
Matrix<Ball> activation_slopes(const Activation& activation, const Matrix<Ball>& c, const Matrix<Ball>& V) {
  Matrix<Ball> slopes(c.rows(), c.cols());
  with_activation<Ball>(activation, [&](auto sigma) {
    for (Index i = 0; i < c.size(); ++i) slopes.data()[i] = sigma.slope(c.data()[i], V.data()[i]);
  });
  return slopes;
}

}  // namespace

RunChecker::RunChecker(const State<double>& state, const StepOptions& options, ThreadPool& pool, slong bits)
    : state_(state), options_(options), pool_(pool), bits_(bits) {
  const PrecisionScope scope(bits_);
  sigma_ = constants_of<Ball>(state.chain.activation);
  const auto dense = [](const auto& link) { return is_dense(link.shape->shape()); };
  const auto& links = state.chain.links;
  report_.descent_claim = std::all_of(links.begin(), links.end(), dense) ? "theorem-3.4" : "theorem-4.2";
  vectors_.resize(static_cast<std::size_t>(state.depth()) - 1);
  const auto& W = state.chain.at(state.depth()).K;
  output_vector_ = Matrix<double>::Constant(W.rows(), W.cols(), 1.0);
  for (Index i = 0; i < W.size(); ++i) output_vector_.data()[i] += 0.1 * static_cast<double>(i % 7);
}

void RunChecker::begin_sweep() {
  const PrecisionScope scope(bits_);
  enclose_state();
  ++report_.sweeps;
  check_output_constant();
}

/// The state as it stands.
void RunChecker::enclose_state() {
  const StateData data = data_of(state_);
  chain_ = chain_of<Ball>(data);
  followed_.resize(state_.blocks.size());
  pool_.for_each(followed_.size(), [&](std::size_t k) {
    const PrecisionScope inner_scope(bits_);
    const Index first = static_cast<Index>(k) * state_.blocks[0].samples();
    Followed& f = followed_[k];
    f.block = block_of(data, chain_, first, state_.blocks[k].samples());
    f.slopes.resize(static_cast<std::size_t>(chain_.depth()) - 1);
    for (Index l = 1; l < chain_.depth(); ++l) {
      f.slopes[l - 1] = activation_slopes(chain_.activation, f.block.c(l), f.block.V(l + 1));
    }
    evaluate_losses(f);
  });
  norms_ = {layer_norms_squared(chain_), {}, Ball(0.0)};
  for (Index l = 1; l < chain_.depth(); ++l) {
    Ball sum(0.0);
    for (const auto& f : followed_) sum += squared_norm(f.block.r(l));
    norms_.residuals.push_back(sum);
  }
  for (const auto& f : followed_) norms_.losses += squared_norm(f.losses);
}

void RunChecker::after(const BlockUpdate<double>& update) {
  const PrecisionScope scope(bits_);
  if (update.kind == BlockKind::output_weights || update.kind == BlockKind::auxiliary) check_step(update.step);
  Change change = change_of(update);
  const Ball before = separation_loss(norms_);
  const Ball difference = loss_difference(update, change);
  settle(update, before, difference, change);
  if (update.kind == BlockKind::output_weights) check_auxiliary_constant(chain_.depth() - 1);
  const bool more = update.l - 1 > options_.frozen_layers;
  if (update.kind == BlockKind::bias && more) check_auxiliary_constant(update.l - 1);
}

RunChecker::Change RunChecker::change_of(const BlockUpdate<double>& update) const {
  const Index l = update.l;
  const auto& link = state_.chain.at(l);
  Change change{l, balls_of(link.K), link.b.unaryExpr([](double x) { return Ball(x); }), {}, {}};
  for (const auto& block : state_.blocks) {
    if (l < chain_.depth()) change.r.push_back(balls_of(block.r(l)));
    if (l < chain_.depth() - 1 && update.kind == BlockKind::auxiliary)
      change.r_next.push_back(balls_of(block.r(l + 1)));
  }
  return change;
}

void RunChecker::swap(Change& change) {
  auto& link = chain_.at(change.l);
  link.K.swap(change.K);
  link.b.swap(change.b);
  for (std::size_t k = 0; k < change.r.size(); ++k) followed_[k].block.r(change.l).swap(change.r[k]);
  for (std::size_t k = 0; k < change.r_next.size(); ++k) followed_[k].block.r(change.l + 1).swap(change.r_next[k]);
}

/// Takes a change of c_l by `moved` (what rounding has left of an update that keeps c_l) through the layers above:
/// sigma(c + e) - sigma(c) = sigma'(c) e + [-M2/2, M2/2] e^2, or [-B, B] e without M2, and
/// R(z + d) - R(z) = (p - a) d + [-1/4, 1/4] ||d||^2. Encloses the change of ||R||^2 of the block.
Ball RunChecker::pass_on(Index l, std::size_t k, Matrix<Ball> moved) {
  Followed& f = followed_[k];
  const auto move_activation = [&](Index m) {
    const PrecisionScope scope(small_bits);
    for (Index i = 0; i < moved.size(); ++i) {
      Ball& e = moved.data()[i];
      if (!sigma_.M2) {
        e = symmetric(sigma_.B * e);
        continue;
      }
      Ball& slope = f.slopes[m - 1].data()[i];
      const Ball bend = *sigma_.M2 * e;
      e = slope * e + symmetric(Ball(0.5) * bend * e);
      slope += symmetric(bend);
    }
  };
  for (Index m = l; m < chain_.depth(); ++m) {
    if (squared_norm(moved).is_zero()) return Ball(0.0);
    f.block.c(m) = sum(f.block.c(m), moved);
    move_activation(m);
    f.block.activated(m) = sum(f.block.V(m + 1), moved);
    const PrecisionScope scope(small_bits);
    moved = applied(chain_.at(m + 1), chain_.at(m + 1).K, moved);
  }
  Ball change(0.0);
  for (Index n = 0; n < moved.cols(); ++n) {
    Ball along(0.0), size(0.0);
    for (Index j = 0; j < moved.rows(); ++j) {
      along += f.gradient(j, n) * moved(j, n);
      size += moved(j, n) * moved(j, n);
    }
    for (Index j = 0; j < moved.rows(); ++j) f.gradient(j, n) += symmetric(Ball(0.5) * sqrt(size));
    const Ball dR = along + symmetric(Ball(0.25) * size);
    change += dR * (Ball(2.0) * f.losses(0, n) + dR);
    f.losses(0, n) += dR;
  }
  return change;
}

/// R_n and p - a at the surrogate logits, afresh.
void RunChecker::evaluate_losses(Followed& f) const {
  Matrix<Ball> Z;
  affine(chain_, chain_.depth(), f.block.V(chain_.depth()), Z);
  cross_entropy(Z, f.block.labels, f.losses);
  softmax_minus_labels(Z, f.block.labels, f.gradient);
}

/// Takes the update into the enclosures; encloses S after - S before without subtracting what has not changed.
Ball RunChecker::loss_difference(const BlockUpdate<double>& update, Change& change) {
  const Index l = update.l, D = chain_.depth();
  const std::vector<Ball> lambda = regularisers(norms_), omega = adaptive_weights(norms_);
  const Matrix<Ball> dK = difference(change.K, chain_.at(l).K);
  Vector<Ball> db(change.b.size());
  for (Index i = 0; i < db.size(); ++i) db(i) = change.b(i) - chain_.at(l).b(i);
  swap(change);
  struct Part {
    Ball own, own_new, ahead, ahead_new, losses;
  };
  std::vector<Part> parts(followed_.size());
  pool_.for_each(followed_.size(), [&](std::size_t k) {
    const PrecisionScope scope(bits_);
    Block<Ball>& block = followed_[k].block;
    Part& part = parts[k];
    const auto replace_losses = [&] {
      const Matrix<Ball> R = followed_[k].losses;
      evaluate_losses(followed_[k]);
      part.losses = difference_of_squares(followed_[k].losses, R);
    };
    if (update.kind == BlockKind::output_weights) return replace_losses();
    const Matrix<Ball> dr = difference(block.r(l), change.r[k]);
    part.own = difference_of_squares(block.r(l), change.r[k]);
    part.own_new = squared_norm(block.r(l));
    if (update.kind == BlockKind::auxiliary) {
      const Matrix<Ball> V = block.V(l + 1);
      block.c(l) = sum(block.c(l), dr);
      activate(chain_.activation, block.c(l), block.activated(l));
      followed_[k].slopes[l - 1] = activation_slopes(chain_.activation, block.c(l), block.V(l + 1));
      if (l == D - 1) return replace_losses();
      const Matrix<Ball> dV = difference(block.V(l + 1), V);
      const Matrix<Ball> dr_next = difference(block.r(l + 1), change.r_next[k]);
      part.ahead = difference_of_squares(block.r(l + 1), change.r_next[k]);
      part.ahead_new = squared_norm(block.r(l + 1));
      const auto& next = chain_.at(l + 1);
      part.losses = pass_on(l + 1, k, sum(applied(next, next.K, dV), dr_next));
      return;
    }
    Matrix<Ball> moved = dr;
    if (update.kind == BlockKind::layer_weights) moved = sum(applied(chain_.at(l), dK, block.V(l)), moved);
    if (update.kind == BlockKind::bias) chain_.at(l).shape->add_bias(db, moved);
    part.losses = pass_on(l, k, moved);
  });
  Part total;
  norms_.losses = Ball(0.0);
  for (std::size_t k = 0; k < parts.size(); ++k) {
    total.own += parts[k].own;
    total.own_new += parts[k].own_new;
    total.ahead += parts[k].ahead;
    total.ahead_new += parts[k].ahead_new;
    total.losses += parts[k].losses;
    norms_.losses += squared_norm(followed_[k].losses);
  }
  const Ball layer_before = norms_.layer(l);
  norms_.layers[l - 1] = operator_norm_squared(*chain_.at(l).shape, chain_.at(l).K);
  if (l == D && norms_.layers.back() > layer_before) ++report_.left_ball;
  if (l < D) norms_.residuals[l - 1] = total.own_new;
  const bool moves_next = update.kind == BlockKind::auxiliary && l < D - 1;
  if (moves_next) norms_.residuals[l] = total.ahead_new;
  const Ball layer = difference_of_norms(chain_.at(l), chain_.at(l).K, change.K);
  if (update.kind == BlockKind::output_weights) return total.losses + lambda[D - 1] * layer;
  Ball result = omega[l - 1] * (total.own + lambda[l - 1] * layer) + total.losses;
  if (moves_next) result += omega[l] * total.ahead;
  return result;
}

}  // namespace lysep
