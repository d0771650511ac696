// Lemma 1, (7), with L_b = N rho: over a sweep F falls by at least
//   s_k = sum_l (theta_l/2) ||dW_l||^2 + (N rho/2) ||db_l||^2 + (rho/2) ||dZ_l||^2 + (tau_l/2) ||dA_l||^2,
// for any rho, eps > 0 and every R and Omega. Best possible: a state at rest and a linear R, where z_L moves alone.
#include "proofs-check/claims/dlam/descent/sweep.hpp"

namespace lysep::dlam_lemma_1_corrected_claim {
namespace {

struct Terms : SweptNetwork {
  explicit Terms(const Instance& i) : SweptNetwork(i) {
    if (hypothesis) report = sweep_once();
  }
  SweepOutcome report;

  Sides at_least(const Ball& bound) const {
    if (!hypothesis) return hypothesis_not_met();
    return {bound, report.before - report.after, true, abs(report.before) + abs(report.after) + report.s()};
  }
};

}  // namespace

Claim claim() {
  Claim claim =
      dlam_claim("dlam-lemma-1-corrected", "Lemma 1, (7)", "s_k <= F^k - F^{k+1} in a sweep with L_b = N rho");
  set_sweep(claim);
  claim.constant_is_best_possible = true;
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); }, [](const Terms& t) { return t.at_least(t.report.s()); },
      {{"1.01 s_k", [](const Terms& t) { return t.at_least(Ball(1.01) * t.report.s()); }},
       {"rho ||dZ||^2", [](const Terms& t) { return t.at_least(t.report.s() + t.report.z); }},
       {"without the terms of W and a", [](const Terms& t) { return t.at_least(t.report.b + t.report.z); }, true},
       {"s_k/2", [](const Terms& t) { return t.at_least(Ball(0.5) * t.report.s()); }, true}});
  return claim;
}

}  // namespace lysep::dlam_lemma_1_corrected_claim
