// The gradient of the logistic loss (A.18) is Lipschitz continuous with max_n ||y_n||^2/(4 N): the slope of the
// logistic function is at most 1/4. Best possible: approached at H = 0 along Y.
#include "proofs-check/claims/bsum/losses/loss_terms.hpp"

namespace lysep::bsum_logistic_lipschitz_claim {
namespace {

using namespace bsum;
using Terms = LossPair;

Matrix<Ball> gradient(const Terms& t, const Matrix<Ball>& H) {
  Matrix<Ball> G = t.Y;
  for (Index n = 0; n < G.cols(); ++n) {
    Ball margin(0.0);
    for (Index k = 0; k < G.rows(); ++k) margin += t.Y(k, n) * H(k, n);
    for (Index k = 0; k < G.rows(); ++k) G(k, n) /= -(t.N() * (Ball(1.0) + exp(margin)));
  }
  return G;
}
Sides at_most(const Terms& t, const Ball& constant) {
  const Matrix<Ball> first = gradient(t, t.H1), second = gradient(t, t.H2);
  return {norm(difference(first, second)), constant * t.distance(), true, norm(first) + norm(second)};
}
Ball size(const Terms& t) { return squared(largest_column_norm(t.Y)) / t.N(); }

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "bsum-logistic-lipschitz";
  claim.source = "bsum";
  claim.equation = "(A.18), (9)";
  claim.statement = "||grad l(H1) - grad l(H2)|| <= max_n ||y_n||^2/(4 N) ||H1 - H2||, l of (A.18)";
  claim.constant_is_best_possible = true;
  claim.arrays = loss_pair_arrays();
  claim.generate = [](Draw& draw) {
    Instance i = loss_pair_instance(draw, Loss::logistic);
    if (draw.chance(0.6)) return i;
    i.family = "at 0, along Y";
    const Matrix<double> Y = i.matrix("Y");
    for (const char* H : {"H1", "H2"}) i.set(H, Matrix<double>(Y * draw.symmetric(1e-4)));
    return i;
  };
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); }, [](const Terms& t) { return at_most(t, size(t) / Ball(4.0)); },
      {{"0.99 of it", [](const Terms& t) { return at_most(t, Ball(0.99) * size(t) / Ball(4.0)); }},
       {"1/8 for 1/4", [](const Terms& t) { return at_most(t, size(t) / Ball(8.0)); }},
       {"1/(4 N)", [](const Terms& t) { return at_most(t, Ball(0.25) / t.N()); }},
       {"1/N^2 for 1/N", [](const Terms& t) { return at_most(t, size(t) / (Ball(4.0) * t.N())); }},
       {"1 for 1/4", [](const Terms& t) { return at_most(t, size(t)); }, true}});
  return claim;
}

}  // namespace lysep::bsum_logistic_lipschitz_claim
