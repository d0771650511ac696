// At feasible points, all r_l = 0, a small CE does make L_S small:
//   L_S <= sqrt N CE,
// for || Lvec ||_2 <= || Lvec ||_1. (CE <= L_S there is review-b-corrected.) sqrt N is the best constant: one wrong
// sample among N - 1 confident ones.
#include "proofs-check/claims/lysep/separation_bound/network_claims.hpp"

namespace lysep::theorem_3_1_limit_converse_corrected_claim {
namespace {

/// Feasible states: random; one wrong sample among confident ones, by a label apart; a few infeasible.
Instance feasible_instance(Draw& draw) {
  Instance instance = separation_instance(draw);
  if (draw.chance(0.06)) {
    instance.family = "infeasible, confident";
    instance.state = scalar_chain({Activation::Kind::identity}, {1.0}, -draw.uniform(1.0, 9.0), {0.0}, {-1.0});
    return instance;
  }
  instance.family = "feasible, " + instance.family;
  if (draw.chance(0.4)) {
    instance.family = "feasible, one wrong sample";
    const int N = draw.integer(1, 4);
    const double c = draw.uniform(5.0, 350.0);
    instance.state = replicated(scalar_chain({Activation::Kind::identity}, {draw.symmetric(2.0)}, 1.0, {c}, {0.0}), N);
    for (int n = 1; n < N; ++n) instance.state->labels[static_cast<std::size_t>(n)] = 1;
  }
  for (auto& layer : instance.state->layers) layer.r.setZero();
  return instance;
}

Sides with(const Network& t, const Ball& factor) { return {t.L_S(), factor * t.CE()}; }

/// The claim speaks of feasible states alone, and so do its mutants.
std::function<Sides(const Network&)> only_feasible(std::function<Sides(const Network&)> sides) {
  return [=](const Network& t) { return t.is_feasible() ? sides(t) : hypothesis_not_met(); };
}
NetworkStatement feasible(const char* name, std::function<Sides(const Network&)> sides, bool equivalent = false) {
  return {name, only_feasible(std::move(sides)), equivalent};
}

}  // namespace

Claim claim() {
  Claim claim = network_claim("theorem-3.1-limit-converse-corrected", "(3.6)", "where r = 0: L_S <= sqrt N CE");
  claim.hypotheses = {"r_l = 0 for all l"};
  claim.constant_is_best_possible = true;
  claim.generate = feasible_instance;
  set_network_sides(
      claim, only_feasible([](const Network& t) { return with(t, sqrt(t.samples())); }),
      {feasible("L_S <= CE", [](const Network& t) { return with(t, Ball(1.0)); }),
       feasible("sqrt(N-1) CE", [](const Network& t) { return with(t, sqrt(count(t.N - 1))); }),
       feasible("0.99 sqrt N CE", [](const Network& t) { return with(t, Ball(0.99) * sqrt(t.samples())); }),
       {"where r is not 0", [](const Network& t) { return with(t, sqrt(t.samples())); }},
       feasible(
           "N CE", [](const Network& t) { return with(t, t.samples()); }, true),
       feasible(
           "the largest loss",
           [](const Network& t) -> Sides {
             return {t.L_S(), largest_entry(t.losses)};
           },
           true)});
  return claim;
}

}  // namespace lysep::theorem_3_1_limit_converse_corrected_claim
