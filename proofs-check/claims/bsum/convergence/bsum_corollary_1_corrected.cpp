// Corrects Corollary 1: where gamma is at least the Lipschitz constant of the block's gradient at each update and 0 <
// alpha_k < 1, over any updates
//   sum_k alpha_k (2 - alpha_k) ||g_k||^2/(2 gamma_k) <= f(W^(0)) - f(W^(K)) <= f(W^(0)),
// so that with sum alpha_k infinite and gamma_k bounded the gradients come near 0. Here a network of three layers, two
// sweeps, alpha_k = alpha/k, f without a regulariser.
#include "proofs-check/claims/bsum/convergence/../bounds/block_network.hpp"

namespace lysep::bsum_corollary_1_corrected_claim {
namespace {

using namespace bsum;
using Terms = BlockNetwork;

constexpr int updates = 6;

/// factor times the sum of alpha_k (share - alpha_k) ||g_k||^2/(2 gamma_k) <= f before - f after.
Sides swept(const Terms& t, double share, double factor) {
  if (!t.is_bound() || !(t.alpha > Ball(0.0)) || !(t.alpha < Ball(1.0))) return hypothesis_not_met();
  Terms at = t;
  at.lambda = Ball(0.0);
  const Ball before = at.f();
  Ball promised(0.0);
  for (int k = 1; k <= updates; ++k) {
    at.j = (k - 1) % 3 + 1;
    at.alpha = t.alpha / count(k);
    const Ball gamma = at.bound();
    if (gamma.is_zero()) continue;  // f does not depend on the block
    if (!(gamma > Ball(0.0))) return hypothesis_not_met();
    promised += at.alpha * (Ball(share) - at.alpha) * norm_squared(at.gradient()) / (Ball(2.0) * gamma);
    at.W[at.j - 1] = at.stepped(gamma);
  }
  return {Ball(factor) * promised, before - at.f(), true, before};
}

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "bsum-corollary-1-corrected";
  claim.source = "bsum";
  claim.equation = "Corollary 1";
  claim.statement = "sum_{k <= 6} alpha_k (2 - alpha_k) ||g_k||^2/(2 gamma_k) <= f(W^(0)) - f(W^(6)), gamma_k >= Lip_j";
  claim.hypotheses = {"gamma_k >= Lip_j", "0 < alpha < 1"};
  claim.arrays = block_network_arrays();
  claim.generate = [](Draw& draw) {
    Instance i = block_network_instance(draw, 1.0);
    i.set("alpha", draw.uniform(0.01, 0.999));
    if (draw.chance(0.4)) {  // the first block has no gradient
      i.set("W2", Matrix<double>(i.matrix("W2") * 0.0));
      i.set("linear", 1);
    }
    return i;
  };
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); }, [](const Terms& t) { return swept(t, 2.0, 1.0); },
      {{"twice the sum", [](const Terms& t) { return swept(t, 2.0, 2.0); }},
       {"alpha_k (4 - alpha_k)", [](const Terms& t) { return swept(t, 4.0, 1.0); }},
       {"gamma_k/8 in the sum", [](const Terms& t) { return swept(t, 2.0, 8.0); }},
       {"0 for the sum", [](const Terms& t) { return swept(t, 2.0, 0.0); }, true}});
  return claim;
}

}  // namespace lysep::bsum_corollary_1_corrected_claim
