// (3.26): for two points c^, c~ of c_{L-1} and the losses R(c) = Lvec(W_L sigma(c), A),
//   || R(c^) - R(c~) ||_2 <= sqrt2 || W_L (sigma(c^) - sigma(c~)) || <= sqrt2 M1 || W_L || || c^ - c~ ||.
// Best possible: W_L = v (e_wrong - e_y), a large margin for the wrong class, c where sigma has slope M1.
// Left: R_n = -ln p_{y_n} from softmax as it is defined; right: the program's M1.
#include "proofs-check/claims/lysep/lipschitz/lipschitz_generators.hpp"
#include "proofs-check/claims/lysep/lipschitz/lipschitz_terms.hpp"

namespace lysep::equation_3_26_claim {
namespace {

using Terms = LastHiddenPair;

Sides moved_at_most(const Terms& t, const Ball& right) {
  return change_at_most(norm(difference(t.hat.R, t.tilde.R)), right, norm(t.hat.R));
}
Ball without_root(const Terms& t) { return t.bounds.M1 * t.bounds.W * t.distance(); }

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "equation-3.26";
  claim.equation = "(3.26)";
  claim.statement = "||R(c^) - R(c~)||_2 <= sqrt2 M1 ||W_L|| ||c^ - c~||";
  claim.hypotheses = {"L >= 2", "sigma is M1-Lipschitz"};
  claim.constant_is_best_possible = true;
  claim.speaks_of_state = true;
  claim.arrays = last_pair_arrays();
  claim.generate = unbounded_last_hidden_pair;
  set_sides<Terms>(
      claim, [](const Instance& i) { return LastHiddenPair(i); },
      [](const Terms& t) { return moved_at_most(t, root_two() * without_root(t)); },
      {{"1 for sqrt2", [](const Terms& t) { return moved_at_most(t, without_root(t)); }},
       {"1.41 for sqrt2", [](const Terms& t) { return moved_at_most(t, Ball(1.41) * without_root(t)); }},
       {"without M1", [](const Terms& t) { return moved_at_most(t, root_two() * t.bounds.W * t.distance()); }},
       {"without ||W_L||", [](const Terms& t) { return moved_at_most(t, root_two() * t.bounds.M1 * t.distance()); }},
       {"sqrt2 ||W_L (sigma(c^) - sigma(c~))||",
        [](const Terms& t) { return moved_at_most(t, root_two() * t.logit_distance()); }, true},
       {"||W_L||_2 for ||W_L||",
        [](const Terms& t) { return moved_at_most(t, root_two() * t.bounds.M1 * t.bounds.spectral * t.distance()); },
        true}});
  return claim;
}

}  // namespace lysep::equation_3_26_claim
