// What is true of "L_S is strictly larger otherwise": it is strictly larger than the mean loss at the *surrogate*
// output,
//   (1/N) sum_n R_n < L_S  where sum_l omega_l ||r_l||^2 > 0,
// not than CE, the mean loss at the network's own output. By Cauchy-Schwarz and S = ||R||^2 + sum_l omega_l ||r_l||^2;
// near equality for samples that are alike and tiny residuals.
#include "proofs-check/claims/review/states.hpp"

namespace lysep::review_c_corrected_claim {
namespace {

Instance generate(Draw& draw) {
  Instance instance = separation_instance(draw);
  if (draw.chance(0.5)) {
    instance.family = "alike, tiny residuals";
    instance.state = replicated(*instance.state, draw.integer(1, 3));
    const double factor = draw.magnitude(-9, -3);
    for (auto& layer : instance.state->layers) layer.r *= factor;
  }
  return instance;
}

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "review-c-corrected";
  claim.source = "review";
  claim.equation = "(3.4)";
  claim.statement = "(1/N) sum_n R_n < L_S where some r_l != 0";
  claim.hypotheses = {"sum omega_l ||r_l||^2 > 0"};
  claim.relation = Relation::less;
  claim.constant_is_best_possible = true;
  claim.generate = generate;
  set_state(claim);
  set_sides<Network>(
      claim, [](const Instance& i) { return Network(*i.state); },
      [](const Network& t) { return where_infeasible(t, total(t.R) / t.samples(), t.L_S()); },
      {{"CE for the mean of R", [](const Network& t) { return where_infeasible(t, t.CE(), t.L_S()); }},
       {"the largest R_n for the mean",
        [](const Network& t) { return where_infeasible(t, largest_entry(t.R), t.L_S()); }},
       {"1/N for 1/sqrt N in L_S",
        [](const Network& t) { return where_infeasible(t, total(t.R) / t.samples(), sqrt(t.S()) / t.samples()); }},
       {"the root mean square of R for the mean",
        [](const Network& t) { return where_infeasible(t, norm(t.R) / sqrt(t.samples()), t.L_S()); }, true}});
  return claim;
}

}  // namespace lysep::review_c_corrected_claim
