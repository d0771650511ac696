// Boxes of hidden variables, and layers whose variables lie in them.
#include "proofs-check/claims/dlam/block_updates/activation_box.hpp"

#include <cmath>

namespace lysep {
namespace {

using Kind = Activation::Kind;

/// h^-1, of tanh and the sigmoid.
Ball inverse(const Activation& h, const Ball& y) {
  if (h.kind == Kind::tanh) return Ball(0.5) * (log1p(y) - log1p(-y));
  return ln(y) - log1p(-y);
}

/// Sets the ends of a box whose h takes the values between bottom and 1.
void set_ends(ActivationBox& box, const Activation& h, const Ball& low, const Ball& high, const Ball& bottom) {
  const Ball one(1.0);
  box.empty = low >= one || high <= bottom;
  box.known = (low > bottom || low <= bottom) && (low < one || low >= one) && (high > bottom || high <= bottom) &&
              (high < one || high >= one);
  if (box.empty) return;
  if (low > bottom) box.lower = inverse(h, low);
  if (high < one) box.upper = inverse(h, high);
}

/// A number of the box, nearer to its ends than to y, which lies in it.
double inside(Draw& draw, const ActivationBox& box, double y) {
  const double to = y + draw.symmetric(draw.magnitude(-1, 1));
  const double low = box.lower ? box.lower->approximate() : -INFINITY,
               high = box.upper ? box.upper->approximate() : INFINITY;
  return y + (std::min(std::max(to, low), high) - y) * (1 - 1e-9);
}

}  // namespace

Ball ActivationBox::clip(const Ball& v) const {
  Ball z = v;
  if (lower) z = max(z, *lower);
  if (upper) z = min(z, *upper);
  return z;
}

ActivationBox activation_box(const Activation& h, const Ball& a, const Ball& eps) {
  ActivationBox box;
  const Ball low = a - eps, high = a + eps;
  switch (h.kind) {
    case Kind::tanh:
      set_ends(box, h, low, high, Ball(-1.0));
      break;
    case Kind::sigmoid:
      set_ends(box, h, low, high, Ball(0.0));
      break;
    case Kind::relu:
      box.empty = high < Ball(0.0);
      box.known = (low > Ball(0.0) || low <= Ball(0.0)) && (box.empty || high >= Ball(0.0));
      if (low > Ball(0.0)) box.lower = low;
      box.upper = high;
      break;
    default:
      box.lower = low;
      box.upper = high;
  }
  return box;
}

HiddenUpdate::HiddenUpdate(const Instance& i) : at(i), a(i.balls("a")), eps(i.ball("eps")) {
  const auto given = monotone_activation(i);
  if (!given || !at.hypothesis() || !(eps > Ball(0.0))) return;
  h = *given;
  V = after = at.V();
  hypothesis = true;
  for (Index k = 0; k < a.size(); ++k) {
    const ActivationBox box = activation_box(h, a.data()[k], eps);
    hypothesis = hypothesis && !box.empty;
    known = known && box.known;
    if (hypothesis) after.data()[k] = box.clip(V.data()[k]);
  }
  if (!known) after = scaled(undecided(), after);
}

std::vector<Array> hidden_update_arrays() {
  std::vector<Array> arrays = penalty_arrays();
  arrays.push_back({"a", "m x N", "a_l, the middles of the boxes of z_l"});
  arrays.push_back({"eps", "1", "eps_l"});
  arrays.push_back(activation_array());
  arrays.push_back({"Y", "m x N", "another z_l"});
  return arrays;
}

Instance hidden_update_instance(Draw& draw) {
  const int m = draw.integer(1, 2), n = draw.integer(1, 2), N = draw.integer(1, 3);
  Instance instance = penalty_instance(draw, m, n, N);
  instance.set("activation", draw_monotone_activation(draw));
  const Activation h = *monotone_activation(instance);
  const bool exact = h.kind == Kind::relu || h.kind == Kind::identity, faces = exact && draw.chance(0.4);
  double eps = draw.magnitude(-2, 1);
  Matrix<double> Y = draw.matrix(m, N, draw.magnitude(-1, 1)), a = Y, Z = Y;
  if (faces) {
    instance.family += ", a on a face";
    eps = draw.integer(1, 8) / 8.0;
    for (Index k = 0; k < Y.size(); ++k) Y.data()[k] = draw.integer(-8, 8) / 8.0;
  } else if (draw.chance(0.3)) {
    instance.family += ", near W A + b 1^T";
    const Matrix<double> V = instance.matrix("W") * instance.matrix("A") + instance.matrix("b").replicate(1, N);
    Y = V + draw.matrix(m, N, draw.magnitude(-6, 0));
  }
  for (Index k = 0; k < Y.size(); ++k) {
    a.data()[k] = activation_value(h, Y.data()[k]) + eps * (faces ? draw.sign() : draw.symmetric(0.999));
    const ActivationBox box = activation_box(h, Ball(a.data()[k]), Ball(eps));
    Z.data()[k] = faces ? Y.data()[k] : inside(draw, box, Y.data()[k]);
  }
  instance.set("a", a);
  instance.set("eps", eps);
  instance.set("Y", Y);
  instance.set("Z", Z);
  return instance;
}

}  // namespace lysep
