// Corrects bsum-halving-steps: for c/k the sum over K < k <= 2 K is at least c/2, so that the whole is infinite. Best
// possible: equality for K = 1.
#include "proofs-check/claims/bsum/convergence/iterates.hpp"

namespace lysep::bsum_halving_steps_corrected_claim {
namespace {

using namespace bsum;
using Terms = StepSizes;

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "bsum-halving-steps-corrected";
  claim.source = "bsum";
  claim.equation = "Section 6";
  claim.statement = "c/2 <= sum_{K < k <= 2K} alpha_k, alpha_k = c/k";
  claim.hypotheses = {"0 < c < 1"};
  claim.constant_is_best_possible = true;
  claim.arrays = step_rule_arrays();
  claim.generate = step_rule_instance;
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); }, [](const Terms& t) { return t.steps_later(false, 0.5); },
      {{"0.51 c", [](const Terms& t) { return t.steps_later(false, 0.51); }},
       {"c", [](const Terms& t) { return t.steps_later(false, 1.0); }},
       {"c/2^k", [](const Terms& t) { return t.steps_later(true, 0.5); }},
       {"c/3", [](const Terms& t) { return t.steps_later(false, 0.33); }, true}});
  return claim;
}

}  // namespace lysep::bsum_halving_steps_corrected_claim
