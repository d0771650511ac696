// (3.6), the converse of "L_S -> 0 implies CE -> 0": a small CE makes L_S small, L_S <= C_B sqrt(L-1) CE. FALSE: where
// c is wrong, L_S may be as large as one likes. Witness: sigma = identity, N = M = 1, J = 2, W_1 x + b_1 = 1, c_1 = 0
// and W_2 = (1, -1)^T with the first class true: CE = log(1 + e^(-2)) = 0.1269, but R = ln 2, ||W_2||^2 ||r_1||^2 = 2
// and L_S = 1.5748. At feasible points it holds with sqrt N (theorem-3.1-limit-converse-corrected).
#include "proofs-check/claims/lysep/separation_bound/network_claims.hpp"

namespace lysep::theorem_3_1_limit_converse_claim {
namespace {

Sides with(const Network& t, const Ball& factor) { return {t.L_S(), factor * t.CE()}; }

Instance wrong_auxiliary() {
  return instance_of_state("c_1 = 0, W_1 x + b_1 = 1",
                           scalar_chain({Activation::Kind::identity}, {1.0}, -1.0, {0.0}, {-1.0}));
}

}  // namespace

Claim claim() {
  Claim claim = network_claim("theorem-3.1-limit-converse", "(3.6)", "L_S <= C_B sqrt(L-1) CE");
  claim.expected = false;
  claim.counterexample = wrong_auxiliary;
  set_network_sides(
      claim, [](const Network& t) { return with(t, paper_constant(t)); },
      {{"sqrt N CE", [](const Network& t) { return with(t, sqrt(t.samples())); }},
       {"10 C_B sqrt(L-1) CE", [](const Network& t) { return with(t, Ball(10.0) * paper_constant(t)); }},
       {"CE <= L_S",
        [](const Network& t) -> Sides {
          return {t.CE(), t.L_S()};
        }},
       {"CE <= C_B sqrt(L-1) L_S",
        [](const Network& t) -> Sides {
          return {t.CE(), paper_constant(t) * t.L_S()};
        },
        true},
       {"L_S <= sqrt N CE where r = 0",
        [](const Network& t) { return t.is_feasible() ? with(t, sqrt(t.samples())) : hypothesis_not_met(); }, true}});
  return claim;
}

}  // namespace lysep::theorem_3_1_limit_converse_claim
