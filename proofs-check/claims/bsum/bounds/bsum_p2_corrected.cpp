// Corrects P2: the gradient of the bound (9) is that of f at W_j = W_j^(k).
#include "proofs-check/claims/bsum/bounds/block_network.hpp"

namespace lysep::bsum_p2_corrected_claim {
namespace {

using namespace bsum;
using Terms = BlockNetwork;

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "bsum-p2-corrected";
  claim.source = "bsum";
  claim.equation = "A.3, P2";
  claim.statement = "<grad g(W), V> = d/dt f(W + t V) at t = 0, g of (9) at W";
  claim.hypotheses = {"gamma > 0"};
  claim.relation = Relation::equals;
  claim.arrays = block_network_arrays();
  claim.generate = [](Draw& draw) {
    Instance i = block_network_instance(draw, 0.0);
    if (i.number("gamma") == 0) i.set("gamma", draw.magnitude(-2, 0));
    return i;
  };
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); },
      [](const Terms& t) { return bound_touches(t, t.block(), t.V); },
      {{"2 grad f in (9)", [](const Terms& t) { return bound_touches(t, t.block(), t.V, 2.0); }},
       {"at V", [](const Terms& t) { return bound_touches(t, t.V, t.V); }},
       {"without grad f in (9)", [](const Terms& t) { return bound_touches(t, t.block(), t.V, 0.0); }}});
  return claim;
}

}  // namespace lysep::bsum_p2_corrected_claim
