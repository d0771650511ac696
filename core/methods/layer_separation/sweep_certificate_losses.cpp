// SweepCertificate: what an update does to ||R||^2.
#include "core/methods/layer_separation/sweep_certificate_sums.hpp"

namespace lysep {

using namespace sweep_certificate_detail;

namespace sweep_certificate_detail {

/// A row's terms run in eight accumulators, then rows are added.
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

}  // namespace sweep_certificate_detail

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

/// G_l = sigma'(c_l + d) o E_{l+1}^T T, where c_l has just moved by d, and V_{l+1} by dV: sigma' is a function of V,
/// whose slope is at most 2, or of c.
void SweepCertificate::pull_gradient(Index l, const BoundedMatrix& T, const Matrix<double>& d, const BoundedMatrix& dV,
                                     Followed& f) const {
  const Link& next = state_.chain.at(l + 1);
  BoundedMatrix U;
  next.shape->apply_transposed(next.K, T.middle, U.middle);
  const Matrix<double> size =
      (T.error + product_error(next.K.rows() * std::max<Index>(next.K.cols(), 9)) * T.middle.cwiseAbs()) * upward;
  next.shape->apply_transposed(next.K.cwiseAbs(), size, U.error);
  const FineMatrix &c = f.c[static_cast<std::size_t>(l - 1)], &V = f.V[static_cast<std::size_t>(l - 1)];
  with_activation<double>(state_.chain.activation, [&](auto sigma) {
    for (Index i = 0; i < d.size(); ++i) {
      const double x = c.high.data()[i] + d.data()[i];
      const double v = V.high.data()[i] + dV.middle.data()[i];
      const double v_error = V.error.data()[i] + std::fabs(V.low.data()[i]) + dV.error.data()[i] + 4 * u * std::fabs(v);
      const double slope = sigma.slope(x, v);
      const double around =
          c.error.data()[i] + std::fabs(c.low.data()[i]) + 4 * u * std::fabs(x) + 2 * u * std::fabs(d.data()[i]);
      const double slope_error = 8 * function_error + M2_.value_or(0) * around + 2 * v_error;
      const double pull = U.middle.data()[i];
      U.middle.data()[i] = slope * pull;
      U.error.data()[i] =
          ((std::fabs(slope) + slope_error) * U.error.data()[i] + slope_error * std::fabs(pull)) * upward;
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

}  // namespace lysep
