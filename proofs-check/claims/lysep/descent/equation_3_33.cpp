// (3.33): the least-squares updates by themselves,
//   S(W_l^{k+1}) <= S(W_l^k),  W_l^{k+1} (V_l V_l^T + lambda_l I) = (c_l - b_l 1^T) V_l^T      (3.10)
//   S(b_l^{k+1}) <= S(b_l^k),  b_l^{k+1} = mean of the columns of c_l - W_l V_l                 (3.11)
// for l <= L-1 and any sigma; with singular normal equations (rank-deficient V_l, lambda_l = 0) any solution will do,
// here the one of least norm in 100 digits. Equality where the block is at its minimum already.
#include "proofs-check/claims/lysep/descent/iterate.hpp"
#include "proofs-check/frame/network_generators.hpp"

namespace lysep::equation_3_33_claim {
namespace {

Index layer(const Iterate& t, const Instance& i, BlockKind kind) {
  const double l = i.number("layer");
  const bool speaks = i.number("block") == static_cast<double>(static_cast<int>(kind));
  return speaks && l >= 1 && l < static_cast<double>(t.L) ? static_cast<Index>(l) : 0;
}

/// W_l <- W_l + rho (W - W_l), W of (3.10) with the regulariser and target given.
Step weights(double rho, Ball (*lambda)(const Iterate&, Index), bool with_bias = true) {
  return [=](Iterate& t, const Instance& i) {
    const Index l = layer(t, i, BlockKind::layer_weights);
    if (l == 0) return false;
    const Matrix<Ball> W = t.least_squares(l, lambda(t, l), with_bias ? t.target(l) : t.c(l));
    t.W(l) = rho == 1 ? W : sum(t.W(l), scaled(Ball(rho), difference(W, t.W(l))));
    return true;
  };
}

/// b_l <- b_l + rho (mean - b_l).
Step biases(double rho, bool sum_for_mean = false) {
  return [=](Iterate& t, const Instance& i) {
    const Index l = layer(t, i, BlockKind::bias);
    if (l == 0) return false;
    const Vector<Ball> mean = t.mean_target(l);
    for (Index k = 0; k < mean.size(); ++k) {
      const Ball goal = sum_for_mean ? count(t.N) * mean(k) : mean(k);
      t.b(l)(k) += Ball(rho) * (goal - t.b(l)(k));
    }
    return true;
  };
}

/// The mean over the units instead of the samples.
bool mean_over_units(Iterate& t, const Instance& i) {
  const Index l = layer(t, i, BlockKind::bias);
  if (l == 0) return false;
  const Vector<Ball> mean = t.mean_target(l);
  Ball all(0.0);
  for (Index k = 0; k < mean.size(); ++k) all += mean(k) / count(mean.size());
  for (Index k = 0; k < mean.size(); ++k) t.b(l)(k) = all;
  return true;
}

Ball own_lambda(const Iterate& t, Index l) { return t.lambda(l); }

/// W_2 at its minimum, nearly: V_2 r_2 = lambda_2 W_2, lambda_2 = r_1^2.
StateData near_minimum(Draw& draw) {
  const double c = draw.sign() * draw.magnitude(-1, 0.5), V = tanh(c), w = draw.symmetric(3.0);
  const double r = draw.sign() * draw.magnitude(-1, 1), off = draw.chance(0.3) ? 0.0 : draw.magnitude(-12, -3);
  return scalar_chain({Activation::Kind::tanh}, {draw.symmetric(2.0), w}, draw.symmetric(2.0), {c, draw.symmetric(2.0)},
                      {r, r * r * w / V * (1 + off)});
}

Instance generate(Draw& draw) {
  const bool weights = draw.chance(0.6);
  if (weights && draw.chance(0.3))
    return update_of(near_minimum(draw), "near the minimum", BlockKind::layer_weights, 2, 1);
  StateData state = random_state(draw, every_activation());
  const char* family = "random";
  const Index l = draw.integer(1, static_cast<int>(state.depth()) - 1);
  const double which = draw.uniform(0, 1);
  if (which < 0.1) {
    family = "extreme";
    auto& layer = state.layers[static_cast<std::size_t>(draw.integer(0, static_cast<int>(state.depth()) - 1))];
    layer.W *= draw.chance(0.4) ? 0.0 : draw.magnitude(-8, 4);
  } else if (which < 0.2) {
    family = "rank-deficient";
    state.X = Matrix<double>(state.X.row(0).replicate(state.X.rows(), 1)) * (draw.chance(0.2) ? 0.0 : 1.0);
    for (auto& layer : state.layers)
      layer.r.rowwise() = Matrix<double>(layer.r.topRows(layer.r.size() > 0)).colwise().sum();
  } else if (which < 0.3) {
    family = "feasible";
    for (auto& layer : state.layers) layer.r.setZero();
  }
  return update_of(state, family, weights ? BlockKind::layer_weights : BlockKind::bias, l, 1);
}

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "equation-3.33";
  claim.equation = "(3.33)";
  claim.statement = "S(W_l) and S(b_l) do not increase in the least-squares updates (3.10), (3.11), l <= L-1";
  claim.hypotheses = {"1 <= l <= L-1", "lambda_l of the current W_j and r_j, j < l"};
  claim.arrays = {{"block", "1", "2 W_l, 3 b_l", Array::integer}, {"layer", "1", "l, 1..L-1", Array::integer}};
  claim.generate = [](Draw& draw) {
    Instance instance = generate(draw);
    instance.data.erase("factor");
    return instance;
  };
  const Step W = weights(1, own_lambda), b = biases(1);
  set_step(claim, [=](Iterate& t, const Instance& i) { return W(t, i) || b(t, i); },
           {{"lambda I for sqrt(lambda) I", weights(1, [](const Iterate& t, Index l) { return squared(t.lambda(l)); })},
            {"W_l without the regulariser", weights(1, [](const Iterate&, Index) { return Ball(0.0); })},
            {"lambda_l with ||r_l||^2",
             weights(1, [](const Iterate& t, Index l) { return t.lambda(l) + norm_squared(t.residual(l)); })},
            {"c_l for c_l - b_l", weights(1, own_lambda, false)},
            {"2.1 times the change of W_l", weights(2.1, own_lambda)},
            {"the sum for the mean", biases(1, true)},
            {"the mean over the units", mean_over_units},
            {"2.1 times the change of b_l", biases(2.1)},
            {"1.95 times the change of W_l", weights(1.95, own_lambda), true},
            {"1.95 times the change of b_l", biases(1.95), true}});
  return claim;
}

}  // namespace lysep::equation_3_33_claim
