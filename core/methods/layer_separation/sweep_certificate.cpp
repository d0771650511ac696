#include "core/methods/layer_separation/sweep_certificate.hpp"

#include "core/methods/layer_separation/block_steps.hpp"
#include "core/numbers/double_double.hpp"

namespace lysep {
namespace {

constexpr double u = unit_rounding;
/// Relative error of exp, expm1, log1p, tanh and sigmoid, absolute of sin and cos (core/numbers/elementary.hpp), with
/// much to spare: each is some thirty operations, each of which adds at most u of the result, and what a series leaves
/// out is below u.
constexpr double function_error = 0x1p-46;

/// Relative error of E V: of each term of a sum of q products, and of an average in front of it.
double product_error(Index q) { return static_cast<double>(q + 8) * u; }

/// sum_n (a b)(n) over all entries, with its bound: a row's terms run in eight accumulators, then rows are added.
Bounded bounded_sum(const Matrix<double>& a, const Matrix<double>& b, double term_error) {
  const Index n = a.cols();
  std::vector<double> terms(static_cast<std::size_t>(n)), sizes(terms.size());
  double sum = 0, size = 0;
  for (Index i = 0; i < a.rows(); ++i) {
    const double *x = a.data() + i * n, *y = b.data() + i * n;
    double* __restrict t = terms.data();
    double* __restrict s = sizes.data();
    for (Index k = 0; k < n; ++k) {
      t[k] = x[k] * y[k];
      s[k] = std::fabs(t[k]);
    }
    sum += sum_of(t, n);
    size += sum_of(s, n);
  }
  const double roundings = static_cast<double>(n / kernels::lanes + 5 + a.rows());
  return {sum, (roundings * u + term_error) * size * upward + least_error};
}

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

/// ||a_n|| of every column n of |a| + |b|, from above.
std::vector<double> column_norms(const Matrix<double>& a, const Matrix<double>& b) {
  std::vector<double> norms(static_cast<std::size_t>(a.cols()));
  for (Index i = 0; i < a.rows(); ++i) {
    const double *x = a.data() + i * a.cols(), *y = b.data() + i * a.cols();
    for (std::size_t n = 0; n < norms.size(); ++n) {
      const double size = std::fabs(x[n]) + std::fabs(y[n]);
      norms[n] += size * size;
    }
  }
  for (double& norm : norms) norm = std::sqrt(norm) * upward + least_error;
  return norms;
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
  const Index D = state_.depth();
  rows_.clear();
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

/// X of the block, exactly.
SweepCertificate::FineMatrix SweepCertificate::samples_of(std::size_t block) const {
  const Matrix<double>& X = state_.blocks[block].X;
  const Matrix<double> none = Matrix<double>::Zero(X.rows(), X.cols());
  return {X, none, none};
}

SweepCertificate::BoundedMatrix SweepCertificate::FineMatrix::rounded() const {
  return {high, (error + low.cwiseAbs()) * upward};
}

/// E(K) V.
SweepCertificate::BoundedMatrix SweepCertificate::image(const Link& link, const Matrix<double>& K,
                                                        const BoundedMatrix& V) const {
  BoundedMatrix Z;
  link.shape->apply(K, V.middle, Z.middle);
  const Matrix<double> size = (V.error + product_error(K.cols()) * V.middle.cwiseAbs()) * upward;
  link.shape->apply(K.cwiseAbs(), size, Z.error);
  Z.error = (Z.error * upward).array() + least_error;
  return Z;
}

/// E(K + K_low) V, as an unevaluated sum. Of a dense layer each product and each partial sum is taken with its error, and
/// the errors are added in double; of others in double alone.
void SweepCertificate::fine_image(const Link& link, const Matrix<double>& K, const Matrix<double>* K_low,
                                  const FineMatrix& V, FineMatrix& Z) const {
  if (!is_dense(link.shape->shape())) {
    const BoundedMatrix rounded = V.rounded();
    BoundedMatrix image_of = image(link, K, rounded);
    if (K_low) {
      const BoundedMatrix rest = image(link, *K_low, rounded);
      image_of.error = (image_of.error + rest.middle.cwiseAbs() + rest.error) * upward;
    }
    Z.low = Matrix<double>::Zero(image_of.middle.rows(), image_of.middle.cols());
    Z.high = std::move(image_of.middle);
    Z.error = std::move(image_of.error);
    return;
  }
  const Index N = V.high.cols(), q = K.cols();
  Z.high.setZero(K.rows(), N);
  Z.low.setZero(K.rows(), N);
  for (Index i = 0; i < K.rows(); ++i) {
    double* __restrict sum = Z.high.data() + i * N;
    double* __restrict rest = Z.low.data() + i * N;
    for (Index j = 0; j < q; ++j) {
      const double k = K(i, j), k_low = K_low ? (*K_low)(i, j) : 0.0;
      const double *v = V.high.data() + j * N, *v_low = V.low.data() + j * N;
      for (Index n = 0; n < N; ++n) {
        const DoubleDouble product = exact_product(k, v[n]), s = exact_sum(sum[n], product.high);
        sum[n] = s.high;
        rest[n] += (product.low + s.low) + (k * v_low[n] + k_low * v[n]);
      }
    }
  }
  // `rest` is a sum of 4 q numbers below (q + 2) u |K| |V| each, rounded in double.
  const double rounding = 8 * product_error(q) * product_error(q);
  const Matrix<double> size = (V.error + rounding * V.high.cwiseAbs()) * upward;
  multiply(Matrix<double>(K.cwiseAbs()), size, Z.error);
  Z.error = (Z.error * upward).array() + least_error;
}

/// Z + b 1^T + r, or less of it; the sum of two doubles becomes a rounded one and its rest.
static void add_exactly(const Layer<double>& layer, const Vector<double>* b, const Vector<double>* b_low,
                        const Matrix<double>* r, const Matrix<double>* minus, Matrix<double>& high, Matrix<double>& low,
                        Matrix<double>& error) {
  const Index N = high.cols();
  for (Index i = 0; i < high.rows(); ++i) {
    const Index of_b = i / layer.outputs_per_bias();
    const double shift = b ? (*b)(of_b) : 0.0, shift_low = b_low ? (*b_low)(of_b) : 0.0;
    const double* plus = r ? r->data() + i * N : nullptr;
    const double* less = minus ? minus->data() + i * N : nullptr;
    double *h = high.data() + i * N, *rest = low.data() + i * N, *dz = error.data() + i * N;
    for (Index n = 0; n < N; ++n) {
      const double p = plus ? plus[n] : 0.0, m = less ? -less[n] : 0.0;
      const DoubleDouble x = exact_sum(h[n], shift), y = exact_sum(x.high, p), z = exact_sum(y.high, m);
      const double tail = rest[n] + ((x.low + y.low) + (z.low + shift_low));
      const DoubleDouble sum = exact_sum(z.high, tail);
      h[n] = sum.high;
      rest[n] = sum.low;
      const double lost = std::fabs(tail) + 4 * u * (std::fabs(x.high) + std::fabs(y.high) + std::fabs(z.high));
      dz[n] = (dz[n] + 8 * u * lost) * upward;
    }
  }
}

/// sigma(c).
void SweepCertificate::activate_fine(const FineMatrix& c, FineMatrix& V) const {
  const Index rows = c.high.rows(), columns = c.high.cols();
  for (Matrix<double>* m : {&V.high, &V.low, &V.error}) m->resize(rows, columns);
  with_activation<double>(state_.chain.activation, [&](auto sigma) {
    using Sigma = decltype(sigma);
    constexpr bool fine = std::is_same_v<Sigma, Tanh> || std::is_same_v<Sigma, Sigmoid>;
    const double M2 = M2_.value_or(0);
    const double *x = c.high.data(), *x_low = c.low.data(), *dx = c.error.data();
    double* __restrict v = V.high.data();
    double* __restrict v_low = V.low.data();
    double* __restrict dv = V.error.data();
    for (Index i = 0; i < c.high.size(); ++i) {
      DoubleDouble value;
      if constexpr (std::is_same_v<Sigma, Tanh>) value = tanh(DoubleDouble{x[i], x_low[i]});
      if constexpr (std::is_same_v<Sigma, Sigmoid>) value = sigmoid(DoubleDouble{x[i], x_low[i]});
      if constexpr (!fine) value = {sigma.value(x[i]), 0};
      v[i] = value.high;
      v_low[i] = value.low;
    }
    for (Index i = 0; i < c.high.size(); ++i) {
      const double around = fine ? dx[i] : dx[i] + std::fabs(x_low[i]);
      double slope = std::fabs(sigma.slope(x[i], v[i])) + 4 * function_error + M2 * around;
      if (std::is_same_v<Sigma, Relu>) slope = x[i] + around > 0 ? 1.0 : 0.0;
      slope = slope < B_ ? slope : B_;
      const double own = fine ? double_double_function_error
                              : function_error * (std::is_same_v<Sigma, Sin> ? 1.0 : std::fabs(v[i]));
      dv[i] = (slope * around + own) * upward;
    }
  });
}

/// sigma(c_l + d) - sigma(c_l), with an error that goes with d: the difference at the middle of c_l, and
/// min(M2 |d|, 2 B) of what c_l may be beside it.
SweepCertificate::BoundedMatrix SweepCertificate::activation_change(const Followed& f, Index l,
                                                                    const Matrix<double>& d) const {
  const BoundedMatrix c = f.c[static_cast<std::size_t>(l - 1)].rounded();
  const Matrix<double>& V = f.V[static_cast<std::size_t>(l - 1)].high;
  BoundedMatrix dV{d, Matrix<double>(d.rows(), d.cols())};
  with_activation<double>(state_.chain.activation, [&](auto sigma) {
    const Index n = d.cols();
    for (Index i = 0; i < d.size(); i += n) {
      block_steps_detail::change_row(sigma, n, c.middle.data() + i, V.data() + i, dV.middle.data() + i);
    }
    for (Index i = 0; i < d.size(); ++i) {
      const double size = std::fabs(d.data()[i]), around = c.error.data()[i], x = std::fabs(c.middle.data()[i]);
      double slope = 2 * B_;
      if (M2_) {
        slope = *M2_ * size < slope ? *M2_ * size : slope;
      } else if (x > (size + around) * upward) {
        slope = 0;  // of relu, on one side of its kink
      }
      // The short form is a product with tanh(d): its errors go with d. The far one is of values, |d| > 1/16.
      const double own = size <= 0x1p-4 ? 4 * function_error : 0x1p7 * function_error;
      dV.error.data()[i] = (2 * slope * around + own * size) * upward;
    }
  });
  return dV;
}

/// R_n at the logits Z: the functions' errors, and sqrt 2 ||Z_n|| of the errors of Z.
SweepCertificate::BoundedMatrix SweepCertificate::losses_of(const BoundedMatrix& Z, const Labels& labels) const {
  BoundedMatrix R;
  cross_entropy(Z.middle, labels, R.middle);
  const std::vector<double> moved = column_norms(Z.error, Z.error);  // twice the norms
  R.error.resize(1, R.middle.cols());
  for (Index n = 0; n < R.middle.cols(); ++n) {
    double range = 0;
    const double y = Z.middle(labels[static_cast<std::size_t>(n)], n);
    for (Index j = 0; j < Z.middle.rows(); ++j) range = std::max(range, std::fabs(Z.middle(j, n) - y));
    const double J = static_cast<double>(Z.middle.rows());
    const double own = 4 * function_error * (1 + R.middle(0, n)) + 8 * u * range + 2 * (J + 4) * u;
    R.error(0, n) = (moved[static_cast<std::size_t>(n)] + own) * upward;
  }
  return R;
}

/// c_l = E_l V_l + b_l 1^T + r_l (r = 0 where there is none) and V_{l+1}.
void SweepCertificate::pass_layer(Index l, const FineMatrix& V, const Matrix<double>* r, FineMatrix& c,
                                  FineMatrix& next) const {
  const Link& link = state_.chain.at(l);
  fine_image(link, link.K, nullptr, V, c);
  add_exactly(*link.shape, &link.b, nullptr, r, nullptr, c.high, c.low, c.error);
  activate_fine(c, next);
}

/// c_l, V_{l+1} for all l, and R, of the exact forward pass of the block.
void SweepCertificate::pass_forward(std::size_t block, Followed& f) const {
  const Index D = state_.depth();
  f.c.resize(static_cast<std::size_t>(D - 1));
  f.V.resize(f.c.size());
  for (Index l = 1; l < D; ++l) {
    const auto place = static_cast<std::size_t>(l - 1);
    pass_layer(l, l == 1 ? samples_of(block) : f.V[place - 1], &f.r[place], f.c[place], f.V[place]);
  }
  f.R = losses_of(logits(f.V.back()), state_.blocks[block].labels);
}

/// The sum of the block's cross-entropies in the true network.
Bounded SweepCertificate::network_losses(std::size_t block) const {
  FineMatrix c, V = samples_of(block), next;
  for (Index l = 1; l < state_.depth(); ++l) {
    pass_layer(l, V, nullptr, c, next);
    std::swap(V, next);
  }
  const BoundedMatrix R = losses_of(logits(V), state_.blocks[block].labels);
  Bounded sum;
  for (Index n = 0; n < R.middle.size(); ++n) sum += Bounded{R.middle.data()[n], R.error.data()[n]};
  return sum;
}

/// The logits E_D V_D, with the W_D that the certificate knows.
SweepCertificate::BoundedMatrix SweepCertificate::logits(const FineMatrix& V) const {
  const Link& last = state_.chain.at(state_.depth());
  FineMatrix Z;
  fine_image(last, K_.back(), nullptr, V, Z);
  add_exactly(*last.shape, nullptr, nullptr, nullptr, nullptr, Z.high, Z.low, Z.error);
  return Z.rounded();
}

/// R_n where the logits Z move by dZ, and the sum of what becomes of R_n^2 less R_n^2. With p the softmax of Z and
/// a_j = dZ_j - dZ_y, R moves by h = log sum_j p_j e^(a_j) = log1p(sum_{j != y} p_j (e^(a_j) - 1)).
Bounded SweepCertificate::move_losses(const BoundedMatrix& Z, const BoundedMatrix& dZ, const Labels& labels,
                                      BoundedMatrix& R) const {
  const Index J = Z.middle.rows(), N = Z.middle.cols();
  const std::vector<double> Z_moved = column_norms(Z.error, Matrix<double>::Zero(J, N));
  const std::vector<double> dZ_moved = column_norms(dZ.error, Matrix<double>::Zero(J, N));
  const std::vector<double> dZ_size = column_norms(dZ.middle, dZ.error);
  Bounded change;
  for (Index n = 0; n < N; ++n) {
    const auto place = static_cast<std::size_t>(n);
    const Index y = labels[place];
    double largest = 0, range = 0;
    for (Index j = 0; j < J; ++j) {
      largest = std::max(largest, Z.middle(j, n) - Z.middle(y, n));
      range = std::max(range, std::fabs(Z.middle(j, n) - Z.middle(y, n)));
    }
    double total = exp(-largest), moved = 0, size = 0;
    for (Index j = 0; j < J; ++j) {
      if (j == y) continue;
      const double p = exp((Z.middle(j, n) - Z.middle(y, n)) - largest);
      const double move = expm1(dZ.middle(j, n) - dZ.middle(y, n));
      total += p;
      moved += p * move;
      size += std::fabs(p * move);
    }
    const double relative = 4 * function_error + 8 * u * range + 2 * static_cast<double>(J + 4) * u;
    const double x = moved / total, x_error = relative * (size / total) * upward;
    const double rest = (1 + x) * (1 - 4 * u) - x_error;  // of the argument of the logarithm, from below
    Bounded h{log1p(x), 0};
    h.error = (rest > 0 ? x_error / rest : INFINITY) + 2 * function_error * std::fabs(h.middle);
    // |dh/d dZ| <= sqrt 2, and |dh/dZ| = |p' - p| <= min(sqrt 2, ||dZ||/2). a_j is rounded once.
    const double turned = std::min(1.5, 0.5 * dZ_size[place]);
    h.error = (h.error + 1.5 * (dZ_moved[place] + 2 * u * dZ_size[place]) + turned * Z_moved[place]) * upward;
    Bounded own{R.middle(0, n), R.error(0, n)};
    change += h * (exactly(2) * own + h);
    own += h;
    R.middle(0, n) = own.middle;
    R.error(0, n) = own.error;
  }
  return change;
}

/// 2 R_n (p_n - a_n) at the logits Z: the gradient of ||R||^2 in them.
SweepCertificate::BoundedMatrix SweepCertificate::logit_gradient(const BoundedMatrix& Z, const BoundedMatrix& R,
                                                                 const Labels& labels) const {
  BoundedMatrix T;
  softmax_minus_labels(Z.middle, labels, T.middle);
  T.error.resize(T.middle.rows(), T.middle.cols());
  const std::vector<double> moved = column_norms(Z.error, Matrix<double>::Zero(Z.error.rows(), Z.error.cols()));
  for (Index n = 0; n < T.middle.cols(); ++n) {
    double range = 0;
    const double y = Z.middle(labels[static_cast<std::size_t>(n)], n);
    for (Index j = 0; j < Z.middle.rows(); ++j) range = std::max(range, std::fabs(Z.middle(j, n) - y));
    const double relative = 4 * function_error + 8 * u * range + 2 * static_cast<double>(T.middle.rows() + 4) * u;
    for (Index j = 0; j < T.middle.rows(); ++j) {
      const Bounded slope{T.middle(j, n), (relative * std::fabs(T.middle(j, n)) + moved[static_cast<std::size_t>(n)])};
      const Bounded entry = exactly(2) * Bounded{R.middle(0, n), R.error(0, n)} * slope;
      T.middle(j, n) = entry.middle;
      T.error(j, n) = entry.error;
    }
  }
  return T;
}

/// G_l = sigma'(c_l + d) o E_{l+1}^T T, where c_l has just moved by d.
void SweepCertificate::pull_gradient(Index l, const BoundedMatrix& T, const Matrix<double>& d, Followed& f) const {
  const Link& next = state_.chain.at(l + 1);
  BoundedMatrix U;
  next.shape->apply_transposed(next.K, T.middle, U.middle);
  const Matrix<double> size =
      (T.error + product_error(next.K.rows() * std::max<Index>(next.K.cols(), 9)) * T.middle.cwiseAbs()) * upward;
  next.shape->apply_transposed(next.K.cwiseAbs(), size, U.error);
  const FineMatrix& c = f.c[static_cast<std::size_t>(l - 1)];
  with_activation<double>(state_.chain.activation, [&](auto sigma) {
    for (Index i = 0; i < d.size(); ++i) {
      const double x = c.high.data()[i] + d.data()[i];
      const double slope = sigma.slope(x, sigma.value(x));
      const double around = c.error.data()[i] + std::fabs(c.low.data()[i]) + 4 * u * std::fabs(x) + 2 * u * std::fabs(d.data()[i]);
      const double slope_error = 8 * function_error + M2_.value_or(0) * around;
      const double pull = U.middle.data()[i];
      U.middle.data()[i] = slope * pull;
      U.error.data()[i] = ((std::fabs(slope) + slope_error) * U.error.data()[i] + slope_error * std::fabs(pull)) * upward;
    }
  });
  U.error = (U.error + 2 * u * U.middle.cwiseAbs()) * upward;
  f.G = std::move(U);
}

/// What moving c_m by e does to ||R||^2, m < D, where all below stays.
Bounded SweepCertificate::drift(Index m, const BoundedMatrix& e, Followed& f) const {
  const std::vector<double> size = column_norms(e.middle, e.error);
  const double factor = reach(m);
  double paths = 0;  // sum 1/prod_{i > j} (B ||E_i||)
  for (Index j = m; M2_ && j < state_.depth(); ++j) paths += 1.5 / reach(j) * upward;
  double sum = 0, turned = 0;
  for (Index n = 0; n < f.R.middle.cols(); ++n) {
    const auto place = static_cast<std::size_t>(n);
    const double d = factor * size[place] * upward, R = std::fabs(f.R.middle(0, n)) + f.R.error(0, n);
    sum += (2 * R + d) * d;
    turned += (4 + R + d + 3 * (R + d) * (M2_.value_or(0) / B_) * paths) * d * (f.moved[place] + d);
    f.moved[place] += d * upward;
    f.R.error(0, n) = (f.R.error(0, n) + d) * upward;
  }
  if (!M2_) return {0, sum * upward};
  Bounded along = bounded_sum(f.G.middle, e.middle, 2 * u);
  const Matrix<double> apart = f.G.middle.cwiseAbs().cwiseProduct(e.error) +
                               f.G.error.cwiseProduct(Matrix<double>(e.middle.cwiseAbs() + e.error));
  along.error = (along.error + apart.sum() + turned) * upward;
  if (sum * upward < std::fabs(along.middle) + along.error) return {0, sum * upward};
  return along;
}

/// By how much an update of E_l or b_l has moved c_l, which it keeps but for rounding.
SweepCertificate::BoundedMatrix SweepCertificate::rounding_of(const BlockUpdate<double>& update, const Step& step,
                                                              std::size_t block,
                                                              const Matrix<double>& r_before) const {
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
    BoundedMatrix moved = image(state_.chain.at(l + 1), state_.chain.at(l + 1).K, activation_change(f, l, d));
    if (l == D - 1) {
      BoundedMatrix Z = logits(f.V.back());
      changes.losses = move_losses(Z, moved, now.labels, f.R);
      Z.middle += moved.middle;
      Z.error = (Z.error + moved.error + 2 * u * Z.middle.cwiseAbs()) * upward;
      pull_gradient(l, logit_gradient(Z, f.R, now.labels), d, f);
    } else {
      Matrix<double>& r_next = f.r[place + 1];
      const Matrix<double> dr = now.r(l + 1) - r_next;
      changes.none = changes.none && now.r(l + 1) == r_next;
      changes.ahead = difference_of_squares(now.r(l + 1), r_next);
      changes.ahead_after = bounded_norm(now.r(l + 1));
      moved.middle += dr;
      moved.error += 2 * u * (dr.cwiseAbs() + moved.middle.cwiseAbs());
      changes.losses = drift(l + 1, moved, f);
      pull_gradient(l, BoundedMatrix(f.G), d, f);
      r_next = now.r(l + 1);
    }
  } else {
    changes.losses = drift(l, rounding_of(update, step, block, f.r[place]), f);
  }
  f.r[place] = now.r(l);
  return changes;
}

void SweepCertificate::after(const BlockUpdate<double>& update) {
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
  const char* name = update.kind == BlockKind::auxiliary ? "c" : update.kind == BlockKind::bias ? "b" : "W";
  rows_.push_back({name, l, change.lower(), change.upper(), sign_of(change.lower(), change.upper())});
}

CertificateRows SweepCertificate::finish() {
  std::vector<Bounded> parts(followed_.size());
  pool_.for_each(parts.size(), [&](std::size_t k) {
    parts[k] = network_losses(k);
  });
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
