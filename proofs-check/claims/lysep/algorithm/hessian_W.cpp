// The Hessian of S in W_L, as the program applies it to a direction D, s_n the columns of sigma(c_{L-1}):
//   2 lambda_L D + sum_n Hess_z(l^2) (D s_n) s_n^T,   Hess_z(l^2) = 2 ( (p - a)(p - a)^T + R (diag p - p p^T) ).
// Left: <E, Hessian D>; right: d^2 S(W_L + s D + t E)/ds dt at 0 by dual numbers of dual numbers from (3.4).
#include "proofs-check/claims/lysep/algorithm/blocks.hpp"
#include "proofs-check/enclosures/hessian.hpp"

namespace lysep::hessian_W_claim {
namespace {

struct Terms {
  DirectionPair at;

  explicit Terms(const Instance& i) : at(i, Variable::W, i.state->depth()) {}

  Ball of_losses(const Matrix<Ball>& to, const Matrix<Ball>& from) const {
    Matrix<Ball> HD;
    output_hessian_times(at.network.chain, at.network.block, from, HD);
    return inner(to, HD);
  }
  Ball of_losses() const { return of_losses(at.E, at.D); }
  Ball regularised(const Ball& factor) const { return factor * at.network.lambda(at.l) * inner(at.D, at.E); }
  /// sum_n 2 <p - a, D s_n> <p - a, E s_n>.
  Ball of_rank_one() const {
    const Matrix<Ball> T = softmax_minus_labels_of(at.network.surrogate, at.network.labels);
    const Matrix<Ball> first = product(at.D, at.network.V(at.l)), second = product(at.E, at.network.V(at.l));
    Ball sum(0.0);
    for (Index n = 0; n < T.cols(); ++n) {
      sum += inner(T.col(n), first.col(n)) * inner(T.col(n), second.col(n));
    }
    return Ball(2.0) * sum;
  }
};

Instance generate(Draw& draw) {
  Instance instance;
  instance.state = varied_state(draw, every_activation(), instance.family);
  const auto [rows, columns] = shape_of(*instance.state, Variable::W, instance.state->depth());
  const Matrix<double> D = draw.matrix(rows, columns, draw.magnitude(-2, 2));
  instance.set("direction", D);
  instance.set("second", draw.chance(0.2) ? D : draw.matrix(rows, columns, 1.0));
  return instance;
}

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "hessian-W";
  claim.equation = "(3.15)";
  claim.statement = "<E, 2 lambda_L D + sum_n Hess_z(l^2) (D s_n) s_n^T> = d^2 S(W_L + s D + t E)/ds dt";
  claim.hypotheses = {"L >= 2"};
  claim.relation = Relation::equals;
  claim.speaks_of_state = true;
  claim.arrays = {{"direction", "J x M", "D, of W_L's shape"}, {"second", "J x M", "E, of W_L's shape"}};
  claim.generate = generate;
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); },
      [](const Terms& t) { return t.at.against_derivative(t.regularised(Ball(2.0)) + t.of_losses()); },
      {{"lambda for 2 lambda",
        [](const Terms& t) { return t.at.against_derivative(t.regularised(Ball(1.0)) + t.of_losses()); }},
       {"without 2 lambda D", [](const Terms& t) { return t.at.against_derivative(t.of_losses()); }},
       {"without (p - a)(p - a)^T",
        [](const Terms& t) {
          return t.at.against_derivative(t.regularised(Ball(2.0)) + t.of_losses() - t.of_rank_one());
        }},
       {"(p - a)(p - a)^T alone",
        [](const Terms& t) { return t.at.against_derivative(t.regularised(Ball(2.0)) + t.of_rank_one()); }},
       {"half of Hess_z(l^2)",
        [](const Terms& t) { return t.at.against_derivative(t.regularised(Ball(2.0)) + Ball(0.5) * t.of_losses()); }},
       {"D and E exchanged",
        [](const Terms& t) { return t.at.against_derivative(t.regularised(Ball(2.0)) + t.of_losses(t.at.D, t.at.E)); },
        true}});
  return claim;
}

}  // namespace lysep::hessian_W_claim
