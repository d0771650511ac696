// (3.8): the residuals bound the distance of the true from the surrogate logits,
//   || phi - phi~ || <= sum_{l=1}^{L-1} B^(L-l) prod_{k=l+1}^{L} ||W_k|| ||r_l||.
// Equality for chains of the identity whose residuals are of one sign. Left: by naive loops from the definition.
#include "proofs-check/claims/lysep/separation_bound/propagation.hpp"

namespace lysep::equation_3_8_claim {
namespace {

struct Terms {
  Network network;
  Ball D = propagated_distance(network);

  Propagation with(Index powers, Index first, Index last) const {
    return {network, frobenius_norms(network), powers, first, last};
  }
  Propagation stated() const { return with(0, 1, 0); }
  Sides at_most(const Ball& right) const { return {D, right, true, propagated_scale(network, network.L)}; }
};

}  // namespace

Claim claim() {
  Claim claim =
      network_claim("equation-3.8", "(3.8)", "||phi - phi~|| <= sum_{l<L} B^(L-l) prod_{k>l} ||W_k|| ||r_l||");
  claim.constant_is_best_possible = true;
  claim.generate = propagation_instance;
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms{Network(*i.state)}; },
      [](const Terms& t) { return t.at_most(t.stated().sum()); },
      {{"B^(L-l-1)", [](const Terms& t) { return t.at_most(t.with(1, 1, 0).sum()); }},
       {"B^(L-l+1)", [](const Terms& t) { return t.at_most(t.with(-1, 1, 0).sum()); }},
       {"the product from k = l", [](const Terms& t) { return t.at_most(t.with(0, 0, 0).sum()); }},
       {"the product from k = l+2", [](const Terms& t) { return t.at_most(t.with(0, 2, 0).sum()); }},
       {"the product without W_L", [](const Terms& t) { return t.at_most(t.with(0, 1, 1).sum()); }},
       {"the maximum for the sum", [](const Terms& t) { return t.at_most(t.stated().largest()); }},
       {"the root of the sum of squares", [](const Terms& t) { return t.at_most(t.stated().root_of_squares()); }},
       {"sqrt(L-1) times the root of the sum of squares",
        [](const Terms& t) { return t.at_most(sqrt(count(t.network.L - 1)) * t.stated().root_of_squares()); }, true},
       {"L-1 times the maximum",
        [](const Terms& t) { return t.at_most(count(t.network.L - 1) * t.stated().largest()); }, true}});
  require_depth(claim, 2);
  return claim;
}

}  // namespace lysep::equation_3_8_claim
