// What is true of "L_S = CE where the auxiliary variables are the hidden outputs": at feasible points
//   CE <= L_S,  with equality exactly where all N losses are equal,
// for L_S^2 = CE^2 + mean (l_n - CE)^2 there. Samples that are nearly alike come near equality; infeasible points do
// not obey it (review-a).
#include "proofs-check/claims/review/states.hpp"

namespace lysep::review_b_corrected_claim {
namespace {

/// sqrt( CE^2 + mean (l_n - CE)^2 ).
Ball with_variance(const Network& t) {
  const Ball CE = t.CE();
  const Ball variance = norm_squared(t.losses.unaryExpr([&](const Ball& l) { return l - CE; })) / t.samples();
  return sqrt(squared(CE) + variance);
}

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "review-b-corrected";
  claim.source = "review";
  claim.equation = "(2.4)";
  claim.statement = "CE <= L_S where all r_l = 0, with equality only where all losses are equal";
  claim.hypotheses = {"r_l = 0 for all l"};
  claim.constant_is_best_possible = true;
  claim.generate = feasible_instance;
  set_state(claim);
  set_sides<Network>(
      claim, [](const Instance& i) { return Network(*i.state); },
      [](const Network& t) { return where_feasible(t, t.CE(), t.L_S()); },
      {{"without r_l = 0",
        [](const Network& t) -> Sides {
          return {t.CE(), t.L_S()};
        }},
       {"L_S <= CE", [](const Network& t) { return where_feasible(t, t.L_S(), t.CE()); }},
       {"1/N for 1/sqrt N in L_S",
        [](const Network& t) { return where_feasible(t, t.CE(), sqrt(t.S()) / t.samples()); }},
       {"the largest loss for CE",
        [](const Network& t) { return where_feasible(t, largest_entry(t.losses), t.L_S()); }},
       {"CE^2 + mean (l_n - CE)^2 for CE^2",
        [](const Network& t) { return where_feasible(t, with_variance(t), t.L_S()); }, true},
       {"L_S <= sqrt N CE", [](const Network& t) { return where_feasible(t, t.L_S(), sqrt(t.samples()) * t.CE()); },
        true}});
  return claim;
}

}  // namespace lysep::review_b_corrected_claim
