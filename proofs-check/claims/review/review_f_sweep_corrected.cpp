// What a sweep does promise of CE: it stays below what S was, for S does not increase (Theorem 3.4) and bounds it
// (Theorem 3.1),
//   CE after <= K(B, L) L_S before,  K = sqrt(1 + 2 sum_{j=1}^{L-1} B^(2j)),
// and the right side never increases along a run. Without K it fails where residuals are out of the reach of W_1, b_1.
#include "proofs-check/claims/review/states.hpp"
#include "proofs-check/claims/review/sweeps.hpp"

namespace lysep::review_f_sweep_corrected_claim {
namespace {

using Terms = SweptState;

Sides bounded_by(const Terms& t, const Ball& bound) { return {t.CE, bound, t.hypothesis}; }

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "review-f-sweep-corrected";
  claim.source = "review";
  claim.equation = "(3.6), (3.30)";
  claim.statement = "CE after a sweep with tau <= 2/C_l at the current state <= K(B, L) L_S before";
  claim.hypotheses = step_hypotheses();
  claim.speaks_of_state = true;
  claim.arrays = factor_array();
  claim.generate = sweep_instance;
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); },
      [](const Terms& t) { return bounded_by(t, best_constant_of(t.before) * t.before.L_S()); },
      {{"without K(B, L)", [](const Terms& t) { return bounded_by(t, t.before.L_S()); }},
       {"CE for L_S", [](const Terms& t) { return bounded_by(t, best_constant_of(t.before) * t.before.CE()); }},
       {"(1/N) sum_n R_n for L_S",
        [](const Terms& t) {
          return bounded_by(t, best_constant_of(t.before) * total(t.before.R) / t.before.samples());
        }},
       {"L_S after", [](const Terms& t) { return bounded_by(t, best_constant_of(t.before) * t.L_S()); }, true}});
  return claim;
}

}  // namespace lysep::review_f_sweep_corrected_claim
