#include "core/numbers/float_environment.hpp"

#include <array>
#include <bit>
#include <cmath>

#include "core/numbers/elementary.hpp"

namespace lysep {

std::string arithmetic_fault() {
  // Volatile: computed when the program runs.
  volatile double one = 1.0, tiny = 0x1p-1022, step = 0x1p-53, third = 1.0 / 3.0, large = 0x1p53;
  if (one + step != 1.0 || one + 1.5 * step != 1.0 + 0x1p-52 || -one - step != -1.0) return "rounding to nearest";
  volatile double subnormal = tiny * 0.5;
  if (subnormal == 0.0) return "results that are subnormal";
  if (subnormal * 0x1p60 == 0.0) return "operands that are subnormal";
  if ((large + one) - large != 0.0 || large + (one - large) != 1.0) return "sums in their order";
  volatile double product = third * third;
  if (third * third - product != 0.0) return "multiplication and addition that are not fused";
  volatile double zero = 0.0;
  const double nan = zero / zero, infinity = one / zero;
  if (!std::isnan(nan) || !std::isinf(infinity) || !std::signbit(-zero)) return "infinities, not-a-numbers and -0";
  volatile double x = 0.8125;
  const std::array<double, 6> values = {exp(x), expm1(x), log1p(x), tanh(x), sin(x), cos(x)};
  constexpr std::array<double, 6> known = {0x1.2073d3f1bd518p+1, 0x1.40e7a7e37aa3p+0,  0x1.307d7334f10bep-1,
                                           0x1.5788ff10d2998p-1, 0x1.73b7680dea578p-1, 0x1.6018526f563dfp-1};
  return values == known ? "" : "the elementary functions";
}

}  // namespace lysep
