#pragma once
// The function f(w) = s sqrt(1 + w^2) + (b/2) w^2 of one weight, whose second derivative s (1 + w^2)^(-3/2) + b changes
// by less than |s|: Newton's method on it.
#include "proofs-check/enclosures/ball.hpp"
#include "proofs-check/frame/claim.hpp"

namespace lysep::bsum {

struct Hyperbola {
  explicit Hyperbola(const Instance& instance);

  Ball s, b, w, v, gamma;

  Ball f(const Ball& x) const { return s * sqrt(Ball(1.0) + x * x) + Ball(0.5) * b * x * x; }
  Ball slope() const { return s * w / sqrt(Ball(1.0) + w * w) + b * w; }  // f'(w)
  Ball bend() const {                                                     // f''(w)
    const Ball r = sqrt(Ball(1.0) + w * w);
    return s / (r * r * r) + b;
  }
  /// w - f'(w)/(f''(w) + factor gamma), (12).
  Ball newton(double factor = 1.0) const { return w - slope() / (bend() + Ball(factor) * gamma); }
  /// f(w) + f'(w)(v - w) + (share f''(w) + factor gamma)(v - w)^2/2, (A.1).
  Ball bound(double share, double factor) const {
    const Ball d = v - w;
    return f(w) + slope() * d + Ball(0.5) * (Ball(share) * bend() + Ball(factor) * gamma) * d * d;
  }
  Ball size() const { return abs(f(w)) + abs(f(v)) + abs(slope() * (v - w)); }
};

/// Random functions, bent up or down; gamma = s in part of those bent up; nearly quadratic ones.
Instance hyperbola_instance(Draw& draw);
Instance hyperbola_at(const char* family, double s, double b, double w, double v, double gamma);
std::vector<Array> hyperbola_arrays();

/// f(v) - f(w) - f'(w)(v - w) <= (share f''(w) + factor gamma)(v - w)^2/2.
Sides above_model(const Hyperbola& t, bool hypothesis, double share, double factor);
/// gamma > 0, all that is printed of it; and what the corrected statements ask, sup f'' - inf f'' <= s <= gamma.
bool is_free(const Hyperbola& t);
bool is_bound(const Hyperbola& t);
/// share f'^2/(f'' + gamma) <= f(w) - f(w'), w' = w - f'/(f'' + factor gamma).
Sides newton_descends(const Hyperbola& t, bool hypothesis, double share, double factor = 1.0);
/// 0 <= sign f'(w)(w - w'), w' as above.
Sides newton_direction(const Hyperbola& t, bool hypothesis, double sign = 1.0, double factor = 1.0);
/// factor (f'' + gamma)(d - D)^2/2 <= m(d) - m(D), m(d) = f' d + (f'' + gamma) d^2/2, D = -step f'/(f'' + gamma), d = v
/// - w.
Sides model_grows(const Hyperbola& t, bool hypothesis, double factor, double step = 1.0);

}  // namespace lysep::bsum
