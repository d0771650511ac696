// A sweep block by block: W_l, b_l, z_l, a_l for l = 1, W_l, b_l, z_l for l = 2.
#include "proofs-check/claims/dlam/descent/sweep.hpp"

#include "proofs-check/claims/dlam/block_updates/activation_box.hpp"
#include "proofs-check/claims/dlam/block_updates/exact_output.hpp"

namespace lysep {
namespace {

constexpr int most_trials = 20000;

/// Moves a block and returns (factor/2) ||move||^2.
Ball move(Matrix<Ball>& block, const Matrix<Ball>& to, const Ball& factor, SweepOutcome& report) {
  const Ball square = norm_squared(difference(to, block));
  report.squares += square;
  block = to;
  return Ball(0.5) * factor * square;
}

/// theta, and -(grad + theta dW), which is in the subdifferential of Omega at the new W.
struct MovedWeights {
  Ball theta;
  Matrix<Ball> subgradient;
};

MovedWeights update_weights(NetworkPoint& at, Index l, const SweepSettings& s, SweepOutcome& report) {
  const PenaltyLayer layer(at.W(l), at.A(l - 1), at.b(l), at.Z(l), s.rho);
  const Ball theta = backtracked(layer, s.omega, s.alpha0, s.gamma).value_or(undecided());
  const Matrix<Ball> G = layer.gradient(PenaltyBlock::W), to = s.omega.minimiser(at.W(l), G, theta);
  const Matrix<Ball> remainder = scaled(Ball(-1.0), sum(G, scaled(theta, difference(to, at.W(l)))));
  report.W += move(at.W(l), to, theta, report);
  return {theta, remainder};
}

void update_biases(NetworkPoint& at, Index l, const SweepSettings& s, SweepOutcome& report) {
  const PenaltyLayer layer(at.W(l), at.A(l - 1), at.b(l), at.Z(l), s.rho);
  const Ball L_b = s.shared_bias ? s.rho * layer.samples() : s.rho;
  const Matrix<Ball> to = difference(at.b(l), scaled(Ball(1.0) / L_b, layer.gradient(PenaltyBlock::b)));
  report.b += move(at.b(l), to, L_b, report);
}

Matrix<Ball> boxed(const Matrix<Ball>& V, const Matrix<Ball>& a, const SweepSettings& s) {
  Matrix<Ball> z = V;
  for (Index k = 0; k < z.size(); ++k) {
    const ActivationBox box = activation_box(s.h, a.data()[k], s.eps);
    z.data()[k] = box.known && !box.empty ? box.clip(V.data()[k]) : undecided();
  }
  return z;
}

Matrix<Ball> outputs(const Matrix<Ball>& V, const Labels& labels, const SweepSettings& s) {
  if (s.risk == SweepSettings::linear) return difference(V, scaled(Ball(1.0) / s.rho, s.targets));
  if (s.risk == SweepSettings::squared)
    return scaled(Ball(1.0) / (Ball(1.0) + s.rho), sum(s.targets, scaled(s.rho, V)));
  Matrix<Ball> z = V;
  for (Index n = 0; n < V.cols(); ++n)
    z.col(n) = exact_output(Matrix<Ball>(V.col(n)), labels[static_cast<std::size_t>(n)], s.rho);
  return z;
}

/// a_l with layer l+1 as it is: the first t of tau_0 eta^j whose clipped step passes.
void update_outputs(NetworkPoint& at, Index l, const SweepSettings& s, SweepOutcome& report) {
  const PenaltyLayer above(at.W(l + 1), at.A(l), at.b(l + 1), at.Z(l + 1), s.rho);
  const Matrix<Ball> G = above.gradient(PenaltyBlock::a), centre = activation_values(s.h, at.Z(l));
  const Ball enough = s.rho * norm_squared(above.W);  // where every step passes: an enclosure of a step of 0 need not
  Ball t = s.tau0;
  for (int trial = 0; trial < most_trials; ++trial, t *= s.eta) {
    const Matrix<Ball> to = clipped(difference(at.A(l), scaled(Ball(1.0) / t, G)), centre, s.eps);
    const Matrix<Ball> D = difference(to, at.A(l));
    if (!(t >= enough || s.rho * norm_squared(product(above.W, D)) <= t * norm_squared(D))) continue;
    report.a += move(at.A(l), to, t, report);
    return;
  }
  report.a = undecided();
}

}  // namespace

SweptNetwork::SweptNetwork(const Instance& i) : point(i) {
  const auto h = monotone_activation(i);
  const auto omega = regulariser_of(i);
  const double risk = i.number("risk");
  settings.eps = i.ball("eps");
  settings.rho = i.ball("rho");
  settings.alpha0 = i.ball("alpha0");
  settings.gamma = i.ball("gamma");
  settings.tau0 = i.ball("tau0");
  settings.eta = i.ball("eta");
  settings.targets = i.balls("targets");
  hypothesis = h && omega && risk >= 0 && risk <= 2 && settings.gamma >= Ball(1.1) && settings.eta >= Ball(1.1);
  for (const Ball* positive : {&settings.eps, &settings.rho, &settings.alpha0, &settings.tau0})
    hypothesis = hypothesis && *positive > Ball(0.0);
  if (!hypothesis) return;
  settings.h = *h;
  settings.omega = *omega;
  settings.risk = static_cast<SweepSettings::Risk>(static_cast<int>(risk));
  hypothesis = point.violation(settings.h) <= settings.eps;
}

Ball SweptNetwork::F(const NetworkPoint& at) const {
  const Matrix<Ball>& Z = at.Z(2);
  Ball sum = Ball(0.5) * settings.rho * at.penalties();
  for (Index l = 1; l <= 2; ++l) sum += settings.omega.value(at.W(l));
  if (settings.risk == SweepSettings::linear) return sum + inner(settings.targets, Z);
  if (settings.risk == SweepSettings::squared) return sum + Ball(0.5) * norm_squared(difference(Z, settings.targets));
  return sum + total(losses_of(Z, point.labels));
}

SweepOutcome SweptNetwork::sweep(NetworkPoint& at) const {
  SweepOutcome report;
  report.before = F(at);
  for (Index l = 1; l <= 2; ++l) {
    const MovedWeights weights = update_weights(at, l, settings, report);
    update_biases(at, l, settings, report);
    const Matrix<Ball> V = plus_column(product(at.W(l), at.A(l - 1)), at.b(l));
    const Matrix<Ball> to = l == 1 ? boxed(V, at.A(1), settings) : outputs(V, point.labels, settings);
    report.z += move(at.Z(l), to, settings.rho, report);
    const Matrix<Ball> E = scaled(settings.rho, difference(V, at.Z(l)));
    report.gradient_W += norm_squared(sum(product_transposed(E, at.A(l - 1)), weights.subgradient));
    report.gradient_b += norm_squared(row_sums(E));
    const Ball curvature = settings.rho * squared(spectral_norm(at.A(l - 1)));
    report.factor_W = max(report.factor_W, squared(curvature + weights.theta) / weights.theta);
    if (l == 1) update_outputs(at, 1, settings, report);
  }
  report.after = F(at);
  return report;
}

SweepOutcome SweptNetwork::sweep_once() const {
  NetworkPoint at = point;
  return sweep(at);
}

void set_sweep(Claim& claim) {
  claim.hypotheses = {"h is tanh, sigmoid, ReLU or the identity", "rho, eps, alpha_0, tau_0 > 0, mu >= 0",
                      "gamma, eta >= 1.1", "|a_1 - h(z_1)| <= eps"};
  claim.arrays = network_point_arrays(2);
  for (const Array& array : std::vector<Array>{
           {"label", "N", "classes, from 0", Array::label},
           {"targets", "J x N", "of the risks 1 and 2"},
           activation_array(),
           {"risk", "1", "R: 0 cross-entropy, 1 (1/2) ||Z - targets||^2, 2 <targets, Z>", Array::integer},
           {"eps", "1", "eps_1"},
           {"rho", "1", "the penalty parameter"},
           {"alpha0", "1", "the first theta"},
           {"gamma", "1", "what theta is multiplied by"},
           {"tau0", "1", "the first tau"},
           {"eta", "1", "what tau is multiplied by"}})
    claim.arrays.push_back(array);
  for (const Array& array : regulariser_arrays()) claim.arrays.push_back(array);
  claim.generate = swept_network_instance;
}

}  // namespace lysep
