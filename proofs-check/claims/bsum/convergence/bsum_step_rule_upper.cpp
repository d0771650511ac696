// Section 6: alpha_(k+1) = alpha_k (1 - t alpha_k) satisfies (8) from alpha_0 < 1 (alpha_0 = 1, as printed for Figure
// 2, violates alpha < 1). The sum of squares is finite as alpha_K <= alpha_0/(1 + t K alpha_0). Best possible:
// approached where t alpha_0 is small.
#include "proofs-check/claims/bsum/convergence/iterates.hpp"

namespace lysep::bsum_step_rule_upper_claim {
namespace {

using namespace bsum;
using Terms = StepSizes;

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "bsum-step-rule-upper";
  claim.source = "bsum";
  claim.equation = "Section 6";
  claim.statement = "t K <= 1/alpha_K - 1/alpha_0, alpha_(k+1) = alpha_k (1 - t alpha_k)";
  claim.hypotheses = {"0 < alpha_0 < 1", "0 < t < 1"};
  claim.constant_is_best_possible = true;
  claim.arrays = step_rule_arrays();
  claim.generate = step_rule_instance;
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); }, [](const Terms& t) { return t.inverse_grows_by(Ball(1.0)); },
      {{"1.01 t K", [](const Terms& t) { return t.inverse_grows_by(Ball(1.01)); }},
       {"2 t K", [](const Terms& t) { return t.inverse_grows_by(Ball(2.0)); }},
       {"K", [](const Terms& t) { return t.inverse_grows_by(Ball(1.0) / t.t); }},
       {"t K/2", [](const Terms& t) { return t.inverse_grows_by(Ball(0.5)); }, true}});
  return claim;
}

}  // namespace lysep::bsum_step_rule_upper_claim
