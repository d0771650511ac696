#include "experiments/bench/function_accuracy.hpp"

#include <mpfr.h>

#include <algorithm>
#include <cmath>

#include "core/numbers/random.hpp"
#include "core/numbers/matrix.hpp"

namespace lysep {
namespace {

/// A function and the arguments that tell something: 2^lowest <= |x|, -below <= x <= above; from 2^curved on, the value
/// is not x, or a constant, to working precision.
struct Function {
  const char* name;
  double (*own)(double);
  int (*exact)(mpfr_t, const mpfr_t, mpfr_rnd_t);
  int lowest, curved;
  double below, above;
};

constexpr int subnormal = -1074;
constexpr double largest = std::numeric_limits<double>::max();
const Function functions[] = {{"exp", exp, mpfr_exp, -54, -54, 745.2, 709.79},
                              {"expm1", expm1, mpfr_expm1, subnormal, -54, 37.5, 709.79},
                              {"log1p", log1p, mpfr_log1p, subnormal, -54, 1.0 - 0x1p-53, largest},
                              {"tanh", tanh, mpfr_tanh, subnormal, -28, 20.0, 20.0},
                              {"sin", sin, mpfr_sin, subnormal, -27, largest, largest},
                              {"cos", cos, mpfr_cos, -27, -27, largest, largest}};

/// Argument `index`: signs and the two ranges of exponents take turns, and so do the exponents of a range.
double argument(const Function& f, const RandomStream& stream, long index) {
  const bool negative = index % 2 == 1;
  const double limit = negative ? f.below : f.above;
  const int low = index / 2 % 2 == 0 ? f.curved : f.lowest, high = std::ilogb(limit);
  const int exponent = low + static_cast<int>(index / 4 % (high - low + 1));
  const double first = std::ldexp(1.0, exponent), last = exponent == high ? limit : 2.0 * first;
  const double x = first + (last - first) * stream.uniform(static_cast<std::uint64_t>(index));
  return negative ? -x : x;
}

/// |own - exact| in ulp of the exact value rounded; y and difference are room for it.
double ulp_error(const Function& f, double x, mpfr_t y, mpfr_t difference) {
  const double got = f.own(x);
  mpfr_set_d(y, x, MPFR_RNDN);
  f.exact(y, y, MPFR_RNDN);
  const double rounded = std::fabs(mpfr_get_d(y, MPFR_RNDN));
  if (rounded == 0.0 || std::isinf(rounded)) {
    return std::fabs(got) == rounded ? 0.0 : std::numeric_limits<double>::infinity();
  }
  mpfr_sub_d(difference, y, got, MPFR_RNDN);
  const double ulp = std::ldexp(1.0, std::max(std::ilogb(rounded) - 52, subnormal));
  const double error = std::fabs(mpfr_get_d(difference, MPFR_RNDN)) / ulp;
  return std::isnan(error) ? std::numeric_limits<double>::infinity() : error;
}

struct Worst {
  double error = 0, at = 0;

  void take(const Worst& other) {
    if (other.error > error) *this = other;
  }
};

Worst worst_of(const Function& f, const RandomStream& stream, long first, long last) {
  mpfr_t y, difference;
  mpfr_init2(y, 53 + 64);
  mpfr_init2(difference, 53 + 64);
  Worst worst;
  for (long k = first; k < last; ++k) {
    const double x = argument(f, stream, k);
    worst.take({ulp_error(f, x, y, difference), x});
  }
  mpfr_clear(y);
  mpfr_clear(difference);
  return worst;
}

}  // namespace

bool FunctionAccuracy::holds() const { return largest_error <= accuracy_limit; }

long measured_functions() { return static_cast<long>(std::size(functions)); }

std::vector<FunctionAccuracy> measure_accuracy(long points, ThreadPool& pool, const std::function<void(long)>& tick,
                                               const std::atomic<bool>& stop) {
  constexpr long part = 2000, parts_at_once = 64;
  std::vector<FunctionAccuracy> all;
  for (std::size_t number = 0; number < std::size(functions) && !stop; ++number) {
    const Function& f = functions[number];
    const RandomStream stream(1, Purpose::claim_instance, 1000 + static_cast<std::uint32_t>(number));
    Worst worst;
    long done = 0;
    while (done < points && !stop) {
      const long end = std::min(points, done + part * parts_at_once);
      std::vector<Worst> of_part(static_cast<std::size_t>((end - done + part - 1) / part));
      pool.for_each(of_part.size(), [&](std::size_t k) {
        const long first = done + part * static_cast<long>(k);
        of_part[k] = worst_of(f, stream, first, std::min(end, first + part));
      });
      for (const Worst& w : of_part) worst.take(w);
      done = end;
      tick(static_cast<long>(number) * points + done);
    }
    if (done == points) all.push_back({f.name, points, worst.error, worst.at});
  }
  return all;
}

}  // namespace lysep
