// At r = 0 with the adaptive weights omega_l = prod_{j>l} ||W_j||^2 the first-order minimum over the auxiliary
// variables keeps a share of every squared loss:
//   1/K(B, L)^2 <= w_n = 1/(1 + sum_{l<L} ||delta_ln||^2/omega_l),  K(B, L)^2 = 1 + 2 sum_{j=1}^{L-1} B^(2j).
// Best possible: approached by scalar chains with sigma(c) = B c where p_y -> 0.
#include "proofs-check/claims/lysep/joint/joint_minimum_size.hpp"

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

Sides against(const MinimumSize& t, const Ball& left) {
  return t.hypothesis() ? Sides{left, Ball(1.0) / (Ball(1.0) + t.ratio())} : hypothesis_not_met();
}

Ball K_squared(const MinimumSize& t) { return squared(best_constant(t.at.network.B(), t.at.network.L)); }

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

Claim joint_minimum_size() {
  Claim claim;
  claim.id = "joint-minimum-size";
  claim.statement = "1/K(B, L)^2 <= w = 1/(1 + sum_{l<L} ||delta_l||^2/omega_l)";
  set_minimum_size(claim);
  set_sides<MinimumSize>(
      claim, [](const Instance& i) { return MinimumSize(i); },
      [](const MinimumSize& t) { return against(t, Ball(1.0) / K_squared(t)); },
      {{"K for K^2", [](const MinimumSize& t) { return against(t, Ball(1.0) / sqrt(K_squared(t))); }},
       {"K(B, L-1)",
        [](const MinimumSize& t) {
          return against(t, Ball(1.0) / (Ball(1.0) + Ball(2.0) * t.powers(t.at.network.L - 2)));
        }},
       {"without the 1 in K^2",
        [](const MinimumSize& t) { return against(t, Ball(1.0) / (K_squared(t) - Ball(1.0))); }},
       {"B^j for B^(2j)",
        [](const MinimumSize& t) {
          return against(t, Ball(1.0) / (Ball(1.0) + Ball(2.0) * t.powers(t.at.network.L - 1, 1)));
        }},
       {"1 for 2 in K^2",
        [](const MinimumSize& t) { return against(t, Ball(1.0) / (Ball(1.0) + t.powers(t.at.network.L - 1))); }},
       {"2 K^2 for K^2", [](const MinimumSize& t) { return against(t, Ball(0.5) / K_squared(t)); }, true}});
  return claim;
}

}  // namespace lysep
