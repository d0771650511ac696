// The update of W_l in enclosures, and instances with theta near where the backtracking stops.
#include "proofs-check/claims/dlam/models/weight_update.hpp"

namespace lysep {
namespace {

constexpr int most_trials = 20000;

}  // namespace

Ball RegulariserTerm::value(const Matrix<Ball>& W) const {
  if (kind == none) return Ball(0.0);
  return kind == squares ? Ball(0.5) * mu * norm_squared(W) : mu * total(absolute(W));
}

Matrix<Ball> RegulariserTerm::minimiser(const Matrix<Ball>& W, const Matrix<Ball>& G, const Ball& theta) const {
  Matrix<Ball> after = W;
  for (Index i = 0; i < W.size(); ++i) {
    Ball& x = after.data()[i];
    const Ball& g = G.data()[i];
    if (kind == squares) {
      x = (theta * x - g) / (theta + mu);
      continue;
    }
    x = x - g / theta;
    const Ball level = mu / theta;
    if (kind == absolute_values) x = max(x - level, Ball(0.0)) + min(x + level, Ball(0.0));
  }
  return after;
}

std::optional<RegulariserTerm> regulariser_of(const Instance& instance) {
  const double kind = instance.number("regulariser");
  if (!(kind >= 0 && kind <= 2) || instance.number("mu") < 0) return std::nullopt;
  return RegulariserTerm{static_cast<RegulariserTerm::Kind>(static_cast<int>(kind)), instance.ball("mu")};
}

std::vector<Array> regulariser_arrays() {
  return {{"regulariser", "1", "Omega: 0 none, 1 (mu/2) ||W||^2, 2 mu ||W||_1", Array::integer},
          {"mu", "1", "mu >= 0"}};
}

void draw_regulariser(Draw& draw, Instance& instance, double theta) {
  const int kind = draw.integer(0, 2);
  double mu = draw.magnitude(-3, 2);
  if (kind == 2 && draw.chance(0.6)) {
    const Matrix<double> W = instance.matrix("W"), G = gradient_in_W(instance);
    const int k = draw.integer(0, static_cast<int>(W.size()) - 1);
    const double off = draw.chance(0.5) ? 0.0 : 1e-12 * draw.sign();
    mu = std::abs(theta * W.data()[k] - G.data()[k]) * (1 + off);
    instance.family += ", at the threshold";
  }
  instance.set("regulariser", kind);
  instance.set("mu", mu);
}

WeightUpdate::WeightUpdate(const Instance& i) : at(i), theta(i.ball("theta")), gradient(at.gradient(PenaltyBlock::W)) {
  const auto given = regulariser_of(i);
  hypothesis = at.hypothesis() && theta > Ball(0.0) && given.has_value();
  if (!hypothesis) return;
  omega = *given;
  after = omega.minimiser(at.W, gradient, theta);
  D = difference(after, at.W);
}

bool WeightUpdate::stops() const {
  return hypothesis && at.rho * norm_squared(product(D, at.A)) <= theta * norm_squared(D);
}

Ball WeightUpdate::size() const {
  return at.size() + abs(inner(gradient, D)) + theta * norm_squared(D) + omega.value(at.W) + omega.value(after);
}

std::vector<Array> weight_update_arrays() {
  std::vector<Array> arrays = penalty_arrays();
  arrays.push_back({"theta", "1", "theta, one number for all entries"});
  for (const Array& array : regulariser_arrays()) arrays.push_back(array);
  return arrays;
}

double direction_curvature(const Instance& instance) {
  const Matrix<double> G = gradient_in_W(instance);
  const double size = G.squaredNorm();
  return size > 0 ? instance.number("rho") * Matrix<double>(G * instance.matrix("A")).squaredNorm() / size : 0.0;
}

Instance weight_update_instance(Draw& draw) {
  Instance instance = penalty_instance(draw);
  const double q = direction_curvature(instance), top = top_singular(instance.matrix("A")).value;
  const double which = draw.uniform(0, 1);
  double theta = draw.magnitude(-2, 4);
  if (which < 0.5 && q > 0) {
    theta = q * (1 + draw.magnitude(-13, -6));
    instance.family += ", stops barely";
  } else if (which < 0.9 && top > 0) {
    theta = instance.number("rho") * top * top * (1 + draw.magnitude(-12, 0));
  }
  draw_regulariser(draw, instance, theta);
  if (which < 0.35) instance.set("regulariser", 0);
  instance.set("theta", theta);
  return instance;
}

std::optional<Ball> backtracked(const PenaltyLayer& at, const RegulariserTerm& omega, const Ball& alpha0,
                                const Ball& gamma) {
  if (!(alpha0 > Ball(0.0)) || !(gamma >= Ball(1.1))) return std::nullopt;
  const Matrix<Ball> G = at.gradient(PenaltyBlock::W);
  // Without absolute values the direction is the same for every alpha: G + mu W for squares.
  const bool fixed = omega.kind != RegulariserTerm::absolute_values;
  const Matrix<Ball> H = omega.kind == RegulariserTerm::squares ? sum(G, scaled(omega.mu, at.W)) : G;
  const Ball along = at.rho * norm_squared(product(H, at.A)), size = norm_squared(H);
  const Ball enough = at.rho * norm_squared(at.A);  // where every step passes: an enclosure of a step of 0 need not
  Ball alpha = alpha0;
  for (int trial = 0; trial < most_trials; ++trial, alpha *= gamma) {
    if (alpha >= enough) return alpha;
    if (fixed) {
      if (along <= alpha * size) return alpha;
      continue;
    }
    const Matrix<Ball> D = difference(omega.minimiser(at.W, G, alpha), at.W);
    if (at.rho * norm_squared(product(D, at.A)) <= alpha * norm_squared(D)) return alpha;
  }
  return std::nullopt;
}

}  // namespace lysep
