// (3.28): for two points c^, c~ of c_{L-1} and H(c) = W_L^T (P(c) - A) diag(R(c)),
//   || H(c^) - H(c~) || <= || W_L || ( || P^ - P~ || ||R^||_inf + || P~ - A || || R^ - R~ ||_2 )
//                       <= M1 || W_L ||^2 ( 2 sqrt(M) M0 || W_L || + ln J + 2 sqrt(N) ) || c^ - c~ ||.
// Not best possible (equation-3.28-sharp): the largest ratio found is about 0.32.
// Left: softmax and R as they are defined; right: the program's M0 and M1.
#include "proofs-check/claims/lysep/lipschitz/lipschitz_generators.hpp"
#include "proofs-check/claims/lysep/lipschitz/lipschitz_terms.hpp"

namespace lysep::equation_3_28_claim {
namespace {

using Terms = LastHiddenPair;

Sides at_most(const Terms& t, const Ball& right) {
  if (!t.bounded()) return hypothesis_not_met();
  if (t.distance().is_zero()) return {Ball(0.0), Ball(0.0)};  // one point
  return {norm(difference(t.hat.H, t.tilde.H)), right * t.distance()};
}
/// M1 || W_L ||^2.
Ball factor(const Terms& t) { return t.bounds.M1 * squared(t.bounds.W); }
Ball printed(const Terms& t) { return t.bounds.largest_loss() + Ball(2.0) * t.bounds.root_N; }

/// The first of the two bounds, over || c^ - c~ ||.
Ball by_products(const Terms& t) {
  const Ball P = norm(difference(t.hat.P, t.tilde.P)), R = norm(difference(t.hat.R, t.tilde.R));
  return t.bounds.W * (P * largest_entry(t.hat.R) + norm(t.tilde.misfit) * R) / t.distance();
}

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "equation-3.28";
  claim.equation = "(3.28)";
  claim.statement = "||H(c^) - H(c~)|| <= M1 ||W_L||^2 (2 sqrt(M) M0 ||W_L|| + ln J + 2 sqrt(N)) ||c^ - c~||";
  claim.hypotheses = {"L >= 2", "|sigma| <= M0, |sigma'| <= M1"};
  claim.speaks_of_state = true;
  claim.arrays = last_pair_arrays();
  claim.generate = last_hidden_pair;
  set_sides<Terms>(
      claim, [](const Instance& i) { return LastHiddenPair(i); },
      [](const Terms& t) { return at_most(t, factor(t) * printed(t)); },
      {{"without 2 sqrt(N)", [](const Terms& t) { return at_most(t, factor(t) * t.bounds.largest_loss()); }},
       {"without 2 sqrt(M) M0 ||W_L||",
        [](const Terms& t) { return at_most(t, factor(t) * (t.bounds.ln_J + Ball(2.0) * t.bounds.root_N)); }},
       {"||W_L|| for ||W_L||^2", [](const Terms& t) { return at_most(t, t.bounds.M1 * t.bounds.W * printed(t)); }},
       {"M1^2 for M1", [](const Terms& t) { return at_most(t, t.bounds.M1 * factor(t) * printed(t)); }},
       {"2 for 2 sqrt(N)", [](const Terms& t) { return at_most(t, factor(t) * (t.bounds.largest_loss() + Ball(2.0))); },
        true},
       {"||W_L|| (||P^ - P~|| ||R^||_inf + ||P~ - A|| ||R^ - R~||)",
        [](const Terms& t) { return at_most(t, by_products(t)); }, true}});
  return claim;
}

}  // namespace lysep::equation_3_28_claim
