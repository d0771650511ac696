#include "proofs-check/enclosures/ball.hpp"

#include <cstdlib>
#include <memory>
#include <new>

#include "core/numbers/kernels.hpp"

namespace lysep {

thread_local slong Ball::precision_ = 128;

namespace {

/// FLINT aborts where memory runs out.
void* or_throw(void* memory) {
  if (!memory) throw std::bad_alloc();
  return memory;
}
const bool memory_functions_set = [] {
  __flint_set_memory_functions([](size_t bytes) { return or_throw(std::malloc(bytes)); },
                               [](size_t count, size_t bytes) { return or_throw(std::calloc(count, bytes)); },
                               [](void* old, size_t bytes) { return or_throw(std::realloc(old, bytes)); }, std::free);
  return true;
}();

/// Frees what Arb keeps for a thread (constants it has computed) when the thread ends.
struct ThreadCleanup {
  ~ThreadCleanup() { flint_cleanup(); }
};

}  // namespace

PrecisionScope::PrecisionScope(slong bits) : before_(Ball::precision_) {
  thread_local const ThreadCleanup cleanup;
  Ball::precision_ = bits;
}

bool Ball::relatively_narrower_than(slong exponent) const {
  if (is_zero()) return true;
  if (!arb_is_finite(x_) || arf_is_zero(arb_midref(x_))) return false;
  arf_t radius, limit;
  arf_init(radius);
  arf_init(limit);
  arf_set_mag(radius, arb_radref(x_));
  arf_abs(limit, arb_midref(x_));
  arf_mul_2exp_si(limit, limit, exponent);
  const bool narrow = arf_cmp(radius, limit) <= 0;
  arf_clear(radius);
  arf_clear(limit);
  return narrow;
}

namespace {

std::string decimal(const arb_t x, slong digits, bool upper) {
  mpfr_t bound;
  mpfr_init2(bound, std::max<slong>(64, 4 * digits));
  if (upper) {
    arf_t b;
    arf_init(b);
    arb_get_ubound_arf(b, x, mpfr_get_prec(bound));
    arf_get_mpfr(bound, b, MPFR_RNDU);
    arf_clear(b);
  } else {
    arf_t b;
    arf_init(b);
    arb_get_lbound_arf(b, x, mpfr_get_prec(bound));
    arf_get_mpfr(bound, b, MPFR_RNDD);
    arf_clear(b);
  }
  char* text = nullptr;
  mpfr_asprintf(&text, upper ? "%.*RUe" : "%.*RDe", static_cast<int>(digits), bound);
  std::string result = text;
  mpfr_free_str(text);
  mpfr_clear(bound);
  return result;
}

/// 3(1 - u) - R(1 - 2u), u = e^(-R): has the sign of d/dR (4 s^2 + 4 R s (1 - s)), positive up to the maximiser
/// and negative beyond.
Ball kappa_slope(const Ball& R) {
  const Ball u = exp(-R);
  return Ball(3.0) * (Ball(1.0) - u) - R * (Ball(1.0) - Ball(2.0) * u);
}

Ball power_of_two(slong exponent) {
  Ball y(1.0);
  arb_mul_2exp_si(y.get(), y.get(), exponent);
  return y;
}

/// Cyclic Jacobi in midpoints: rotates A towards a diagonal matrix and applies the rotations to Q.
void jacobi_rotate(Matrix<Ball>& A, Matrix<Ball>& Q, Index i, Index j) {
  if (A(i, j).is_zero()) return;
  const Ball theta = ((A(j, j) - A(i, i)) / (Ball(2.0) * A(i, j))).midpoint();
  if (!is_finite(theta)) return;
  Ball t = (Ball(1.0) / (abs(theta) + sqrt(theta * theta + Ball(1.0)))).midpoint();
  if (theta < Ball(0.0)) t = -t;
  const Ball c = (Ball(1.0) / sqrt(t * t + Ball(1.0))).midpoint();
  const Ball s = (t * c).midpoint();
  const auto rotate = [&](Ball& a, Ball& b) {
    const Ball a_new = (c * a - s * b).midpoint();
    b = (s * a + c * b).midpoint();
    a = a_new;
  };
  for (Index k = 0; k < A.rows(); ++k) rotate(A(k, i), A(k, j));
  for (Index k = 0; k < A.rows(); ++k) rotate(A(i, k), A(j, k));
  for (Index k = 0; k < A.rows(); ++k) rotate(Q(k, i), Q(k, j));
}

Matrix<Ball> approximate_eigenvectors(const Matrix<Ball>& G) {
  const Index n = G.rows();
  Matrix<Ball> A(n, n), Q = Matrix<Ball>::Constant(n, n, Ball(0.0));
  for (Index i = 0; i < n; ++i) {
    for (Index j = 0; j < n; ++j) A(i, j) = G(i, j).midpoint();
    Q(i, i) = Ball(1.0);
  }
  for (int round = 0; round < 60; ++round) {
    Ball off(0.0), all(0.0);
    for (Index i = 0; i < n; ++i) {
      for (Index j = 0; j < n; ++j) (i == j ? all : off) += A(i, j) * A(i, j);
    }
    if (!(off > all * power_of_two(-2 * Ball::precision()))) break;
    for (Index i = 0; i < n; ++i) {
      for (Index j = i + 1; j < n; ++j) jacobi_rotate(A, Q, i, j);
    }
  }
  return Q;
}

/// max_i (A_ii + sum_{j != i} |A_ij|) and max_i A_ii: bounds of the largest eigenvalue of a symmetric matrix.
std::pair<Ball, Ball> largest_eigenvalue_bounds(const Matrix<Ball>& A) {
  std::pair<Ball, Ball> bounds{A(0, 0), A(0, 0)};
  for (Index i = 0; i < A.rows(); ++i) {
    Ball circle = A(i, i);
    for (Index j = 0; j < A.rows(); ++j) {
      if (j != i) circle += abs(A(i, j));
    }
    bounds.first = i == 0 ? A(i, i) : max(bounds.first, A(i, i));
    bounds.second = i == 0 ? circle : max(bounds.second, circle);
  }
  return bounds;
}

}  // namespace

std::string Ball::lower_decimal(slong digits) const { return decimal(x_, digits, false); }
std::string Ball::upper_decimal(slong digits) const { return decimal(x_, digits, true); }

Ball expm1(const Ball& x) {
  Ball y;
  mag_t size;
  mag_init(size);
  arb_get_mag(size, x.get());
  const bool tiny = mag_cmp_2exp_si(size, -Ball::precision()) < 0;
  mag_clear(size);
  if (tiny) {
    arb_unit_interval(y.get());  // 0 <= e^x - 1 - x <= x^2 for |x| <= 1
    return x + x * x * y;
  }
  arb_expm1(y.get(), x.get(), Ball::precision());
  return y;
}

Ball unit_step(const Ball& x) {
  if (x.is_positive()) return Ball(1.0);
  if (arb_is_nonpositive(x.get())) return Ball(0.0);
  Ball y;
  arb_unit_interval(y.get());
  return y;
}

Ball kappa(const Ball&) {
  thread_local slong bits = 0;
  thread_local Ball value;
  if (bits == Ball::precision()) return value;
  Ball low(3.0), high(4.0);  // the slope is positive at 3 and negative at 4
  for (slong step = 0; step < Ball::precision(); ++step) {
    const Ball middle = ((low + high) * Ball(0.5)).midpoint();
    const Ball slope = kappa_slope(middle);
    if (slope.contains_zero()) break;
    (slope.is_positive() ? low : high) = middle;
  }
  Ball R;
  arb_union(R.get(), low.get(), high.get(), Ball::precision());
  const Ball s = Ball(1.0) - exp(-R);
  value = Ball(4.0) * s * s + Ball(4.0) * R * s * (Ball(1.0) - s);
  bits = Ball::precision();
  return value;
}

Ball spectral_norm(const Matrix<Ball>& W) {
  if (W.size() == 0) return Ball(0.0);
  const Matrix<Ball> thin = W.rows() <= W.cols() ? W : Matrix<Ball>(W.transpose());
  Matrix<Ball> G, GQ, A, QQ;
  correlate(thin, thin, G);
  const Matrix<Ball> Q = approximate_eigenvectors(G);
  // y = Q x: the largest y^T G y / y^T y lies between that of A = Q^T G Q over the largest and the smallest
  // eigenvalue of Q^T Q, which is the identity up to its distance from it.
  multiply(G, Q, GQ);
  multiply_transposed(Q, GQ, A);
  multiply_transposed(Q, Q, QQ);
  for (Index i = 0; i < QQ.rows(); ++i) QQ(i, i) -= Ball(1.0);
  Ball distance(0.0);
  for (Index i = 0; i < QQ.rows(); ++i) {
    Ball row(0.0);
    for (Index j = 0; j < QQ.cols(); ++j) row += abs(QQ(i, j));
    distance = max(distance, row);
  }
  const auto [low, high] = largest_eigenvalue_bounds(A);
  const Ball lower = low / (Ball(1.0) + distance), upper = high / (Ball(1.0) - distance);
  Ball squared;
  arb_union(squared.get(), lower.get(), upper.get(), Ball::precision());
  return sqrt(max(squared, Ball(0.0)));
}

}  // namespace lysep
