// SweepCertificate: the exact forward pass, layer by layer.
#include "core/methods/layer_separation/block_steps.hpp"
#include "core/methods/layer_separation/sweep_certificate_sums.hpp"
#include "core/numbers/double_double.hpp"

namespace lysep {

using namespace sweep_certificate_detail;

namespace sweep_certificate_detail {

void add_exactly(const Layer<double>& layer, const Vector<double>* b, const Vector<double>* b_low,
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

}  // namespace sweep_certificate_detail

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

/// E(K + K_low) V, as an unevaluated sum. Of a dense layer each product and each partial sum is taken with its error,
/// and the errors are added in double; of others in double alone.
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
      const double own =
          fine ? double_double_function_error : function_error * (std::is_same_v<Sigma, Sin> ? 1.0 : std::fabs(v[i]));
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

}  // namespace lysep
