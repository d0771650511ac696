// The remark after Lemma 1: convergence still holds for a constant step size. FALSE with the free gamma of (9): every
// step of the witness, f(w) = (9/4) w^2, alpha = 0.9, gamma = 1, multiplies w by -3.05.
// bsum-lemma-1-constant-corrected.
#include "proofs-check/claims/bsum/bounds/block_network.hpp"

namespace lysep::bsum_lemma_1_constant_claim {
namespace {

using namespace bsum;
using Terms = BlockNetwork;

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "bsum-lemma-1-constant";
  claim.source = "bsum";
  claim.equation = "Section 3.1";
  claim.statement = "0 <= f(W) - f(W - (alpha/gamma) grad_j f(W)), any gamma > 0, 0 < alpha < 1";
  claim.hypotheses = {"gamma > 0", "0 < alpha < 1"};
  claim.expected = false;
  claim.arrays = block_network_arrays();
  claim.generate = [](Draw& draw) {
    Instance i = block_network_instance(draw, 0.0);
    if (draw.chance(0.8)) i.set("alpha", draw.uniform(0.05, 0.99));
    if (i.number("gamma") == 0) i.set("gamma", draw.magnitude(-2, 0));
    return i;
  };
  claim.counterexample = [] { return quadratic_network(1.0, 0.0, 1.0, 0.9, 2.0); };
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); },
      [](const Terms& t) {
        return descends(t, t.gamma > Ball(0.0) && is_step(t) && t.alpha < Ball(1.0), t.gamma, 0.0, 0.0);
      },
      {{"alpha (2 - alpha) ||grad||^2/(2 gamma) for 0",
        [](const Terms& t) {
          return descends(t, t.gamma > Ball(0.0) && is_step(t) && t.alpha < Ball(1.0), t.gamma, 2.0);
        }},
       {"alpha <= 1/4",
        [](const Terms& t) {
          return descends(t, t.gamma > Ball(0.0) && t.alpha > Ball(0.0) && t.alpha <= Ball(0.25), t.gamma, 0.0, 0.0);
        }},
       {"gamma >= Lip_j",
        [](const Terms& t) { return descends(t, t.gamma >= t.lipschitz() && is_step(t), t.gamma, 0.0, 0.0); }, true}});
  return claim;
}

}  // namespace lysep::bsum_lemma_1_constant_claim
