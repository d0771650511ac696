// Lemma 6 (11): the update of b_l with L_b = rho lowers phi by at least (rho/2) ||db||^2. True for one sample, where it
// is an equality. FALSE for N >= 2 whenever db != 0: the decrease is (rho - N rho/2) ||db||^2. Witness: N = 2, W A = Z
// = 0, b = rho = 1: db = -2, phi = 1 before and after.
#include "proofs-check/claims/dlam/descent/bias_decrease.hpp"

namespace lysep::dlam_lemma_6_11_claim {

Claim claim() {
  using Terms = BiasDecrease;
  Claim claim = false_dlam_claim("dlam-lemma-6-11", "(11)",
                                 "(rho/2) ||db||^2 <= the decrease in the update of b_l, L_b >= rho", [] {
                                   Instance instance = scalar_penalty(0, 0, 1, 0, 1);
                                   instance.family = "two samples";
                                   for (const char* name : {"A", "Z"})
                                     instance.set(name, Matrix<double>(Matrix<double>::Zero(1, 2)));
                                   instance.set("L_b", 1.0);
                                   return instance;
                                 });
  claim.hypotheses = {"rho > 0", "L_b >= rho"};
  set_bias_decrease(claim, false);
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); }, [](const Terms& t) { return t.falls_by(t.at.rho, t.at.rho); },
      {{"0 <= the decrease, N >= 3",
        [](const Terms& t) { return t.at.A.cols() >= 3 ? t.falls_by(Ball(0.0), t.at.rho) : hypothesis_not_met(); }},
       {"N = 2",
        [](const Terms& t) { return t.at.A.cols() == 2 ? t.falls_by(t.at.rho, t.at.rho) : hypothesis_not_met(); }},
       {"N = 1",
        [](const Terms& t) { return t.at.A.cols() == 1 ? t.falls_by(t.at.rho, t.at.rho) : hypothesis_not_met(); },
        true}});
  return claim;
}

}  // namespace lysep::dlam_lemma_6_11_claim
