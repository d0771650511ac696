// (3.11): b_l* = the mean of the columns of c_l - W_l V_l minimises S in b_l: S(b_l*) <= S(b) for every b; more exactly
// S(b) = S(b_l*) + omega_l N ||b - b_l*||^2, so that b = b_l* alone gives equality where omega_l > 0.
// S is enclosed by its definition (3.4) on both sides; the mean is that of the naive c_l - W_l V_l.
#include "proofs-check/claims/lysep/algorithm/blocks.hpp"

namespace lysep::equation_3_11_claim {
namespace {

struct Terms {
  Network network;
  Index l;
  Matrix<Ball> b;

  /// Sums over samples of c_l - W_l V_l, or of c_l.
  Matrix<Ball> sums(bool without_layer = false) const {
    Matrix<Ball> total = Matrix<Ball>::Constant(b.rows(), 1, Ball(0.0));
    for (Index i = 0; i < b.rows(); ++i) {
      for (Index n = 0; n < network.N; ++n) {
        total(i, 0) += network.c(l)(i, n);
        if (!without_layer) total(i, 0) -= product_entry(network.W(l), network.V(l), i, n);
      }
    }
    return total;
  }
  Matrix<Ball> means() const { return scaled(Ball(1.0) / network.samples(), sums()); }
  Sides with(const Matrix<Ball>& best, const Ball& factor = Ball(0.0)) const {
    const Ball apart = factor * network.omega(l) * network.samples() * norm_squared(difference(b, best));
    return {loss_where(network, Variable::b, l, best) + apart, loss_where(network, Variable::b, l, b)};
  }
};

/// b anywhere, and near the minimiser b_l + mean(r_l).
Instance generate(Draw& draw) {
  Instance instance = block_instance(draw, Variable::b, "b", every_activation());
  if (draw.chance(0.4)) return instance;
  const auto& layer = instance.state->layers[static_cast<std::size_t>(instance.number("layer")) - 1];
  const double size = draw.magnitude(-8, 0);
  Matrix<double> near = layer.b + layer.r.colwise().mean().transpose();
  for (Index i = 0; i < near.size(); ++i) near(i, 0) += size * draw.symmetric(1.0);
  instance.set("b", near);
  instance.family += ", b near the minimiser";
  return instance;
}

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "equation-3.11";
  claim.equation = "(3.11)";
  claim.statement = "S(b_l*) <= S(b), b_l* = (1/N) (c_l - W_l V_l) 1";
  claim.hypotheses = {"1 <= l <= L-1"};
  claim.speaks_of_state = true;
  claim.arrays = {{"layer", "1", "l", Array::integer}, {"b", "p x 1", "a column of b_l's shape"}};
  claim.generate = generate;
  set_sides<Terms>(
      claim,
      [](const Instance& i) {
        const Index l = any_hidden_layer(i);
        return Terms{Network(*i.state), l, block_matrix(i, "b", Variable::b, l)};
      },
      [](const Terms& t) { return t.with(t.means()); },
      {{"the sum for the mean", [](const Terms& t) { return t.with(t.sums()); }},
       {"1/(N+1) for 1/N",
        [](const Terms& t) { return t.with(scaled(Ball(1.0) / (t.network.samples() + Ball(1.0)), t.sums())); }},
       {"c_l for c_l - W_l V_l",
        [](const Terms& t) { return t.with(scaled(Ball(1.0) / t.network.samples(), t.sums(true))); }},
       {"-b_l*", [](const Terms& t) { return t.with(scaled(Ball(-1.0), t.means())); }},
       {"S(b_l*) + 1.01 omega_l N ||b - b_l*||^2", [](const Terms& t) { return t.with(t.means(), Ball(1.01)); }},
       {"S(b_l*) + omega_l N ||b - b_l*||^2", [](const Terms& t) { return t.with(t.means(), Ball(1.0)); }, true}});
  return claim;
}

}  // namespace lysep::equation_3_11_claim
