// (A.9) with the gradient of (A.11): the mean over samples of delta_n z_n^T, where delta_n comes from grad_H l =
// (2/N)(H - Y). FALSE for N >= 2: 1/N stands twice. Either of them is right alone: bsum-equation-a.9-corrected.
#include "proofs-check/claims/bsum/bounds/block_network.hpp"

namespace lysep::bsum_equation_a_9_claim {
namespace {

using namespace bsum;
using Terms = BlockNetwork;

Sides twice(const Terms& t, const Ball& divisor) {
  if (!t.is_known) return hypothesis_not_met();
  const Matrix<Ball> data = t.gradient(Terms::Rule{.ridge = 0.0});
  const Matrix<Ball> G = sum(scaled(Ball(1.0) / divisor, data), scaled(Ball(2.0) * t.lambda, t.block()));
  return {t.derivative(t.block(), t.V), inner(G, t.V), true, inner(absolute(data), absolute(t.V)) + norm(t.V)};
}

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "bsum-equation-a.9";
  claim.source = "bsum";
  claim.equation = "(A.9), (A.11)";
  claim.statement =
      "d/dt f(W_j + t V) = <(1/N) sum_n delta_n z_n^T + 2 lambda W_j, V> at t = 0, delta from (2/N)(H - Y)";
  claim.hypotheses = {"lambda >= 0"};
  claim.relation = Relation::equals;
  claim.expected = false;
  claim.arrays = block_network_arrays();
  claim.generate = [](Draw& draw) { return block_network_instance(draw, 0.0); };
  claim.counterexample = [] {
    Instance i = quadratic_network(1.0, 1.0, 1.0, 1.0, 0.0);
    i.set("X", Matrix<double>(Matrix<double>::Ones(1, 2)));
    i.set("Y", Matrix<double>(Matrix<double>::Zero(1, 2)));
    return i;
  };
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); }, [](const Terms& t) { return twice(t, t.N()); },
      {{"1/N^2 for 1/N", [](const Terms& t) { return twice(t, t.N() * t.N()); }},
       {"2/N for 1/N", [](const Terms& t) { return twice(t, Ball(0.5) * t.N()); }},
       {"N = 1", [](const Terms& t) { return t.X.cols() == 1 ? twice(t, t.N()) : hypothesis_not_met(); }, true},
       {"1 for 1/N", [](const Terms& t) { return twice(t, Ball(1.0)); }, true}});
  return claim;
}

}  // namespace lysep::bsum_equation_a_9_claim
