// Corrects Lemma 2 for the gradient method: with gamma >= Lip_j each update decreases f by at least ||grad||^2/(2
// gamma), so that as f is bounded below the gradients tend to 0 over the updates. Best possible: equality where f is
// quadratic in the block.
#include "proofs-check/claims/bsum/bounds/block_network.hpp"

namespace lysep::bsum_lemma_2_gradient_corrected_claim {
namespace {

using namespace bsum;
using Terms = BlockNetwork;

/// share ||grad||^2/(2 gamma) <= f(W) - f(W - grad/gamma) with `of` gamma for gamma.
Sides with(const Terms& t, const Ball& of, double share) {
  if (!t.is_bound()) return hypothesis_not_met();
  const Ball gamma = of * t.bound();
  const Matrix<Ball> g = t.gradient();
  if (!(gamma > Ball(0.0))) return hypothesis_not_met();
  const Matrix<Ball> next = difference(t.block(), scaled(Ball(1.0) / gamma, g));
  return {Ball(share) * norm_squared(g) / (Ball(2.0) * gamma), t.f() - t.f(next), true, t.size(next)};
}

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "bsum-lemma-2-gradient-corrected";
  claim.source = "bsum";
  claim.equation = "Lemma 2, (11)";
  claim.statement = "||g||^2/(2 gamma) <= f(W) - f(W - g/gamma), g = grad_j f(W), gamma >= Lip_j";
  claim.hypotheses = {"gamma >= Lip_j", "lambda >= 0"};
  claim.constant_is_best_possible = true;
  claim.arrays = block_network_arrays();
  claim.generate = [](Draw& draw) { return block_network_instance(draw, 1.0); };
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); }, [](const Terms& t) { return with(t, Ball(1.0), 1.0); },
      {{"1.01 of it", [](const Terms& t) { return with(t, Ball(1.0), 1.01); }},
       {"2 for 1/2", [](const Terms& t) { return with(t, Ball(1.0), 4.0); }},
       {"gamma/2 for gamma", [](const Terms& t) { return with(t, Ball(0.5), 1.0); }},
       {"f does not increase", [](const Terms& t) { return with(t, Ball(1.0), 0.0); }, true},
       {"f does not increase, gamma/2 for gamma", [](const Terms& t) { return with(t, Ball(0.5), 0.0); }, true}});
  return claim;
}

}  // namespace lysep::bsum_lemma_2_gradient_corrected_claim
