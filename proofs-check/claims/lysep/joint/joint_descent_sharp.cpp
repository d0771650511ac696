// The iterates of preconditioned conjugate gradients from 0 minimise <g, x> + x^T A x/2 on their own ray too:
//   <g, x> = -x^T A x,   A = J^T T J + m I.
#include "proofs-check/claims/lysep/joint/conjugate_gradients.hpp"

namespace lysep::joint_descent_sharp_claim {

Claim claim() {
  Claim claim;
  claim.id = "joint-descent-sharp";
  claim.statement = "<g, x> = -x^T (J^T T J + m I) x after k steps of preconditioned conjugate gradients";
  claim.relation = Relation::equals;
  set_conjugate_gradients(claim);
  using Terms = ConjugateGradients;
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); }, [](const Terms& t) { return t.falls_by(1); },
      {{"1/2 for 1", [](const Terms& t) { return t.falls_by(0.5); }},
       {"without m I", [](const Terms& t) { return t.sides(t.slope(), t.m * norm_squared(t.x) - t.curvature()); }},
       {"without T", [](const Terms& t) {
          return t.sides(t.slope(), -(norm_squared(product(t.J, t.x)) + t.m * norm_squared(t.x)));
        }}});
  return claim;
}

}  // namespace lysep::joint_descent_sharp_claim
