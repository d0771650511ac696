// (3.23): for 1 <= l <= L-2, W = W_{l+1}, B = B_{l+1} = c_{l+1} - b_{l+1} 1^T, G(c) = W^T (W sigma(c) - B),
//   || G(c^) o sigma'(c^) - G(c~) o sigma'(c~) ||
//     <= ( M1^2 || W ||^2 + M0 M2 sqrt(MN) || W ||^2 + M2 || W^T B || ) || c^ - c~ ||,
// with the two bounds on the way as true variants. The last term is best possible: sin at its top with a large target.
// sigma need only be bounded with a bounded, M2-Lipschitz derivative, as softsign is.
#include "proofs-check/claims/lysep/lipschitz/lipschitz_generators.hpp"
#include "proofs-check/claims/lysep/lipschitz/lipschitz_terms.hpp"

namespace lysep::equation_3_23_claim {
namespace {

struct Terms {
  explicit Terms(const Instance& i) : pair(i, hidden_layer(i)), bounds(pair) {
    const bool one_point = pair.distance().is_zero();
    left = one_point ? Ball(0.0) : norm(difference(pair.bent(pair.hat), pair.bent(pair.tilde)));
  }
  PointPair pair;
  Bounds bounds;
  Ball left;

  const Ball& M1() const { return bounds.sigma.B; }
  const Ball& M0() const { return *bounds.sigma.M0; }
  const Ball& M2() const { return *bounds.sigma.M2; }
  const Ball& W_squared() const { return bounds.terms.norm_squared; }
  Ball G_distance() const { return norm(difference(pair.pulled(pair.hat), pair.pulled(pair.tilde))); }
  Ball G_tilde() const { return norm(pair.pulled(pair.tilde)); }
  Matrix<Ball> slopes(const AuxiliaryPoint& at) const { return activation_slopes(pair.network.chain.activation, at.c); }
  Sides bounded(const std::function<Ball()>& right) const {
    return bounds.bounded ? Sides{left, right()} : hypothesis_not_met();
  }
  /// a M1^2 || W ||^2 + b M0 M2 || W ||^2 + c M2 || W^T B ||, times || c^ - c~ ||.
  Sides with(double a, const Ball& b, double c) const {
    return bounded([&] {
      const Ball products = (Ball(a) * M1() * M1() + b * M0() * M2()) * W_squared();
      return (products + Ball(c) * M2() * sqrt(bounds.terms.pulled_squared)) * pair.distance();
    });
  }
  Ball root_MN() const { return sqrt(count(bounds.terms.units * bounds.terms.samples)); }
};

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "equation-3.23";
  claim.equation = "(3.23)";
  claim.statement =
      "||G^ o sigma'^ - G~ o sigma'~|| <= (M1^2 ||W||^2 + M0 M2 sqrt(MN) ||W||^2 + M2 ||W^T B||) ||c^ - c~||";
  claim.hypotheses = {"1 <= l <= L-2", "|sigma| <= M0, |sigma'| <= M1, sigma' is M2-Lipschitz"};
  claim.constant_is_best_possible = true;
  claim.speaks_of_state = true;
  claim.arrays = pair_arrays();
  claim.generate = hidden_pair;
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); }, [](const Terms& t) { return t.with(1, t.root_MN(), 1); },
      {{"without M1^2 ||W||^2", [](const Terms& t) { return t.with(0, t.root_MN(), 1); }},
       {"without M0 M2 sqrt(MN) ||W||^2", [](const Terms& t) { return t.with(1, Ball(0.0), 1); }},
       {"without M2 ||W^T B||", [](const Terms& t) { return t.with(1, t.root_MN(), 0); }},
       {"M2/2 for M2", [](const Terms& t) { return t.with(1, Ball(0.5) * t.root_MN(), 0.5); }},
       {"||G(c^) - G(c~)|| ||sigma'(c^)||_inf + ||G(c~)|| ||sigma'(c^) - sigma'(c~)||",
        [](const Terms& t) {
          return t.bounded([&] {
            const Matrix<Ball> hat = t.slopes(t.pair.hat);
            return t.G_distance() * largest_entry(hat) + t.G_tilde() * norm(difference(hat, t.slopes(t.pair.tilde)));
          });
        },
        true},
       {"M1 ||G(c^) - G(c~)|| + M2 ||G(c~)|| ||c^ - c~||",
        [](const Terms& t) {
          return t.bounded([&] { return t.M1() * t.G_distance() + t.M2() * t.G_tilde() * t.pair.distance(); });
        },
        true}});
  return claim;
}

}  // namespace lysep::equation_3_23_claim
