// (3.29) sharpened: an entry of H = W_L^T (P - A) diag(R) is a column of W_L times p - a times R_n, hence
//   max|H| <= sqrt2 max_i || W_L(:, i) || log(1 + (J - 1) e^(sqrt2 sqrt(M) M0 || W_L ||_2)).
// Best possible: J = 2, W_L = v (-1, 1)^T a^T, a_i = +-1, all units saturated with the signs of a, v large.
// Left: softmax and R as they are defined; right: the program's M0.
#include "proofs-check/claims/lysep/lipschitz/lipschitz_generators.hpp"
#include "proofs-check/claims/lysep/lipschitz/lipschitz_terms.hpp"

namespace lysep::equation_3_29_sharp_claim {
namespace {

using Terms = SurrogateState;

Sides at_most(const Terms& t, const Ball& right) { return t.where_bounded(largest_entry(t.losses.H), right); }
Ball R(const Terms& t) { return t.bounds.largest_loss_sharp(); }

Ball least_column(const Matrix<Ball>& W) {
  Ball least = column_norm(W, 0);
  for (Index i = 1; i < W.cols(); ++i) least = min(least, column_norm(W, i));
  return least;
}

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "equation-3.29-sharp";
  claim.equation = "(3.29) sharpened";
  claim.statement = "max|H| <= sqrt2 max_i ||W_L(:,i)|| log(1 + (J - 1) e^(sqrt2 sqrt(M) M0 ||W_L||_2))";
  claim.hypotheses = {"L >= 2", "|sigma| <= M0"};
  claim.constant_is_best_possible = true;
  claim.generate = surrogate_instance;
  set_state(claim);
  set_sides<Terms>(
      claim, [](const Instance& i) { return SurrogateState(*i.state); },
      [](const Terms& t) { return at_most(t, root_two() * t.bounds.largest_column * R(t)); },
      {{"1 for the first sqrt2", [](const Terms& t) { return at_most(t, t.bounds.largest_column * R(t)); }},
       {"the least column",
        [](const Terms& t) { return at_most(t, root_two() * least_column(t.network.W(t.network.L)) * R(t)); }},
       {"without sqrt(M)",
        [](const Terms& t) {
          const Ball margin = root_two() * t.bounds.M0 * t.bounds.spectral;
          return at_most(t, root_two() * t.bounds.largest_column * t.bounds.loss_at(margin));
        }},
       {"1 for the second sqrt2",
        [](const Terms& t) {
          const Ball margin = t.bounds.root_M * t.bounds.M0 * t.bounds.spectral;
          return at_most(t, root_two() * t.bounds.largest_column * t.bounds.loss_at(margin));
        }},
       {"||W_L|| for the largest column", [](const Terms& t) { return at_most(t, root_two() * t.bounds.W * R(t)); },
        true}});
  return claim;
}

}  // namespace lysep::equation_3_29_sharp_claim
