#include "core/methods/layer_separation/sweep_certificate.hpp"

#include "core/methods/layer_separation/sweep_certificate_sums.hpp"
#include "core/numbers/double_double.hpp"

namespace lysep {

using namespace sweep_certificate_detail;

namespace {

Bounded bounded_norm(const Matrix<double>& a) { return bounded_sum(a, a, u); }

/// ||to||^2 - ||from||^2 = sum (to - from)(to + from).
Bounded difference_of_squares(const Matrix<double>& to, const Matrix<double>& from) {
  return bounded_sum(to - from, to + from, 4 * u);
}

/// sum_ij w_j (a b)_ij of a layer's parameters.
Bounded weighted_sum(const Vector<double>& w, const Matrix<double>& a, const Matrix<double>& b) {
  Bounded sum;
  for (Index i = 0; i < a.rows(); ++i) {
    for (Index j = 0; j < a.cols(); ++j) sum += exactly(w(j)) * (exactly(a(i, j)) * exactly(b(i, j)));
  }
  return sum;
}

/// ||E(to)||^2 - ||E(from)||^2.
Bounded difference_of_norms(const Vector<double>& w, const Matrix<double>& to, const Matrix<double>& from) {
  Bounded sum;
  for (Index i = 0; i < to.rows(); ++i) {
    for (Index j = 0; j < to.cols(); ++j) {
      const Bounded a = exactly(to(i, j)), b = exactly(from(i, j)), minus = exactly(-from(i, j));
      sum += exactly(w(j)) * ((a + minus) * (a + b));
    }
  }
  return sum;
}

const char* sign_of(double lo, double hi) {
  if (hi < 0) return "decrease";
  if (lo > 0) return "increase";
  return lo == 0 && hi == 0 ? "equal" : "undecided";
}

}  // namespace

double spectral_bound(const Matrix<double>& W) {
  constexpr Index most = 64;
  constexpr int squarings = 5;
  const double frobenius = std::sqrt(W.squaredNorm()) * upward;
  const Index n = std::min(W.rows(), W.cols());
  if (n > most || n == 0) return frobenius;
  const Matrix<double> thin = W.rows() <= W.cols() ? W : Matrix<double>(W.transpose());
  Matrix<double> A;
  correlate(thin, thin, A);
  // ||A_k||_2 <= ||computed A_k||_2 + errors[k], A_k the square of the computed A_{k-1}.
  double errors[squarings + 1] = {product_error(W.size()) * frobenius * frobenius * upward};
  for (int k = 1; k <= squarings; ++k) {
    const double size = A.squaredNorm() * upward;
    errors[k] = product_error(n) * size * upward + least_error;
    const Matrix<double> factor = A;
    multiply(factor, factor, A);
  }
  double norm = std::sqrt(A.squaredNorm()) * upward + errors[squarings];
  for (int k = squarings - 1; k >= 0; --k) norm = std::sqrt(norm) * upward + errors[k];
  const double bound = std::sqrt(norm) * upward;
  return bound < frobenius ? bound : frobenius;
}

SweepCertificate::Changes& SweepCertificate::Changes::operator+=(const Changes& other) {
  own += other.own;
  ahead += other.ahead;
  losses += other.losses;
  own_after += other.own_after;
  ahead_after += other.ahead_after;
  none = none && other.none;
  return *this;
}

SweepCertificate::SweepCertificate(const State<double>& state, ThreadPool& pool) : state_(state), pool_(pool) {
  const auto constants = constants_of<double>(state.chain.activation);
  B_ = constants.B * upward;
  if (constants.M2) M2_ = *constants.M2 * upward;
}

void SweepCertificate::begin() {
  rows_.clear();
  enclose_state();
}

/// The state as it stands.
void SweepCertificate::enclose_state() {
  const Index D = state_.depth();
  K_.clear();
  b_.clear();
  layers_.resize(static_cast<std::size_t>(D));
  spectral_.resize(layers_.size());
  for (const auto& link : state_.chain.links) {
    K_.push_back(link.K);
    b_.push_back(link.b);
  }
  for (Index l = 1; l <= D; ++l) keep_layer(l);
  followed_.resize(state_.blocks.size());
  std::vector<std::vector<Bounded>> parts(followed_.size());
  pool_.for_each(followed_.size(), [&](std::size_t k) {
    Followed& f = followed_[k];
    f.r = state_.blocks[k].r_;
    f.moved.assign(static_cast<std::size_t>(f.r.front().cols()), 0.0);
    pass_forward(k, f);
    for (const auto& r : f.r) parts[k].push_back(bounded_norm(r));
  });
  residuals_.assign(static_cast<std::size_t>(D - 1), {});
  for (const auto& part : parts) {
    for (std::size_t l = 0; l < part.size(); ++l) residuals_[l] += part[l];
  }
}

/// What the certificate keeps of layer l, from the state.
void SweepCertificate::keep_layer(Index l) {
  const auto place = static_cast<std::size_t>(l - 1);
  const Link& link = state_.chain.at(l);
  K_[place] = link.K;
  b_[place] = link.b;
  layers_[place] = weighted_sum(link.shape->norm_weights(), link.K, link.K);
  spectral_[place] =
      is_dense(link.shape->shape()) ? spectral_bound(link.K) : std::sqrt(layers_[place].upper()) * upward;
}

/// sqrt 2 prod_{j > m} (B ||E_j||_2) from above: how far the surrogate cross-entropy of a sample moves with c_m.
double SweepCertificate::reach(Index m) const {
  double product = std::sqrt(2.0) * upward;
  for (Index j = m + 1; j <= state_.depth(); ++j) product *= B_ * spectral_[static_cast<std::size_t>(j - 1)] * upward;
  return product;
}

/// omega_l = prod_{j > l} ||E_j||^2.
Bounded SweepCertificate::weight(Index l) const {
  Bounded product = exactly(1);
  for (Index j = state_.depth(); j > l; --j) product = product * layers_[static_cast<std::size_t>(j - 1)];
  return product;
}

/// lambda_l of (3.9).
Bounded SweepCertificate::regulariser_of(Index l) const {
  Bounded lambda;
  for (std::size_t k = 0; k + 1 < static_cast<std::size_t>(l); ++k) lambda = lambda * layers_[k] + residuals_[k];
  return lambda;
}

/// S = ||R||^2 + ||E_D||^2 lambda_D.
Bounded SweepCertificate::loss() const {
  Bounded losses;
  for (const Followed& f : followed_) {
    for (Index n = 0; n < f.R.middle.size(); ++n) {
      const Bounded R{f.R.middle.data()[n], f.R.error.data()[n]};
      losses += R * R;
    }
  }
  return losses + layers_.back() * regulariser_of(state_.depth());
}

/// By how much an update of E_l or b_l has moved c_l, which it keeps but for rounding.
SweepCertificate::BoundedMatrix SweepCertificate::rounding_of(const BlockUpdate<double>& update, const Step& step,
                                                              std::size_t block, const Matrix<double>& r_before) const {
  const Link& link = state_.chain.at(update.l);
  const Matrix<double>& r = state_.blocks[block].r(update.l);
  FineMatrix e;
  const bool of_layer = update.kind == BlockKind::layer_weights;
  if (of_layer) {
    const FineMatrix* V = update.l > 1 ? &followed_[block].V[static_cast<std::size_t>(update.l - 2)] : nullptr;
    fine_image(link, step.K, &step.K_low, V ? *V : samples_of(block), e);
  } else {
    e.high = e.low = e.error = Matrix<double>::Zero(r.rows(), r.cols());
  }
  add_exactly(*link.shape, of_layer ? nullptr : &step.b, of_layer ? nullptr : &step.b_low, &r, &r_before, e.high, e.low,
              e.error);
  return e.rounded();
}

/// Takes the update into the block.
SweepCertificate::Changes SweepCertificate::changes_of_block(const BlockUpdate<double>& update, const Step& step,
                                                             std::size_t block) {
  const Index l = update.l, D = state_.depth();
  const auto place = static_cast<std::size_t>(l - 1);
  Followed& f = followed_[block];
  const Block<double>& now = state_.blocks[block];
  Changes changes;
  if (update.kind == BlockKind::output_weights) {
    const BoundedMatrix dZ = image(state_.chain.at(l), step.K, f.V.back().rounded());
    changes.losses = move_losses(logits(f.V.back()), dZ, now.labels, f.R);
    return changes;
  }
  changes.none = now.r(l) == f.r[place];
  changes.own = difference_of_squares(now.r(l), f.r[place]);
  changes.own_after = bounded_norm(now.r(l));
  if (update.kind == BlockKind::auxiliary) {
    const Matrix<double> d = now.r(l) - f.r[place];
    const BoundedMatrix dV = activation_change(f, l, d);
    BoundedMatrix moved = image(state_.chain.at(l + 1), state_.chain.at(l + 1).K, dV);
    if (l == D - 1) {
      BoundedMatrix Z = logits(f.V.back());
      changes.losses = move_losses(Z, moved, now.labels, f.R);
      Z.middle += moved.middle;
      Z.error = (Z.error + moved.error + 2 * u * Z.middle.cwiseAbs()) * upward;
      pull_gradient(l, logit_gradient(Z, f.R, now.labels), d, dV, f);
    } else {
      Matrix<double>& r_next = f.r[place + 1];
      const Matrix<double> dr = now.r(l + 1) - r_next;
      changes.none = changes.none && now.r(l + 1) == r_next;
      changes.ahead = difference_of_squares(now.r(l + 1), r_next);
      changes.ahead_after = bounded_norm(now.r(l + 1));
      moved.middle += dr;
      moved.error += 2 * u * (dr.cwiseAbs() + moved.middle.cwiseAbs());
      changes.losses = drift(l + 1, moved, f);
      pull_gradient(l, BoundedMatrix(f.G), d, dV, f);
      r_next = now.r(l + 1);
    }
  } else {
    changes.losses = drift(l, rounding_of(update, step, block, f.r[place]), f);
  }
  f.r[place] = now.r(l);
  return changes;
}

void SweepCertificate::add_row(BlockKind kind, Index l, const Bounded& change) {
  const double lo = change.lower(), hi = change.upper();
  rows_.push_back({name_in_certificate(kind), l, lo, hi, sign_of(lo, hi)});
}

/// S anew: it falls by more than its enclosures are wide.
void SweepCertificate::after_joint_step() {
  bool moved = false;
  for (Index l = 1; l <= state_.depth(); ++l) {
    const auto place = static_cast<std::size_t>(l - 1);
    moved = moved || state_.chain.at(l).K != K_[place] || state_.chain.at(l).b != b_[place];
  }
  const Bounded before = loss();
  enclose_state();
  add_row(BlockKind::joint, 0, moved ? loss() + exactly(-1) * before : Bounded());
}

void SweepCertificate::after(const BlockUpdate<double>& update) {
  if (update.kind == BlockKind::joint) return after_joint_step();
  const Index l = update.l, D = state_.depth();
  const auto place = static_cast<std::size_t>(l - 1);
  const Link& link = state_.chain.at(l);
  Step step{link.K, link.K, link.b, link.b};
  for (Index i = 0; i < link.K.size(); ++i) {
    const DoubleDouble d = exact_sum(link.K.data()[i], -K_[place].data()[i]);
    step.K.data()[i] = d.high;
    step.K_low.data()[i] = d.low;
  }
  for (Index i = 0; i < link.b.size(); ++i) {
    const DoubleDouble d = exact_sum(link.b(i), -b_[place](i));
    step.b(i) = d.high;
    step.b_low(i) = d.low;
  }
  std::vector<Changes> parts(followed_.size());
  pool_.for_each(parts.size(), [&](std::size_t k) { parts[k] = changes_of_block(update, step, k); });
  Changes total;
  for (const Changes& part : parts) total += part;
  const Bounded layer = difference_of_norms(link.shape->norm_weights(), link.K, K_[place]);
  Bounded change = total.losses;
  if (update.kind == BlockKind::output_weights) {
    change += regulariser_of(D) * layer;
  } else {
    change += weight(l) * (total.own + regulariser_of(l) * layer);
    residuals_[place] = total.own_after;
    if (update.kind == BlockKind::auxiliary && l < D - 1) {
      change += weight(l + 1) * total.ahead;
      residuals_[place + 1] = total.ahead_after;
    }
  }
  if (total.none && link.K == K_[place] && link.b == b_[place]) change = {};
  keep_layer(l);
  add_row(update.kind, l, change);
}

CertificateRows SweepCertificate::finish() {
  std::vector<Bounded> parts(followed_.size());
  pool_.for_each(parts.size(), [&](std::size_t k) { parts[k] = network_losses(k); });
  const double N = static_cast<double>(state_.samples());
  const Bounded one_of_N{1 / N, u / N * upward};
  Bounded CE, constant = exactly(1), power = exactly(1);
  for (const Bounded& part : parts) CE += part;
  CE = CE * one_of_N;
  const Bounded B{constants_of<double>(state_.chain.activation).B, 0};  // 1, 1/4 or a factor: exact
  for (Index j = 1; j < state_.depth(); ++j) {
    power = power * (B * B);
    constant += exactly(2) * power;
  }
  const Bounded bound = sqrt(constant) * sqrt(loss() * one_of_N);
  const char* verdict = CE.upper() <= bound.lower() ? "holds" : CE.lower() > bound.upper() ? "fails" : "undecided";
  rows_.push_back({"CE", 0, CE.lower(), CE.upper(), verdict});
  rows_.push_back({"bound", 0, bound.lower(), bound.upper(), verdict});
  return std::move(rows_);
}

}  // namespace lysep
