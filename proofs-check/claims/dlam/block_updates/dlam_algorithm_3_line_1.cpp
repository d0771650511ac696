// Line 1 of Algorithm 3: some t > 0 puts beta = a^k - grad/t into the box (h_l(z_l^{k+1}) -+ eps_l; the paper prints
// z_{l+1} in both places). FALSE: where a^k is on a face and the gradient points outward, every t leaves the box.
// Witness: h = ReLU, z_l = 0, eps = 1, a^k = 1, W = 1, b = 0, z_{l+1} = 3: beta = 1 + 2 rho/t > 1. Decided as: every
// entry whose gradient is not 0 has room in the direction it moves to, 0 < room.
#include "proofs-check/claims/dlam/block_updates/boxed_output.hpp"

namespace lysep::dlam_algorithm_3_line_1_claim {
namespace {

struct Terms : BoxedOutput {
  explicit Terms(const Instance& i) : BoxedOutput(i) { hypothesis = hypothesis && feasible(at.A); }

  /// The least room; eps where nothing moves. `sign` -1: in the other direction.
  Ball room(double sign = 1) const {
    Ball least = eps;
    for (Index k = 0; k < gradient.size(); ++k) {
      const Ball g = Ball(sign) * gradient.data()[k];
      if (g.is_zero()) continue;
      if (g.contains_zero()) return undecided();
      const Ball above = at.A.data()[k] - centre.data()[k];
      least = min(least, g > Ball(0.0) ? above + eps : eps - above);
    }
    return least;
  }
  Sides some(const Ball& left, const Ball& room) const { return hypothesis ? Sides{left, room} : hypothesis_not_met(); }
};

}  // namespace

Claim claim() {
  Claim claim =
      false_dlam_claim("dlam-algorithm-3-line-1", "Algorithm 3",
                       "0 < the room for a^k - grad/t in the box: some t > 0 keeps it there", outward_at_a_face);
  claim.hypotheses = {"h is tanh, sigmoid, ReLU or the identity", "rho, eps > 0", "|a^k - h(z_l)| <= eps"};
  claim.relation = Relation::less;
  claim.arrays = boxed_output_arrays();
  claim.generate = boxed_output_instance;
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); },
      [](const Terms& t) { return t.hypothesis ? t.some(Ball(0.0), t.room()) : hypothesis_not_met(); },
      {{"a^k + grad/t",
        [](const Terms& t) { return t.hypothesis ? t.some(Ball(0.0), t.room(-1)) : hypothesis_not_met(); }},
       {"t up to 1e6: a^k - 1e-6 grad is in the box",
        [](const Terms& t) {
          if (!t.hypothesis) return hypothesis_not_met();
          return t.some(largest_entry(difference(t.unclipped(Ball(1e6)), t.centre)), t.eps);
        }},
       {"a^k in the box",
        [](const Terms& t) { return t.some(-t.eps, t.eps - largest_entry(difference(t.at.A, t.centre))); }, true}});
  return claim;
}

}  // namespace lysep::dlam_algorithm_3_line_1_claim
