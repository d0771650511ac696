#pragma once
// The minimiser z of (z - v)^2 over the box of a, and of a' nearby.
#include "proofs-check/claims/dlam/block_updates/activation_box.hpp"

namespace lysep {

/// "a", "a_next", "eps", "v", "activation".
struct LimitPoint {
  explicit LimitPoint(const Instance& i) : eps(i.ball("eps")), v(i.ball("v")) {
    const auto given = monotone_activation(i);
    if (!given || !(eps > Ball(0.0))) return;
    h = *given;
    const ActivationBox here = activation_box(h, i.ball("a"), eps), there = activation_box(h, i.ball("a_next"), eps);
    hypothesis = !here.empty && !there.empty;
    apart = abs(i.ball("a") - i.ball("a_next"));
    if (!hypothesis) return;
    z = here.known ? here.clip(v) : undecided();
    z_next = there.known ? there.clip(v) : undecided();
    crosses = here.lower.has_value() != there.lower.has_value();
  }
  Activation h;
  Ball eps, v, z = Ball(0.0), z_next = Ball(0.0), apart = Ball(0.0);  // apart: |a - a'|
  bool hypothesis = false, crosses = false;                           // crosses: one box alone has a lower end

  Ball moved() const { return abs(z - z_next); }
  Ball size() const { return abs(z) + abs(z_next) + eps; }
};

inline std::vector<Array> limit_point_arrays() {
  return {activation_array(),
          {"a", "1", "a_l"},
          {"a_next", "1", "a_l nearby"},
          {"eps", "1", "eps_l"},
          {"v", "1", "W a + b"}};
}

inline Instance limit_point(const char* family, double activation, double a, double a_next, double eps, double v) {
  Instance instance;
  instance.family = family;
  instance.set("activation", activation);
  instance.set("a", a);
  instance.set("a_next", a_next);
  instance.set("eps", eps);
  instance.set("v", v);
  return instance;
}

}  // namespace lysep
