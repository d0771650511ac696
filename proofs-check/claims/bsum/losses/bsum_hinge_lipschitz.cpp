// The gradient of the squared hinge loss (A.17) is Lipschitz continuous with 1/(c N) for labels of at most 1 in
// absolute value, which the results on (9) need. Best possible: equality where Y = +-1 and 1 - Y o H >= 0 at both
// points.
#include "proofs-check/claims/bsum/losses/loss_terms.hpp"

namespace lysep::bsum_hinge_lipschitz_claim {
namespace {

using namespace bsum;
using Terms = LossPair;

Matrix<Ball> gradient(const Terms& t, const Matrix<Ball>& H) {
  Matrix<Ball> G = t.Y;
  for (Index i = 0; i < G.size(); ++i) {
    G.data()[i] *= -max(Ball(0.0), Ball(1.0) - t.Y.data()[i] * H.data()[i]) / (t.c * t.N());
  }
  return G;
}
Sides at_most(const Terms& t, const Ball& constant) {
  if (!(t.c > Ball(0.0)) || !is_in(t.Y, -1.0, 1.0)) return hypothesis_not_met();
  const Matrix<Ball> first = gradient(t, t.H1), second = gradient(t, t.H2);
  return {norm(difference(first, second)), constant * t.distance(), true, norm(first) + norm(second)};
}

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "bsum-hinge-lipschitz";
  claim.source = "bsum";
  claim.equation = "(A.17), (9)";
  claim.statement = "||grad l(H1) - grad l(H2)|| <= (1/(c N)) ||H1 - H2||, l of (A.17)";
  claim.hypotheses = {"c > 0", "|Y| <= 1"};
  claim.constant_is_best_possible = true;
  claim.arrays = loss_pair_arrays();
  claim.generate = [](Draw& draw) { return loss_pair_instance(draw, Loss::hinge); };
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); },
      [](const Terms& t) { return at_most(t, Ball(1.0) / (t.c * t.N())); },
      {{"0.99/(c N)", [](const Terms& t) { return at_most(t, Ball(0.99) / (t.c * t.N())); }},
       {"1/(2 c N)", [](const Terms& t) { return at_most(t, Ball(0.5) / (t.c * t.N())); }},
       {"1/(c N^2)", [](const Terms& t) { return at_most(t, Ball(1.0) / (t.c * squared(t.N()))); }},
       {"1/N", [](const Terms& t) { return at_most(t, Ball(1.0) / t.N()); }},
       {"2/(c N)", [](const Terms& t) { return at_most(t, Ball(2.0) / (t.c * t.N())); }, true}});
  return claim;
}

}  // namespace lysep::bsum_hinge_lipschitz_claim
