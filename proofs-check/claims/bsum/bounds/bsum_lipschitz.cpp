// What (9) needs and Assumptions 1 and 2 do not give: a Lipschitz constant of grad_j f, for the squared loss and
// logistic activations, from the spectral norms of the later weights and of Z_{j-1} and the bounds of s' and s''. Best
// possible for the last block of a network with a linear last layer.
#include "proofs-check/claims/bsum/bounds/block_network.hpp"

namespace lysep::bsum_lipschitz_claim {
namespace {

using namespace bsum;
using Terms = BlockNetwork;

Sides with(const Terms& t, const Ball& constant) {
  if (!t.is_known) return hypothesis_not_met();
  const Matrix<Ball> here = t.gradient(), there = t.gradient_at(t.V);
  return {norm(difference(there, here)), constant * norm(t.step()), true, norm(here) + norm(there)};
}

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "bsum-lipschitz";
  claim.source = "bsum";
  claim.equation = "(9)";
  claim.statement = "||grad_j f(V) - grad_j f(W)|| <= Lip_j ||V - W||";
  claim.hypotheses = {"lambda >= 0"};
  claim.constant_is_best_possible = true;
  claim.arrays = block_network_arrays();
  claim.generate = [](Draw& draw) { return block_network_instance(draw, 1.0); };
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); }, [](const Terms& t) { return with(t, t.lipschitz()); },
      {{"0.99 Lip_j", [](const Terms& t) { return with(t, Ball(0.99) * t.lipschitz()); }},
       {"without 2 lambda", [](const Terms& t) { return with(t, t.lipschitz() - Ball(2.0) * t.lambda); }},
       {"Lip_j/N", [](const Terms& t) { return with(t, t.lipschitz() / t.N()); }},
       {"Lip_j/2", [](const Terms& t) { return with(t, Ball(0.5) * t.lipschitz()); }},
       {"2 Lip_j", [](const Terms& t) { return with(t, Ball(2.0) * t.lipschitz()); }, true}});
  return claim;
}

}  // namespace lysep::bsum_lipschitz_claim
