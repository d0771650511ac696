// Corrects (8): where the steps do not grow, the sum over the updates of the first block is at least 1/J of the whole,
// so that both are infinite together. Best possible: equality for constant steps and whole sweeps.
#include "proofs-check/claims/bsum/convergence/iterates.hpp"

namespace lysep::bsum_equation_8_corrected_claim {
namespace {

using namespace bsum;
using Terms = BlockSteps;

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "bsum-equation-8-corrected";
  claim.source = "bsum";
  claim.equation = "(8)";
  claim.statement = "(1/J) sum_{k <= K} alpha_k <= sum over k = 1, 1 + J, 1 + 2 J, ..., alpha_k >= alpha_(k+1)";
  claim.hypotheses = {"0 <= alpha_k < 1", "alpha does not grow"};
  claim.constant_is_best_possible = true;
  claim.arrays = block_steps_arrays();
  claim.generate = [](Draw& draw) { return block_steps_instance(draw, 0.85); };
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); }, [](const Terms& t) { return t.with(t.falls(), 1.0); },
      {{"steps of any order", [](const Terms& t) { return t.with(true, 1.0); }},
       {"1.01/J", [](const Terms& t) { return t.with(t.falls(), 1.01); }},
       {"2/J", [](const Terms& t) { return t.with(t.falls(), 2.0); }},
       {"1/(2 J)", [](const Terms& t) { return t.with(t.falls(), 0.5); }, true}});
  return claim;
}

}  // namespace lysep::bsum_equation_8_corrected_claim
