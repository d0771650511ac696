// (4) for l < L: z_l^{k+1} = min(max(B1, z_l^k - grad/rho), B2), z^k - grad/rho = W a + b, entry by entry, where [B1,
// B2] = {z : |h(z) - a| <= eps}; l = 1..L-1, not 1..l-1. It is the projection of V = W A + b 1^T on the boxes:
//   ||Y - Z'||^2 <= ||Y - V||^2 - ||Z' - V||^2 for every Y in them, and Z' lies in them,
// which no other point does. h has to be monotone and continuous and no box empty: for the step h = 1_{z > 0}, a = 1,
// eps = 1/2 the set is z > 0, and has no nearest point. For ReLU the box is (-inf, a + eps] where a <= eps and [a -
// eps, a + eps] where a > eps.
#include "proofs-check/claims/dlam/block_updates/activation_box.hpp"

namespace lysep::dlam_eq_4_claim {
namespace {

struct Terms : HiddenUpdate {
  explicit Terms(const Instance& i) : HiddenUpdate(i), Y(i.balls("Y")) {
    hypothesis = hypothesis && feasible(Y);
    if (hypothesis) by_gradient = difference(at.Z, scaled(Ball(1.0) / at.rho, at.gradient(PenaltyBlock::z)));
  }
  Matrix<Ball> Y, by_gradient;  // z^k - grad/rho

  Sides projected_to(const Matrix<Ball>& Z) const {
    if (!hypothesis) return hypothesis_not_met();
    const Ball nearer = norm_squared(difference(Y, by_gradient)) - norm_squared(difference(Z, by_gradient));
    return {norm_squared(difference(Y, Z)) + violation(Z), nearer, true,
            norm_squared(Y) + norm_squared(V) + norm_squared(at.Z) + norm_squared(Z)};
  }
  /// With other boxes.
  template <class F>
  Sides with_boxes(F change) const {
    if (!hypothesis) return hypothesis_not_met();
    Matrix<Ball> Z = V;
    for (Index k = 0; k < Z.size(); ++k) {
      ActivationBox box = activation_box(h, a.data()[k], eps);
      change(box, a.data()[k]);
      Z.data()[k] = box.clip(V.data()[k]);
    }
    return projected_to(Z);
  }
};

}  // namespace

Claim claim() {
  Claim claim =
      dlam_claim("dlam-eq-4", "(4)", "||Y - Z'||^2 <= ||Y - V||^2 - ||Z' - V||^2, Z' = min(max(B1, V), B2) in the box");
  claim.hypotheses = {"h is tanh, sigmoid, ReLU or the identity", "rho, eps > 0", "Y in the box"};
  claim.constant_is_best_possible = true;
  claim.arrays = hidden_update_arrays();
  claim.generate = hidden_update_instance;
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); }, [](const Terms& t) { return t.projected_to(t.after); },
      {{"B1 = a - eps always, for ReLU",
        [](const Terms& t) {
          if (t.h.kind != Activation::Kind::relu) return hypothesis_not_met();
          return t.with_boxes([&](ActivationBox& box, const Ball& a) { box.lower = a - t.eps; });
        }},
       {"not clipped", [](const Terms& t) { return t.projected_to(t.V); }},
       {"not clipped below",
        [](const Terms& t) { return t.with_boxes([](ActivationBox& box, const Ball&) { box.lower.reset(); }); }},
       {"half of eps",
        [](const Terms& t) {
          return t.with_boxes(
              [&](ActivationBox& box, const Ball& a) { box = activation_box(t.h, a, Ball(0.5) * t.eps); });
        }},
       {"||Y - V||^2 on the right",
        [](const Terms& t) {
          Sides s = t.projected_to(t.after);
          if (s.hypothesis) s.right = norm_squared(difference(t.Y, t.V));
          return s;
        },
        true}});
  return claim;
}

}  // namespace lysep::dlam_eq_4_claim
