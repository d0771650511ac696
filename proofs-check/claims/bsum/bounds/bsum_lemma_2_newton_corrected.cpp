// Corrects Lemma 2 for Newton's method: with gamma at least the change of f'' and f'' + gamma > 0, each step decreases
// f by at least f'^2/(2 (f'' + gamma)). Best possible: approached where f is nearly quadratic and gamma small.
#include "proofs-check/claims/bsum/bounds/hyperbola.hpp"

namespace lysep::bsum_lemma_2_newton_corrected_claim {
namespace {

using namespace bsum;
using Terms = Hyperbola;

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "bsum-lemma-2-newton-corrected";
  claim.source = "bsum";
  claim.equation = "Lemma 2, (12)";
  claim.statement = "f'^2/(2 (f'' + gamma)) <= f(w) - f(w'), w' = w - f'/(f'' + gamma), gamma >= sup f'' - inf f''";
  claim.hypotheses = {"s >= 0, gamma >= s >= sup f'' - inf f''", "f''(w) + gamma > 0"};
  claim.constant_is_best_possible = true;
  claim.arrays = hyperbola_arrays();
  claim.generate = hyperbola_instance;
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); },
      [](const Terms& t) { return newton_descends(t, is_bound(t), 0.5); },
      {{"1.01 of it", [](const Terms& t) { return newton_descends(t, is_bound(t), 0.505); }},
       {"1 for 1/2", [](const Terms& t) { return newton_descends(t, is_bound(t), 1.0); }},
       {"gamma/8", [](const Terms& t) { return newton_descends(t, is_bound(t), 0.5, 0.125); }},
       {"f does not increase", [](const Terms& t) { return newton_descends(t, is_bound(t), 0.0); }, true}});
  return claim;
}

}  // namespace lysep::bsum_lemma_2_newton_corrected_claim
