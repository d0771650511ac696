// How far (5) moves from v = W a + b with the cross-entropy: z - v = (y - p)/rho, so ||z_L - v|| < sqrt2/rho, strictly.
// Best possible: a wrong class far above the label's.
#include "proofs-check/claims/dlam/block_updates/exact_output.hpp"
#include "proofs-check/enclosures/definition.hpp"

namespace lysep::dlam_eq_5_move_claim {
namespace {

Sides below(const OutputPoint& t, const Ball& constant) {
  return t.hypothesis ? Sides{t.rho * norm(difference(t.z, t.v)), constant} : hypothesis_not_met();
}

/// 0 < 2 - ||p - y||^2, term by term: for p_y too small to be told from 0 beside the others.
Ball gap(const OutputPoint& t) {
  const Matrix<Ball> p = softmax_by_definition(t.z);
  const Ball& own = p(t.y, 0);
  Ball sum = Ball(2.0) * own * (Ball(2.0) - own);
  for (Index i = 0; i < p.rows(); ++i) {
    for (Index j = 0; j < p.rows(); ++j) {
      if (i != j && i != t.y && j != t.y) sum += p(i, 0) * p(j, 0);
    }
  }
  return sum;
}

}  // namespace

Claim claim() {
  using Terms = OutputPoint;
  Claim claim = dlam_claim("dlam-eq-5-move", "(5)", "||z_L - v|| < sqrt2/rho");
  claim.hypotheses = {"rho > 0", "R is the cross-entropy"};
  claim.relation = Relation::less;
  claim.constant_is_best_possible = true;
  claim.arrays = output_point_arrays();
  claim.generate = output_point_instance;
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); },
      [](const Terms& t) {
        const Sides s = below(t, root_two());
        return !s.hypothesis || s.left < s.right ? s : Sides{-gap(t), Ball(0.0)};
      },
      {{"1.4/rho", [](const Terms& t) { return below(t, Ball(1.4)); }},
       {"1/rho", [](const Terms& t) { return below(t, Ball(1.0)); }},
       {"2/rho", [](const Terms& t) { return below(t, Ball(2.0)); }, true}});
  return claim;
}

}  // namespace lysep::dlam_eq_5_move_claim
