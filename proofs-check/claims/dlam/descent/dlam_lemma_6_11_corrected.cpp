// Lemma 6 (11) for N samples: with L_b >= N rho the update of b_l lowers phi by at least (L_b/2) ||db||^2. Best
// possible: an equality at L_b = N rho.
#include "proofs-check/claims/dlam/descent/bias_decrease.hpp"

namespace lysep::dlam_lemma_6_11_corrected_claim {
namespace {

Ball all(const BiasDecrease& t) { return t.at.samples() * t.at.rho; }

}  // namespace

Claim claim() {
  using Terms = BiasDecrease;
  Claim claim = dlam_claim("dlam-lemma-6-11-corrected", "(11)",
                           "(L_b/2) ||db||^2 <= the decrease in the update of b_l, L_b >= N rho");
  claim.hypotheses = {"rho > 0", "L_b >= N rho"};
  claim.constant_is_best_possible = true;
  set_bias_decrease(claim, true);
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); }, [](const Terms& t) { return t.falls_by(t.L_b, all(t)); },
      {{"1.01 L_b", [](const Terms& t) { return t.falls_by(Ball(1.01) * t.L_b, all(t)); }},
       {"2 L_b", [](const Terms& t) { return t.falls_by(Ball(2.0) * t.L_b, all(t)); }},
       {"N rho for L_b", [](const Terms& t) { return t.falls_by(all(t), all(t)); }, true}});
  return claim;
}

}  // namespace lysep::dlam_lemma_6_11_corrected_claim
