// (9): f(W) + <grad, V - W> + (gamma/2) ||V - W||^2 is an upper bound of f in a block, for a gamma > 0 that is a design
// parameter. FALSE unless gamma is at least the Lipschitz constant of the gradient: f(w) = (5/4) w^2 in the witness,
// gamma = 1. bsum-equation-9-corrected.
#include "proofs-check/claims/bsum/bounds/block_network.hpp"

namespace lysep::bsum_equation_9_claim {
namespace {

using namespace bsum;
using Terms = BlockNetwork;

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "bsum-equation-9";
  claim.source = "bsum";
  claim.equation = "(9)";
  claim.statement = "f(V) - f(W) - <grad_j f(W), V - W> <= (gamma/2) ||V - W||^2, any gamma > 0";
  claim.hypotheses = {"gamma > 0", "lambda >= 0"};
  claim.expected = false;
  claim.arrays = block_network_arrays();
  claim.generate = [](Draw& draw) {
    Instance i = block_network_instance(draw, 0.0);
    if (i.number("gamma") == 0) i.set("gamma", draw.magnitude(-2, 0));
    return i;
  };
  claim.counterexample = [] { return quadratic_network(0.0, 1.0, 1.0, 1.0, 1.0); };
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); },
      [](const Terms& t) { return above_tangent(t, t.gamma > Ball(0.0), t.gamma); },
      {{"gamma for gamma/2", [](const Terms& t) { return above_tangent(t, t.gamma > Ball(0.0), Ball(2.0) * t.gamma); }},
       {"gamma/4 for gamma/2",
        [](const Terms& t) { return above_tangent(t, t.gamma > Ball(0.0), Ball(0.5) * t.gamma); }},
       {"gamma at least the Lipschitz constant",
        [](const Terms& t) { return above_tangent(t, t.gamma >= t.lipschitz(), t.gamma); }, true}});
  return claim;
}

}  // namespace lysep::bsum_equation_9_claim
