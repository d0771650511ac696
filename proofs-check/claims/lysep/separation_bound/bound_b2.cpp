// (3.7) sharpened, the chain of bounds, b1 <= b2: with d_n = || phi_n - phi~_n ||_2,
//   mean R + sqrt2 mean d <= mean R + sqrt(2/N) || phi - phi~ ||_F,
// by Cauchy-Schwarz. Equality for N = 1 and where all d_n are equal.
#include "proofs-check/claims/lysep/separation_bound/network_claims.hpp"

namespace lysep::bound_b2_claim {
namespace {

Ball D(const BoundTerms& t) { return sqrt(t.sums.distance_squared); }

/// mean R + x.
Sides with(const BoundTerms& t, const Ball& x) { return {t.b1(), t.mean_R() + x}; }

}  // namespace

Claim claim() {
  Claim claim = network_claim("bound-b2", "(3.7) sharpened", "b1 <= b2 = mean R + sqrt(2/N) ||phi - phi~||_F");
  claim.hypotheses = {"L >= 2"};
  claim.constant_is_best_possible = true;
  set_bound_sides(claim, bound_terms,
                  [](const BoundTerms& t) -> Sides {
                    return {t.b1(), t.b2()};
                  },
                  {{"1/N for 1/sqrt N", [](const BoundTerms& t) { return with(t, root_two() * D(t) / t.N); }},
                   {"sqrt(1/N)", [](const BoundTerms& t) { return with(t, D(t) / sqrt(t.N)); }},
                   {"||phi - phi~||^2 for its root",
                    [](const BoundTerms& t) { return with(t, sqrt(Ball(2.0) / t.N) * D(t) * D(t)); }},
                   {"||R||/N for mean R",
                    [](const BoundTerms& t) -> Sides {
                      return {t.b1(), (t.R_norm() + sqrt(Ball(2.0) * t.N) * D(t)) / t.N};
                    }},
                   {"||R||/sqrt N for mean R",
                    [](const BoundTerms& t) -> Sides {
                      return {t.b1(), (t.R_norm() + root_two() * D(t)) / sqrt(t.N)};
                    },
                    true},
                   {"sqrt2 ||phi - phi~||", [](const BoundTerms& t) { return with(t, root_two() * D(t)); }, true}});
  return claim;
}

}  // namespace lysep::bound_b2_claim
