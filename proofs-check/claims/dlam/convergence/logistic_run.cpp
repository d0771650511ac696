// The implicit step of the logistic run in enclosures.
#include "proofs-check/claims/dlam/convergence/logistic_run.hpp"

namespace lysep {

Ball logistic_step(const Ball& z) {
  const auto pull = [](const Ball& x) { return Ball(1.0) / (Ball(1.0) + exp(x)); };
  // g(x) = x - z - pull(x) has g' >= 1, so that x is within |g(m)| of any m.
  const Ball middle = z.midpoint();
  Ball x = middle, enough(1.0);
  arb_mul_2exp_si(enough.get(), enough.get(), 8 - Ball::precision());
  for (int k = 0; k < 60; ++k) {
    const Ball p = pull(x), g = (x - middle - p).midpoint();
    if (abs(g) <= enough * max(abs(middle), Ball(1.0))) break;
    x = (x - g / (Ball(1.0) + p * (Ball(1.0) - p))).midpoint();
  }
  Ball enclosure = x;
  arb_add_error(enclosure.get(), abs(x - z - pull(x)).get());
  return enclosure;
}

Ball logistic_run(const Ball& start, int sweeps) {
  Ball z = start;
  for (int k = 0; k < sweeps; ++k) z = logistic_step(z);
  return z;
}

}  // namespace lysep
