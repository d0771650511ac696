// The iterates x of preconditioned conjugate gradients on (J^T T J + m I) x = -g from 0 are directions of descent,
// after any number of steps, for any g: x minimises <g, x> + x^T A x/2 over a space that holds its own ray, so
//   <g, x> = -x^T A x <= -(1/2) x^T A x,   A = J^T T J + m I.
// So the 1/2 of the statement may be any number up to 1, which is best possible. T >= 0 (the weights of chosen rows),
// the preconditioner is diagonal here.
#include "proofs-check/claims/lysep/joint/conjugate_gradients.hpp"

namespace lysep::joint_descent_claim {

Claim claim() {
  Claim claim;
  claim.id = "joint-descent";
  claim.statement = "<g, x> <= -(1/2) x^T (J^T T J + m I) x after k steps of preconditioned conjugate gradients";
  set_conjugate_gradients(claim);
  using Terms = ConjugateGradients;
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); }, [](const Terms& t) { return t.falls_by(0.5); },
      {{"1.001 for 1/2", [](const Terms& t) { return t.falls_by(1.001); }},
       {"2 for 1/2", [](const Terms& t) { return t.falls_by(2); }},
       {"+ for -", [](const Terms& t) { return t.reversed(); }},
       {"g for -g on the right of the system", [](const Terms& t) { return t.of_other_sign(); }},
       {"1 for 1/2, with 1e-9 to spare", [](const Terms& t) { return t.falls_by(1 - 1e-9); }, true}});
  return claim;
}

}  // namespace lysep::joint_descent_claim
