// Lemma 4, its lines for (2), (4) and (5): the updates are those whose remainders are subgradients,
//   0  s = -(grad_W + theta (W' - W)) of Omega at W' (with o2 in P),
//   1  r = -(grad_z + rho (Z' - Z)) of the indicator at Z', l < L: it points out of the box,
//   2  u = -(grad_z + rho (Z' - Z)) = rho (V - Z') of R, the cross-entropy, at Z', l = L.
// Decided by the inequality of subgradients at another point: <s, Y - W'> <= Omega(Y) - Omega(W'), and so on.
#include "proofs-check/claims/dlam/block_updates/activation_box.hpp"
#include "proofs-check/claims/dlam/block_updates/exact_output.hpp"
#include "proofs-check/claims/dlam/models/weight_update.hpp"

namespace lysep::dlam_lemma_4_claim {
namespace {

struct Terms {
  explicit Terms(const Instance& i)
      : weights(i), hidden(i), Y_W(i.balls("Y_W")), Y(i.balls("Y")), labels(i.labels("label")), line(i.number("line")) {
    hypothesis = weights.hypothesis && hidden.hypothesis && hidden.feasible(Y) && line >= 0 && line <= 2;
  }
  WeightUpdate weights;
  HiddenUpdate hidden;
  Matrix<Ball> Y_W, Y;
  Labels labels;
  double line;
  bool hypothesis;

  bool is(double which) const { return hypothesis && line == which; }
  Sides weights_line(double factor) const {
    const auto& [W, omega] = std::tie(weights.after, weights.omega);
    const Matrix<Ball> s = scaled(Ball(-1.0), sum(weights.gradient, scaled(Ball(factor) * weights.theta, weights.D)));
    const Ball sizes = norm_squared(weights.gradient) + norm_squared(W) + norm_squared(Y_W) + weights.size();
    return {Ball(0.0), omega.value(Y_W) - omega.value(W) - inner(s, difference(Y_W, W)), true, sizes};
  }
  Sides hidden_line(double sign, double factor = 1) const {
    const Matrix<Ball> moved = scaled(Ball(factor) * hidden.at.rho, difference(hidden.after, hidden.at.Z));
    const Matrix<Ball> r = scaled(Ball(-sign), sum(hidden.at.gradient(PenaltyBlock::z), moved));
    return {Ball(0.0), -inner(r, difference(Y, hidden.after)), true, hidden.size() + norm_squared(Y)};
  }
  Sides output_line(double factor) const {
    Matrix<Ball> Z = hidden.V;
    for (Index n = 0; n < Z.cols(); ++n)
      Z.col(n) = exact_output(Matrix<Ball>(hidden.V.col(n)), labels[static_cast<std::size_t>(n)], hidden.at.rho);
    const Matrix<Ball> u = scaled(Ball(factor) * hidden.at.rho, difference(hidden.V, Z));
    return {Ball(0.0), total(losses_of(Y, labels)) - total(losses_of(Z, labels)) - inner(u, difference(Y, Z)), true,
            hidden.size() + norm_squared(Y) + norm_squared(Z)};
  }
  Sides statement() const {
    if (!hypothesis) return hypothesis_not_met();
    return line == 0 ? weights_line(1) : line == 1 ? hidden_line(1) : output_line(1);
  }
};

Instance generate(Draw& draw) {
  Instance instance = hidden_update_instance(draw);
  const int J = static_cast<int>(instance.matrix("Y").rows());
  if (J < 2) return generate(draw);
  instance.set("theta", draw.magnitude(-1, 2));
  draw_regulariser(draw, instance, instance.number("theta"));
  const Matrix<double> W = instance.matrix("W");
  instance.set("Y_W", draw.matrix(W.rows(), W.cols(), draw.magnitude(-1, 1)));
  Labels labels;
  for (Index n = 0; n < instance.matrix("Y").cols(); ++n) labels.push_back(draw.integer(0, J - 1));
  instance.set("label", labels);
  instance.set("line", draw.integer(0, 2));
  return instance;
}

}  // namespace

Claim claim() {
  Claim claim = dlam_claim("dlam-lemma-4", "Lemma 4",
                           "0 <= Omega(Y) - Omega(W') - <s, Y - W'>, s = -(grad + theta (W' - W)); so for z_l, z_L");
  claim.hypotheses = {"h is tanh, sigmoid, ReLU or the identity", "rho, eps, theta > 0, mu >= 0", "Y in the box"};
  claim.arrays = hidden_update_arrays();
  for (Array& array : claim.arrays) {
    if (array.shape.starts_with("m")) array.shape.replace(0, 1, "J");
  }
  for (const Array& array : regulariser_arrays()) claim.arrays.push_back(array);
  for (const Array& array : std::vector<Array>{{"theta", "1", "theta, one number for all entries"},
                                               {"Y_W", "J x n", "other weights"},
                                               {"label", "N", "classes, from 0", Array::label},
                                               {"line", "1", "0 W, 1 z_l, 2 z_L", Array::integer}}) {
    claim.arrays.push_back(array);
  }
  claim.generate = generate;
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); }, [](const Terms& t) { return t.statement(); },
      {{"theta/2 in s", [](const Terms& t) { return t.is(0) ? t.weights_line(0.5) : hypothesis_not_met(); }},
       {"r with the other sign", [](const Terms& t) { return t.is(1) ? t.hidden_line(-1) : hypothesis_not_met(); }},
       {"2 rho (Z' - Z) in r", [](const Terms& t) { return t.is(1) ? t.hidden_line(1, 2) : hypothesis_not_met(); }},
       {"u = 2 rho (V - Z')", [](const Terms& t) { return t.is(2) ? t.output_line(2) : hypothesis_not_met(); }}});
  return claim;
}

}  // namespace lysep::dlam_lemma_4_claim
