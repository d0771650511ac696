// (A.6)-(A.8): the gradient in block j is Delta_j Z_{j-1}^T + grad r_j, Delta_J = grad_H l o s'(U_J), Delta_j =
// (W_{j+1}^T Delta_{j+1}) o s'(U_j); no further 1/N, as the gradient of the loss has it. Left: the derivative along V
// by dual numbers.
#include "proofs-check/claims/bsum/bounds/block_network.hpp"

namespace lysep::bsum_equation_a_6_claim {
namespace {

using namespace bsum;
using Terms = BlockNetwork;

/// The derivative along V by dual numbers = <the rule's gradient, V>.
Sides with(const Terms& t, const Terms::Rule& rule) {
  if (!t.is_known) return hypothesis_not_met();
  const Matrix<Ball> G = t.gradient(rule);
  return {t.derivative(t.block(), t.V), inner(G, t.V), true, inner(absolute(G), absolute(t.V)) + norm(t.V)};
}

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "bsum-equation-a.6";
  claim.source = "bsum";
  claim.equation = "(A.6)-(A.8)";
  claim.statement = "d/dt f(W_j + t V) = <Delta_j Z_{j-1}^T + 2 lambda W_j, V> at t = 0";
  claim.hypotheses = {"lambda >= 0"};
  claim.relation = Relation::equals;
  claim.arrays = block_network_arrays();
  claim.generate = [](Draw& draw) { return block_network_instance(draw, 0.0); };
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); }, [](const Terms& t) { return with(t, Terms::Rule{}); },
      {{"without s' in the last layer", [](const Terms& t) { return with(t, Terms::Rule{.output_slope = false}); }},
       {"W_{j+1} for W_{j+1}^T", [](const Terms& t) { return with(t, Terms::Rule{.transposed = false}); }},
       {"Z_j for Z_{j-1}", [](const Terms& t) { return with(t, Terms::Rule{.own_inputs = false}); }},
       {"lambda W_j", [](const Terms& t) { return with(t, Terms::Rule{.ridge = 1.0}); }},
       {"1/N for 2/N", [](const Terms& t) { return with(t, Terms::Rule{.loss = 1.0}); }},
       {"2 for 2/N", [](const Terms& t) { return with(t, Terms::Rule{.mean = false}); }}});
  return claim;
}

}  // namespace lysep::bsum_equation_a_6_claim
