// After (4) the old a_l^k lies in the box of the new z_l^{k+1}: |h(z_l^{k+1}) - a_l^k| <= eps_l, where no box is empty.
// So F stays finite, and the update of a_l begins at a feasible point. Equality on a face.
#include "proofs-check/claims/dlam/block_updates/activation_box.hpp"

namespace lysep::dlam_a_feasible_claim {
namespace {

Sides within(const HiddenUpdate& t, const Matrix<Ball>& z, double factor = 1) {
  return t.hypothesis ? Sides{largest_entry(t.misfit(z)), Ball(factor) * t.eps} : hypothesis_not_met();
}

}  // namespace

Claim claim() {
  using Terms = HiddenUpdate;
  Claim claim = dlam_claim("dlam-a-feasible", "(4), (6)", "|h(z_l^{k+1}) - a_l^k| <= eps_l after the update (4)");
  claim.hypotheses = {"h is tanh, sigmoid, ReLU or the identity", "rho, eps > 0", "no box is empty"};
  claim.constant_is_best_possible = true;
  claim.arrays = hidden_update_arrays();
  claim.arrays.pop_back();  // Y
  claim.generate = [](Draw& draw) {
    Instance instance = hidden_update_instance(draw);
    instance.data.erase("Y");
    return instance;
  };
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); }, [](const Terms& t) { return within(t, t.after); },
      {{"W a + b, not clipped", [](const Terms& t) { return within(t, t.V); }},
       {"0.999 eps", [](const Terms& t) { return within(t, t.after, 0.999); }},
       {"max after min",
        [](const Terms& t) {
          if (!t.hypothesis) return hypothesis_not_met();
          Matrix<Ball> z = t.V;
          for (Index k = 0; k < z.size(); ++k) {
            const ActivationBox box = activation_box(t.h, t.a.data()[k], t.eps);
            if (box.upper) z.data()[k] = min(z.data()[k], *box.upper);
            if (box.lower) z.data()[k] = max(z.data()[k], *box.lower);
          }
          return within(t, z);
        },
        true}});
  return claim;
}

}  // namespace lysep::dlam_a_feasible_claim
