// (3.7) sharpened, the companion of b0 from below: with d_n = || phi_n - phi~_n ||_2,
//   mean_n log( 1 + (e^(R_n) - 1) e^(-sqrt2 d_n) ) <= CE.
// Equality for J = 2 where phi - phi~ is along (1, -1). From below the -1 is needed; R_n - sqrt2 d_n is a weaker bound.
#include "proofs-check/claims/lysep/separation_bound/refined_bound.hpp"

namespace lysep::bound_b0_lower_claim {
namespace {

Sides at_least(const Network& t, const Ball& left) { return {left, t.CE()}; }

/// Every error lowers the loss.
std::vector<double> lowering_shares(Draw& draw, double B, int L) {
  std::vector<double> shares = random_shares(draw, B, L);
  for (double& share : shares) share = -share;
  return shares;
}

}  // namespace

Claim claim() {
  Claim claim = network_claim("bound-b0-lower", "(3.7) sharpened", "mean log(1 + (e^(R_n) - 1) e^(-sqrt2 d_n)) <= CE");
  claim.hypotheses = {"L >= 2"};
  claim.constant_is_best_possible = true;
  claim.generate = [](Draw& draw) { return aligned_instance(draw, lowering_shares); };
  set_network_sides(
      claim, [](const Network& t) { return at_least(t, mean_refined(t, 1, -root_two(), moved_norm)); },
      {{"1 for sqrt2", [](const Network& t) { return at_least(t, mean_refined(t, 1, Ball(-1.0), moved_norm)); }},
       {"1.41 for sqrt2", [](const Network& t) { return at_least(t, mean_refined(t, 1, Ball(-1.41), moved_norm)); }},
       {"without the -1", [](const Network& t) { return at_least(t, mean_refined(t, 0, -root_two(), moved_norm)); }},
       {"the largest entry for d_n",
        [](const Network& t) { return at_least(t, mean_refined(t, 1, -root_two(), moved_largest)); }},
       {"without d_n", [](const Network& t) { return at_least(t, total(t.R) / t.samples()); }},
       {"R_n - sqrt2 d_n",
        [](const Network& t) {
          const SampleSums sums = bound_terms(t).sums;
          return at_least(t, (sums.R - root_two() * sums.distance) / t.samples());
        },
        true},
       {"2 for sqrt2", [](const Network& t) { return at_least(t, mean_refined(t, 1, Ball(-2.0), moved_norm)); },
        true}});
  return claim;
}

}  // namespace lysep::bound_b0_lower_claim
