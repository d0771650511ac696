// (16) for l < L: r^T (z^k - z^{k+1}) <= 0 with Lemma 4's r = -(grad + rho dz), a subgradient of the indicator at
// z^{k+1}, where z^k is feasible too.
#include "proofs-check/claims/dlam/block_updates/activation_box.hpp"

namespace lysep::dlam_16_claim {
namespace {

struct Terms : HiddenUpdate {
  explicit Terms(const Instance& i) : HiddenUpdate(i) {
    hypothesis = hypothesis && feasible(at.Z);
    if (!hypothesis) return;
    r = scaled(Ball(-1.0), sum(at.gradient(PenaltyBlock::z), scaled(at.rho, difference(after, at.Z))));
  }
  Matrix<Ball> r;

  Sides with(const Matrix<Ball>& multiplier, double sign = 1) const {
    if (!hypothesis) return hypothesis_not_met();
    return {Ball(sign) * inner(multiplier, difference(at.Z, after)), Ball(0.0), true, size()};
  }
};

}  // namespace

Claim claim() {
  Claim claim = dlam_claim("dlam-16", "(16)", "r^T (z^k - z^{k+1}) <= 0, r = -(grad + rho dz), z^k feasible");
  claim.hypotheses = {"h is tanh, sigmoid, ReLU or the identity", "rho, eps > 0", "z^k is feasible"};
  claim.arrays = hidden_update_arrays();
  claim.arrays.pop_back();  // Y
  claim.generate = [](Draw& draw) {
    Instance instance = hidden_update_instance(draw);
    instance.data.erase("Y");
    return instance;
  };
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); }, [](const Terms& t) { return t.with(t.r); },
      {{"-r", [](const Terms& t) { return t.hypothesis ? t.with(scaled(Ball(-1.0), t.r)) : hypothesis_not_met(); }},
       {"z^k mirrored at z^{k+1}, infeasible", [](const Terms& t) { return t.with(t.r, -1); }},
       {"r = -grad",
        [](const Terms& t) {
          return t.hypothesis ? t.with(scaled(Ball(-1.0), t.at.gradient(PenaltyBlock::z))) : hypothesis_not_met();
        },
        true}});
  return claim;
}

}  // namespace lysep::dlam_16_claim
