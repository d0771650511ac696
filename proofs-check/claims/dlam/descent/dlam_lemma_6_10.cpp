// Lemma 6 (10): the update of W_l lowers phi + Omega by at least ||theta o dW||_1/2. FALSE, a misprint of the square: a
// short move lowers it by the square of its length. Witness: W = 3/4, a = z = rho = theta = 1, b = 0, Omega = 0: it
// falls by 1/32, the bound is 1/8.
#include "proofs-check/claims/dlam/models/weight_update.hpp"

namespace lysep::dlam_lemma_6_10_claim {
namespace {

Sides falls_by(const WeightUpdate& t, const Ball& bound) {
  return t.stops() ? Sides{bound, t.decrease(), true, t.size()} : hypothesis_not_met();
}
Ball printed(const WeightUpdate& t) { return Ball(0.5) * t.theta * total(absolute(t.D)); }

}  // namespace

Claim claim() {
  using Terms = WeightUpdate;
  Claim claim =
      false_dlam_claim("dlam-lemma-6-10", "(10)", "||theta o dW||_1/2 <= the decrease in the update of W_l", [] {
        Instance instance = scalar_penalty(0.75, 1, 0, 1, 1);
        instance.set("theta", 1.0);
        instance.set("regulariser", 0);
        instance.set("mu", 0.0);
        return instance;
      });
  claim.hypotheses = {"rho, theta > 0, mu >= 0", "the stop test of Algorithm 2"};
  claim.arrays = weight_update_arrays();
  claim.generate = weight_update_instance;
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); },
      [](const Terms& t) { return t.hypothesis ? falls_by(t, printed(t)) : hypothesis_not_met(); },
      {{"||theta o dW||_1/8", [](const Terms& t) { return falls_by(t, Ball(0.25) * printed(t)); }},
       {"Omega = 0 alone",
        [](const Terms& t) {
          return t.hypothesis && t.omega.kind == RegulariserTerm::none ? falls_by(t, printed(t)) : hypothesis_not_met();
        }},
       {"||theta o dW^{o2}||_1/2", [](const Terms& t) { return falls_by(t, Ball(0.5) * t.theta * norm_squared(t.D)); },
        true}});
  return claim;
}

}  // namespace lysep::dlam_lemma_6_10_claim
