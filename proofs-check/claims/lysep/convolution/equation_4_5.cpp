// (4.5), the system for K_l, 1 <= l <= L1: as a function of the kernel k alone
//   grad_k T = 2 omega_l ( k (sum u u^T + lambda_l diag(n_t/q)) - sum u (c_l - b_l 1^T)^T ),
// u the patches of U_l = P_{l-1} sigma(c_{l-1}), so that the regulariser is lambda_l ||K_l P_{l-1}||^2. Left: the core;
// right: dT/dt along a direction by dual numbers. The paper gives lambda_l for l <= L1 - 1 only, but needs L1 too: the
// mutant without it there is refuted. P_0 occurs with lambda_1 = 0 alone.
#include "proofs-check/claims/lysep/algorithm/blocks.hpp"
#include "proofs-check/claims/lysep/convolution/image_network.hpp"

namespace lysep::equation_4_5_claim {
namespace {

using Terms = ParameterDerivative;

/// The gradient along D with lambda, and the weights diag(n_t/q) of the regulariser, as given.
Ball gradient(const Terms& s, const Ball& lambda, const Vector<Ball>& weights, double factor = 2.0) {
  const auto& layer = *s.t.network.chain.at(s.l).shape;
  const Matrix<Ball>&K = s.t.network.W(s.l), &V = s.t.network.V(s.l);
  Matrix<Ball> G, H;
  layer.patch_gram(V, G);
  layer.patch_correlation(s.t.target(s.l), V, H);
  for (Index t = 0; t < G.rows(); ++t) G(t, t) += lambda * weights(t);
  return Ball(factor) * s.omega() * s.along(difference(product(K, G), H));
}

Vector<Ball> weights_of(const Terms& s) { return s.t.network.chain.at(s.l).shape->norm_weights(); }
const Ball& lambda_of(const Terms& s) { return s.t.network.lambda(s.l); }

Sides with_weights(const Terms& s, const Vector<Ball>& weights) {
  return s.against_derivative(gradient(s, lambda_of(s), weights));
}
Sides with_lambda(const Terms& s, const Ball& lambda) {
  return s.against_derivative(gradient(s, lambda, weights_of(s)));
}

Sides flipped_kernel(const Terms& s) {
  Terms changed = s;
  changed.D = flipped(s.D, s.t.layer(s.l).shape.kernel);
  return s.against_derivative(gradient(changed, lambda_of(s), weights_of(s)));
}

}  // namespace

Claim claim() {
  Claim claim = image_claim("equation-4.5", "(4.5)",
                            "grad_k T = 2 omega_l (k (sum u u^T + lambda_l diag(n_t/q)) - sum u (c_l - b_l)), l <= L1");
  claim.relation = Relation::equals;
  claim.arrays = {{"layer", "1", "l", Array::integer}, direction_array()};
  claim.generate = [](Draw& draw) {
    Instance instance = image_layer_instance(draw, differentiable_activations(), convolution_range());
    draw_direction(draw, instance);
    return instance;
  };
  set_image_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i, convolution_range()); },
      [](const Terms& s) { return with_lambda(s, lambda_of(s)); },
      {{"lambda_l ||k||^2",
        [](const Terms& s) { return with_weights(s, Vector<Ball>::Constant(s.D.cols(), Ball(1.0))); }},
       {"lambda_l ||K_l||^2 without P_{l-1}",
        [](const Terms& s) {
          Vector<Ball> w = weights_of(s);
          for (Index t = 0; t < w.size(); ++t) w(t) *= s.t.window(s.l);
          return with_weights(s, w);
        }},
       {"||K_j|| for ||K_jP_{j-1}|| in lambda_l",
        [](const Terms& s) {
          return with_lambda(s, regulariser_with_factors(s.t, s.l, [&](Index j) { return s.t.unpooled(j); }));
        }},
       {"lambda_l without its last term",
        [](const Terms& s) {
          return s.l == 1 ? hypothesis_not_met() : with_lambda(s, lambda_of(s) - s.t.network.norms.residual(s.l - 1));
        }},
       {"no lambda_l at l = L1",
        [](const Terms& s) { return s.l == s.t.L1 ? with_lambda(s, Ball(0.0)) : with_lambda(s, lambda_of(s)); }},
       {"the kernel flipped", flipped_kernel},
       {"without the factor 2",
        [](const Terms& s) { return s.against_derivative(gradient(s, lambda_of(s), weights_of(s), 1.0)); }}});
  return claim;
}

}  // namespace lysep::equation_4_5_claim
