// K(B, L) <= C_B sqrt(L-1) for B > 0 and L >= 2: the best possible constant is at most that of Theorem 3.1, and equal
// to it only at L = 2, B = 1/sqrt2, where both are sqrt2. With m = max(B^2, B^(2(L-1))): for m >= 1/2, 1 + 2(L-1)m <=
// 4(L-1)m; for m < 1/2, 1 + 2(L-1)m < L <= 2(L-1). No factor below 1 will do, but only for that B and L.
#include "proofs-check/claims/lysep/separation_bound/constant_claims.hpp"

namespace lysep::constant_K_claim {
namespace {

Ball C_B(const Depth& t) { return theorem_3_1_constant(t.B, t.L); }
Ball one() { return Ball(1.0); }
Sides one_for_root_two(const Depth& t) { return t.with(t.largest(one(), t.twice_B(), t.twice_top())); }
Sides one_layer_less(const Depth& t) { return {t.K(), C_B(t) * t.root(2)}; }
Sides fourth_root(const Depth& t) { return {t.K(), C_B(t) * sqrt(t.root())}; }

}  // namespace

Claim claim() {
  Claim claim = constant_claim("constant-K", "K(B, L) <= max(sqrt2, 2B, 2B^(L-1)) sqrt(L-1)", 2);
  claim.constant_is_best_possible = true;
  set_depth_sides(
      claim, 2, [](const Depth& t) { return t.with(C_B(t)); },
      {{"without sqrt(L-1)",
        [](const Depth& t) -> Sides {
          return {t.K(), C_B(t)};
        }},
       {"2B -> B and 2B^(L-1) -> B^(L-1)", [](const Depth& t) { return t.with(t.largest(root_two(), t.B, t.top())); }},
       {"2 -> sqrt2 in both terms with B",
        [](const Depth& t) { return t.with(root_two() * t.largest(one(), t.B, t.top())); }},
       {"sqrt2 -> 1", one_for_root_two},
       {"without the entry sqrt2", [](const Depth& t) { return t.with(max(t.twice_B(), t.twice_top())); }},
       {"without the entry 2B^(L-1)", [](const Depth& t) { return t.with(max(root_two(), t.twice_B())); }},
       {"B^(L-1) -> B^(L-2)",
        [](const Depth& t) { return t.with(t.largest(root_two(), t.twice_B(), Ball(2.0) * t.top(2))); }},
       {"sqrt(L-1) -> sqrt(L-2)", one_layer_less},
       {"sqrt(L-1) -> (L-1)^(1/4)", fourth_root},
       {"max -> min", [](const Depth& t) { return t.with(min(min(root_two(), t.twice_B()), t.twice_top())); }},
       {"without the entry 2B", [](const Depth& t) { return t.with(max(root_two(), t.twice_top())); }, true},
       {"sqrt2 -> 1, L >= 3", [](const Depth& t) { return t.L >= 3 ? one_for_root_two(t) : hypothesis_not_met(); },
        true},
       {"sqrt(L-1) -> sqrt(L-2), L >= 4",
        [](const Depth& t) { return t.L >= 4 ? one_layer_less(t) : hypothesis_not_met(); }, true},
       {"sqrt(L-1) -> (L-1)^(1/4), L <= 3",
        [](const Depth& t) { return t.L <= 3 ? fourth_root(t) : hypothesis_not_met(); }, true}});
  return claim;
}

}  // namespace lysep::constant_K_claim
