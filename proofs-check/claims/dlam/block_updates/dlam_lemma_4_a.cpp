// Lemma 4's line for (6): grad + rho (a^{k+1} - a^k) + v = 0 with v in the subdifferential of the indicator at a^{k+1}.
// FALSE (rho for tau): v is then not normal to the box. Witness: h the identity, z_l = 0, W = 2, rho = 1, b = z_{l+1} =
// 0, a^k = 1, a wide box, tau = 4: a^{k+1} = 0 and v = -3 inside the box. Decided as <v, Y - a^{k+1}> <= 0 for every Y
// in the box.
#include "proofs-check/claims/dlam/block_updates/box_multiplier.hpp"

namespace lysep::dlam_lemma_4_a_claim {

Claim claim() {
  using Terms = BoxMultiplier;
  Claim claim = false_dlam_claim("dlam-lemma-4-a", "Lemma 4, (6)",
                                 "<v, Y - a^{k+1}> <= 0, v = -(grad + rho (a^{k+1} - a^k))", [] {
                                   Instance instance = scalar_penalty(2, 1, 0, 0, 1);
                                   instance.family = "inside a wide box";
                                   instance.set("activation", 4);
                                   instance.set("z", Matrix<double>(Matrix<double>::Zero(1, 1)));
                                   instance.set("eps", 16.0);
                                   instance.set("tau", 4.0);
                                   instance.set("Y", Matrix<double>(Matrix<double>::Constant(1, 1, -1.0)));
                                   return instance;
                                 });
  set_box_multiplier(claim);
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); }, [](const Terms& t) { return t.normal(t.at.rho); },
      {{"2 rho", [](const Terms& t) { return t.normal(Ball(2.0) * t.at.rho); }},
       {"0 for rho", [](const Terms& t) { return t.normal(Ball(0.0)); }},
       {"tau for rho", [](const Terms& t) { return t.normal(t.tau); }, true}});
  return claim;
}

}  // namespace lysep::dlam_lemma_4_a_claim
