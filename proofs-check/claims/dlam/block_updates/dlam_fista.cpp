// That what FISTA returns for (5) satisfies (12): F falls by at least (rho/2) ||dz||^2. FALSE for a run that is
// stopped: its momentum carries it beyond the minimiser. Witness: two classes, z^k = v = (-8, 8), the label is the
// first, rho = 1/4, 6 iterations.
#include "proofs-check/claims/dlam/block_updates/fista.hpp"

namespace lysep::dlam_fista_claim {

Claim claim() {
  using Terms = Fista;
  Claim claim =
      false_dlam_claim("dlam-fista", "(5), (12)", "(rho/2) ||dz||^2 <= the decrease, z^{k+1} from FISTA", overshot);
  set_fista(claim);
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); },
      [](const Terms& t) { return t.decreases(t.run(t.usual_step(), t.iterations), 0); },
      {{"0.99 rho/2", [](const Terms& t) { return t.decreases(t.run(t.usual_step(), t.iterations), 0, 0.99); }},
       {"one iteration more", [](const Terms& t) { return t.decreases(t.run(t.usual_step(), t.iterations + 1), 0); }},
       {"one iteration", [](const Terms& t) { return t.decreases(t.run(t.usual_step(), 1), 0); }, true},
       {"two iterations", [](const Terms& t) { return t.decreases(t.run(t.usual_step(), 2), 0); }, true}});
  return claim;
}

}  // namespace lysep::dlam_fista_claim
