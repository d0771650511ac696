// Theorem 3.1 at L = 1 as it should be: K(B, 1) = 1, CE <= L_S = ||R|| / sqrt N, which is (2.4). The constant 1 is the
// best possible: equality for N = 1 and where all losses are equal.
#include "proofs-check/claims/lysep/separation_bound/one_layer.hpp"

namespace lysep::theorem_3_1_depth_one_corrected_claim {
namespace {

Sides with(const Network& t, const Ball& factor) { return {t.CE(), factor * t.L_S()}; }

}  // namespace

Claim claim() {
  Claim claim = one_layer_claim("theorem-3.1-depth-one-corrected", "for L = 1: CE <= L_S");
  claim.constant_is_best_possible = true;
  set_one_layer_sides(
      claim, [](const Network& t) { return with(t, best_constant(t.B(), t.L)); },
      {{"(1 - 1e-6) L_S", [](const Network& t) { return with(t, Ball(1 - 1e-6)); }},
       {"1/N for 1/sqrt N in L_S", [](const Network& t) { return with(t, Ball(1.0) / sqrt(t.samples())); }},
       {"L_S <= CE",
        [](const Network& t) -> Sides {
          return {t.L_S(), t.CE()};
        }},
       {"L_S^2 for L_S",
        [](const Network& t) -> Sides {
          return {t.CE(), squared(t.L_S())};
        }},
       {"C_B L_S", [](const Network& t) { return with(t, theorem_3_1_constant(t.B(), t.L)); }, true},
       {"the largest loss",
        [](const Network& t) -> Sides {
          return {t.CE(), largest_entry(t.losses)};
        },
        true}});
  return claim;
}

}  // namespace lysep::theorem_3_1_depth_one_corrected_claim
