// At r = 0 the true network is the surrogate one, S = ||R||^2, and CE = (1/N) sum R_n <= (1/sqrt N) ||R|| = L_S: the
// constant is 1, not K(B, L). Best possible: equality where all losses are equal, as for N = 1.
#include "proofs-check/claims/lysep/joint/joint_terms.hpp"

namespace lysep::joint_feasible_bound_claim {
namespace {

Sides with(const Network& t, const Ball& factor) {
  return t.L < 2 ? hypothesis_not_met() : Sides{t.CE(), factor * t.L_S()};
}

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "joint-feasible-bound";
  claim.statement = "CE <= L_S = ||R||/sqrt N";
  claim.constant_is_best_possible = true;
  set_feasible_state(claim);
  claim.generate = [](Draw& draw) { return feasible_instance(draw, every_activation()); };
  claim.at_state = [](const StateData& state) -> std::vector<Instance> { return {instance_of_state("state", state)}; };
  set_sides<Network>(
      claim, [](const Instance& i) { return Network(feasible_state(*i.state)); },
      [](const Network& t) { return with(t, Ball(1.0)); },
      {{"(1 - 1e-6) L_S", [](const Network& t) { return with(t, Ball(1 - 1e-6)); }},
       {"1/N for 1/sqrt N in L_S", [](const Network& t) { return with(t, Ball(1.0) / sqrt(t.samples())); }},
       {"L_S <= CE",
        [](const Network& t) {
          return Sides{t.L_S(), t.CE()};
        }},
       {"the smallest loss for L_S",
        [](const Network& t) {
          Ball least = t.losses(0, 0);
          for (Index n = 1; n < t.N; ++n) least = min(least, t.losses(0, n));
          return Sides{t.CE(), least};
        }},
       {"K(B, L) L_S", [](const Network& t) { return with(t, best_constant(t.B(), std::max<Index>(t.L, 2))); }, true}});
  return claim;
}

}  // namespace lysep::joint_feasible_bound_claim
