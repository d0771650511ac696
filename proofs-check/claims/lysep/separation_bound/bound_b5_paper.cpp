// The chain of bounds, its end: K(B, L) L_S <= C_B sqrt(L-1) L_S, with C_B = max(sqrt2, 2B, 2B^(L-1)). Equality only
// for L = 2 and B = 1/sqrt2: the constant of Theorem 3.1 is nowhere else the best possible. See constant-K.
#include "proofs-check/claims/lysep/separation_bound/network_claims.hpp"

namespace lysep::bound_b5_paper_claim {
namespace {

Ball top(const BoundTerms& t) { return power(t.B, t.depth() - 1); }

/// K L_S <= C sqrt(L-1) L_S.
Sides with(const BoundTerms& t, const Ball& C) { return {t.b5(), C * sqrt(count(t.depth() - 1)) * t.L_S()}; }

/// B near 1/sqrt2 and L = 2, where both constants are sqrt2.
Instance constants_instance(Draw& draw) {
  if (draw.chance(0.8)) return separation_instance(draw);
  Instance instance;
  instance.family = "near equality, B = 1/sqrt2";
  const double B = sqrt(0.5) * (1 + draw.sign() * draw.magnitude(-12, -3));
  instance.state = aligned_chain(draw, {Activation::Kind::identity, B}, 20.0, random_shares(draw, B, 2), 1);
  return instance;
}

}  // namespace

Claim claim() {
  const Ball two(2.0);
  Claim claim = network_claim("bound-b5-paper", "(3.6)", "b5 = K(B, L) L_S <= max(sqrt2, 2B, 2B^(L-1)) sqrt(L-1) L_S");
  claim.generate = constants_instance;
  set_bound_sides(
      claim, bound_terms,
      [](const BoundTerms& t) -> Sides {
        return {t.b5(), t.paper()};
      },
      {{"B for 2B and B^(L-1) for 2B^(L-1)",
        [](const BoundTerms& t) { return with(t, largest_of(root_two(), t.B, top(t))); }},
       {"sqrt2 for 2 in both terms with B",
        [](const BoundTerms& t) { return with(t, root_two() * largest_of(Ball(1.0), t.B, top(t))); }},
       {"1 for sqrt2", [=](const BoundTerms& t) { return with(t, largest_of(Ball(1.0), two * t.B, two * top(t))); }},
       {"without sqrt(L-1)",
        [](const BoundTerms& t) -> Sides {
          return {t.b5(), t.paper() / sqrt(count(t.depth() - 1))};
        }},
       {"without the entry sqrt2", [=](const BoundTerms& t) { return with(t, two * max(t.B, top(t))); }},
       {"C_B sqrt(L-1)(1 - 1e-6)",
        [](const BoundTerms& t) -> Sides {
          return {t.b5(), Ball(1 - 1e-6) * t.paper()};
        }},
       {"without the entry 2B", [=](const BoundTerms& t) { return with(t, max(root_two(), two * top(t))); }, true},
       {"1 for sqrt2, L >= 3",
        [=](const BoundTerms& t) {
          if (t.depth() < 3) return hypothesis_not_met();
          return with(t, largest_of(Ball(1.0), two * t.B, two * top(t)));
        },
        true}});
  return claim;
}

}  // namespace lysep::bound_b5_paper_claim
