// (3.22): for 1 <= l <= L-2 and two points c^, c~ of c_l, with G(c) = W_{l+1}^T (W_{l+1} sigma(c) - B_{l+1}) and
// B_{l+1} = c_{l+1} - b_{l+1} 1^T,
//   || grad S(c^) - grad S(c~) || <= 2 ( omega_{l+1} || G(c^) o sigma'(c^) - G(c~) o sigma'(c~) ||
//                                        + omega_l || c^ - c~ || ).
// Left: the change of the gradient along u by dual numbers from (3.4), u being the change that (3.12) gives; so both
// sides are multiplied by || u ||. Best possible: an equality for M = N = 1 where both terms have one sign.
#include "proofs-check/claims/lysep/lipschitz/lipschitz_generators.hpp"
#include "proofs-check/claims/lysep/lipschitz/lipschitz_terms.hpp"

namespace lysep::equation_3_22_claim {
namespace {

struct Terms {
  explicit Terms(const Instance& i) : pair(i, hidden_layer(i)), change(pair) {
    ahead = norm(difference(pair.bent(pair.hat), pair.bent(pair.tilde)));
  }
  PointPair pair;
  GradientChange change;
  Ball ahead;  // || G(c^) o sigma'(c^) - G(c~) o sigma'(c~) ||

  const Ball& omega() const { return pair.network.omega(pair.l); }
  const Ball& next() const { return pair.network.omega(pair.l + 1); }
  /// a || G o sigma' changed || + b || c^ - c~ ||.
  Sides with(const Ball& a, const Ball& b) const { return change.at_most(a * ahead + b * pair.distance()); }
};

}  // namespace

Claim claim() {
  const Ball two(2.0);
  Claim claim;
  claim.id = "equation-3.22";
  claim.equation = "(3.22)";
  claim.statement =
      "||grad S(c^) - grad S(c~)|| <= 2 (omega_{l+1} ||G^ o sigma'^ - G~ o sigma'~|| + omega_l ||c^ - c~||)";
  claim.hypotheses = {"1 <= l <= L-2", "sigma is differentiable"};
  claim.constant_is_best_possible = true;
  claim.speaks_of_state = true;
  claim.arrays = pair_arrays();
  claim.generate = hidden_pair;
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); },
      [=](const Terms& t) { return t.with(two * t.next(), two * t.omega()); },
      {{"without the factor 2", [](const Terms& t) { return t.with(t.next(), t.omega()); }},
       {"without omega_l ||c^ - c~||", [=](const Terms& t) { return t.with(two * t.next(), Ball(0.0)); }},
       {"without the change of G o sigma'", [=](const Terms& t) { return t.with(Ball(0.0), two * t.omega()); }},
       {"omega_l and omega_{l+1} exchanged", [=](const Terms& t) { return t.with(two * t.omega(), two * t.next()); }}});
  return claim;
}

}  // namespace lysep::equation_3_22_claim
