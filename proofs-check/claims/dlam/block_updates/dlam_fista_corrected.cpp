// What a stopped FISTA guarantees, and any other point z: with delta = ||p - y + rho (z - v)||
//   (rho/2) ||dz||^2 - delta ||dz|| <= the decrease,
// for F is strongly convex in z. Best possible: R linear (a wrong class far above) and z beyond the minimiser along the
// gradient. One iteration of step 1/(rho + 1/2) needs no delta; one of the fixed step 1/4 does, where rho is large.
#include "proofs-check/claims/dlam/block_updates/fista.hpp"

namespace lysep::dlam_fista_corrected_claim {

Claim claim() {
  using Terms = Fista;
  Claim claim = dlam_claim("dlam-fista-corrected", "(5), (12)",
                           "(rho/2) ||dz||^2 <= the decrease + delta ||dz||, delta = ||p - y + rho (z - v)||");
  set_fista(claim);
  claim.constant_is_best_possible = true;
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); },
      [](const Terms& t) { return t.decreases(t.run(t.usual_step(), t.iterations), 1); },
      {{"0.99 delta", [](const Terms& t) { return t.decreases(t.run(t.usual_step(), t.iterations), 0.99); }},
       {"1.01 rho/2", [](const Terms& t) { return t.decreases(t.run(t.usual_step(), t.iterations), 1, 1.01); }},
       {"one iteration of step 1/4, without delta",
        [](const Terms& t) { return t.decreases(t.run(Ball(0.25), 1), 0); }},
       {"one iteration of step 1/(rho + 1/2), without delta",
        [](const Terms& t) { return t.decreases(t.run(t.usual_step(), 1), 0); }, true}});
  return claim;
}

}  // namespace lysep::dlam_fista_corrected_claim
