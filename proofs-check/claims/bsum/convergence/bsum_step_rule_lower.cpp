// Section 6: the sum of the steps alpha_(k+1) = alpha_k (1 - t alpha_k) is infinite as alpha_K >= alpha_0/(1 + t K
// alpha_0/(1 - t alpha_0)). Best possible: equality for K = 1.
#include "proofs-check/claims/bsum/convergence/iterates.hpp"

namespace lysep::bsum_step_rule_lower_claim {
namespace {

using namespace bsum;
using Terms = StepSizes;

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "bsum-step-rule-lower";
  claim.source = "bsum";
  claim.equation = "Section 6";
  claim.statement = "1/alpha_K - 1/alpha_0 <= t K/(1 - t alpha_0), alpha_(k+1) = alpha_k (1 - t alpha_k)";
  claim.hypotheses = {"0 < alpha_0 < 1", "0 < t < 1"};
  claim.constant_is_best_possible = true;
  claim.arrays = step_rule_arrays();
  claim.generate = step_rule_instance;
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); },
      [](const Terms& t) { return t.inverse_grows_by(Ball(1.0) / (Ball(1.0) - t.t * t.c), true); },
      {{"t K", [](const Terms& t) { return t.inverse_grows_by(Ball(1.0), true); }},
       {"t K/(1 + t alpha_0)",
        [](const Terms& t) { return t.inverse_grows_by(Ball(1.0) / (Ball(1.0) + t.t * t.c), true); }},
       {"0.99 of it", [](const Terms& t) { return t.inverse_grows_by(Ball(0.99) / (Ball(1.0) - t.t * t.c), true); }},
       {"t K/(1 - t)", [](const Terms& t) { return t.inverse_grows_by(Ball(1.0) / (Ball(1.0) - t.t), true); }, true}});
  return claim;
}

}  // namespace lysep::bsum_step_rule_lower_claim
