// (2.7): the Jacobian of the softmax, dp_j/dz_i = p_j (delta_ij - p_i).
// Left: u^T (dp/dz) v by that formula, p_j = e^(-l(z, j)) from the program's loss; right: d/dt u^T p(z + t v) at 0 by
// dual numbers from p's definition.
#include "proofs-check/claims/lysep/cross_entropy/logits.hpp"

namespace lysep::equation_2_7_claim {
namespace {

struct Terms {
  Matrix<Ball> u, v, p;
  Ball derivative;

  Sides against(const Ball& left) const { return {left, derivative, true, norm(u) * norm(v)}; }
  /// sum_j u_j p_j v_j, and the products of means of which the Jacobian's second term consists.
  Ball diagonal() const { return inner(u, entrywise_product(p, v)); }
  Ball means() const { return inner(u, p) * inner(p, v); }
};

Terms terms_of(const Instance& instance) {
  Terms t{instance.balls("u"), instance.balls("v"), instance.balls("z"), Ball(0.0)};
  const Matrix<Ball> z = t.p;
  Matrix<Dual<Ball>> moving(z.rows(), 1);
  for (int j = 0; j < z.rows(); ++j) {
    moving(j, 0) = {z(j, 0), t.v(j, 0)};
    t.p(j, 0) = exp(-losses_of(z, {j})(0, 0));
  }
  const Matrix<Dual<Ball>> P = softmax_by_definition(moving);
  for (Index j = 0; j < z.rows(); ++j) t.derivative += t.u(j, 0) * P(j, 0).d;
  return t;
}

Instance generate(Draw& draw) {
  Instance instance = one_sample(draw);
  const Index J = instance.matrix("z").rows();
  instance.set("u", draw.matrix(J, 1, draw.magnitude(-2, 2)));
  instance.set("v", draw.matrix(J, 1, draw.magnitude(-2, 2)));
  return instance;
}

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "equation-2.7";
  claim.equation = "(2.7)";
  claim.statement = "dp_j/dz_i = p_j (delta_ij - p_i)";
  claim.hypotheses = {"J >= 2"};
  claim.relation = Relation::equals;
  claim.arrays = one_sample_arrays();
  claim.arrays.push_back({"u", "J x 1", "weights of the p_j"});
  claim.arrays.push_back({"v", "J x 1", "direction of z"});
  claim.generate = generate;
  set_sides<Terms>(claim, terms_of, [](const Terms& t) { return t.against(t.diagonal() - t.means()); },
                   {{"p_j (p_i - delta_ij)", [](const Terms& t) { return t.against(t.means() - t.diagonal()); }},
                    {"-p_j p_i", [](const Terms& t) { return t.against(-t.means()); }},
                    {"p_j delta_ij", [](const Terms& t) { return t.against(t.diagonal()); }},
                    {"p_j (1 - p_j) delta_ij",
                     [](const Terms& t) {
                       return t.against(t.diagonal() - inner(entrywise_product(t.u, t.p), entrywise_product(t.p, t.v)));
                     }},
                    {"p_j (delta_ij + p_i)", [](const Terms& t) { return t.against(t.diagonal() + t.means()); }}});
  return claim;
}

}  // namespace lysep::equation_2_7_claim
