// (A.11), (A.13), (A.16): the gradient of the regulariser lambda ||W||^2 is 2 lambda W. The arrays H and Y hold W and
// no more; c holds lambda.
#include "proofs-check/claims/bsum/losses/loss_terms.hpp"

namespace lysep::bsum_equation_a_16_claim {
namespace {

using namespace bsum;
using Terms = LossPoint;

Sides with(const Terms& t, const Ball& factor) {
  if (!(t.c > Ball(0.0))) return hypothesis_not_met();
  Dual<Ball> r(0.0);
  for (Index i = 0; i < t.H.size(); ++i) {
    const Dual<Ball> w(t.H.data()[i], t.D.data()[i]);
    r += Dual<Ball>(t.c) * w * w;
  }
  const Matrix<Ball> G = scaled(factor * t.c, t.H);
  return {r.d, inner(G, t.D), true, inner(absolute(G), absolute(t.D))};
}

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "bsum-equation-a.16";
  claim.source = "bsum";
  claim.equation = "(A.11), (A.16)";
  claim.statement = "d/dt lambda ||W + t D||^2 = <2 lambda W, D> at t = 0";
  claim.hypotheses = {"lambda > 0"};
  claim.relation = Relation::equals;
  claim.arrays = loss_arrays();
  claim.generate = [](Draw& draw) { return loss_instance(draw, Loss::squared); };
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); }, [](const Terms& t) { return with(t, Ball(2.0)); },
      {{"lambda W", [](const Terms& t) { return with(t, Ball(1.0)); }},
       {"2 W", [](const Terms& t) { return with(t, Ball(2.0) / t.c); }},
       {"-2 lambda W", [](const Terms& t) { return with(t, Ball(-2.0)); }}});
  return claim;
}

}  // namespace lysep::bsum_equation_a_16_claim
