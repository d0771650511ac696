#pragma once
// The reference scalars: 50 and 100 decimal digits, rounded by MPFR. Their functions are Boost's, found by their type.
#include <boost/multiprecision/eigen.hpp>
#include <boost/multiprecision/mpfr.hpp>

#include "core/numbers/matrix.hpp"

namespace lysep {

template <unsigned digits>
using Multiprecision =
    boost::multiprecision::number<boost::multiprecision::mpfr_float_backend<digits>, boost::multiprecision::et_off>;
using mp50 = Multiprecision<50>;
using mp100 = Multiprecision<100>;

/// MPFR's own, which are correctly rounded.
template <unsigned digits>
struct ErrorFunction<Multiprecision<digits>> {
  using S = Multiprecision<digits>;
  static S value(const S& x) { return call(mpfr_erf, x); }
  static S complement(const S& x) { return call(mpfr_erfc, x); }

 private:
  static S call(int (*function)(mpfr_t, const __mpfr_struct*, mpfr_rnd_t), const S& x) {
    S y;
    function(y.backend().data(), x.backend().data(), MPFR_RNDN);
    return y;
  }
};

}  // namespace lysep
