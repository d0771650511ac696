// Corrects (9): with gamma at least the Lipschitz constant of grad_j f, here the one of bsum-lipschitz, it is an upper
// bound. Best possible: equality for the last block of a network with a linear last layer, f being quadratic.
#include "proofs-check/claims/bsum/bounds/block_network.hpp"

namespace lysep::bsum_equation_9_corrected_claim {
namespace {

using namespace bsum;
using Terms = BlockNetwork;

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "bsum-equation-9-corrected";
  claim.source = "bsum";
  claim.equation = "(9)";
  claim.statement = "f(V) - f(W) - <grad_j f(W), V - W> <= (gamma/2) ||V - W||^2, gamma >= Lip_j";
  claim.hypotheses = {"gamma >= Lip_j", "lambda >= 0"};
  claim.constant_is_best_possible = true;
  claim.arrays = block_network_arrays();
  claim.generate = [](Draw& draw) { return block_network_instance(draw, 1.0); };
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); },
      [](const Terms& t) { return above_tangent(t, t.is_bound(), t.bound()); },
      {{"gamma/4 for gamma/2", [](const Terms& t) { return above_tangent(t, t.is_bound(), Ball(0.5) * t.bound()); }},
       {"0.99 gamma", [](const Terms& t) { return above_tangent(t, t.is_bound(), Ball(0.99) * t.bound()); }},
       {"gamma without 2 lambda",
        [](const Terms& t) { return above_tangent(t, t.is_bound(), t.bound() - Ball(2.0) * t.lambda); }},
       {"gamma/N", [](const Terms& t) { return above_tangent(t, t.is_bound(), t.bound() / t.N()); }},
       {"gamma for gamma/2", [](const Terms& t) { return above_tangent(t, t.is_bound(), Ball(2.0) * t.bound()); },
        true}});
  return claim;
}

}  // namespace lysep::bsum_equation_9_corrected_claim
