// (10), first line: D = W - grad/gamma is the one minimiser of the bound (9): g(V) = g(D) + (gamma/2) ||V - D||^2.
#include "proofs-check/claims/bsum/bounds/model.hpp"

namespace lysep::bsum_equation_10_claim {
namespace {

using namespace bsum;
using Terms = Model;

Sides from(const Terms& t, const Matrix<Ball>& D, double factor) {
  if (!t.is_positive()) return hypothesis_not_met();
  return {t.bound(t.V) - t.bound(D), Ball(0.5 * factor) * t.gamma * norm_squared(difference(t.V, D)), true, t.size(D)};
}
Sides with(const Terms& t, double step, double factor) {
  return t.is_positive() ? from(t, t.minimiser(step), factor) : hypothesis_not_met();
}
Sides other(const Terms& t) { return from(t, difference(t.W, t.G), 1.0); }

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "bsum-equation-10";
  claim.source = "bsum";
  claim.equation = "(10)";
  claim.statement = "g(V) - g(D) = (gamma/2) ||V - D||^2, D = W - G/gamma, g of (9)";
  claim.hypotheses = {"gamma > 0"};
  claim.relation = Relation::equals;
  claim.arrays = model_arrays();
  claim.generate = model_instance;
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); }, [](const Terms& t) { return with(t, 1.0, 1.0); },
      {{"D = W + G/gamma", [](const Terms& t) { return with(t, -1.0, 1.0); }},
       {"D = W - 2 G/gamma", [](const Terms& t) { return with(t, 2.0, 1.0); }},
       {"gamma for gamma/2", [](const Terms& t) { return with(t, 1.0, 2.0); }},
       {"D = W - G", [](const Terms& t) { return other(t); }}});
  return claim;
}

}  // namespace lysep::bsum_equation_10_claim
