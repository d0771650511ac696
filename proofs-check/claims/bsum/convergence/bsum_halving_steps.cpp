// Section 6: the steps c/2k satisfy (8). FALSE read as c/2^k: their sum is finite, and over K < k <= 2 K it tends to 0.
// Read as c/(2 k) they do: bsum-halving-steps-corrected; what comes of it: bsum-halving-stops.
#include "proofs-check/claims/bsum/convergence/iterates.hpp"

namespace lysep::bsum_halving_steps_claim {
namespace {

using namespace bsum;
using Terms = StepSizes;

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "bsum-halving-steps";
  claim.source = "bsum";
  claim.equation = "Section 6";
  claim.statement = "c/2 <= sum_{K < k <= 2K} alpha_k, alpha_k = c/2^k";
  claim.hypotheses = {"0 < c < 1"};
  claim.expected = false;
  claim.arrays = step_rule_arrays();
  claim.generate = step_rule_instance;
  claim.counterexample = [] { return step_rule_of(0.5, 0.5, 1); };
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); }, [](const Terms& t) { return t.steps_later(true, 0.5); },
      {{"c/100", [](const Terms& t) { return t.steps_later(true, 0.01); }},
       {"c/10", [](const Terms& t) { return t.steps_later(true, 0.1); }},
       {"c/k", [](const Terms& t) { return t.steps_later(false, 0.5); }, true}});
  return claim;
}

}  // namespace lysep::bsum_halving_steps_claim
