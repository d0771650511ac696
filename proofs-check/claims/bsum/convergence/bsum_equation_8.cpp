// (8) asks for a sum of steps over all k that is infinite. Of the steps of one block, which is updated at k = j mod J
// only, this says nothing: where those are 0 it never moves, and no limit is stationary. So the statement that the
// block's own sum is at least 1/J of the whole is FALSE; with steps that do not grow it holds:
// bsum-equation-8-corrected.
#include "proofs-check/claims/bsum/convergence/iterates.hpp"

namespace lysep::bsum_equation_8_claim {
namespace {

using namespace bsum;
using Terms = BlockSteps;

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "bsum-equation-8";
  claim.source = "bsum";
  claim.equation = "(8)";
  claim.statement = "(1/J) sum_{k <= K} alpha_k <= sum over the updates of block 1, k = 1, 1 + J, 1 + 2 J, ...";
  claim.hypotheses = {"0 <= alpha_k < 1"};
  claim.expected = false;
  claim.arrays = block_steps_arrays();
  claim.generate = [](Draw& draw) { return block_steps_instance(draw, 0.4); };
  claim.counterexample = [] {
    Instance i;
    i.family = "no step at the block's own updates";
    Matrix<double> alpha(1, 2);
    alpha << 0.0, 0.5;
    i.set("alpha", alpha);
    i.set("blocks", 2);
    return i;
  };
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); }, [](const Terms& t) { return t.with(true, 1.0); },
      {{"1/(2 J) for 1/J", [](const Terms& t) { return t.with(true, 0.5); }},
       {"1/(100 J)", [](const Terms& t) { return t.with(true, 0.01); }},
       {"alpha does not grow", [](const Terms& t) { return t.with(t.falls(), 1.0); }, true}});
  return claim;
}

}  // namespace lysep::bsum_equation_8_claim
