// Corrects the remark after Lemma 1: with gamma >= Lip_j and 0 < alpha < 2 each update decreases f by at least alpha (2
// - alpha) ||grad||^2/(2 gamma). Best possible: equality where f is quadratic in the block.
#include "proofs-check/claims/bsum/bounds/block_network.hpp"

namespace lysep::bsum_lemma_1_constant_corrected_claim {
namespace {

using namespace bsum;
using Terms = BlockNetwork;

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "bsum-lemma-1-constant-corrected";
  claim.source = "bsum";
  claim.equation = "Section 3.1";
  claim.statement =
      "alpha (2 - alpha) ||g||^2/(2 gamma) <= f(W) - f(W - (alpha/gamma) g), gamma >= Lip_j, 0 < alpha < 2";
  claim.hypotheses = {"gamma >= Lip_j", "0 < alpha < 2", "lambda >= 0"};
  claim.constant_is_best_possible = true;
  claim.arrays = block_network_arrays();
  claim.generate = [](Draw& draw) { return block_network_instance(draw, 1.0); };
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); },
      [](const Terms& t) { return descends(t, t.is_bound() && is_step(t), t.bound(), 2.0); },
      {{"1.01 of it", [](const Terms& t) { return descends(t, t.is_bound() && is_step(t), t.bound(), 2.0, 1.01); }},
       {"alpha (2.1 - alpha)", [](const Terms& t) { return descends(t, t.is_bound() && is_step(t), t.bound(), 2.1); }},
       {"gamma/3 for gamma",
        [](const Terms& t) { return descends(t, t.is_bound() && is_step(t), t.bound() / Ball(3.0), 2.0); }},
       {"0 for it", [](const Terms& t) { return descends(t, t.is_bound() && is_step(t), t.bound(), 0.0, 0.0); },
        true}});
  return claim;
}

}  // namespace lysep::bsum_lemma_1_constant_corrected_claim
