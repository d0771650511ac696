// (3.10), the least-squares update: every solution of W (V V^T + lambda_l I) = B V^T gives the least S in W_l, whether
// or not V V^T + lambda_l I is regular: S(W_l + dW + K) <= S(W) for every W, dW the program's change of minimum norm
// and K any matrix with K (V V^T + lambda_l I) = 0. dW and K are computed in 100 digits, S is enclosed at the computed
// points by its definition (3.4). Equality is attained where W is a solution. K is the part of a given matrix that V
// V^T + lambda_l I does not see.
#include <cmath>

#include "core/numbers/least_squares_mp100.hpp"
#include "proofs-check/claims/lysep/algorithm/blocks.hpp"
#include "proofs-check/enclosures/least_squares_problem.hpp"

namespace lysep::equation_3_10_min_norm_claim {
namespace {

/// A, scaled by a power of 2 to entries of at most 1, so that 100 digits suffice beside S.
Matrix<mp100> scaled_to_1(const Matrix<double>& A) {
  const double largest = A.cwiseAbs().maxCoeff();
  int exponent = 0;
  if (largest > 1) std::frexp(largest, &exponent);
  return A.unaryExpr([exponent](double x) { return mp100(std::ldexp(x, -exponent)); });
}

/// A - A G^+ G, G with lambda_l I added.
Matrix<mp100> unseen_part(const LeastSquaresProblem& problem, const Matrix<mp100>& A) {
  Matrix<mp100> regular = problem.G, image;
  for (Index j = 0; j < regular.rows(); ++j) regular(j, j) += problem.lambda;
  multiply(A, regular, image);
  const Matrix<mp100> zero = Matrix<mp100>::Constant(A.rows(), A.cols(), mp100(0.0));
  return A - least_squares_change<mp100>(regular, image, zero, problem.weights, mp100(0.0));
}

struct Terms {
  Network network;
  Index l;
  Matrix<Ball> other, change, unregularised, unseen;

  explicit Terms(const Instance& instance) : network(*instance.state), l(any_hidden_layer(instance)) {
    other = block_matrix(instance, "W", Variable::W, l);
    const LeastSquaresProblem problem(*instance.state, l);
    change = exact(problem.change(problem.lambda));
    unregularised = exact(problem.change(mp100(0.0)));
    block_matrix(instance, "A", Variable::W, l);
    unseen = exact(unseen_part(problem, scaled_to_1(instance.matrix("A"))));
  }
  /// S(W_l + moved) <= S(W).
  Sides with(const Matrix<Ball>& moved) const {
    return {loss_where(network, Variable::W, l, sum(network.W(l), moved)), loss_where(network, Variable::W, l, other)};
  }
};

/// The same at what is to be a minimiser. One is no larger than where it started; otherwise 100 digits were not enough
/// for it, which decides nothing.
Sides at_minimiser(const Terms& t, const Matrix<Ball>& moved) {
  Sides sides = t.with(moved);
  if (sides.left > loss_by_definition(t.network)) sides.left = Ball(0.0) / Ball(0.0);
  return sides;
}

/// W near the minimisers, or anywhere.
Instance generate(Draw& draw) {
  Instance instance = block_instance(draw, Variable::W, "W", every_activation());
  const Index l = static_cast<Index>(instance.number("layer"));
  const Matrix<double> W = instance.matrix("W");
  instance.set("A", draw.matrix(W.rows(), W.cols(), 1.0));
  if (draw.chance(0.4)) return instance;
  const LeastSquaresProblem problem(*instance.state, l);
  const Matrix<mp100> least = problem.K + problem.change(problem.lambda);
  const double size = draw.magnitude(-6, 0);
  Matrix<double> near = least.unaryExpr([](const mp100& x) { return to_double(x); });
  for (Index i = 0; i < near.size(); ++i) near.data()[i] += size * draw.symmetric(1.0);
  instance.set("W", near);
  instance.family += ", W near a minimiser";
  return instance;
}

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "equation-3.10-min-norm";
  claim.equation = "(3.10)";
  claim.statement = "S(W_l + dW + K) <= S(W), W_l + dW + K any solution of the normal equations";
  claim.hypotheses = {"1 <= l <= L-1"};
  claim.speaks_of_state = true;
  claim.arrays = {
      {"layer", "1", "l", Array::integer},
      {"W", "p x q", "a matrix of W_l's shape"},
      {"A", "p x q", "K is A, its entries scaled to 1, less its projection on the rows of V V^T + lambda_l I"}};
  claim.generate = generate;
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); },
      [](const Terms& t) { return at_minimiser(t, sum(t.change, t.unseen)); },
      {{"twice the change", [](const Terms& t) { return t.with(scaled(Ball(2.0), t.change)); }},
       {"half of the change", [](const Terms& t) { return t.with(scaled(Ball(0.5), t.change)); }},
       {"the change without the regulariser", [](const Terms& t) { return t.with(t.unregularised); }},
       {"-dW", [](const Terms& t) { return t.with(scaled(Ball(-1.0), t.change)); }},
       {"K = 0, the change of minimum norm", [](const Terms& t) { return at_minimiser(t, t.change); }, true},
       {"-K for K", [](const Terms& t) { return at_minimiser(t, difference(t.change, t.unseen)); }, true}});
  return claim;
}

}  // namespace lysep::equation_3_10_min_norm_claim
