// (3.5): omega_l = prod_{j=l+1}^{L} ||W_j||_F^2, l = 1..L-1.
// Left: the program's recurrence omega_{L-1} = ||W_L||^2, omega_{l-1} = ||W_l||^2 omega_l; right: the product, each
// norm summed over the entries.
#include "proofs-check/claims/lysep/algorithm/blocks.hpp"

namespace lysep::equation_3_5_claim {
namespace {

struct Terms {
  Network network;
  Index l;

  /// prod_{j=first}^{last} of the squared norms to the power of a half (false) or 1.
  Ball product(Index first, Index last, bool squares = true) const {
    Ball result(1.0);
    for (Index j = first; j <= last; ++j) {
      Ball sum(0.0);
      for (Index i = 0; i < network.W(j).rows(); ++i) {
        for (Index k = 0; k < network.W(j).cols(); ++k) sum += squared(network.W(j)(i, k));
      }
      result *= squares ? sum : sqrt(sum);
    }
    return result;
  }
  Sides against(const Ball& right) const { return {network.omega(l), right}; }
};

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "equation-3.5";
  claim.equation = "(3.5)";
  claim.statement = "omega_l = prod_{j=l+1}^{L} ||W_j||_F^2";
  claim.hypotheses = {"1 <= l <= L-1"};
  claim.relation = Relation::equals;
  claim.generate = [](Draw& draw) { return layer_instance(draw, every_activation()); };
  set_state_and_layer(claim, 1);
  set_sides<Terms>(
      claim,
      [](const Instance& i) {
        return Terms{Network(*i.state), any_hidden_layer(i)};
      },
      [](const Terms& t) { return t.against(t.product(t.l + 1, t.network.L)); },
      {{"the product from j = l", [](const Terms& t) { return t.against(t.product(t.l, t.network.L)); }},
       {"the product without W_L", [](const Terms& t) { return t.against(t.product(t.l + 1, t.network.L - 1)); }},
       {"norms for squared norms", [](const Terms& t) { return t.against(t.product(t.l + 1, t.network.L, false)); }},
       {"spectral norms",
        [](const Terms& t) {
          Ball result(1.0);
          for (Index j = t.l + 1; j <= t.network.L; ++j) result *= squared(spectral_norm(t.network.W(j)));
          return t.against(result);
        }},
       {"||W_{l+1}||^2 omega_{l+1}, omega_L = 1",
        [](const Terms& t) { return t.against(t.product(t.l + 1, t.l + 1) * omega_after(t.network, t.l)); }, true}});
  return claim;
}

}  // namespace lysep::equation_3_5_claim
