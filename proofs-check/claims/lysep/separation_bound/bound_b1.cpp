// (3.7) sharpened, the chain of bounds, b0 <= b1: with d_n = || phi_n - phi~_n ||_2,
//   mean_n log( 1 + (e^(R_n) - 1) e^(sqrt2 d_n) ) <= mean R + sqrt2 mean d,
// for 1 + (e^R - 1) e^x <= e^(R + x), x >= 0. Near equality where R is large.
#include "proofs-check/claims/lysep/separation_bound/refined_bound.hpp"

namespace lysep::bound_b1_claim {
namespace {

/// a mean R + b mean d.
Sides with(const BoundTerms& t, const Ball& a, const Ball& b) {
  return {t.b0(), (a * t.sums.R + b * t.sums.distance) / t.N};
}

}  // namespace

Claim claim() {
  Claim claim = network_claim("bound-b1", "(3.7) sharpened", "b0 <= b1 = mean R + sqrt2 mean d");
  claim.hypotheses = {"L >= 2"};
  claim.constant_is_best_possible = true;
  claim.generate = propagation_instance;
  set_bound_sides(claim, bound_terms,
                  [](const BoundTerms& t) -> Sides {
                    return {t.b0(), t.b1()};
                  },
                  {{"1 for sqrt2", [](const BoundTerms& t) { return with(t, Ball(1.0), Ball(1.0)); }},
                   {"1.41 for sqrt2", [](const BoundTerms& t) { return with(t, Ball(1.0), Ball(1.41)); }},
                   {"without mean R", [](const BoundTerms& t) { return with(t, Ball(0.0), root_two()); }},
                   {"mean d / N for mean d", [](const BoundTerms& t) { return with(t, Ball(1.0), root_two() / t.N); }},
                   {"mean R without 1/N", [](const BoundTerms& t) { return with(t, t.N, root_two()); }, true},
                   {"b2",
                    [](const BoundTerms& t) -> Sides {
                      return {t.b0(), t.b2()};
                    },
                    true}});
  return claim;
}

}  // namespace lysep::bound_b1_claim
