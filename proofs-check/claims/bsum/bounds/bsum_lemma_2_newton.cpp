// Lemma 2 for Newton's method (12): it converges. FALSE for a free gamma, even where f'' + gamma > 0: f = sqrt(1 + w^2)
// + w^2/2048, gamma = 1/128 from w = 2 goes to -7.1, f from 2.24 to 7.2, and ends in a cycle of two points far from the
// minimiser 0. bsum-lemma-2-newton-corrected.
#include "proofs-check/claims/bsum/bounds/hyperbola.hpp"

namespace lysep::bsum_lemma_2_newton_claim {
namespace {

using namespace bsum;
using Terms = Hyperbola;

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "bsum-lemma-2-newton";
  claim.source = "bsum";
  claim.equation = "Lemma 2, (12)";
  claim.statement = "0 <= f(w) - f(w'), w' = w - f'(w)/(f''(w) + gamma), any gamma > 0, f''(w) + gamma > 0";
  claim.hypotheses = {"gamma > 0", "f''(w) + gamma > 0"};
  claim.expected = false;
  claim.arrays = hyperbola_arrays();
  claim.generate = [](Draw& draw) {
    Instance i = hyperbola_instance(draw);
    if (draw.chance(0.5)) {
      i.set("gamma", draw.magnitude(-3, -1));
      i.set("b", draw.magnitude(-4, -1));
      i.set("w", draw.sign() * draw.uniform(1.0, 10.0));
    }
    return i;
  };
  claim.counterexample = [] { return hyperbola_at("to the other side", 1.0, 0x1p-10, 2.0, 0.0, 0x1p-7); };
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); },
      [](const Terms& t) { return newton_descends(t, is_free(t), 0.0); },
      {{"f'^2/(2 (f'' + gamma)) for 0", [](const Terms& t) { return newton_descends(t, is_free(t), 0.5); }},
       {"10 gamma", [](const Terms& t) { return newton_descends(t, is_free(t), 0.0, 10.0); }},
       {"gamma at least the change of f''", [](const Terms& t) { return newton_descends(t, is_bound(t), 0.0); },
        true}});
  return claim;
}

}  // namespace lysep::bsum_lemma_2_newton_claim
