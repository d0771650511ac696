// Property P1 of appendix A.3 (and P3, which it implies) for the bound (9): its gradient is Lipschitz continuous with
// the constant gamma. TRUE; equality always.
#include "proofs-check/claims/bsum/bounds/model.hpp"

namespace lysep::bsum_p1_claim {
namespace {

using namespace bsum;
using Terms = Model;

Sides with(const Terms& t, const Ball& factor) {
  if (!t.is_positive()) return hypothesis_not_met();
  const Matrix<Ball> first = t.bound_gradient(t.V), second = t.bound_gradient(t.U);
  return {norm(difference(first, second)), factor * t.gamma * norm(difference(t.V, t.U)), true,
          norm(first) + norm(second)};
}

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "bsum-p1";
  claim.source = "bsum";
  claim.equation = "A.3, P1";
  claim.statement = "||grad g(V) - grad g(U)|| <= gamma ||V - U||, g of (9)";
  claim.hypotheses = {"gamma > 0"};
  claim.constant_is_best_possible = true;
  claim.arrays = model_arrays();
  claim.generate = model_instance;
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); }, [](const Terms& t) { return with(t, Ball(1.0)); },
      {{"0.99 gamma", [](const Terms& t) { return with(t, Ball(0.99)); }},
       {"1 for gamma", [](const Terms& t) { return with(t, Ball(1.0) / t.gamma); }},
       {"gamma/2", [](const Terms& t) { return with(t, Ball(0.5)); }},
       {"2 gamma", [](const Terms& t) { return with(t, Ball(2.0)); }, true}});
  return claim;
}

}  // namespace lysep::bsum_p1_claim
