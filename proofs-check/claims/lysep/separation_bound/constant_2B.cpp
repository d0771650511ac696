// (3.6) sharpened, the entry 2B of C_B is not needed: for B > 0 and L >= 2,
//   K(B, L) <= max(sqrt2, 2B^(L-1)) sqrt(L-1).
// For B >= 1 it is no more than 2B^(L-1); for B < 1 the worst case is 2 B^(2(L-1)) = 1, where, with n = L-1,
// K^2 = 1 + 1/(2^(1/n) - 1) <= 2n, and equal only at n = 1: best possible for L = 2, B = 1/sqrt2. Not
// together with 1 for sqrt2 (L = 3, B^4 = 1/4), and not in the paper's last step (bound-b6-paper).
#include "proofs-check/claims/lysep/separation_bound/constant_claims.hpp"

namespace lysep::constant_2B_claim {

Claim claim() {
  Claim claim = constant_claim("constant-2B", "K(B, L) <= max(sqrt2, 2B^(L-1)) sqrt(L-1)", 2);
  claim.equation = "(3.6) sharpened";
  claim.constant_is_best_possible = true;
  set_depth_sides(
      claim, 2, [](const Depth& t) { return t.with(max(root_two(), t.twice_top())); },
      {{"sqrt2 -> 1, L >= 3",
        [](const Depth& t) { return t.L >= 3 ? t.with(max(Ball(1.0), t.twice_top())) : hypothesis_not_met(); }},
       {"2B^(L-1) -> B^(L-1)", [](const Depth& t) { return t.with(max(root_two(), t.top())); }},
       {"B^(L-1) -> B^L", [](const Depth& t) { return t.with(max(root_two(), Ball(2.0) * t.top(0))); }},
       {"without the entry sqrt2", [](const Depth& t) { return t.with(t.twice_top()); }},
       {"without the entry 2B^(L-1)", [](const Depth& t) { return t.with(root_two()); }},
       {"without sqrt(L-1)",
        [](const Depth& t) -> Sides {
          return {t.K(), max(root_two(), t.twice_top())};
        }},
       {"with the entry 2B", [](const Depth& t) { return t.with(t.largest(root_two(), t.twice_B(), t.twice_top())); },
        true},
       {"the sum for the maximum", [](const Depth& t) { return t.with(root_two() + t.twice_top()); }, true}});
  return claim;
}

}  // namespace lysep::constant_2B_claim
