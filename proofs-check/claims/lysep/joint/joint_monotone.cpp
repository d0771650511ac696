// Some step along -g lowers S = ||R||^2, where g = J^T R != 0 and sigma is continuously differentiable: halving ends,
// here from the step at which a linear S would vanish, t_0 = S/(2 ||g||^2).
// The claim is decided where ||g||^2 >= 2^-1000 S: a unit whose slope is e^-10^8 would ask for more halvings than there
// is time. The halvings are looked at until one certainly suffices; a search that is cut off refutes nothing.
#include "proofs-check/claims/lysep/joint/joint_terms.hpp"

namespace lysep::joint_monotone_claim {
namespace {

constexpr int most_halvings = 1100;

struct Terms {
  JointTerms at;

  explicit Terms(const Instance& i) : at(*i.state) {}

  bool hypothesis() const {
    return at.network.L >= 2 && at.network.S() > Ball(0.0) &&
           norm_squared(at.gradient) >= Ball(0x1p-1000) * at.network.S();
  }
  /// S after the first of the steps 2^-k t_0 that certainly falls by `share` of what the slope promises.
  Sides search(double share, int halvings) const {
    if (!hypothesis()) return hypothesis_not_met();
    const Ball before = at.network.S(), promised = Ball(2.0 * share) * norm_squared(at.gradient);
    Ball t = before / (Ball(2.0) * norm_squared(at.gradient)), left(0.0);
    for (int k = 0; k <= halvings; ++k, t *= Ball(0.5)) {
      left = feasible_loss(moved_parameters(at.network, at.gradient, -t), at.network) + t * promised;
      if (left <= before) return {left, before};
    }
    if (halvings > 0) left = Ball(0.0) / Ball(0.0);  // cut off: nothing is enclosed
    return {left, before};
  }
};

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "joint-monotone";
  claim.statement = "S(theta - 2^-k t_0 g) <= S(theta) for some k, g = J^T R, t_0 = S/(2 ||g||^2)";
  claim.hypotheses = {"||g||^2 >= 2^-1000 S", "S > 0", "sigma is continuously differentiable"};
  set_feasible_state(claim);
  claim.generate = [](Draw& draw) { return feasible_instance(draw, smooth_activations()); };
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); }, [](const Terms& t) { return t.search(0, most_halvings); },
      {{"one trial", [](const Terms& t) { return t.search(0, 0); }},
       {"1e-4 of the slope", [](const Terms& t) { return t.search(1e-4, most_halvings); }, true}});
  return claim;
}

}  // namespace lysep::joint_monotone_claim
