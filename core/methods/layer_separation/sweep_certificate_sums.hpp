#pragma once
// What the parts of SweepCertificate share: bounds of rounding, sums over the entries of matrices.
#include "core/methods/layer_separation/sweep_certificate.hpp"

namespace lysep::sweep_certificate_detail {

inline constexpr double u = unit_rounding;
/// Relative error of exp, expm1, log1p, tanh and sigmoid, absolute of sin and cos (core/numbers/elementary.hpp), with
/// much to spare: each is some thirty operations, each of which adds at most u of the result, and what a series leaves
/// out is below u.
inline constexpr double function_error = 0x1p-46;

/// Relative error of E V: of each term of a sum of q products, and of an average in front of it.
inline double product_error(Index q) { return static_cast<double>(q + 8) * u; }

/// sum over all entries of (a b), with its bound; term_error: relative, of a product.
Bounded bounded_sum(const Matrix<double>& a, const Matrix<double>& b, double term_error);

/// ||a_n|| of every column n of |a| + |b|, from above.
std::vector<double> column_norms(const Matrix<double>& a, const Matrix<double>& b);

/// Z + b 1^T + r - minus, of what is not null; Z = high + low becomes a rounded number and its rest.
void add_exactly(const Layer<double>& layer, const Vector<double>* b, const Vector<double>* b_low,
                 const Matrix<double>* r, const Matrix<double>* minus, Matrix<double>& high, Matrix<double>& low,
                 Matrix<double>& error);

}  // namespace lysep::sweep_certificate_detail
