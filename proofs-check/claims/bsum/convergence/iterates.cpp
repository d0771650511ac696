#include "proofs-check/claims/bsum/convergence/iterates.hpp"

namespace lysep::bsum {
namespace {

/// The number that the instance names; 0 where it is not from 1 to the most that is looked at.
int updates_of(const Instance& instance, const char* name) {
  const double number = instance.number(name);
  return number >= 1 && number <= most_updates ? static_cast<int>(number) : 0;
}

bool is_open_unit(const Ball& x) { return x > Ball(0.0) && x < Ball(1.0); }

}  // namespace

StepSizes::StepSizes(const Instance& i) : c(i.ball("c")), t(i.ball("t")), K(updates_of(i, "K")) {
  is_known = K > 0 && is_open_unit(c) && is_open_unit(t);
}

Ball StepSizes::later(const std::function<Ball(int)>& term) const {
  Ball sum(0.0);
  for (int k = K + 1; k <= 2 * K; ++k) sum += term(k);
  return sum;
}

Ball StepSizes::power_of_two(int k) const {
  Ball power(1.0);
  arb_mul_2exp_si(power.get(), power.get(), -k);
  return power;
}

Ball StepSizes::last() const {
  Ball alpha = c;
  for (int k = 0; k < K; ++k) alpha *= Ball(1.0) - t * alpha;
  return alpha;
}

Sides StepSizes::squares_later(int power, const Ball& factor) const {
  if (!is_known) return hypothesis_not_met();
  const auto square = [&](int k) {
    Ball square = c * c;
    for (int n = 0; n < power; ++n) square /= count(k);
    return square;
  };
  return {later(square), factor * c * c / count(K)};
}

Sides StepSizes::steps_later(bool halving, double share) const {
  if (!is_known) return hypothesis_not_met();
  return {Ball(share) * c, later([&](int k) { return halving ? c * power_of_two(k) : c / count(k); }), true, c};
}

Sides StepSizes::inverse_grows_by(const Ball& factor, bool above) const {
  if (!is_known) return hypothesis_not_met();
  const Ball grown = Ball(1.0) / last() - Ball(1.0) / c, right = factor * count(K) * t, scale = Ball(1.0) / c;
  return above ? Sides{grown, right, true, scale} : Sides{right, grown, true, scale};
}

TwoBlocks::TwoBlocks(const Instance& i) : x(i.ball("x")), y(i.ball("y")), c(i.ball("c")), k(updates_of(i, "k")) {
  is_known = k > 0 && is_open_unit(c);
}

Ball TwoBlocks::updated(const Ball& x, const Ball& y, const Ball& alpha) {
  return x - alpha * (Ball(2.0) * y * (x * y - Ball(1.0)) + x / Ball(50.0));
}

Ball TwoBlocks::size_after(int updates) const {
  Ball first = x, second = y;
  for (int n = 1; n <= updates; ++n) {
    Ball& moved = n % 2 == 1 ? first : second;
    moved = updated(moved, n % 2 == 1 ? second : first, c / count(n));
  }
  return sqrt(first * first + second * second);
}

BlockSteps::BlockSteps(const Instance& i) : alpha(i.balls("alpha")) {
  const double blocks = i.number("blocks");
  J = blocks >= 1 && blocks <= 1e6 ? static_cast<int>(blocks) : 0;
}

bool BlockSteps::is_allowed() const {
  for (Index k = 0; k < alpha.cols(); ++k) {
    if (!(alpha(0, k) >= Ball(0.0) && alpha(0, k) < Ball(1.0))) return false;
  }
  return J >= 1;
}

bool BlockSteps::falls() const {
  for (Index k = 1; k < alpha.cols(); ++k) {
    if (!(alpha(0, k) <= alpha(0, k - 1))) return false;
  }
  return true;
}

Sides BlockSteps::with(bool hypothesis, double factor) const {
  if (!is_allowed() || !hypothesis) return hypothesis_not_met();
  Ball own(0.0);
  for (Index k = 0; k < alpha.cols(); k += J) own += alpha(0, k);
  return {Ball(factor) * total(alpha) / count(J), own, true, total(alpha)};
}

TwoUpdates::TwoUpdates(const TwoBlocks& t) {
  g1 = t.y * (t.x * t.y - Ball(1.0));
  first = t.x - t.c * g1;
  cyclic = t.y - t.c * first * (first * t.y - Ball(1.0));
  at_once = t.y - t.c * t.x * (t.x * t.y - Ball(1.0));
  const Ball reach = Ball(1.0) + abs(t.x) + abs(t.y), cube = reach * reach * reach;
  size = cube * cube * reach;
}

Instance block_steps_instance(Draw& draw, double falling) {
  const int J = draw.integer(1, 4), K = J * draw.integer(1, 5);
  Matrix<double> alpha(1, K);
  Instance i;
  i.family = draw.chance(falling) ? "falling" : "random";
  double step = draw.uniform(0.01, 0.999);
  const double shrink = draw.chance(0.4) ? 1.0 : draw.uniform(0.5, 1.0);
  for (int k = 0; k < K; ++k) {
    alpha(0, k) = i.family == "falling" ? step : draw.uniform(0.0, 0.999);
    step *= shrink;
  }
  if (i.family == "random" && draw.chance(0.3)) {
    for (int k = 0; k < K; k += J) alpha(0, k) = 0.0;
    i.family = "no step at the block's own updates";
  }
  i.set("alpha", alpha);
  i.set("blocks", J);
  return i;
}

std::vector<Array> block_steps_arrays() {
  return {{"alpha", "1 x K", "the steps"}, {"blocks", "1", "J", Array::integer}};
}

Instance step_rule_of(double c, double t, int K) {
  Instance i;
  i.family = K == 1 ? "one step" : "random";
  i.set("c", c);
  i.set("t", t);
  i.set("K", K);
  return i;
}

Instance step_rule_instance(Draw& draw) {
  const double c = draw.chance(0.2) ? draw.magnitude(-9, -1) : draw.uniform(0.01, 0.99);
  const double t = draw.chance(0.2) ? draw.magnitude(-9, -1) : draw.uniform(0.01, 0.99);
  return step_rule_of(c, t, draw.chance(0.2) ? 1 : draw.integer(1, most_updates));
}

std::vector<Array> step_rule_arrays() {
  return {{"c", "1", "the first step, or the constant of the rule"},
          {"t", "1", "the rate at which steps shrink"},
          {"K", "1", "the number of updates", Array::integer}};
}

Instance two_blocks_of(const char* family, double x, double y, double c, int k) {
  Instance i;
  i.family = family;
  i.set("x", x);
  i.set("y", y);
  i.set("c", c);
  i.set("k", k);
  return i;
}

std::vector<Array> two_blocks_arrays() {
  return {{"x", "1", "w1"},
          {"y", "1", "w2"},
          {"c", "1", "of the steps"},
          {"k", "1", "a number of updates", Array::integer}};
}

}  // namespace lysep::bsum
