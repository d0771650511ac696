// Assumption 1: the loss is Lipschitz continuous, with some constant C. FALSE for the paper's own loss (16), whatever
// C: with N = 1 and Y = 0, H = 2C + 1 and 0 it changes by (2C + 1)^2. On a bounded set: bsum-assumption-1-corrected.
#include "proofs-check/claims/bsum/losses/loss_terms.hpp"

namespace lysep::bsum_assumption_1_claim {
namespace {

using namespace bsum;
using Terms = LossPair;

Sides at_most(const Terms& t, const Ball& right) {
  return {abs(t.first(Loss::squared) - t.second(Loss::squared)), right};
}
Ball by_reach(const Terms& t) {
  return (norm(difference(t.H1, t.Y)) + norm(difference(t.H2, t.Y))) * t.distance() / t.N();
}

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "bsum-assumption-1";
  claim.source = "bsum";
  claim.equation = "Assumption 1";
  claim.statement = "|l(H1) - l(H2)| <= C ||H1 - H2|| with some C, l(H) = ||H - Y||^2 / N";
  claim.hypotheses = {"the array c holds C"};
  claim.expected = false;
  claim.arrays = loss_pair_arrays();
  claim.generate = [](Draw& draw) {
    Instance i = loss_pair_instance(draw, Loss::squared);
    if (draw.chance(0.3)) i.set("H1", Matrix<double>(i.matrix("H1") * 1e4));
    return i;
  };
  claim.counterexample = [] { return scalar_pair("a step of 2", 2.0, 0.0, 0.0); };
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); }, [](const Terms& t) { return at_most(t, t.c * t.distance()); },
      {{"100 C for C", [](const Terms& t) { return at_most(t, Ball(100.0) * t.c * t.distance()); }},
       {"C ||H1 - H2|| + 1", [](const Terms& t) { return at_most(t, t.c * t.distance() + Ball(1.0)); }},
       {"C ||H1 - H2||^2", [](const Terms& t) { return at_most(t, t.c * squared(t.distance())); }},
       {"(||H1 - Y|| + ||H2 - Y||)/N for C", [](const Terms& t) { return at_most(t, by_reach(t)); }, true}});
  return claim;
}

}  // namespace lysep::bsum_assumption_1_claim
