// (3.6) sharpened, the chain of bounds, b4 <= b5, the best possible constant:
//   ( ||R|| + sqrt2 sum_{l<L} B^(L-l) sqrt(omega_l) ||r_l|| ) / sqrt N <= K(B, L) L_S,
//   K(B, L) = sqrt(1 + 2 sum_{j=1}^{L-1} B^(2j)),
// by Cauchy-Schwarz with (1, sqrt2 B^(L-1), ..., sqrt2 B). Equality where sqrt(omega_l) ||r_l|| = sqrt2 B^(L-l) ||R||.
#include "proofs-check/claims/lysep/separation_bound/network_claims.hpp"

namespace lysep::bound_b5_claim {
namespace {

Sides with(const BoundTerms& t, const Ball& K) { return {t.b4(), K * t.L_S()}; }

/// sqrt(1 + a sum_{j=1}^{L-1} B^(2j)).
Ball constant_with(const BoundTerms& t, const Ball& a) {
  const Ball K = t.best_constant();
  return sqrt(Ball(1.0) + a * (K * K - Ball(1.0)) / Ball(2.0));
}

}  // namespace

Claim claim() {
  Claim claim = network_claim("bound-b5", "(3.6) sharpened", "b4 <= b5 = K(B, L) L_S, K^2 = 1 + 2 sum_{j<L} B^(2j)");
  claim.constant_is_best_possible = true;
  set_bound_sides(
      claim, bound_terms,
      [](const BoundTerms& t) -> Sides {
        return {t.b4(), t.b5()};
      },
      {{"K(B, L)(1 - 1e-4)", [](const BoundTerms& t) { return with(t, Ball(1 - 1e-4) * t.best_constant()); }},
       {"K(B, L-1)", [](const BoundTerms& t) { return with(t, best_constant(t.B, t.depth() - 1)); }},
       {"B^j for B^(2j)", [](const BoundTerms& t) { return with(t, best_constant(sqrt(t.B), t.depth())); }},
       {"1 + sum for 1 + 2 sum", [](const BoundTerms& t) { return with(t, constant_with(t, Ball(1.0))); }},
       {"2 sum for 1 + 2 sum",
        [](const BoundTerms& t) { return with(t, sqrt(squared(t.best_constant()) - Ball(1.0))); }},
       {"K(B, L+1)", [](const BoundTerms& t) { return with(t, best_constant(t.B, t.depth() + 1)); }, true},
       {"C_B sqrt(L-1)", [](const BoundTerms& t) { return with(t, t.paper_constant()); }, true}});
  return claim;
}

}  // namespace lysep::bound_b5_claim
