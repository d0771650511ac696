// How far the auxiliary variables can lower S at fixed weights, and the instances on which claims about it are decided.
#include "proofs-check/claims/lysep/joint/minimum_size.hpp"

#include <fmt/format.h>

#include "core/numbers/bad_input.hpp"

namespace lysep {
namespace {

Index sample_of(const Instance& instance) {
  const double n = instance.number("sample");
  const Index N = instance.state->samples();
  if (!(n >= 1 && n <= static_cast<double>(N)) || n != std::floor(n)) {
    throw BadInput(fmt::format("sample requires a number from 1 to {}, but got {}", N, n));
  }
  return static_cast<Index>(n) - 1;
}

}  // namespace

MinimumSize::MinimumSize(const Instance& instance) : at(*instance.state), n(sample_of(instance)) {}

bool MinimumSize::hypothesis() const {
  if (at.network.L < 2) return false;
  for (Index l = 1; l < at.network.L; ++l) {
    if (!(at.network.omega(l) > Ball(0.0))) return false;
  }
  return true;
}

Ball MinimumSize::ratio() const {
  Ball sum(0.0);
  for (Index l = 1; l < at.network.L; ++l) sum += norm_squared(at.delta(l).col(n)) / at.network.omega(l);
  return sum;
}

Ball MinimumSize::ratio_with_own_norm() const {
  Ball sum(0.0);
  for (Index l = 1; l < at.network.L; ++l) {
    sum += norm_squared(at.delta(l).col(n)) / (at.network.omega(l) * at.network.norms.layer(l));
  }
  return sum;
}

Ball MinimumSize::powers(Index last, Index power_of_B) const {
  Ball sum(0.0);
  const Ball factor = power(at.network.B(), power_of_B);
  for (Index j = 1; j <= last; ++j) sum += power(factor, j);
  return sum;
}

Instance minimum_size_instance(Draw& draw) {
  Instance instance;
  if (draw.chance(0.5)) {
    instance = feasible_instance(draw, smooth_activations());
  } else {
    instance.family = "scalar chain";
    const Activation linear{Activation::Kind::identity, draw.magnitude(-1, 0.6)};
    const int L = draw.integer(2, 5);
    std::vector<double> w, c, r(static_cast<std::size_t>(L - 1), 0.0);
    for (int l = 2; l < L; ++l) w.push_back(draw.magnitude(-2, 2) * draw.sign());
    for (int l = 1; l < L; ++l) c.push_back(draw.symmetric(1));
    const double v = draw.magnitude(-2, 2), margin = draw.uniform(-5, 70);  // z_2 - z_1 = 2 v B c
    c.back() = margin / (2 * v * linear.factor);
    instance.state = scalar_chain(linear, w, v, c, r);
  }
  instance.set("sample", static_cast<double>(draw.integer(1, static_cast<int>(instance.state->samples()))));
  return instance;
}

void set_minimum_size(Claim& claim) {
  claim.hypotheses = {"omega_l > 0"};
  claim.constant_is_best_possible = true;
  set_feasible_state(claim);
  claim.arrays = {{"sample", "1", "n", Array::integer}};
  claim.generate = minimum_size_instance;
}

}  // namespace lysep
