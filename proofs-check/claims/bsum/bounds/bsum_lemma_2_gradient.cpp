// Lemma 2 for the gradient method (11), alpha = 1: it converges. FALSE with the free gamma of (9): f(w) = (5/4) w^2 and
// gamma = 1 give w -> -1.5 w. bsum-lemma-2-gradient-corrected.
#include "proofs-check/claims/bsum/bounds/block_network.hpp"

namespace lysep::bsum_lemma_2_gradient_claim {
namespace {

using namespace bsum;
using Terms = BlockNetwork;

/// share ||grad||^2/(2 gamma) <= f(W) - f(W - grad/gamma).
Sides with(const Terms& t, bool hypothesis, const Ball& gamma, double share) {
  if (!t.is_known || !hypothesis) return hypothesis_not_met();
  const Matrix<Ball> g = t.gradient(), next = difference(t.block(), scaled(Ball(1.0) / gamma, g));
  return {Ball(share) * norm_squared(g) / (Ball(2.0) * gamma), t.f() - t.f(next), true, t.size(next)};
}

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "bsum-lemma-2-gradient";
  claim.source = "bsum";
  claim.equation = "Lemma 2, (11)";
  claim.statement = "0 <= f(W) - f(W - grad_j f(W)/gamma), any gamma > 0";
  claim.hypotheses = {"gamma > 0"};
  claim.expected = false;
  claim.arrays = block_network_arrays();
  claim.generate = [](Draw& draw) {
    Instance i = block_network_instance(draw, 0.0);
    if (i.number("gamma") == 0) i.set("gamma", draw.magnitude(-2, 0));
    return i;
  };
  claim.counterexample = [] { return quadratic_network(1.0, 0.0, 1.0, 1.0, 1.0); };
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); },
      [](const Terms& t) { return with(t, t.gamma > Ball(0.0), t.gamma, 0.0); },
      {{"||grad||^2/(2 gamma) for 0", [](const Terms& t) { return with(t, t.gamma > Ball(0.0), t.gamma, 1.0); }},
       {"gamma >= Lip_j/4",
        [](const Terms& t) {
          return with(t, t.gamma >= Ball(0.25) * t.lipschitz() && t.gamma > Ball(0.0), t.gamma, 0.0);
        }},
       {"gamma >= Lip_j",
        [](const Terms& t) { return with(t, t.gamma >= t.lipschitz() && t.gamma > Ball(0.0), t.gamma, 1.0); }, true}});
  return claim;
}

}  // namespace lysep::bsum_lemma_2_gradient_claim
