// (3.24): for two points c^, c~ of c_{L-1} and P(c) = softmax(W_L sigma(c)),
//   || P(c^) - P(c~) || <= || W_L sigma(c^) - W_L sigma(c~) || <= M1 || W_L || || c^ - c~ ||.
// Not best possible: softmax is 1/2-Lipschitz (softmax-lipschitz), and 1/2 is approached at even odds with W_L a
// vector along (1, -1). Left: softmax as it is defined; right: the program's M1.
#include "proofs-check/claims/lysep/lipschitz/lipschitz_generators.hpp"
#include "proofs-check/claims/lysep/lipschitz/lipschitz_terms.hpp"

namespace lysep::equation_3_24_claim {
namespace {

using Terms = LastHiddenPair;

Sides moved_at_most(const Terms& t, const Ball& right) {
  return change_at_most(norm(difference(t.hat.P, t.tilde.P)), right, norm(t.hat.P));
}
Ball printed(const Terms& t) { return t.bounds.M1 * t.bounds.W * t.distance(); }

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "equation-3.24";
  claim.equation = "(3.24)";
  claim.statement = "||P(c^) - P(c~)|| <= M1 ||W_L|| ||c^ - c~||";
  claim.hypotheses = {"L >= 2", "sigma is M1-Lipschitz"};
  claim.speaks_of_state = true;
  claim.arrays = last_pair_arrays();
  claim.generate = unbounded_last_hidden_pair;
  set_sides<Terms>(
      claim, [](const Instance& i) { return LastHiddenPair(i); },
      [](const Terms& t) { return moved_at_most(t, printed(t)); },
      {{"0.49 of it", [](const Terms& t) { return moved_at_most(t, Ball(0.49) * printed(t)); }},
       {"without M1", [](const Terms& t) { return moved_at_most(t, t.bounds.W * t.distance()); }},
       {"without ||W_L||", [](const Terms& t) { return moved_at_most(t, t.bounds.M1 * t.distance()); }},
       {"half of it", [](const Terms& t) { return moved_at_most(t, Ball(0.5) * printed(t)); }, true},
       {"||W_L (sigma(c^) - sigma(c~))||", [](const Terms& t) { return moved_at_most(t, t.logit_distance()); }, true}});
  return claim;
}

}  // namespace lysep::equation_3_24_claim
