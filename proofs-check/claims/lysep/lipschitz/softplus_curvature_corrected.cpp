// Lemma 3.3(i) for softplus on a bounded set: for |c_l| <= r entrywise
//   d^2/dt^2 S(c_l + t u) <= C_l || u ||^2,   C_l of (3.20) with M0 = softplus(r), M1 = 1, M2 = 1/4
// (here over omega_{l+1} and for one sample, as the Hessian is block-diagonal over samples). The step may leave the
// set, so Theorem 3.4 does not follow. Best possible through the term of M2 || W^T B ||: c = 0, B large.
#include "proofs-check/claims/lysep/lipschitz/excluded_activations.hpp"

namespace lysep::softplus_curvature_corrected_claim {
namespace {

using Terms = SoftplusBlock;

Sides with(const Terms& t, bool hypothesis, const Ball& M0, double M1, double M2) {
  return hypothesis ? t.at_most(t.constant(M0, Ball(M1), Ball(M2))) : hypothesis_not_met();
}

bool below_radius(const Terms& t) {
  for (Index i = 0; i < t.c.size(); ++i) {
    if (!(t.c.data()[i] <= t.radius)) return false;
  }
  return true;
}

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "softplus-curvature-corrected";
  claim.equation = "(3.20)";
  claim.statement = "d^2/dt^2 S(c_l + t u) <= C_l ||u||^2 for softplus and |c_l| <= r, C_l with M0 = softplus(r)";
  claim.hypotheses = {"sigma = softplus, M1 = 1, M2 = 1/4", "l <= L-2, N = 1, over omega_{l+1}", "|c_i| <= r"};
  claim.constant_is_best_possible = true;
  claim.arrays = softplus_arrays();
  claim.generate = softplus_instance;
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); },
      [](const Terms& t) { return with(t, t.in_range(), softplus(t.radius), 1.0, 0.25); },
      {{"any c", [](const Terms& t) { return with(t, true, softplus(t.radius), 1.0, 0.25); }},
       {"without M1^2 ||W||^2", [](const Terms& t) { return with(t, t.in_range(), softplus(t.radius), 0.0, 0.25); }},
       {"1/5 for M2", [](const Terms& t) { return with(t, t.in_range(), softplus(t.radius), 1.0, 0.2); }},
       {"C_l without M2 ||W^T B||",
        [](Terms t) {
          t.B = Matrix<Ball>::Constant(t.B.rows(), 1, Ball(0.0));
          return with(t, t.in_range(), softplus(t.radius), 1.0, 0.25);
        }},
       {"without 2 ||W||^2",
        [](const Terms& t) {
          Sides s = with(t, t.in_range(), softplus(t.radius), 1.0, 0.25);
          s.right -= Ball(2.0) * norm_squared(t.W) * norm_squared(t.u);
          return s;
        }},
       {"c_i <= r for |c_i| <= r",
        [](const Terms& t) { return with(t, below_radius(t), softplus(t.radius), 1.0, 0.25); }, true}});
  return claim;
}

}  // namespace lysep::softplus_curvature_corrected_claim
