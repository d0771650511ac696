// (3.6) sharpened: for L >= 3 the entry sqrt2 of C_B may be 1:
//   K(B, L) <= max(1, 2B, 2B^(L-1)) sqrt(L-1).
// For B <= 1/2, K^2 < 1 + 2/3 < 2; else with m = max(B^2, B^(2(L-1))) >= 1/4, 1 + 2(L-1)m <= 4(L-1)m where
// 2(L-1)m >= 1. False for L = 2. Not sharp: the largest ratio is sqrt(13)/4 = 0.9014 at L = 3, B = 1/2.
#include "proofs-check/claims/lysep/separation_bound/constant_claims.hpp"

namespace lysep::constant_1_for_L3_claim {

Claim claim() {
  Claim claim = constant_claim("constant-1-for-L3", "K(B, L) <= max(1, 2B, 2B^(L-1)) sqrt(L-1)", 3);
  claim.equation = "(3.6) sharpened";
  const Ball one(1.0);
  set_depth_sides(
      claim, 3, [=](const Depth& t) { return t.with(t.largest(one, t.twice_B(), t.twice_top())); },
      {{"without the entry 2B", [=](const Depth& t) { return t.with(max(one, t.twice_top())); }},
       {"without the entry 1", [](const Depth& t) { return t.with(max(t.twice_B(), t.twice_top())); }},
       {"without the entry 2B^(L-1)", [=](const Depth& t) { return t.with(max(one, t.twice_B())); }},
       {"2B -> B", [=](const Depth& t) { return t.with(t.largest(one, t.B, t.twice_top())); }},
       {"1 -> 1/sqrt2", [](const Depth& t) { return t.with(t.largest(sqrt(Ball(0.5)), t.twice_B(), t.twice_top())); }},
       {"sqrt(L-1) -> sqrt(L-2)",
        [=](const Depth& t) -> Sides {
          return {t.K(), t.largest(one, t.twice_B(), t.twice_top()) * t.root(2)};
        }},
       {"sqrt2 for 1", [](const Depth& t) { return t.with(t.largest(root_two(), t.twice_B(), t.twice_top())); }, true},
       {"0.91 times the right side",
        [=](const Depth& t) { return t.with(Ball(0.91) * t.largest(one, t.twice_B(), t.twice_top())); }, true}});
  return claim;
}

}  // namespace lysep::constant_1_for_L3_claim
