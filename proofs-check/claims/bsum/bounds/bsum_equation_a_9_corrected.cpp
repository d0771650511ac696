// Corrects (A.9): the mean over samples of delta_n z_n^T, where delta_n comes from the loss of one sample, grad = 2
// (h_n - y_n).
#include "proofs-check/claims/bsum/bounds/block_network.hpp"

namespace lysep::bsum_equation_a_9_corrected_claim {
namespace {

using namespace bsum;
using Terms = BlockNetwork;

Sides one(const Terms& t, const Ball& mean, double ridge = 2.0) {
  if (!t.is_known) return hypothesis_not_met();
  const Matrix<Ball> data = scaled(mean, t.gradient(Terms::Rule{.ridge = 0.0, .mean = false}));
  const Matrix<Ball> G = sum(data, scaled(Ball(ridge) * t.lambda, t.block()));
  return {t.derivative(t.block(), t.V), inner(G, t.V), true, inner(absolute(data), absolute(t.V)) + norm(t.V)};
}

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "bsum-equation-a.9-corrected";
  claim.source = "bsum";
  claim.equation = "(A.9), (A.11)";
  claim.statement = "d/dt f(W_j + t V) = <(1/N) sum_n delta_n z_n^T + 2 lambda W_j, V> at t = 0, delta from 2 (H - Y)";
  claim.hypotheses = {"lambda >= 0"};
  claim.relation = Relation::equals;
  claim.arrays = block_network_arrays();
  claim.generate = [](Draw& draw) { return block_network_instance(draw, 0.0); };
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); }, [](const Terms& t) { return one(t, Ball(1.0) / t.N()); },
      {{"1 for 1/N", [](const Terms& t) { return one(t, Ball(1.0)); }},
       {"1/N^2 for 1/N", [](const Terms& t) { return one(t, Ball(1.0) / (t.N() * t.N())); }},
       {"without the regulariser", [](const Terms& t) { return one(t, Ball(1.0) / t.N(), 0.0); }}});
  return claim;
}

}  // namespace lysep::bsum_equation_a_9_corrected_claim
