// Before (3.24): softmax is Lipschitz continuous. The paper has the constant 1 from (2.7); the best one is 1/2,
//   || p(z1) - p(z2) ||_2 <= (1/2) || z1 - z2 ||_2,
// for the eigenvalues of diag p - p p^T are at most max_i 2 p_i (1 - p_i) <= 1/2 by Gershgorin's circles. Attained in
// the limit at p = (1/2, 1/2), moved along (1, -1). Columns of Z1 and Z2 together, in the Frobenius norm.
// Left: softmax as it is defined.
#include "proofs-check/claims/lysep/cross_entropy/logits.hpp"

namespace lysep::softmax_lipschitz_claim {
namespace {

struct Terms {
  Matrix<Ball> change, D;  // P(Z1) - P(Z2), Z1 - Z2

  Sides bounded(const Ball& right) const { return {norm(change), right}; }
};

/// Two classes at even odds, the others out of reach; Z2 a short or a long way along (1, -1).
Instance even_odds(Draw& draw) {
  const int J = draw.integer(2, 4), N = draw.integer(1, 3);
  const bool short_move = draw.chance(0.7);
  Matrix<double> z1 = Matrix<double>::Constant(J, N, -1000.0), z2 = z1;
  Labels labels;
  const double step = draw.magnitude(short_move ? -7 : -2, short_move ? -3 : 2);
  for (int n = 0; n < N; ++n) {
    const int y = draw.integer(0, J - 1), other = (y + draw.integer(1, J - 1)) % J;
    labels.push_back(y);
    z1(y, n) = z1(other, n) = draw.symmetric(1.0);
    z2(y, n) = z1(y, n) + step;
    z2(other, n) = z1(other, n) - step;
  }
  return logit_pair_of(short_move ? "near equality" : "even odds", z1, z2, labels);
}

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "softmax-lipschitz";
  claim.equation = "before (3.24)";
  claim.statement = "||P(Z1) - P(Z2)|| <= (1/2) ||Z1 - Z2||";
  claim.hypotheses = {"J >= 2"};
  claim.constant_is_best_possible = true;
  claim.arrays = logit_pair_arrays();
  claim.generate = [](Draw& draw) { return draw.chance(0.4) ? even_odds(draw) : logit_pair_instance(draw); };
  set_sides<Terms>(
      claim,
      [](const Instance& i) {
        const Matrix<Ball> Z1 = i.balls("z1"), Z2 = i.balls("z2");
        const Matrix<Ball> D = difference(Z1, Z2);
        if (norm(D).is_zero()) return Terms{D, D};  // one point
        return Terms{difference(softmax_by_definition(Z1), softmax_by_definition(Z2)), D};
      },
      [](const Terms& t) { return t.bounded(Ball(0.5) * norm(t.D)); },
      {{"0.49 for 1/2", [](const Terms& t) { return t.bounded(Ball(0.49) * norm(t.D)); }},
       {"1/4 for 1/2", [](const Terms& t) { return t.bounded(Ball(0.25) * norm(t.D)); }},
       {"the largest entry of Z1 - Z2", [](const Terms& t) { return t.bounded(Ball(0.5) * largest_entry(t.D)); }},
       {"the 1-norm on the left",
        [](const Terms& t) -> Sides {
          return {total(absolute(t.change)), Ball(0.5) * norm(t.D)};
        }},
       {"1 for 1/2", [](const Terms& t) { return t.bounded(norm(t.D)); }, true},
       {"the 1-norm on both sides",
        [](const Terms& t) -> Sides {
          return {total(absolute(t.change)), Ball(0.5) * total(absolute(t.D))};
        },
        true}});
  return claim;
}

}  // namespace lysep::softmax_lipschitz_claim
