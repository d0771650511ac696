// Property P2 of appendix A.3 as printed: the gradients of the bound and of f agree, at any W_j. FALSE but at W_j =
// W_j^(k), where the bound touches f. In the witness f(w) = (5/4) w^2, gamma = 1.
#include "proofs-check/claims/bsum/bounds/block_network.hpp"

namespace lysep::bsum_p2_claim {
namespace {

using namespace bsum;
using Terms = BlockNetwork;

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "bsum-p2";
  claim.source = "bsum";
  claim.equation = "A.3, P2";
  claim.statement = "<grad g(V), V - W> = d/dt f(V + t (V - W)) at t = 0, g of (9) at W";
  claim.hypotheses = {"gamma > 0"};
  claim.relation = Relation::equals;
  claim.expected = false;
  claim.arrays = block_network_arrays();
  claim.generate = [](Draw& draw) {
    Instance i = block_network_instance(draw, 0.0);
    if (i.number("gamma") == 0) i.set("gamma", draw.magnitude(-2, 0));
    return i;
  };
  claim.counterexample = [] { return quadratic_network(0.0, 1.0, 1.0, 1.0, 1.0); };
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); }, [](const Terms& t) { return bound_touches(t, t.V, t.step()); },
      {{"2 gamma", [](const Terms& t) { return bound_touches(t, t.V, scaled(Ball(2.0), t.step())); }},
       {"at the middle of V and W",
        [](const Terms& t) { return bound_touches(t, scaled(Ball(0.5), sum(t.V, t.block())), t.step()); }},
       {"at V = W", [](const Terms& t) { return bound_touches(t, t.block(), t.step()); }, true}});
  return claim;
}

}  // namespace lysep::bsum_p2_claim
