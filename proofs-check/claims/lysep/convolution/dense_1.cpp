// The solve for W^_1, the dense layer behind the convolutions, V = sigma(c_{L1}) and P = P_{L1}:
//   grad T = 2 omega^_1 ( W^_1 P (V V^T + Lambda I) P^T - (c^_1 - b^_1 1^T) V^T P^T ),
//   Lambda = sum_{i<=L1} (prod_{j=i+1}^{L1} ||K_jP_{j-1}||^2) ||r_i||^2,
// as written, against dT/dt along a direction by dual numbers. The regulariser is Lambda ||W^_1P||^2, which is
// (Lambda/q) ||W^_1||^2, not Lambda ||W^_1||^2.
#include "proofs-check/claims/lysep/algorithm/blocks.hpp"
#include "proofs-check/claims/lysep/convolution/image_network.hpp"

namespace lysep::dense_1_claim {
namespace {

using Terms = ParameterDerivative;

struct Solve {
  Matrix<Ball> PV, PP;  // P V, P P^T

  explicit Solve(const Terms& s) {
    const Matrix<Ball> P = balls_of(pooling_matrix(s.t.layer(s.l).shape, inputs_of(s.t.state, s.l)));
    PV = product(P, s.t.network.V(s.l));
    PP = product_transposed(P, P);
  }
  Matrix<Ball> identity() const {
    return Matrix<double>::Identity(PP.rows(), PP.cols()).unaryExpr([](double x) { return Ball(x); });
  }
};

/// The gradient along D; Lambda and P P^T as given.
Ball gradient(const Terms& s, const Solve& solve, const Ball& lambda, const Matrix<Ball>& PP) {
  const Matrix<Ball> system = sum(product_transposed(solve.PV, solve.PV), scaled(lambda, PP));
  const Matrix<Ball> g = difference(product(s.t.network.W(s.l), system), product_transposed(s.t.target(s.l), solve.PV));
  return Ball(2.0) * s.omega() * s.along(g);
}

Ball Lambda(const Terms& s) {
  return regulariser_with_factors(s.t, s.l, [&](Index j) { return s.t.effective(j); });
}
Sides with_lambda(const Terms& s, const Ball& lambda) {
  const Solve solve(s);
  return s.against_derivative(gradient(s, solve, lambda, solve.PP));
}
Sides with_identity(const Terms& s, const Ball& lambda) {
  const Solve solve(s);
  return s.against_derivative(gradient(s, solve, lambda, solve.identity()));
}

}  // namespace

Claim claim() {
  Claim claim =
      image_claim("dense-1", "(4.3), W^_1",
                  "grad T = 2 omega^_1 (W^_1 P (V V^T + Lambda I) P^T - (c^_1 - b^_1 1^T) V^T P^T), P = P_{L1}");
  claim.relation = Relation::equals;
  claim.arrays = {{"layer", "1", "L1 + 1", Array::integer}, direction_array()};
  claim.generate = [](Draw& draw) {
    Instance instance = image_layer_instance(draw, differentiable_activations(), first_dense_range());
    draw_direction(draw, instance);
    return instance;
  };
  set_image_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i, first_dense_range()); },
      [](const Terms& s) { return with_lambda(s, Lambda(s)); },
      {{"Lambda ||W^_1||^2", [](const Terms& s) { return with_identity(s, Lambda(s)); }},
       {"without Lambda", [](const Terms& s) { return with_lambda(s, Ball(0.0)); }},
       {"||K_j|| for ||K_jP_{j-1}|| in Lambda",
        [](const Terms& s) {
          return with_lambda(s, regulariser_with_factors(s.t, s.l, [&](Index j) { return s.t.unpooled(j); }));
        }},
       {"Lambda without ||r_{L1}||^2",
        [](const Terms& s) { return with_lambda(s, Lambda(s) - s.t.network.norms.residual(s.t.L1)); }},
       {"(Lambda/q) ||W^_1||^2", [](const Terms& s) { return with_identity(s, Lambda(s) / s.t.window(s.l)); }, true}});
  return claim;
}

}  // namespace lysep::dense_1_claim
